"""How much of a substance a text says there is: exact per cent, as a range with both ends.

``29-32.5``, ``<0.05 %``, ``≥ 99.9``, ``30 ± 0.5 wt%``, ``500 ppm``, ``n.d. (<0.01 %)``,
``余量``, ``Dy-free``. What is below a limit of detection lies between nothing and that limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from licet.basics import Truth

Kind = Literal["stated", "open", "balance", "zero", "named", "listed"]
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Amount:
    """A share in per cent between `lo` and `hi`; is there surely some of it?

    `by` says what the per cent count: mass, or atoms (and moles and volumes, which tell no
    mass either). `kind`: `stated` as a number; `open` (not detected, not known); the `balance`
    to a hundred; `zero`, which states that there is none.
    """

    lo: Fraction = Fraction(0)
    hi: Fraction = HUNDRED
    there: Truth = None
    kind: Kind = "stated"
    by: Literal["mass", "atoms"] = "mass"


_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_MASS = (
    r"(?:wt\.?|mass|质量|質量|重量)\s?%|%\s?\(?(?:wt|w/w|m/m|by\s(?:weight|mass)|质量|重量)\.?\)?"
    r"|%|ppmw?|ppb|mg/kg|g/kg|g/t|[µμu]g/g|百分之"
)
_ATOMS = r"(?:at\.?|mol\.?|vol\.?|原子|摩尔|体积)\s?%|%\s?\(?(?:at|mol|v/v|vol)\b\.?\)?"
_UNIT = rf"(?:{_ATOMS}|{_MASS})"
_AT_MOST = (
    r"<=|<|≤|max(?:imum)?\b\.?|up\sto|at\smost|less\sthan|under|below|最大|最高|至多|不大于|不超过"
    r"|不高于|不多于|小于等于|小于|低于|少于|未满"
)
_AT_LEAST = (
    r">=|>|≥|min(?:imum)?\b\.?|at\sleast|more\sthan|over|above|最小|最低|至少|不小于|不低于|不少于"
    r"|大于等于|大于|高于|多于|超过"
)
_ABOUT = r"~|≈|ca\.?|approx(?:imately|\.)?|about|约|約|大约|nominal(?:ly)?|typ(?:ical(?:ly)?|\.)?"
_AFTER_MOST = r"max(?:imum)?\b\.?|or\sless|以下|以内|未满|未満"
_AFTER_LEAST = r"min(?:imum)?\b\.?|or\smore|以上"
_STATED = re.compile(
    rf"""(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT}))?\s?[:=]?\s?
    (?P<one>{_NUMBER})(?![\d.]*\d)\s?(?P<early>{_UNIT})?
    (?:\s?(?P<sign>-|~|to\b|至|到|\.\.\.?|…|±|\+/-)\s?(?P<two>{_NUMBER})(?![A-Z]))?
    (?:\s?(?P<unit>{_UNIT}))?
    (?:\s?[,(]?\s?(?:(?P<after_most>{_AFTER_MOST})|(?P<after_least>{_AFTER_LEAST})))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LIMIT = (
    rf"(?:\s?[(\[]?\s?(?:of|LO[DQ]|limit|检出限)?\s?[:=<≤]*\s?({_NUMBER})\s?({_UNIT})?\s?[)\]]?)?"
)
_NOT_DETECTED = re.compile(
    r"(?:(?:not|non)[\s-]detect(?:ed|able)|undetected|未检出|未檢出|检不出|n\.\s?d\.?|(?-i:ND|nd)\b"
    r"|BDL\b|b\.d\.l\.|(?:below|under|<)\s?(?:the\s)?(?:(?:detection|reporting)\slimits?"
    r"|limits?\sof\s(?:detection|quantification)|LO[DQ]|MDL|DL)\b|[低小][于於][检檢][出测測]限|检出限以下|不検出"
    r"|検出限界未満)" + _LIMIT,
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"unknown|n/a\b|n\.a\.|未知|不详|不明|未测|traces?\b|tr\.|微量|痕量|\?"
    r"|not\s(?:tested|measured|determined|analy[sz]ed|known|stated|specified)",
    re.IGNORECASE,
)
_BALANCE = re.compile(
    r"bal(?:ance)?\b\.?|rest\b|remainder|rem\.|余量|餘量|其余|其餘|余|餘|残部|残", re.IGNORECASE
)
_ZERO = re.compile(
    r"-?\s?free\b(?:\s(?:of|from)\b)?|no\b(?![.\s]*\d)|none\b|nil\b|absent|without\b"
    r"|不含有?|不包含|无|無|なし",
    re.IGNORECASE,
)
_PARTS = {"ppm": 10_000, "ppmw": 10_000, "mg/kg": 10_000, "g/t": 10_000, "ppb": 10**7, "g/kg": 10}


def read_amount(text: str, start: int, *, after_substance: bool) -> tuple[Amount, int] | None:
    """The amount that begins at `start`, and where it ends.

    `after_substance`: does it stand right behind the name of something? Only there ``ND`` means
    not detected; elsewhere it is neodymium in capitals.
    """
    if found := _BALANCE.match(text, start):
        return Amount(kind="balance"), found.end()
    if (found := _NOT_DETECTED.match(text, start)) and (
        after_substance or not text.startswith("ND", start)
    ):
        limit = HUNDRED if found[1] is None else _per_cent(found[1], found[2])
        return (Amount(hi=limit, kind="open", by=_by(found[2])), found.end())
    if found := _UNKNOWN.match(text, start):
        return Amount(kind="open"), found.end()
    if found := _ZERO.match(text, start):
        return Amount(hi=Fraction(0), there=False, kind="zero"), found.end()
    stated = _STATED.match(text, start)
    amount = None if stated is None else _stated(stated)
    return None if stated is None or amount is None else (amount, stated.end())


def _stated(found: re.Match[str]) -> Amount | None:
    unit = found["unit"] or found["early"]
    one = _per_cent(found["one"], unit)
    two = None if found["two"] is None else _per_cent(found["two"], unit)
    if two is None:
        lo = hi = one
        if one == 0 and "." in found["one"]:  # a rounded measurement, not a statement of none
            hi = _per_cent("0.5", unit) / 10 ** len(found["one"].partition(".")[2])
    elif found["sign"] in {"±", "+/-"}:
        lo, hi = max(one - two, Fraction(0)), one + two
    else:
        lo, hi = min(one, two), max(one, two)
    if hi > HUNDRED:
        return None
    strict = (found["least"] or "").strip() in {">", "more than", "over", "above", "大于", "超过"}
    if found["most"] or found["after_most"]:
        lo = Fraction(0)
    elif found["least"] or found["after_least"]:
        hi = HUNDRED
    elif found["about"]:
        return Amount(there=True if lo > 0 else None, by=_by(unit))
    if hi == 0:
        return Amount(hi=hi, there=False, kind="zero", by=_by(unit))
    return Amount(lo, hi, True if lo > 0 or strict else None, by=_by(unit))


def _per_cent(number: str, unit: str | None) -> Fraction:
    word = (unit or "").lower()
    if word.endswith("g/g"):
        return Fraction(number) / 10_000
    return Fraction(number) / _PARTS.get(word, 1)


def _by(unit: str | None) -> Literal["mass", "atoms"]:
    return "atoms" if unit and re.fullmatch(_ATOMS, unit, re.IGNORECASE) else "mass"
