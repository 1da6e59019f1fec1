"""The plan cut in two: what is asked of a row itself, and what follows from those answers.

Rows that give the same answers to every question of the first kind get the same verdict, so
alike rows are decided once, however many of them there are; and the answers are the proof,
as every clause and every statement of the law follows from them.
"""

from __future__ import annotations

from collections.abc import Mapping

from licet.verdict.graph import Graph, Node
from licet.verdict.stages import reached


def cut(asks: Mapping[str, Node]) -> tuple[dict[str, Node], dict[str, Node]]:
    """The questions asked of a row itself, and the plan in their terms.

    Args:
        asks: what each column of the plan asks.

    Returns:
        Columns ``q0``, ``q1`` … with the nodes that have no parts; and `asks` again, in which
        such a node is the column that answers it.
    """
    to = Graph()
    leaves: dict[str, Node] = {}
    again: dict[Node, Node] = {}
    for node in reached(asks.values()):
        if node.of or node.kind in {"constant", "choose"}:
            again[node] = to.like(node, [again[part] for part in node.of])
        else:
            name = f"q{len(leaves)}"
            leaves[name] = node
            again[node] = to.fact(name)
    return leaves, {name: again[node] for name, node in asks.items()}
