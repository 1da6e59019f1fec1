"""How many of one unit make another, exactly.

Metric units differ by powers of ten; others come from Pint, reckoned in fractions. What trade and
ERP systems write for them (SAP's internal codes, UN/ECE Recommendation 20, Chinese words) is
translated first. A unit that nobody defines (a carton, a can) converts into itself only.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pint

_PIECES = {
    "EA": 1, "PC": 1, "PCE": 1, "PCS": 1, "ST": 1, "STK": 1, "UN": 1, "UNIT": 1, "UNITS": 1,
    "EACH": 1, "PIECE": 1, "PIECES": 1, "C62": 1, "H87": 1, "NOS": 1, "个": 1, "件": 1, "只": 1,
    "台": 1, "支": 1, "片": 1, "颗": 1, "個": 1, "臺": 1, "隻": 1, "顆": 1, "枚": 1,
    "本": 1, "根": 1, "條": 1, "条": 1, "PAA": 2, "PR": 2, "PAIR": 2,
    "对": 2, "對": 2, "双": 2, "雙": 2,
    "DZ": 12, "DZN": 12, "DOZ": 12, "DOZEN": 12, "打": 12, "GRO": 144, "GROSS": 144,
    "CEN": 100, "HU": 100, "MIL": 1000, "TH": 1000, "KPC": 1000, "千件": 1000,
}  # fmt: skip
_PHYSICAL = {
    "G": "gram", "GR": "gram", "GRM": "gram", "GM": "gram", "克": "gram", "公克": "gram",
    "KG": "kilogram", "KGM": "kilogram", "KGS": "kilogram", "公斤": "kilogram", "千克": "kilogram",
    "MG": "milligram", "MGM": "milligram", "毫克": "milligram", "UG": "microgram",
    "T": "metric_ton", "TO": "metric_ton", "TNE": "metric_ton", "TON": "metric_ton",
    "MT": "metric_ton", "吨": "metric_ton", "公吨": "metric_ton",
    "噸": "metric_ton", "公噸": "metric_ton", "トン": "metric_ton",
    "LB": "pound", "LBS": "pound", "LBR": "pound", "磅": "pound", "OZ": "ounce", "ONZ": "ounce",
    "OZT": "troy_ounce", "APZ": "troy_ounce", "M": "meter", "MTR": "meter", "米": "meter",
    "CM": "centimeter", "CMT": "centimeter", "MM": "millimeter", "MMT": "millimeter",
    "KM": "kilometer", "IN": "inch", "INH": "inch", "FT": "foot", "FOT": "foot", "YD": "yard",
    "M2": "meter**2", "MTK": "meter**2", "CM2": "centimeter**2", "M3": "meter**3",
    "MTQ": "meter**3", "CM3": "centimeter**3", "L": "liter", "LTR": "liter", "升": "liter",
    "ML": "milliliter", "MLT": "milliliter", "GAL": "gallon", "GLL": "gallon",
}  # fmt: skip
_TENS = {
    "microgram": ("gram", -6), "milligram": ("gram", -3), "gram": ("gram", 0),
    "kilogram": ("gram", 3), "metric_ton": ("gram", 6), "millimeter": ("meter", -3),
    "centimeter": ("meter", -2), "meter": ("meter", 0), "kilometer": ("meter", 3),
    "centimeter**2": ("area", -4), "meter**2": ("area", 0), "centimeter**3": ("volume", -6),
    "milliliter": ("volume", -6), "liter": ("volume", -3), "meter**3": ("volume", 0),
}  # fmt: skip
"""What a unit measures, and which power of ten it is: known without reading all that Pint knows."""


@cache
def factor(given: str, wanted: str) -> Fraction | None:
    """How many `wanted` are one `given`; ``None`` if the one does not convert into the other."""
    one, other = _plain(given), _plain(wanted)
    if one == other:
        return Fraction(1)
    pieces = _PIECES.get(one), _PIECES.get(other)
    if pieces[0] is not None and pieces[1] is not None:
        return Fraction(pieces[0], pieces[1])
    if pieces[0] is not None or pieces[1] is not None:
        return None
    return _physical(_PHYSICAL.get(one, given.strip()), _PHYSICAL.get(other, wanted.strip()))


@cache
def is_unit(given: str) -> bool:
    """Is it a unit that others define too, so that it converts into another?"""
    one = _plain(given)
    return one in _PIECES or one in _PHYSICAL or _physical(given.strip(), given.strip()) is not None


def _plain(unit: str) -> str:
    return unicodedata.normalize("NFKC", unit).strip().rstrip(".").upper()


@cache
def _registry() -> pint.UnitRegistry[Fraction]:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)


def _physical(given: str, wanted: str) -> Fraction | None:
    (one, ten), (other, tens) = (_TENS.get(unit, ("", 0)) for unit in (given, wanted))
    if one and other:
        return Fraction(10) ** (ten - tens) if one == other else None
    return _pint(given, wanted)


def _pint(given: str, wanted: str) -> Fraction | None:
    units = _registry()
    try:
        answer = units.Quantity(Fraction(1), given).to(wanted).magnitude
    except Exception:  # noqa: BLE001 - Pint raises many kinds for a word it cannot read
        return None
    return Fraction(answer)
