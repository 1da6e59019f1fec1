"""Papers as files: `write_sheets`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from licet.basics import Fault, Refused
from licet.papers.sheets.font import cut, told, without_glyph
from licet.papers.sheets.parts import Fields, Grid, Pair, Part, Sheet, Sign
from licet.papers.sheets.values import words

FORMATS = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and characters that a PDF could not draw, by file."""

    files: tuple[Path, ...]
    faults: tuple[Fault, ...]


def write_sheets(
    made: Iterable[Sheet],
    folder: Path,
    day: date,
    formats: Sequence[str] = FORMATS,
    start: str = "",
) -> Written:
    """Write papers into a folder.

    Args:
        made: the papers.
        folder: where to; made if there is none.
        day: the day that the files bear.
        formats: of `FORMATS`.
        start: what the names of the files begin with.

    Raises:
        Refused: there is no such format, or they cannot be written.
    """
    for one in formats:
        if one not in FORMATS:
            expected = f"one of {', '.join(FORMATS)} was expected, not «{one}»"
            raise Refused(Fault("command line", "--format", expected))
    listed = tuple(made)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = tuple(_written(listed, folder, day, formats, start))
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(folder), "folder", expected)) from None
    drawn = listed if "pdf" in formats else ()
    faults = (fault for sheet in drawn for fault in _undrawn(sheet, f"{start}{sheet.file}.pdf"))
    return Written(files, tuple(faults))


def _written(
    made: Sequence[Sheet], folder: Path, day: date, formats: Sequence[str], start: str
) -> Iterator[Path]:
    from licet.papers.sheets.pdf import pdf
    from licet.papers.sheets.word import docx_of

    if "pdf" in formats:
        texts = {one for sheet in made for one in _said(asdict(sheet))} | set(_said(words()))
        with cut("".join(sorted(texts))) as font:
            for sheet in made:
                path = folder / f"{start}{sheet.file}.pdf"
                path.write_bytes(pdf(sheet, day, font))
                yield path
    if "docx" in formats:
        for sheet in made:
            path = folder / f"{start}{sheet.file}.docx"
            path.write_bytes(docx_of(sheet, day))
            yield path


def pdf_of(sheet: Sheet, day: date) -> bytes:
    """One paper as PDF, in memory; what the font cannot draw stands there as its code."""
    from licet.papers.sheets.pdf import pdf

    texts = {*_said(asdict(sheet)), *_said(words())}
    with cut("".join(sorted(texts))) as font:
        return pdf(sheet, day, font)


def _said(value: object) -> Iterator[str]:
    """Every text in a part of a paper."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _said(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _said(one)


def _undrawn(sheet: Sheet, file: str) -> Iterator[Fault]:
    for text in dict.fromkeys(_texts(sheet)):
        missing = without_glyph(text)
        if missing:
            expected = f"the font has no glyph for {told(missing)}; the code stands in its place"
            yield Fault(file, text.replace("\n", " ")[:60], expected)


def _texts(sheet: Sheet) -> Iterator[str]:
    yield from sheet.title.values()
    yield from (value for _, value in sheet.head)
    for part in sheet.parts:
        yield from _of_part(part)


def _of_part(part: Part) -> Iterator[str]:
    if isinstance(part, Grid):
        yield from (cell.text for row in part.rows for cell in row)
    elif isinstance(part, Fields):
        yield from (cell.text for _, cells in part.rows for cell in cells)
    elif isinstance(part, Sign):
        yield from (cell.text for _, rows in part.places for _, cell in rows)
    elif isinstance(part, Pair):
        yield from part.words.values()
