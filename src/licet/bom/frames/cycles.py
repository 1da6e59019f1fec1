"""The cycles among items that never got ready: few, as each is a mistake, and so looked at here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from licet.bom.frames.prepare import Table
from licet.bom.order import parts_first, way_back
from licet.engine import NEAR, as_dicts, checkpointed


class Cycles(NamedTuple):
    """The items of every cycle, and the tree that was expected of each."""

    items: list[str]
    expected: list[str]


def cycles_in(lines: Table, waiting: Table) -> Cycles:
    """The cycles among the items that wait; if they are too many, all that may lie in one."""
    pairs = lines.select("parent", "child")
    for column in ("parent", "child"):
        pairs = pairs.join(waiting.select("item"), left_on=column, right_on="item", how="semi")
    pairs, rows, _ = checkpointed(pairs)
    while rows > NEAR:  # what nothing here holds is in no cycle
        held = pairs.select(parent="child").unique()
        before = rows
        pairs, rows, _ = checkpointed(pairs.join(held, on="parent", how="semi"))
        if rows == before:
            names = [row["parent"] for row in as_dicts(pairs.select("parent").unique())]
            return Cycles(names, ["a tree without a cycle; too many items hold each other"
                                  for _ in names])  # fmt: skip
    below: dict[str, list[str]] = defaultdict(list)
    for row in as_dicts(pairs):
        below[row["parent"]].append(row["child"])
    return _named({item: sorted(parts) for item, parts in below.items()})


def _named(below: Mapping[str, Sequence[str]]) -> Cycles:
    settled: set[str] = set()
    found = Cycles([], [])
    for start in sorted(below):
        if start in settled:
            continue
        for group in parts_first(start, lambda item: below.get(item, ()), settled):
            settled.update(group)
            if len(group) == 1 and group[0] not in below.get(group[0], ()):
                continue
            for item in group:
                way = way_back(item, set(group), lambda one: below.get(one, ()))
                found.items.append(item)
                found.expected.append(f"a tree without a cycle: {' > '.join(way)}")
    return found
