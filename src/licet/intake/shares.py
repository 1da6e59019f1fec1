"""A share as people write it becomes its two ends: ``50``, ``<50``, ``25–50``, ``[25,50)``.

An end that is not included stands a little inside: what is under 50 is at most 50 less the finest
step that a number in a table may have.
"""

from __future__ import annotations

import re
from decimal import Decimal

from licet.basics import exact

FINEST = Decimal(1).scaleb(-12)
"""The last decimal place a number in a table may have."""
EXPECTED = "a share in per cent, such as 49.9, <50, >=25, 25-50 or [25,50)"

_NUMBER = r"([+-]?[0-9]+(?:\.[0-9]*)?|[+-]?\.[0-9]+)"
_PLAIN = re.compile(_NUMBER)
_SIDE = re.compile(rf"(<=|>=|≤|≥|≦|≧|<|>|不足|低于|低於|超过|超過|至少|至多){_NUMBER}")
_BEHIND = re.compile(rf"{_NUMBER}(以上|以下|及以上|及以下)")
_SPAN = re.compile(rf"([\[(]?){_NUMBER}(?:-|–|—|~|〜|,|;|至){_NUMBER}([\])]?)")
_UNDER, _OVER = frozenset("<") | {"不足", "低于", "低於"}, frozenset(">") | {"超过", "超過"}
_UPPER = _UNDER | {"<=", "≤", "≦", "至多", "以下", "及以下"}
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

Ends = tuple[Decimal | None, Decimal | None]


def share_ends(text: str) -> Ends:
    """The lowest and the highest share a text names; ``None`` for an end it leaves open.

    Raises:
        ValueError: it names none; the words finish the sentence "expected …".
    """
    plain = re.sub(r"\s|%|％", "", text.translate(_WIDE))
    if _PLAIN.fullmatch(plain):
        return _exact(plain), _exact(plain)
    if side := _SIDE.fullmatch(plain):
        return _one(side[1], _exact(side[2]))
    if behind := _BEHIND.fullmatch(plain):
        return _one(behind[2], _exact(behind[1]))
    span = _SPAN.fullmatch(plain)
    if span is None or (span[0].count(",") and not (span[1] and span[4])):
        raise ValueError(EXPECTED)
    lo, hi = _exact(span[2]), _exact(span[3])
    return lo + (FINEST if span[1] == "(" else 0), hi - (FINEST if span[4] == ")" else 0)


def share_text(text: str) -> str:
    """The text of a cell, if it names a share from 0 to 100.

    Raises:
        ValueError: it does not; the words finish the sentence "expected …".
    """
    for end in share_ends(text):
        if end is not None and not 0 <= end <= 100:  # noqa: PLR2004 - per cent
            raise ValueError("a share from 0 to 100")
    return text


def _one(side: str, number: Decimal) -> Ends:
    if side in _UPPER:
        return None, number - (FINEST if side in _UNDER else 0)
    return number + (FINEST if side in _OVER else 0), None


def _exact(text: str) -> Decimal:
    try:
        number = exact(text)
    except ValueError:
        raise ValueError(EXPECTED) from None
    if number != number.quantize(FINEST):
        raise ValueError("a number with at most 12 decimals")
    return number
