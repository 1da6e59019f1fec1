"""From a graph of questions to the columns of an engine, stage by stage.

What is asked more than once becomes a column and is computed once; the rest is written into
the column that asks it. Each stage uses the columns of those before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from licet.rulebook import OneOf
from licet.verdict.algebra import Algebra
from licet.verdict.graph import Node

T = TypeVar("T")

_CHEAP = {"constant", "fact"}
"""Written out wherever they are used."""


def stages(wanted: Mapping[str, Node], to: Algebra[T]) -> list[dict[str, T]]:
    """The stages that make the `wanted` columns, in the terms of an algebra.

    Columns called ``t1``, ``t2`` … are made on the way; a wanted column that repeats another
    one comes last.
    """
    nodes = reached(wanted.values())
    names = _names(wanted, nodes)
    writer = _Writer({node: name for node, name in names.items() if node.kind not in _CHEAP}, to)
    level: dict[Node, int] = {}
    made: list[dict[str, T]] = []
    for node in nodes:
        above = max((level[part] for part in node.of), default=0)
        level[node] = above + 1 if node in writer.names else above
        if node in names:
            at = max(level[node], 1)
            made += [{} for _ in range(at - len(made))]
            made[at - 1][names[node]] = writer.written(node)
    again = {name: to.column(names[n]) for name, n in wanted.items() if names[n] != name}
    return [*made, again] if again else made


def reached(roots: Iterable[Node]) -> list[Node]:
    """Every node under `roots`, each after those it is made from."""
    found = dict.fromkeys(roots)
    waiting = list(found)
    while waiting:
        for part in waiting.pop().of:
            if part not in found:
                found[part] = None
                waiting.append(part)
    return sorted(found, key=lambda node: node.number)


def _names(wanted: Mapping[str, Node], nodes: Iterable[Node]) -> dict[Node, str]:
    """The column of every node that is wanted or asked more than once."""
    names: dict[Node, str] = {}
    for name, node in wanted.items():
        names.setdefault(node, name)
    times = Counter(part for node in nodes for part in node.of)
    for node, count in times.items():
        if count > 1 and node.kind not in _CHEAP:
            names.setdefault(node, f"t{node.number}")
    return names


class _Writer(Generic[T]):
    def __init__(self, names: Mapping[Node, str], to: Algebra[T]) -> None:
        self.names, self.to = names, to

    def _part(self, node: Node) -> T:
        return self.to.column(self.names[node]) if node in self.names else self.written(node)

    def written(self, node: Node) -> T:  # noqa: C901, PLR0911 - one line for each kind of node
        """The column that a node asks for."""
        parts, says = [self._part(part) for part in node.of], node.says
        match node.kind:
            case "fact":
                return self.to.column(str(says))
            case "constant":
                return self.to.constant(truth=says)
            case "atom":
                return self.to.one_of(says) if isinstance(says, OneOf) else self.to.compare(says)
            case "stated":
                return self.to.stated(str(says))
            case "by_day":
                return self.to.by_day(says[0])
            case "not":
                return self.to.negate(parts[0])
            case "all":
                return self.to.all_of(parts)
            case "any":
                return self.to.any_of(parts)
            case "maybe":
                return self.to.maybe(parts[0])
            case "surely":
                return self.to.surely(parts[0])
        *words, otherwise = says
        return self.to.choose(list(zip(parts, words, strict=True)), otherwise)
