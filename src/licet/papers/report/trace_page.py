"""One traced item as a page of its own, or as a picture alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from licet.basics import Range
from licet.bom import Article, Bounds, Piece, Trace
from licet.papers.report.page import environment, text_of
from licet.papers.report.picture import Picture, picture_of
from licet.papers.report.pictures import bound_in, subject_of
from licet.papers.report.scale import Subject
from licet.papers.report.speech import Speech
from licet.rulebook import Rulebook

_HEAD, _KEY, _LINE = 110, 21, 19
"""Heights of what stands beside a picture alone, of a line of its key, of a line of text."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    anchor: str
    way: str
    picture: Picture


def write_trace(found: Trace, book: Rulebook, path: Path, lang: str = "en") -> None:
    """Write a traced item, with every article in it, as one self-contained HTML page.

    Raises:
        ValueError: there are no words in that language.
    """
    say = Speech(lang)
    drawn = [
        _Drawn(f"m{number}", way, picture_of(subject, say))
        for number, (way, subject) in enumerate(_subjects(found, book), 1)
    ]
    page = environment().get_template("trace.html")
    style = text_of("colours.css", "style.css", "picture.css")
    path.write_text(page.render(say=say, found=found, drawn=drawn, style=style), encoding="utf-8")


def write_picture(found: Trace, book: Rulebook, path: Path, lang: str = "en") -> None:
    """Write the picture of a traced item alone, as SVG.

    Raises:
        ValueError: there are no words in that language.
    """
    say = Speech(lang)
    _, subject = next(_subjects(found, book))
    picture = picture_of(subject, say)
    lines = [*picture.notes, *(f"▲ {text}" for text in picture.entries)]
    lines += [f"? {one.text}" for one in picture.movers]
    under = _HEAD + picture.height + _KEY * len(picture.key)
    text = (
        environment()
        .get_template("icicle.svg")
        .render(
            say=say,
            picture=picture,
            lines=lines,
            under=under,
            high=under + _LINE * len(lines),
            style=text_of("colours.css", "picture.css", "svg.css"),
        )
    )
    path.write_text(text.lstrip(), encoding="utf-8")


def _subjects(found: Trace, book: Rulebook) -> Iterator[tuple[str, Subject]]:
    """The item itself, then each article in it, once."""
    bound = bound_in(book)
    every = {(one.item, one.lot): one for one in reversed(found.articles)}
    own = next((one for one in found.articles if one.path == (found.item,)), None)
    top = found.made_of
    if own is None:
        yield found.item, Subject(top, _share(top), (), found.currency or "", bound)
    for one in sorted(every.values(), key=lambda each: _order(each, own)):
        yield " › ".join(one.path), subject_of(one, found.currency, bound)


def _order(article: Article, own: Article | None) -> tuple[bool, int]:
    return article is not own, len(article.path)


def _share(top: Piece) -> Range:
    """Counted value over value of an item that is no article."""
    value, counted = top.value, top.counted
    lo = Fraction(counted.lo) / value.hi if value.hi else Fraction(0)
    hi = None if counted.hi is None or not value.lo else Fraction(counted.hi) / Fraction(value.lo)
    return Bounds(lo, Fraction(0) if counted.hi == 0 else hi).range()
