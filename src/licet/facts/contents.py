"""What a composition proves of an item: which elements it contains, the main one, the family.

An answer is given only where every composition that agrees with the text has it. A grade such
as N42SH proves nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from licet.basics import PLACES, Range, Truth
from licet.facts.amount import HUNDRED
from licet.facts.composition import Composition, Part, read_composition
from licet.facts.elements import ANIONS, RARE_EARTHS, weights
from licet.facts.sheet import Value

CONTAINS = "has_"
"""Facts that say whether an element is inside begin so; its symbol follows in small letters."""
_OF_MATERIAL = frozenset({"", "metal", "alloy", "oxide", "compound", "mixture", "target", "magnet"})
_NONE = Fraction(0)
Shares = tuple[Fraction, Fraction]


@lru_cache(maxsize=4096)
def understood(text: str) -> Composition:
    """The composition that a text states, read once."""
    return read_composition(text)


def proved(text: str, names: Collection[str], stated: Mapping[str, Value]) -> Mapping[str, Value]:
    """The facts among `names` that a composition proves of an item of which `stated` is known."""
    form, processing = (stated.get(name) for name in ("form", "processing"))
    found = _proved(text, _contents_among(tuple(names)), str(form or ""), str(processing or ""))
    return {name: value for name, value in found.items() if name in names}


@lru_cache(maxsize=8)
def _contents_among(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        name
        for name in names
        if name.startswith(CONTAINS) and name.removeprefix(CONTAINS).capitalize() in weights()
    )


@lru_cache(maxsize=16384)
def _proved(text: str, contents: Sequence[str], form: str, processing: str) -> Mapping[str, Value]:
    composition = understood(text)
    found: dict[str, Value | None] = {
        name: contains(composition, name.removeprefix(CONTAINS).capitalize()) for name in contents
    }
    if form in _OF_MATERIAL:
        found["main_element"] = main_element(composition)
    if form == "magnet" or (form == "part" and processing == "primary"):
        found["family"] = family(composition)
    if form == "mixture":
        found["mixture_holds"] = held_as(composition)
    return {name: value for name, value in found.items() if value is not None}


def contains(composition: Composition, symbol: str) -> Truth:
    """Does the item contain an element?"""
    parts = [part for part in composition.parts if symbol in part.substance]
    certain = any(part.there and part.substance[symbol].certain for part in parts)
    stated_absent = symbol in composition.absent
    if certain:
        return None if stated_absent else True
    if parts:
        return None
    return False if stated_absent or composition.rest == 0 else None


def shares(composition: Composition, symbol: str) -> Shares:
    """The least and most per cent of mass that an element may make up."""
    parts = [part for part in composition.parts if symbol in part.substance]
    lo = hi = _NONE
    for part in parts:
        portion = part.substance[symbol]
        least, most = _of_part(composition, part)
        lo += least * portion.lo
        hi += most * portion.hi
    only_in_compounds = all(len(part.substance) > 1 for part in parts)
    if only_in_compounds and symbol not in composition.absent:
        hi += composition.major
    return lo, min(hi, HUNDRED)


def share(composition: Composition, symbol: str) -> Range:
    """The per cent of mass of an element as a range, rounded outward to 12 places."""
    lo, hi = shares(composition, symbol)
    whole = 10**PLACES
    low, high = lo * whole // 1, -(-hi * whole // 1)
    return Range(Decimal(int(low)).scaleb(-PLACES), Decimal(int(high)).scaleb(-PLACES))


def main_element(composition: Composition) -> str | None:
    """The rare earth that surely is the principal one; ``none`` if surely there is none."""
    there = {symbol: contains(composition, symbol) for symbol in RARE_EARTHS}
    if all(truth is False for truth in there.values()):
        return "none"
    bounds = {symbol: shares(composition, symbol) for symbol in RARE_EARTHS}
    for symbol, (lo, _) in bounds.items():
        most = max(hi for other, (_, hi) in bounds.items() if other != symbol)
        if there[symbol] and (lo > most or most == 0 or _most_of_all(composition, symbol)):
            return symbol
    return None


def family(composition: Composition) -> str | None:
    """The family of a magnet, only where its composition proves one."""
    named = [part for part in composition.parts if part.amount.kind == "named"]
    if named:
        every = [s for part in named for s, portion in part.substance.items() if portion.certain]
        return _by_name(every) if composition.major == 0 else None
    bounds = {symbol: shares(composition, symbol) for symbol in weights()}
    rare = {symbol: bounds[symbol] for symbol in RARE_EARTHS}
    if contains(composition, "Sm") and main_element(composition) == "Sm":
        return "SmCo" if _outweighs(bounds, "Co", ("Sm",)) else None
    if contains(composition, "B"):
        light = sum((_within(composition, part, {"Nd", "Pr"}) for part in composition.parts), _NONE)
        others = sum((hi for s, (_, hi) in rare.items() if s not in {"Nd", "Pr"}), _NONE)
        if light > others and _outweighs(bounds, "Fe", ()):
            return "NdFeB"
    ruled_out = (("Sm", "Co"), ("Nd", "Fe", "B"), ("Pr", "Fe", "B"), ("Ce",))
    if all(any(contains(composition, s) is False for s in some) for some in ruled_out):
        return "other"
    return None


def held_as(composition: Composition) -> str | None:
    """In which form a mixture holds its rare earths: oxide, another compound, or metal."""
    if composition.rest > 0:
        return None
    kinds = set(_kinds(composition))
    return kinds.pop() if len(kinds) == 1 else None


def _kinds(composition: Composition) -> Iterator[str]:
    for part in composition.parts:
        symbols = set(part.substance)
        if symbols & set(RARE_EARTHS):
            anions = symbols & ANIONS
            yield "oxide" if anions == {"O"} else "compound" if anions else "other"


def _by_name(symbols: list[str]) -> str | None:
    """The family that a bare formula or name speaks of."""
    rare = [symbol for symbol in symbols if symbol in RARE_EARTHS]
    if {"Fe", "B"} <= set(symbols) and rare and {"Nd", "Pr"} & set(rare):
        return None if {"Sm", "Ce"} & set(rare) else "NdFeB"
    if rare and rare[0] == "Sm" and "Co" in symbols:
        later = [symbols.index(one) for one in ("Fe", "Cu", "Zr") if one in symbols]
        return "SmCo" if all(symbols.index("Co") < at for at in later) else None
    return None


def _outweighs(bounds: Mapping[str, Shares], symbol: str, beside: tuple[str, ...]) -> bool:
    """Is there surely more of an element than of any other, but for those beside it?"""
    lo = bounds[symbol][0]
    return lo > 0 and all(
        lo > hi for other, (_, hi) in bounds.items() if other not in (symbol, *beside)
    )


def _within(composition: Composition, part: Part, symbols: set[str]) -> Fraction:
    """The least per cent of the whole that some elements make up by one part, together."""
    if set(part.substance) <= symbols:
        return _of_part(composition, part)[0]
    own = (portion.lo for symbol, portion in part.substance.items() if symbol in symbols)
    return _of_part(composition, part)[0] * sum(own, _NONE)


def _most_of_all(composition: Composition, symbol: str) -> bool:
    """Is more than half of what is stated of all rare earths a compound of this one?"""
    return any(
        part.base in {"oxides", "metals"}
        and part.amount.lo > HUNDRED / 2
        and [one for one in part.substance if one in RARE_EARTHS] == [symbol]
        for part in composition.parts
    )


def _sole(composition: Composition) -> Part | None:
    """The part of a composition that is nothing but a formula or a name."""
    parts = composition.parts
    return parts[0] if len(parts) == 1 and parts[0].amount.kind == "named" else None


def _of_part(composition: Composition, part: Part) -> Shares:
    """The per cent of mass of a part; a bare formula is taken for what the item mainly is."""
    if part is _sole(composition):
        return HUNDRED, HUNDRED
    return (_NONE, HUNDRED) if part.amount.by == "atoms" else (part.lo, part.hi)


def contents_of(text: str) -> tuple[Mapping[str, Range], tuple[str, ...]]:
    """What a composition says there is of each element it names, in per cent of mass, and notes.

    An element whose share nobody states has the range from nothing to a hundred.
    """
    composition = understood(text)
    symbols = dict.fromkeys(symbol for part in composition.parts for symbol in part.substance)
    return {symbol: share(composition, symbol) for symbol in symbols}, composition.notes
