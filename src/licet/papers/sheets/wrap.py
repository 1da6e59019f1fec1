"""Lines of a text that fit a width, broken as Chinese and Latin text is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_CLOSING = "，。、；：？！）】》〉」』”’…％,.;:?!)]}%"
_OPENING = "（【《〈「『“‘([{"
_PIECE = re.compile(r"\s+|[!-~\u00a1-\u024f\u0370-\u052f\u1e00-\u1fff]+|.", re.DOTALL)


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines no wider than `width`; a line break in it stays one.

    A Latin word stays whole unless it is wider than a line by itself; between Chinese characters
    a line may break anywhere but before a closing or after an opening mark.
    """
    lines = []
    for paragraph in text.split("\n"):
        line, room = "", width
        for piece in _pieces(paragraph, width, measure):
            if line and measure(piece.rstrip()) > room:
                lines.append(line.rstrip())
                line, room = "", width
            fitting = piece if line else piece.lstrip()
            line += fitting
            room -= measure(fitting)
        lines.append(line.rstrip())
    return lines


def _pieces(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """What a line never breaks, unless it is wider than one."""
    held = ""
    for piece in _PIECE.findall(text):
        if held and (piece[0] in _CLOSING or held[-1] in _OPENING or piece.isspace()):
            held += piece
            continue
        if held:
            yield from _cut(held, width, measure)
        held = piece
    if held:
        yield from _cut(held, width, measure)


def _cut(piece: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    while measure(piece.rstrip()) > width and len(piece) > 1:
        fits = 1
        while fits < len(piece) and measure(piece[: fits + 1]) <= width:
            fits += 1
        yield piece[:fits]
        piece = piece[fits:]
    yield piece
