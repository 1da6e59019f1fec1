"""A value of a dossier as the cells of a paper; what is not known is to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from licet.basics import plain
from licet.papers.dossier import Field
from licet.papers.sheets.parts import Cell
from licet.rulebook import Words, read
from licet.verdict import territory_words

_WORDS = Path(__file__).with_name("words.yaml")


@cache
def words() -> Mapping[str, Words]:
    """Every text that several papers share."""
    found: Mapping[str, Words] = read(_WORDS.read_text(encoding="utf-8"), _WORDS.name)
    return found


def word(name: str, **values: object) -> Words:
    """A text of that name, with `values` put in."""
    return {lang: text.format(**values) for lang, text in words()[name].items()}


def both(said: Words, beside: str = "en") -> tuple[Cell, Cell]:
    """A text as two cells."""
    return Cell(said["zh"]), Cell(said.get(beside, said["en"]))


def cells(field: Field, value: Any, beside: str = "en") -> tuple[Cell, ...]:  # noqa: ANN401
    """A value as one cell, or as two where it is said in two languages."""
    if value is None or value in ([], {}):
        said = both(word("open"), beside)
        return tuple(Cell(one.text, open=True) for one in said)
    if field.many:
        several = [cells(Field(field.name, field.kind, field.words, many=False), v) for v in value]
        return tuple(
            Cell("\n".join(one.text for one in column)) for column in zip(*several, strict=True)
        )
    if field.kind == "both":
        return _said(value, beside)
    if field.kind == "territory":
        called = territory_words()[value]
        return Cell(f"{called['zh']} ({value})"), Cell(
            f"{called.get(beside, called['en'])} ({value})"
        )
    if field.kind == "code":
        return both(words()[value], beside)
    if field.kind == "yes_no":
        return both(words()["yes" if value else "no"], beside)
    return (Cell(text(value)),)


def one_cell(field: Field, value: Any, beside: str = "en") -> Cell:  # noqa: ANN401
    """A value as one cell, the Chinese above."""
    if value is None or value in ([], {}):
        return Cell(words()["open"]["zh"], open=True)
    if field.kind == "territory":
        return Cell(str(value))
    several = cells(field, value, beside)
    said = [one.text for one in several if not one.open]
    return Cell("\n".join(dict.fromkeys(said)))


def text(value: object) -> str:
    """A plain value as it is written."""
    return plain(value) if isinstance(value, Decimal) else str(value)


def _said(value: Mapping[str, str], beside: str) -> tuple[Cell, ...]:
    missing = {"zh": words()["open_zh"]["zh"], beside: words()["open_other"]["en"]}
    return tuple(
        Cell(value[lang]) if value.get(lang) else Cell(missing[lang], open=True)
        for lang in ("zh", beside)
    )
