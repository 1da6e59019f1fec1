"""START HERE: what every article of a large parts list holds, swept a level at a time.

An item is added up in the round after the last of its components was. Each round joins the lines
with the items finished in the round before, adds up by parent, and is cut off from its history; so
a line is multiplied once, and a shared assembly once, however often it is used. On Spark, the
rounds go on in this process once few items wait. What never gets ready lies in a cycle or above
one: the cycles are named, and their items not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from licet.basics import Fault, Refused
from licet.bom.frames.content import THROUGH, valued
from licet.bom.frames.cycles import Cycles, cycles_in
from licet.bom.frames.prepare import Table, items_of, lines_of, state_of, told
from licet.bom.structure import DEEPEST
from licet.engine import (
    BROADCAST,
    EXACT,
    NEAR,
    Cut,
    checkpointed,
    frame,
    how_many_met,
    is_exact,
    joined,
    limbs,
    near,
    on_spark,
    products,
    rounded,
    sent,
    settled,
    sums,
)

COLUMNS = {
    "items": ("item", "counted", "origin", "article"),
    "lines": ("parent", "component"),
}
"""The columns each table needs, besides ``value`` and ``quantity`` (or both their ends)."""
_SUMS = {"lo": ("lo", "q_lo"), "hi": ("hi", "q_hi"), "cost": ("cost", "q_lo")}
_ADDED = tuple(name for end in _SUMS for name in sums(end))


@dataclass(frozen=True, slots=True)
class Swept:
    """A parts list swept.

    Attributes:
        articles: `item`, and as ``…__lo`` and ``…__hi`` what one unit of it holds and is worth:
            `cn_part1_value` and `item_value`. An end that is not known is null.
        faults: `item`, `fault` and what was `expected`.
    """

    articles: Any
    faults: Any


def sweep(
    items: Table,
    lines: Table,
    territory: str,
    through: str | None = "count_transformed",
) -> Swept:
    """What one unit of each article holds of counted inputs, and what it is worth.

    Args:
        items: lazy Narwhals frame: `item`, `counted` (is it a counted input by name?), `origin`,
            `article` (is its share asked about? null: perhaps), `value` of one unit, or
            ``value__lo`` and ``value__hi``, all in one currency. Null is unknown.
        lines: of the same engine: `parent`, `component`, `quantity` of it in one parent (or both
            ends) in the component's own unit; `line` where one component may stand twice.
        territory: where an input must come from to count.
        through: the option of A-04; ``None`` leaves it open.

    Raises:
        Refused: a column is missing, or a row does not say what it speaks of.
    """
    if through is not None and through not in THROUGH:
        raise ValueError(through)
    rows = _check(items, lines)
    if not on_spark(lines) or rows["items"] > BROADCAST or rows["lines"] > NEAR:
        return _swept(items, settled(lines), territory, through)
    found = _swept(near(items), near(lines), territory, through)
    return Swept(sent(found.articles, lines), sent(found.faults, lines))


def _swept(items: Table, lines: Table, territory: str, through: str | None) -> Swept:
    once, parents, faults = lines_of(lines)
    each, doubled = items_of(items, territory)
    held = checkpointed(once).table
    rounds = _Rounds(held, through, [*faults, doubled])
    rounds.run(checkpointed(state_of(each, parents, held), _READY))
    done = nw.concat([sent(some, lines) for some in rounds.done])
    dear, deep = nw.col("dear"), nw.col("depth") == DEEPEST + 1
    late = [told(done.filter(dear), "value"), told(done.filter(deep), "depth")]
    wrong = [sent(some, lines) for some in rounds.faults]
    return Swept(_shown(done.filter(nw.col("asked") > 0)), nw.concat([*wrong, *late]))


@dataclass(slots=True)
class _Rounds:
    """The rounds so far: the items that are done, and what was wrong with them."""

    lines: Table
    through: str | None
    faults: list[Table]
    done: list[Table] = field(default_factory=list)

    def run(self, state: Cut) -> None:
        """Go on until every item is done."""
        level, cut = 0, False
        while state.rows:
            if on_spark(state.table) and state.rows <= BROADCAST:
                state = self._nearby(state)
            rows = state.met if level <= DEEPEST + 1 else 0
            waiting = state.table.filter(~_READY)
            if rows:
                table = self._finish(state.table.filter(_READY))
            else:
                found = None if cut else cycles_in(self.lines, state.table)
                if found is None or not found.items:
                    self._finish(state.table, lost=True)
                    return
                rows, level, cut = len(found.items), 0, True
                table, waiting = self._cut(found, state.table)
            if state.rows == rows:
                return
            state = checkpointed(self._added(waiting, table, rows), _READY)
            level += 1

    def _nearby(self, state: Cut) -> Cut:
        """The items that wait in this process, with the lines of theirs that are open."""
        waits = state.table.select(parent="item", child="item")
        lines = self.lines
        for end in ("parent", "child"):
            lines = lines.join(waits.select(end), on=end, how="semi")
        held = near(lines)
        if held is None:
            return state
        self.lines = held.collect().lazy()
        return checkpointed(near(state.table).collect(), _READY)

    def _finish(self, ready: Table, *, lost: bool = False) -> Table:
        """Items all of whose parts are added up: what they hold."""
        table = checkpointed(valued(ready, self.through, lost=lost).select(_DONE)).table
        self.done.append(table)
        return table

    def _cut(self, found: Cycles, state: Table) -> tuple[Table, Table]:
        """The items of the cycles taken for done, with nothing known; and those that still wait."""
        cycles = {"item": found.items, "fault": ["cycle"] * len(found.items),
                  "expected": found.expected}  # fmt: skip
        named = frame(cycles, dict.fromkeys(cycles, "text"))
        self.faults.append(named)
        names = sent(named.select("item"), state)
        inside = joined(state, names, len(found.items), ["item"], "inner")
        table = self._finish(inside.with_columns(depth=nw.lit(0, nw.Int64)), lost=True)
        return table, state.join(names, on="item", how="anti")

    def _added(self, state: Table, done: Table, rows: int) -> Table:
        """The items that wait, with what the finished ones put into them."""
        limbs_of = (name for end in _SUMS for name in limbs(end))
        parts = done.select("depth", "hi", *limbs_of, child="item")
        each = products(joined(self.lines, parts, rows, ["child"], "inner"), _SUMS)
        is_open = nw.col("hi").is_null() | ((nw.col("q_open") > 0) & (nw.col("hi") > 0))
        added = each.with_columns(is_open.cast(nw.Int64).alias("open")).group_by("parent").agg(
            *(nw.col(name).sum().alias(f"+{name}") for name in _ADDED),
            nw.len().cast(nw.Int64).alias("+left"),
            nw.col("open").max().alias("+open"),
            nw.col("depth").max().alias("+depth"),
        )  # fmt: skip
        more = added.rename({"parent": "item"})
        both = joined(state, more, _MANY, ["item"])
        new = {name: nw.col(f"+{name}").fill_null(0) for name in (*_ADDED, "left", "open")}
        below = nw.col("+depth").fill_null(-1) + 1
        return both.with_columns(
            *((nw.col(name) + new[name]).alias(name) for name in _ADDED),
            (nw.col("left") - new["left"]).alias("left"),
            (nw.col("open") + new["open"]).alias("open"),
            nw.when(below > nw.col("depth")).then(below).otherwise(nw.col("depth")).alias("depth"),
        ).drop([f"+{name}" for name in (*_ADDED, "left", "open", "depth")])


_READY = nw.col("left") == 0
_MANY = 1 << 40
"""Rows of which it is not known how many: Spark finds out."""
_DONE = (
    "item", "asked", "depth", "dear", "lo", "hi", "worth_lo", "worth_hi",
    *(name for end in _SUMS for name in limbs(end)),
)  # fmt: skip


def _shown(done: Table) -> Table:
    """The ends as numbers of a table, rounded outward; one that is not known is null."""
    worth = nw.when(nw.col("worth_lo") > 0).then(nw.col("worth_lo")).alias("worth_lo")
    table = rounded(
        done.with_columns(worth),
        {
            "cn_part1_value__lo": ("lo", False), "cn_part1_value__hi": ("hi", True),
            "item_value__lo": ("worth_lo", False), "item_value__hi": ("worth_hi", True),
        },
    )  # fmt: skip
    return table.select(
        "item", *(f"{n}__{end}" for n in ("cn_part1_value", "item_value") for end in ("lo", "hi"))
    )


def _check(items: Table, lines: Table) -> Mapping[str, int]:
    """How many rows each table has, if it has what is needed of it."""
    found = {}
    for name, table in (("items", items), ("lines", lines)):
        schema = table.collect_schema()
        columns = schema.names()
        number = "value" if name == "items" else "quantity"
        missing = [column for column in COLUMNS[name] if column not in columns]
        if number not in columns and f"{number}__lo" not in columns:
            missing.append(number)
        if missing:
            raise Refused(Fault(name, "columns", f"a column {', '.join(missing)}"))
        inexact = [each for each in (number, f"{number}__lo", f"{number}__hi")
                   if each in columns and not is_exact(schema[each])]  # fmt: skip
        if inexact:
            raise Refused(Fault(name, f"column «{inexact[0]}»", EXACT))
        key = COLUMNS[name][0]
        none = nw.col(key).is_null() | (nw.col(key) == "")
        found[name], blank = how_many_met(table, none)
        if blank:
            raise Refused(Fault(name, f"column «{key}»", f"a text in every row; {blank} have none"))
    return found
