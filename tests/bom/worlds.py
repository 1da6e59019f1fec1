"""Little worlds in which everything is known, folders that hide some of it, and a plain walk.

The walk is a second, naive way to the same numbers: it follows every place in the tree anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from hypothesis import strategies as st

from licet.basics import Range
from licet.bom import Article, Counted, trace
from tests.bom.parts import TODAY, graph, taken

BILLS = ("x", "y")
TOP = 0
"""The item that is shipped; what it holds has higher numbers."""


@dataclass(frozen=True)
class World:
    """Items by number; ``None`` in `prices`, `origins`, `counts`, `chosen` or `made` is hidden.

    `lines` are (parent, component, quantity, choice); lines of one parent with one choice
    replace each other, and `chosen` says which component is really in. Of a parent with two bills
    `bills` says for each of its lines in which it stands (in both, if it is not there), and
    `made` by which of them it really is made.
    """

    prices: tuple[int | None, ...]
    origins: tuple[str | None, ...]
    counts: tuple[bool | None, ...]
    lines: tuple[tuple[int, int, int, str | None], ...]
    chosen: Mapping[tuple[int, str], int | None]
    bills: Mapping[int, str]
    made: Mapping[int, str | None]

    def held(self, item: int = TOP) -> int:
        """Counted value in one item of a world in which nothing is hidden."""
        price = self.prices[item]
        assert price is not None
        if self.counts[item] and self.origins[item] == "CN":
            return price
        return sum(
            quantity * self.held(component)
            for at, (parent, component, quantity, choice) in enumerate(self.lines)
            if parent == item and (choice is None or self.chosen[item, choice] == component)
            if self.bills.get(at) in (None, self.made.get(item))
        )

    def article(self) -> Article:
        """What is traced of the shipped item from the folder that this world leaves."""
        parts = graph(items=list(self._items()), bom=list(self._bom()))
        names = {f"i{at}": counts for at, counts in enumerate(self.counts)}
        answer = trace(parts, "i0", TODAY, Counted(names, "CN"), {"i0": "A"}, taken())
        return answer.articles[0]

    def traced(self) -> Range:
        """The bounds of what the shipped item holds."""
        return self.article().cn_part1_value

    def _items(self) -> Iterator[dict[str, object]]:
        for at, (price, origin) in enumerate(zip(self.prices, self.origins, strict=True)):
            yield {"item": f"i{at}", "value": price, "currency": "USD", "origin": origin}

    def _bom(self) -> Iterator[dict[str, object]]:
        for at, (parent, component, quantity, choice) in enumerate(self.lines):
            word, bill, made = choice, self.bills.get(at), self.made.get(parent)
            if bill is not None and made not in (None, bill):
                continue
            if choice is not None and self.chosen[parent, choice] is not None:
                word = None
                if self.chosen[parent, choice] != component:
                    continue
            yield {
                "parent": f"i{parent}", "component": f"i{component}", "quantity": quantity,
                "alternative": word, "bill": bill, "line": str(at),
            }  # fmt: skip

    def completions(self) -> Iterator[World]:
        """Every world that this folder may be of, prices apart."""
        ways = {key: [c for p, c, _, word in self.lines if (p, word) == key] for key in self.chosen}
        for origins, counts, chosen, made in product(
            product(*(("CN", "JP") if one is None else (one,) for one in self.origins)),
            product(*((True, False) if one is None else (one,) for one in self.counts)),
            product(*(ways[k] if one is None else [one] for k, one in self.chosen.items())),
            product(*(BILLS if one is None else (one,) for one in self.made.values())),
        ):
            picked = dict(zip(self.chosen, chosen, strict=True))
            by = dict(zip(self.made, made, strict=True))
            yield replace(self, origins=origins, counts=counts, chosen=picked, made=by)


@st.composite
def worlds(draw: st.DrawFn, most: int = 7) -> World:
    """A world of up to `most` items, each worth at least what is in it."""
    size = draw(st.integers(2, most))
    lines: list[tuple[int, int, int, str | None]] = []
    for component in range(1, size):
        parents = draw(st.sets(st.integers(0, component - 1), min_size=1, max_size=3))
        for parent in sorted(parents):
            choice = draw(st.sampled_from([None, None, "a"]))
            lines.append((parent, component, draw(st.integers(1, 4)), choice))
    bills = draw(_bills(lines))
    several = {lines[at][0] for at in bills}
    lines = [(p, c, q, None if p in several else w) for p, c, q, w in lines]
    keys = sorted({(p, word) for p, _, _, word in lines if word is not None})
    alone = {key for key in keys if sum((p, w) == key for p, _, _, w in lines) == 1}
    lines = [(p, c, q, None if (p, w) in alone else w) for p, c, q, w in lines]
    chosen = {
        key: draw(st.sampled_from([c for p, c, _, w in lines if (p, w) == key]))
        for key in keys
        if key not in alone
    }
    prices = [0] * size
    for item in reversed(range(size)):
        inside = sum(quantity * prices[c] for p, c, quantity, _ in lines if p == item)
        prices[item] = inside + draw(st.integers(1, 9))
    origins = tuple(draw(st.sampled_from(["CN", "JP"])) for _ in range(size))
    counts = (False, *(draw(st.booleans()) for _ in range(size - 1)))
    made = {parent: draw(st.sampled_from(BILLS)) for parent in sorted(several)}
    return World(tuple(prices), origins, counts, tuple(lines), chosen, bills, made)


@st.composite
def _bills(draw: st.DrawFn, lines: list[tuple[int, int, int, str | None]]) -> dict[int, str]:
    """For some parents the bill of some of their lines; either bill has a line of its own."""
    found: dict[int, str] = {}
    for parent in sorted({p for p, *_ in lines}):
        own = [at for at, (p, *_) in enumerate(lines) if p == parent]
        drawn = {at: draw(st.sampled_from((*BILLS, None))) for at in own if len(own) > 1}
        if {*BILLS} <= set(drawn.values()):
            found |= {at: bill for at, bill in drawn.items() if bill is not None}
    return found


@st.composite
def hidden(draw: st.DrawFn, world: World, *, prices: bool) -> World:
    """The same world with some of it hidden; the shipped item itself is known not to count."""
    at = range(len(world.prices))
    hide = st.sets(st.integers(1, len(at) - 1))
    no_price = draw(hide) if prices else set()
    no_origin, no_count = draw(hide), draw(hide)
    keys = draw(st.sets(st.sampled_from(sorted(world.chosen)))) if world.chosen else set()
    parents = draw(st.sets(st.sampled_from(sorted(world.made)))) if world.made else set()
    return World(
        tuple(None if i in no_price else world.prices[i] for i in at),
        tuple(None if i in no_origin else world.origins[i] for i in at),
        tuple(None if i in no_count else world.counts[i] for i in at),
        world.lines,
        {key: None if key in keys else one for key, one in world.chosen.items()},
        world.bills,
        {parent: None if parent in parents else one for parent, one in world.made.items()},
    )


def reveal(world: World, truth: World, what: int) -> World:
    """`world` with one more thing known, if it hid so many."""
    size = len(world.prices)
    at = what % size
    if what < size:
        prices = (*world.prices[:at], truth.prices[at], *world.prices[at + 1 :])
        return replace(world, prices=prices)
    if what < 2 * size:
        origins = (*world.origins[:at], truth.origins[at], *world.origins[at + 1 :])
        return replace(world, origins=origins)
    if what < 3 * size:
        counts = (*world.counts[:at], truth.counts[at], *world.counts[at + 1 :])
        return replace(world, counts=counts)
    return replace(world, chosen=truth.chosen, made=truth.made)
