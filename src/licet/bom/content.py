"""How much counted value one unit of an item holds: its own part of the answer.

What its parts hold comes from the sweep as `inside`; here its sources, origin, declarations and
the readings are brought to bear on it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from licet.bom.bounds import ANY, NONE, Bounds, hull, largest, meet, total
from licet.bom.declared import declared
from licet.bom.metal import metal_in

if TYPE_CHECKING:
    from licet.basics import Truth
    from licet.bom.bounds import Amount
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.value import Source


class Inside(NamedTuple):
    """What the bill of an item gives; `whole` is no if lines of it may be missing."""

    value: Bounds
    whole: bool


class Content(NamedTuple):
    """Counted value in one unit, words for what left it open, and do its parts bear on it?"""

    value: Bounds
    causes: tuple[str, ...] = ()
    by_parts: bool = True


def content_of(situation: Situation, node: Node, inside: Inside | None) -> Content:
    """The counted value in one unit of `node`; `inside` is ``None`` if no bill is listed."""
    counts = counts_of(situation, node.item)
    if counts is False and inside is not None and inside.whole and situation.is_plain(node.item):
        return Content(inside.value)
    answers = []
    if counts is not False:
        answers.append(_as_input(situation, node, inside))
    if counts is not True:
        answers.append(_as_made(situation, node, inside))
    value = hull(answer.value for answer in answers)
    words = dict.fromkeys(word for answer in answers for word in answer.causes)
    if counts is None and len({answer.value for answer in answers}) > 1:
        words["counted"] = None
    by_parts = any(answer.by_parts for answer in answers)
    return Content(value, () if value.known else tuple(words), by_parts)


def counts_of(situation: Situation, item: str) -> Truth:
    """Is the item a counted input by name (and of the kind asked for)?"""
    counts = situation.counted.item(item)
    if situation.graph.items.doubtful(item) or situation.graph.is_orphan(item):
        counts = None
    if counts is False:
        return False
    kind = situation.counted.kinds.get(item, item)
    situation.kinds.add(kind)
    return False if situation.kind not in (None, kind) else counts


def _as_input(situation: Situation, node: Node, inside: Inside | None) -> Content:
    sources = situation.sources(node)
    options = situation.readings.options("A-03")
    prices = [source.cost(options) for source in sources]
    through = _through(situation, inside)
    each = [
        price if source.origin else through if source.origin is False else hull((through, price))
        for source, price in zip(sources, prices, strict=True)
    ]
    causes = []
    if any(source.origin is None for source in sources):
        causes.append("origin")
    if any(source.origin is not False and not source.on_file() for source in sources):
        causes.append("price")
    tainted = prices if any(source.origin for source in sources) else each
    highest = options == ("highest_over_lowest",)
    worst = largest(tainted) if highest else hull(tainted)
    value = _mixed(situation, node, sources, each, worst)
    if len(sources) > 1 and not value.known:
        causes.append("supplier")
    if not value.known and not causes:
        causes.append("price")
    return Content(value, tuple(causes), any(source.origin is not True for source in sources))


def _through(situation: Situation, inside: Inside | None) -> Bounds:
    """What counted inputs of a counted item from elsewhere still count (A-04)."""
    answers = []
    for option in situation.readings.options("A-04"):
        seen = option == "count_transformed" and inside is not None
        answers.append(_open(inside) if seen and inside is not None else NONE)
    return hull(answers)


def _as_made(situation: Situation, node: Node, inside: Inside | None) -> Content:
    sources = situation.sources(node)
    answers = [_of_source(situation, node, inside, source) for source in sources]
    each = [answer.value for answer in answers]
    value = _mixed(situation, node, sources, each, largest(each))
    causes = [word for answer in answers for word in answer.causes]
    if len(set(each)) > 1 and not value.known:
        causes.append("supplier")
    return Content(value, tuple(causes))


def _of_source(situation: Situation, node: Node, inside: Inside | None, source: Source) -> Content:
    on_file = source.on_file()
    cap = largest(on_file).hi if on_file else None
    said = declared(situation, node, source.supplier)
    if situation.graph.declarations.doubtful(node.item):
        return Content(_capped(ANY, cap), ("declaration",))
    if said is None:
        return _undeclared(situation, node, inside, source, cap)
    value = _capped(said.value, cap)
    if inside is not None:
        both = meet((_capped(_open(inside), cap), value))
        if both is None:
            _contradiction(situation, node, said.rows[0])
            both = hull((inside.value, value))
        value = both
    return Content(value, () if value.known else ("declaration",))


def _undeclared(
    situation: Situation,
    node: Node,
    inside: Inside | None,
    source: Source,
    cap: Amount | None,
) -> Content:
    if inside is not None:
        value = inside.value if inside.whole else _capped(_open(inside), cap)
        return Content(value, () if inside.whole else ("bill",))
    graph = situation.graph
    listed = situation.is_article(node.item) or graph.is_phantom(node.item)
    if listed or graph.is_orphan(node.item) or graph.items.doubtful(node.item):
        return Content(_capped(ANY, cap), ("content",))
    metal = _capped(metal_in(situation, node, source), cap)
    return Content(metal, () if metal.known else ("composition",))


def _open(inside: Inside) -> Bounds:
    return inside.value if inside.whole else Bounds(inside.value.lo, None)


def _capped(value: Bounds, cap: Amount | None) -> Bounds:
    """What is unknown of a thing's content is at most the whole of its value."""
    if value.hi is not None or cap is None or cap < value.lo:
        return value
    return Bounds(value.lo, cap)


def _contradiction(situation: Situation, node: Node, row: int) -> None:
    wanted = f"a declaration that agrees with the listed bill of {node.item}"
    situation.tell(situation.graph.declarations.fault(row, "entry", wanted))


def _mixed(
    situation: Situation,
    node: Node,
    sources: tuple[Source, ...],
    each: list[Bounds],
    tainted: Bounds,
) -> Bounds:
    """What stock from several sources holds, under each option of A-07 that may be right."""
    if len(each) == 1:
        return each[0]
    answers = []
    for option in situation.readings.options("A-07"):
        shares = _shares(situation, node, sources, option)
        if option == "any_taints":
            answers.append(tainted)
        elif shares is not None:
            answers.append(total(one.scaled(s) for one, s in zip(each, shares, strict=True)))
        else:
            answers.append(hull(each))
    return hull(answers)


def _shares(
    situation: Situation, node: Node, sources: tuple[Source, ...], option: str
) -> list[Amount] | None:
    """The part that came from each source: as the stock tells of the lot, else as stated.

    Stated shares must make up a whole (as 1, or as 100 per cent). ``None`` if nothing tells.
    """
    suppliers = [source.supplier for source in sources]
    drawn = situation.stocks.shares(node.item, node.lot, option)
    if drawn is not None and set(drawn) <= set(suppliers) and len(set(suppliers)) == len(sources):
        return [drawn.get(supplier, 0) for supplier in suppliers]
    shares = [source.share for source in sources if source.share is not None]
    whole = sum(shares, Fraction(0))
    if option != "pro_rata" or len(shares) < len(sources) or whole not in (1, 100):
        return None
    return [share / whole for share in shares]
