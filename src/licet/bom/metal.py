"""What the counted metals in a material are worth that does not itself count by name (A-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.bom.bounds import ANY, NONE, Bounds, hull, total
from licet.bom.composition import elements_of
from licet.bom.declared import mass_of

if TYPE_CHECKING:
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
            value = _by_content(situation, node)
            answers.append(value if source.origin else value.from_nothing())
    return hull(answers)


def _by_content(situation: Situation, node: Node) -> Bounds:
    items = situation.graph.items
    row = situation.graph.row(node.item)
    text = None if row is None else items.text(row, "composition")
    elements = None if text is None else elements_of(text)
    if elements is None:
        return ANY
    return total(
        _of_metal(situation, node, entry, elements.get(metal, NONE))
        for metal, entry in situation.counted.metals.items()
    )


def _of_metal(situation: Situation, node: Node, entry: str, share: Bounds) -> Bounds:
    situation.kinds.add(entry)
    if share == NONE or situation.kind not in (None, entry):
        return NONE
    mass, price = mass_of(situation, node.item), situation.price(entry, "kg")
    return ANY if mass is None or price is None else share.scaled(mass).times(price)
