"""What a material is made of, and what the metal in it, or the oxide it comes from, weighs.

Atomic weights: IUPAC (CIAAW), standard atomic weights 2021; an interval is taken whole, a value
with its uncertainty on both sides. A result is a range that holds every material so described.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from licet.bom.bounds import NONE, Bounds, total

if TYPE_CHECKING:
    from collections.abc import Mapping

_WEIGHTS = """
H 1.00784 1.00811, B 10.806 10.821, C 12.0096 12.0116, N 14.00643 14.00728, O 15.99903 15.99977,
F 18.998403157 18.998403167, Mg 24.304 24.307, Al 26.9815381 26.9815387, Si 28.084 28.086,
P 30.973761993 30.973762003, S 32.059 32.076, Cl 35.446 35.457, Sc 44.955903 44.955911,
Ti 47.866 47.868, V 50.9414 50.9416, Cr 51.9955 51.9967, Mn 54.938041 54.938045,
Fe 55.843 55.847, Co 58.933191 58.933197, Ni 58.6930 58.6938, Cu 63.543 63.549, Zn 65.36 65.40,
Ga 69.722 69.724, Y 88.905836 88.905840, Zr 91.222 91.226, Nb 92.90636 92.90638, Mo 95.94 95.96,
La 138.90540 138.90554, Ce 140.115 140.117, Pr 140.90765 140.90767, Nd 144.239 144.245,
Sm 150.34 150.38, Eu 151.963 151.965, Gd 157.22 157.28, Tb 158.925347 158.925361,
Dy 162.499 162.501, Ho 164.930324 164.930334, Er 167.256 167.262, Tm 168.934214 168.934224,
Yb 173.035 173.055, Lu 174.9667 174.9669, Hf 178.484 178.488, Ta 180.94786 180.94790,
W 183.83 183.85
"""
WEIGHTS = {
    symbol: Bounds(Fraction(lo), Fraction(hi))
    for symbol, lo, hi in (each.split() for each in _WEIGHTS.split(","))
}
"""Kilograms of a kilomole of each element."""
_CHINESE = {
    "氢": "H", "硼": "B", "碳": "C", "氮": "N", "氧": "O", "氟": "F", "镁": "Mg", "铝": "Al",
    "硅": "Si", "磷": "P", "硫": "S", "氯": "Cl", "钪": "Sc", "钛": "Ti", "钒": "V", "铬": "Cr",
    "锰": "Mn", "铁": "Fe", "钴": "Co", "镍": "Ni", "铜": "Cu", "锌": "Zn", "镓": "Ga", "钇": "Y",
    "锆": "Zr", "铌": "Nb", "钼": "Mo", "镧": "La", "铈": "Ce", "镨": "Pr", "钕": "Nd", "钐": "Sm",
    "铕": "Eu", "钆": "Gd", "铽": "Tb", "镝": "Dy", "钬": "Ho", "铒": "Er", "铥": "Tm", "镱": "Yb",
    "镥": "Lu", "铪": "Hf", "钽": "Ta", "钨": "W",
}  # fmt: skip
_TOKEN = re.compile(r"([A-Z][a-z]?)|(\d+(?:\.\d+)?)|([(),])")
_NUMBER = r"\d+(?:\.\d+)?"
_PART = re.compile(
    rf"^([A-Za-z]+|[\u4e00-\u9fff])\s*(?:([<≤])\s*)?({_NUMBER})?"
    rf"(?:\s*(?:-|~|to)\s*({_NUMBER}))?\s*(%|wt%|ppm)?$"
)
_HUNDRED, _MILLION = 100, 1_000_000


class Shares(NamedTuple):
    """The share by mass of the elements in a material; `rest` of each that is not named."""

    named: Mapping[str, Bounds]
    rest: Bounds

    def of(self, element: str) -> Bounds:
        """The share of one element, 0 to 1."""
        return self.named.get(element, self.rest)


def remainder(named: Mapping[str, Bounds]) -> Bounds:
    """What any element may make up at most beside those that are named."""
    return Bounds(0, max(Fraction(0), 1 - total(named.values()).lo))


def shares_of(text: str) -> Shares | None:
    """What a composition says of every element; ``None`` if it cannot be read.

    A sum formula says what is there and that nothing else is. Shares that leave a remainder, and
    the name of a family such as ``NdFeB``, leave open what that is.
    """
    found = elements_of(text)
    if found is None:
        return None
    formula = len(found) == 1 or any(sign.isdigit() for sign in text)
    whole = formula and _formula(_narrow(text)) is not None
    return Shares(found, NONE if whole else remainder(found))


@cache
def elements_of(text: str) -> dict[str, Bounds] | None:
    """The share by mass of each element that a composition names, 0 to 1.

    Reads shares (``Al 98 %, Sc 2 %``, ``铝98%，钪2%``, ``Dy 2.5-3 %``, ``Tb < 500 ppm``) and sum
    formulas (``Dy2O3``, ``(Nd,Dy)2Fe14B``, where each of the two may be all). An element that
    is named without a share has any; ``NdFeB`` names a family and no formula. What is not named
    is not in it. ``None`` if the text cannot be read.
    """
    plain = unicodedata.normalize("NFKC", text).replace("、", ",").replace(";", ",")
    by_formula = _formula(_narrow(plain)) if "%" not in plain else None
    if by_formula is not None:
        return by_formula
    found: dict[str, Bounds] = {}
    for part in plain.split(","):
        if part.strip():
            one = _PART.match(part.strip())
            symbol = None if one is None else _symbol(one[1])
            if one is None or symbol is None or symbol in found:
                return None
            found[symbol] = _share(one)
    return found or None


def symbol_of(word: str) -> str | None:
    """The element that a symbol or a Chinese name means; ``None`` if it means none."""
    return _symbol(unicodedata.normalize("NFKC", word).strip())


def share_of(element: str, formula: str) -> Bounds | None:
    """The share by mass of `element` in a compound of this sum formula; ``None`` if unreadable."""
    found = _formula(formula.replace(" ", ""))
    return None if found is None else found.get(element, NONE)


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")


def _symbol(word: str) -> str | None:
    symbol = _CHINESE.get(word, word.capitalize())
    return symbol if symbol in WEIGHTS else None


def _share(one: re.Match[str]) -> Bounds:
    below, first, last, unit = one[2], one[3], one[4], one[5]
    if first is None:
        return Bounds(0, 1)
    over = _MILLION if unit == "ppm" else _HUNDRED
    lo, hi = sorted(Fraction(number) / over for number in (first, last or first))
    return Bounds(0 if below else lo, min(hi, Fraction(1)))


def _formula(text: str) -> dict[str, Bounds] | None:
    """The share by mass of each element in a sum formula; ``None`` if it is none."""
    tokens = list(_TOKEN.finditer(text))
    if "".join(match[0] for match in tokens) != text or not text or text[0].isdigit():
        return None
    atoms = _atoms([match[0] for match in tokens])
    if atoms is None:
        return None
    if len(atoms) > 1 and not any(character.isdigit() for character in text):
        return dict.fromkeys(atoms, Bounds(0, 1))
    mass = {one: count.times(WEIGHTS[one]) for one, count in atoms.items()}
    return {one: _fraction(mass, one) for one in mass}


def _fraction(mass: dict[str, Bounds], one: str) -> Bounds:
    """One mass over all, at its least and at its most."""
    rest = total(each for other, each in mass.items() if other != one)
    own = mass[one]
    assert own.hi is not None  # noqa: S101 - every weight has two ends
    assert rest.hi is not None  # noqa: S101
    least = Fraction(own.lo, own.lo + rest.hi) if own.lo else 0
    return Bounds(least, Fraction(own.hi, own.hi + rest.lo))


def _atoms(tokens: list[str]) -> dict[str, Bounds] | None:
    """How many atoms of each element; those in brackets with commas share a place."""
    found: dict[str, Bounds] = {}
    at = 0
    while at < len(tokens):
        group = [tokens[at]]
        if tokens[at] == "(":
            if ")" not in tokens[at:]:
                return None
            end = tokens.index(")", at)
            group = [one for one in tokens[at + 1 : end] if one != ","]
            at = end
        at += 1
        count = Fraction(1)
        if at < len(tokens) and tokens[at][0].isdigit():
            count = Fraction(tokens[at])
            at += 1
        if not group or any(one not in WEIGHTS or one in found for one in group):
            return None
        alone = len(group) == 1
        found.update({one: Bounds(count if alone else 0, count) for one in group})
    return found
