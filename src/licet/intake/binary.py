"""Cells that another engine hands over in binary, rounded as a spreadsheet rounds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.engine import BINARY
from licet.intake.sheet import written

if TYPE_CHECKING:
    from licet.intake.sheet import Cell


def cell(text: Cell) -> Cell:
    """The cell that a text from elsewhere stands for: one marked `BINARY` has fifteen digits."""
    if text is None or not text.startswith(BINARY):
        return text
    return written(float(text.removeprefix(BINARY)))
