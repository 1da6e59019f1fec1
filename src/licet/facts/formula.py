"""A chemical formula becomes the share by mass that each of its elements has in it.

``Dy2O3`` is reckoned exactly from atomic weights. In ``(Nd,Dy)2Fe14B`` both are there, each
with anything up to the whole place. A name such as ``NdFeB`` or ``AlSc2`` says only what is
inside: in the trade its numbers may be per cent by weight as well as atoms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from licet.facts.elements import ANIONS, RARE_EARTHS, weights

_SYMBOL = re.compile(r"[A-Z][a-z]?")
_COUNT = re.compile(r"\d+(?:\.\d+)?")
_SHARED_OUT = re.compile(r"([A-Z][a-z]?)\d+(?:\.\d+)?\s?(?:%|wt|ppm)")
_OPEN_COUNT = re.compile(r"(?:\d+(?:\.\d+)?[+-])?[xyzδ](?:[+-][xyzδ])*(?![a-z])")
_HYDRATE = re.compile(r"\s?[·⋅•∙*]\s?(\d*)")
_BRACKETS = {"(": ")", "[": "]"}
_WHOLE, _NOTHING = Fraction(1), Fraction(0)
_MOST_ATOMS = 50
"""An alloy whose numbers add up to more is written in per cent: Nd15Fe77B8."""


@dataclass(frozen=True, slots=True)
class Portion:
    """What part of a substance's mass an element makes up; `certain` if it surely is in it."""

    lo: Fraction = _NOTHING
    hi: Fraction = _WHOLE
    certain: bool = True


Substance = Mapping[str, Portion]
"""What something is made of: elements in the order in which they are named."""


@dataclass(slots=True)
class _Atoms:
    """Atoms counted: places held by one element, and places that several share."""

    fixed: dict[str, Fraction] = field(default_factory=dict)
    shared: list[tuple[tuple[str, ...], Fraction]] = field(default_factory=list)
    named: dict[str, None] = field(default_factory=dict)
    numbers: dict[str, bool] = field(default_factory=dict)
    reckoned: bool = True

    def add(self, other: _Atoms, times: Fraction) -> None:
        for symbol, count in other.fixed.items():
            self.fixed[symbol] = self.fixed.get(symbol, _NOTHING) + count * times
        self.shared += [(symbols, count * times) for symbols, count in other.shared]
        self.named |= other.named
        self.numbers |= other.numbers
        self.reckoned &= other.reckoned


class _NoFormulaError(ValueError):
    """What stands here is no formula."""


def read_formula(text: str, start: int = 0) -> tuple[Substance, int] | None:
    """The substance whose formula begins at `start`, and where the formula ends.

    One element with a number behind it is that element: the number is its share.
    """
    share = _SHARED_OUT.match(text, start)
    if share and share[1] in weights():
        return {share[1]: Portion(_WHOLE, _WHOLE)}, share.end(1)
    try:
        atoms, end = _sequence(text, start, "")
        while (water := _HYDRATE.match(text, end)) and len(atoms.named) > 1:
            more, end = _sequence(text, water.end(), "")
            atoms.add(more, Fraction(water[1] or 1))
    except _NoFormulaError:
        return None
    if len(atoms.named) == 1 and not atoms.shared:
        symbol = next(iter(atoms.named))
        if text[start] in _BRACKETS or _is_cut(text, start + len(symbol)):
            return None
        return {symbol: Portion(_WHOLE, _WHOLE)}, start + len(symbol)
    if _is_word(text[start:end]) or _is_cut(text, end):
        return None
    return _by_mass(atoms), end


def mixed(symbols: Iterable[str], *, certain: bool = True) -> Substance:
    """A substance of these elements in shares that nobody states."""
    kinds = tuple(dict.fromkeys(symbols))
    if len(kinds) == 1:
        return {kinds[0]: Portion(_WHOLE, _WHOLE, certain)}
    return {symbol: Portion(certain=certain) for symbol in kinds}


def _sequence(text: str, at: int, closing: str) -> tuple[_Atoms, int]:
    """Elements and groups up to `closing`, or as far as they go."""
    atoms, start = _Atoms(), at
    while at < len(text) and text[at] != closing:
        try:
            one, at = _unit(text, at)
        except _NoFormulaError:
            if closing or at == start:
                raise
            break
        atoms.add(one, _WHOLE)
    if at == start or (closing and at >= len(text)):
        raise _NoFormulaError
    return atoms, at


def _unit(text: str, at: int) -> tuple[_Atoms, int]:
    """One element or one group, times the number behind it."""
    if text[at] in _BRACKETS:
        inner, at = _group(text, at + 1, _BRACKETS[text[at]])
    else:
        symbol = _symbol(text, at)
        inner = _Atoms({symbol: _WHOLE}, [], {symbol: None}, {symbol: False})
        at += len(symbol)
    atoms = _Atoms()
    if number := _OPEN_COUNT.match(text, at):
        atoms.add(inner, _WHOLE)
        atoms.reckoned = False
        return atoms, number.end()
    number = _COUNT.match(text, at)
    times = Fraction(number[0]) if number else _WHOLE
    if not 0 < times <= 2 * _MOST_ATOMS:
        raise _NoFormulaError
    atoms.add(inner, times)
    if number:
        atoms.numbers = dict.fromkeys(atoms.numbers, True)
    return atoms, number.end() if number else at


def _symbol(text: str, at: int) -> str:
    """The element at this place; the x of Dyx is a number."""
    found = _SYMBOL.match(text, at)
    for symbol in (found[0], found[0][:1]) if found else ():
        end = at + len(symbol)
        goes_on = text[end : end + 1].islower() and not _OPEN_COUNT.match(text, end)
        if symbol in weights() and not goes_on:
            return symbol
    raise _NoFormulaError


def _group(text: str, at: int, closing: str) -> tuple[_Atoms, int]:
    """What stands in brackets: a formula, or elements that share a place."""
    end = text.find(closing, at)
    inside = text[at : max(end, at)]
    names = [name.strip() for name in re.split(r"[,/+、]", inside)]
    if len(names) > 1 and all(name in weights() for name in names):
        symbols = tuple(dict.fromkeys(names))
        atoms = _Atoms({}, [(symbols, _WHOLE)], dict.fromkeys(symbols), {})
        return atoms, end + 1
    if len(names) > 1:
        atoms = _Atoms()
        for name in names:
            part, stop = _sequence(name, 0, "")
            if stop != len(name):
                raise _NoFormulaError
            atoms.add(part, _WHOLE)
        return atoms, end + 1
    atoms, at = _sequence(text, at, closing)
    return atoms, at + 1


def _by_mass(atoms: _Atoms) -> Substance:
    if not _is_reckoned(atoms):
        return mixed(atoms.named)
    return {symbol: _portion(atoms, symbol) for symbol in atoms.named}


def _is_reckoned(atoms: _Atoms) -> bool:
    """Do the numbers count atoms, beyond doubt?"""
    named = list(atoms.named)
    if not atoms.reckoned:
        return False
    if ANIONS & set(named):
        return True
    if sum(atoms.fixed.values()) + sum(n for _, n in atoms.shared) >= _MOST_ATOMS:
        return False
    own = [symbol for symbol in named if symbol in RARE_EARTHS and symbol in atoms.numbers]
    counted = any(atoms.numbers.values()) or any(count != 1 for _, count in atoms.shared)
    first = named[0] in RARE_EARTHS
    return counted and first and (len(own) <= 1 or all(atoms.numbers[one] for one in own))


def _portion(atoms: _Atoms, symbol: str) -> Portion:
    """The least and the most of the mass that can be this element."""
    mass = weights()
    own = atoms.fixed.get(symbol, _NOTHING) * mass[symbol]
    most = own
    least_others = most_others = sum(
        (n * mass[other] for other, n in atoms.fixed.items() if other != symbol), _NOTHING
    )
    for symbols, count in atoms.shared:
        others = [mass[other] * count for other in symbols if other != symbol]
        most_others += max(others)
        if symbol in symbols:
            most += mass[symbol] * count
        else:
            least_others += min(others)
    return Portion(own / (own + most_others), most / (most + least_others))


def _is_word(text: str) -> bool:
    """Is it capitals only, such as SUS or PVC, and no formula of the usual kind?"""
    return len(text) > 2 and text.isalpha() and text.isupper()  # noqa: PLR2004 - KF, BN, YN


def _is_cut(text: str, end: int) -> bool:
    """Does the word go on behind what was read?"""
    return end < len(text) and text[end].isascii() and text[end].isalpha()


def elements_of(substance: Substance) -> Iterator[str]:
    """The elements that surely are in a substance."""
    return (symbol for symbol, portion in substance.items() if portion.certain)
