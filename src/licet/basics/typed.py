"""Numbers as people type them: with a point or a comma, with or without groups of thousands."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from licet.basics.ranges import exact, plain


def typed_number(text: str, mark: str = ".") -> Decimal:
    """The number that somebody typed.

    ``1,50`` and ``1.234,50`` can be read in one way only, whatever is usual where they were typed.
    ``1,234`` can be read in two: its mark is the one before the decimals only where that is usual.

    Args:
        text: as typed.
        mark: what stands before the decimals in the language of the form.

    Raises:
        ValueError: it is no number, or one that can be read in two ways; says what was expected.
    """
    tidy = unicodedata.normalize("NFKC", text).strip()
    pointed, with_comma = _read(tidy, ".", ","), _read(tidy, ",", ".")
    if pointed is None and with_comma is None:
        return _plainly(tidy, text)
    if pointed is None or with_comma is None or pointed == with_comma:
        return _plainly(pointed or with_comma or "", text)
    if mark not in tidy:
        one, other = (plain(_plainly(each, text)) for each in (pointed, with_comma))
        raise ValueError(f"«{text}» can be read as {one} or as {other}: write one of these")
    return _plainly(pointed if mark == "." else with_comma, text)


def _read(text: str, mark: str, group: str) -> str | None:
    """The number with a point, if `mark` stands before its decimals and `group` between groups."""
    groups = rf"\d+|[1-9]\d{{0,2}}(?:\{group}\d{{3}})+"
    if re.fullmatch(rf"[+-]?(?:(?:{groups})(?:\{mark}\d*)?|\{mark}\d+)", text) is None:
        return None
    return text.replace(group, "").replace(mark, ".")


def _plainly(text: str, typed: str) -> Decimal:
    try:
        return exact(text)
    except ValueError:
        raise ValueError(f"a plain number such as 12.50 was expected, not «{typed}»") from None
