"""Predicates: the small trees that elements of a clause are made of.

Six nodes are all there is. Three speak about facts, three join them. Every one is monotone in
what is known: with more known, an answer can go from unknown to yes or no, never back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache


class NotInLanguage(ValueError):
    """A predicate says something the language has no word for; the text says what and why."""


@dataclass(frozen=True, slots=True)
class Holds:
    """The yes/no fact is yes."""

    fact: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """The code, territory, whole number or reading is one of `values`."""

    fact: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Compare:
    """``left op right + constant``: sums of whole multiples of facts, and a whole constant.

    Multiples are positive, so a side's range runs from the sum of its facts' lower ends to
    the sum of their upper ends. `op` is ``>=``, ``>`` or ``=``.
    """

    left: tuple[tuple[int, str], ...]
    op: str
    right: tuple[tuple[int, str], ...]
    constant: int


@dataclass(frozen=True, slots=True)
class Not:
    """`of` does not hold."""

    of: Predicate


@dataclass(frozen=True, slots=True)
class All:
    """Every one of `of` holds."""

    of: tuple[Predicate, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of `of` holds."""

    of: tuple[Predicate, ...]


Atom = Holds | OneOf | Compare
Predicate = Holds | OneOf | Compare | Not | All | Any


def atoms(predicate: Predicate) -> Iterator[Atom]:
    """Every statement about facts inside `predicate`, left to right."""
    match predicate:
        case Not(of=inner):
            yield from atoms(inner)
        case All(of=parts) | Any(of=parts):
            for part in parts:
                yield from atoms(part)
        case _:
            yield predicate


def facts_of(atom: Atom) -> tuple[str, ...]:
    """The facts that `atom` speaks about."""
    if isinstance(atom, Compare):
        return tuple(dict.fromkeys(fact for _, fact in (*atom.left, *atom.right)))
    return (atom.fact,)


@cache
def facts(predicate: Predicate) -> tuple[str, ...]:
    """The facts that `predicate` speaks about, each once, in order."""
    return tuple(dict.fromkeys(f for atom in atoms(predicate) for f in facts_of(atom)))
