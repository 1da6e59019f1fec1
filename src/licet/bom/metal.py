"""What the counted metals in a material are worth that does not itself count by name (A-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, NONE, Bounds, hull, total
from licet.bom.composition import shares_of
from licet.bom.declared import grades_of
from licet.bom.grade import shares_by

if TYPE_CHECKING:
    from licet.bom.composition import Shares
    from licet.bom.node import Node
    from licet.bom.situation import Situation
    from licet.bom.value import Source


def metal_in(situation: Situation, node: Node, source: Source) -> Bounds:
    """The counted metal in one unit, as this source delivers it, where the reading counts it.

    A material of the territory whose composition is not known may hold any amount.
    """
    answers = []
    for option in situation.readings.options("A-05"):
        if option == "not_counted" or source.origin is False or not situation.counted.metals:
            answers.append(NONE)
        else:
            value = _by_content(situation, node, source)
            answers.append(value if source.origin else value.from_nothing())
    return hull(answers)


def _by_content(situation: Situation, node: Node, source: Source) -> Bounds:
    each = [_worth(situation, node, shares) for shares in _shares(situation, node, source)]
    return hull(each) if each else ANY


def _shares(situation: Situation, node: Node, source: Source) -> list[Shares | None]:
    """What it may be made of: by its composition, else by each grade that is stated of it."""
    items = situation.graph.items
    row = situation.graph.row(node.item)
    text = None if row is None else items.text(row, "composition")
    shares = None if text is None else shares_of(text)
    if shares is not None:
        return [shares]
    grades = grades_of(situation, node, source.supplier)
    return [shares_by(situation, grade) for grade in grades]


def _worth(situation: Situation, node: Node, shares: Shares | None) -> Bounds:
    if shares is None:
        return ANY
    return total(
        _of_metal(situation, node.item, entry, shares.of(metal))
        for metal, entry in situation.counted.metals.items()
    )


def _of_metal(situation: Situation, item: str, entry: str, share: Bounds) -> Bounds:
    situation.kinds.add(entry)
    if share == NONE or situation.kind not in (None, entry):
        return NONE
    return situation.by_mass(item, entry, share)
