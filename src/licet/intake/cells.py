"""One cell: its text becomes a value of the column's kind, or a word on what was expected."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from licet.basics import CURRENCIES, TERRITORIES, day, exact, floor
from licet.intake.shares import share_text

if TYPE_CHECKING:
    from licet.intake.shape import Column

Value = str | date | Decimal | bool | int | None
Parse = Callable[[str], Value]

_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
WIDE = {chr(wide): chr(plain) for wide, plain in _WIDE.items()}
"""Full-width letters, digits and signs, and the ordinary ones."""
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_TRUTHS = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "是": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
    "否": False,
}
_FEW = 12
_MOST = {
    "share": 100,
    "mass_fraction_lo": 1,
    "mass_fraction_hi": 1,
    "mass_fraction": 1,
    "uncertainty": 1,
    "detection_limit": 1,
}


def narrow(text: str) -> str:
    """Full-width Latin letters, digits and signs as ordinary ones; nothing else is touched."""
    return text if text.isascii() else text.translate(_WIDE)


def parser(column: Column) -> Parse:
    """What turns a cell of `column` (not empty, no blanks around it) into its value.

    The function raises ValueError with the words that finish the sentence "expected …".
    """
    if column.kind == "number":
        return _number_for(column)
    if column.kind in {"code", "territory", "whole", "currency"}:
        return _code_for(column)
    return _SIMPLE[column.kind]


def parsed(cells: Sequence[str | None], parse: Parse) -> tuple[list[Value], dict[int, str]]:
    """The values of a whole column, and by row number what was expected where a cell is wrong.

    Each distinct text is read once, so a long column costs little more than its variety.
    """
    known: dict[str | None, Value] = {None: None}
    wrong: dict[str | None, str] = {}
    for cell in set(cells):
        if cell is None:
            continue
        try:
            known[cell] = parse(cell)
        except ValueError as error:
            known[cell] = None
            wrong[cell] = str(error)
    values = [known[cell] for cell in cells]
    if not wrong:
        return values, {}
    return values, {row: wrong[cell] for row, cell in enumerate(cells) if cell in wrong}


def nearest(word: str, words: Sequence[str]) -> str:
    """A hint at the known word nearest to `word`, with a leading semicolon; or nothing."""
    upper = {known.upper(): known for known in words}
    near = difflib.get_close_matches(word.upper(), list(upper), n=1)
    return f"; did you mean «{upper[near[0]]}»?" if near else ""


def _day(text: str) -> date:
    chinese = _CHINESE_DAY.fullmatch(narrow(text))
    try:
        if chinese is not None:
            return date(*map(int, chinese.groups()))
        return day(narrow(text))
    except ValueError:
        raise ValueError("a day such as 2026-11-22") from None


def _truth(text: str) -> bool:
    truth = _TRUTHS.get(narrow(text).lower())
    if truth is None:
        raise ValueError("true or false (or yes, no, y, n, 1, 0, 是, 否)")
    return truth


_SIMPLE: dict[str, Parse] = {
    "text": str,
    "key": narrow,
    "date": _day,
    "yes_no": _truth,
    "share": share_text,
}


def _number_for(column: Column) -> Parse:
    most = _MOST.get(column.name)

    def number(text: str) -> Decimal:
        plain = narrow(text)
        if _PLAIN.fullmatch(plain) is None:
            raise ValueError("a plain decimal such as 1250.5, without separators or units")
        try:
            value = exact(plain)
        except ValueError:
            raise ValueError("a number with at most 20 digits before the point") from None
        if value != floor(value):
            raise ValueError("a number with at most 12 decimals")
        if (value < 0 and not column.signed) or (column.positive and value == 0):
            raise ValueError("a number above zero" if column.positive else "a number, zero or more")
        if most is not None and value > most:
            raise ValueError(f"a number from 0 to {most}")
        return value

    return number


def _code_for(column: Column) -> Parse:
    if column.kind == "territory":
        return _one_of(TERRITORIES, "a territory by its two capital ISO 3166 letters, such as JP")
    if column.kind == "currency":
        return _one_of(tuple(CURRENCIES), "a currency by its ISO 4217 letters, such as CNY")
    if column.kind == "whole":
        return _whole_for(column)
    if not column.codes:
        return narrow
    codes = column.codes
    listed = ", ".join(codes[:_FEW]) + (" …" if len(codes) > _FEW else "")
    return _one_of(codes, f"one of {listed}")


def _one_of(codes: Sequence[str], expected: str) -> Parse:
    allowed = frozenset(codes)

    def code(text: str) -> str:
        plain = narrow(text)
        if plain not in allowed:
            raise ValueError(expected + nearest(plain, codes))
        return plain

    return code


def _whole_for(column: Column) -> Parse:
    expected = f"one of {', '.join(column.codes)}" if column.codes else "a whole number"
    least = 1 if column.positive else None
    if least is not None:
        expected += f" of {least} or more"

    def whole(text: str) -> int:
        plain = narrow(text)
        if _WHOLE.fullmatch(plain) is None or (column.codes and plain not in column.codes):
            raise ValueError(expected)
        if least is not None and int(plain) < least:
            raise ValueError(expected)
        return int(plain)

    return whole
