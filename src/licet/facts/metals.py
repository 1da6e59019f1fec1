"""Under which entry of the annex the metal of each element stands, as the law files say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from licet.rulebook import Clause, OneOf, Rulebook, part_of

INPUTS = 1
"""The part of the annex whose entries are counted inputs."""
_METAL = OneOf("form", ("metal",))
_MAIN = "main_element"


@cache
def metals_of(book: Rulebook) -> Mapping[str, str]:
    """Element → the entry of Part 1 that is its metal and nothing more."""
    found: dict[str, str] = {}
    for clause in book.clauses:
        element = _element(clause)
        if element is not None and clause.entry is not None and part_of(clause.entry[1]) == INPUTS:
            found.setdefault(element, clause.entry[1])
    return found


def _element(clause: Clause) -> str | None:
    """The element whose metal an entry is, if that is all that its predicates ask for."""
    predicates = [element.predicate for element in clause.elements]
    others = [one for one in predicates if one != _METAL]
    if _METAL not in predicates or len(others) != 1:
        return None
    (only,) = others
    if not isinstance(only, OneOf) or only.fact != _MAIN or len(only.values) != 1:
        return None
    return str(only.values[0])
