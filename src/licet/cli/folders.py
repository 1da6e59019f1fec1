"""What commands on an exporter's folder share: reading it with the shipped law's facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused

if TYPE_CHECKING:
    from licet.cases import Choice
    from licet.intake import Afar, Folder, Parts
    from licet.rulebook import Rulebook
    from licet.verdict import Asked as Question
    from licet.verdict import Case, Portfolio


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a command on a folder say."""

    on: date | None = None
    known: date | None = None
    scenario: str | None = None
    readings: Mapping[str, str | None] | None = None


def today() -> date:
    """The calendar day where the user is."""
    return date.today()  # noqa: DTZ011 - a day of the user's calendar, not an instant


def read(folder: Path) -> Folder:
    """The tables of a folder.

    Raises:
        Refused: it is no exporter's folder.
    """
    from licet.intake import fact_kinds, read_folder
    from licet.rulebook import rulebook

    return read_folder(folder, fact_kinds(rulebook().business_facts()))


def assessed(
    folder: Path,
    asked: Asked,
    step: Any = None,  # noqa: ANN401 - told what is being done; see `licet.facts.Progress`
) -> Portfolio:
    """The portfolio of a folder, decided with the shipped law.

    Raises:
        Refused: it is no exporter's folder, or nothing in it is shipped.
    """
    from licet.rulebook import rulebook
    from licet.verdict import assess

    book = rulebook()
    if asked.scenario is not None:
        book.scenario(asked.scenario)
    if step is not None:
        step("read", 0, 0)
    tables = read(folder)
    if not tables.tables["shipments"].file:
        expected = "a table of shipments was expected, such as shipments.csv"
        raise Refused(Fault(str(folder), "shipments", expected))
    return assess(
        tables,
        book,
        known=asked.known or today(),
        scenario=asked.scenario,
        readings=checked_readings(asked.readings or {}, book),
        on=asked.on,
        progress=step,
    )


_LARGE = {".csv": 256_000_000, ".parquet": 64_000_000}
"""From so many bytes shipments are gone through in parts."""
_AT_ONCE = 100_000
"""Rows of shipments that are gone through at a time then."""


def too_large(folder: Path) -> int | None:
    """How many rows of shipments to go through at a time, if they are too many for one."""
    for suffix, most in _LARGE.items():
        file = folder / f"shipments{suffix}"
        if file.is_file() and file.stat().st_size > most:
            return _AT_ONCE
    return None


def parts_of(
    folder: Path, asked: Asked, size: int | None, table: str | None = None
) -> tuple[Parts, Question]:
    """The parts of a folder, and what is asked of them with the shipped law.

    The shipments are the folder's own, or those of a table of a lake.

    Raises:
        Refused: the folder cannot be read in parts, or the question is none.
    """
    from licet.intake import fact_kinds, read_parts

    question = question_of(asked)
    facts = fact_kinds(question.book.business_facts())
    return read_parts(folder, facts, size or _AT_ONCE, table), question


def afar_of(folder: Path, asked: Asked, table: str, master: str | None) -> tuple[Afar, Question]:
    """A folder whose shipments Spark goes through, and what is asked of it.

    Raises:
        Refused: there is no such table or no Spark, or the question is none.
    """
    from licet.engine import open_table
    from licet.intake import fact_kinds, read_afar

    question = question_of(asked)
    facts = fact_kinds(question.book.business_facts())
    opened = open_table(table, "spark", master, places=True)
    return read_afar(folder, facts, table, opened), question


def question_of(asked: Asked) -> Question:
    """What is asked of a folder with the shipped law.

    Raises:
        Refused: there is no such scenario or reading.
    """
    from licet.rulebook import rulebook
    from licet.verdict import Asked as Made

    book = rulebook()
    if asked.scenario is not None:
        book.scenario(asked.scenario)
    readings = checked_readings(asked.readings or {}, book)
    return Made(book, asked.known or today(), asked.scenario, dict(readings), asked.on)


def table_of_shipments(folder: Path, engine: str) -> str | None:
    """The table of a lake that a folder has for its shipments; `None` if it has a file.

    Raises:
        Refused: Spark is to read shipments that are no table.
    """
    if (folder / "shipments").is_dir():
        return str(folder / "shipments")
    if engine == "polars":
        return None
    file = folder / "shipments.parquet"
    if not file.is_file():
        expected = (
            "Spark reads shipments that are Parquet, Delta or Iceberg: as «shipments» or"
            " «shipments.parquet» in the folder, or by --shipments"
        )
        raise Refused(Fault(str(folder), "shipments", expected))
    return str(file)


HOUSE = "house"


def of_the_house(texts: list[str] | None) -> Mapping[str, Choice] | None:
    """What counsel chose for the house, from the usual store; `None` if nobody asks for it."""
    if HOUSE not in (texts or ()):
        return None
    from licet.cases import choices, house, open_store

    store = open_store(make=False)
    try:
        return house(choices(store))
    finally:
        store.close()


def with_house(
    told: Any,  # noqa: ANN401 - as JSON
    texts: list[str] | None,
    stated: Mapping[str, str | None] | None = None,
) -> Any:  # noqa: ANN401
    """An answer as JSON, which says what was taken of the house if that was asked.

    `stated` are the readings that the case states itself.
    """
    return each_with_house([told], texts, [stated or {}])[0]


def each_with_house(
    told: Sequence[Any], texts: list[str] | None, stated: Sequence[Mapping[str, str | None]]
) -> list[Any]:
    """The same of several answers, each to a case that states readings itself."""
    made = of_the_house(texts)
    if made is None:
        return list(told)
    from licet.cases import beneath
    from licet.rulebook import rulebook

    named, book = stated_readings(texts), rulebook()
    taken = [beneath({**own, **named}, made, book)[1] for own in stated]
    return [
        {**one, "house": [choice.as_json() for choice in some]}
        for one, some in zip(told, taken, strict=True)
    ]


def readings_option(texts: list[str] | None) -> dict[str, str | None]:
    """The readings that ``--reading ID=OPTION`` names; an empty option leaves one open.

    ``--reading house`` takes beneath them those that counsel chose for the house, from the usual
    store.

    Raises:
        Refused: it is not written so.
    """
    from licet.rulebook import rulebook

    return _beneath(stated_readings(texts), of_the_house(texts), rulebook())


def case_readings(cases: Sequence[Case], texts: list[str] | None, book: Rulebook) -> list[Case]:
    """Cases with the readings ``--reading`` names, and beneath their own those of the house."""
    named, made = checked_readings(stated_readings(texts), book), of_the_house(texts)
    every = [{**case.readings, **named} for case in cases]
    return [
        replace(case, readings=_beneath(own, made, book))
        for case, own in zip(cases, every, strict=True)
    ]


def _beneath(
    own: dict[str, str | None], made: Mapping[str, Choice] | None, book: Rulebook
) -> dict[str, str | None]:
    if made is None:
        return own
    from licet.cases import beneath

    return dict(beneath(own, made, book)[0])


def stated_readings(texts: list[str] | None) -> dict[str, str | None]:
    """The readings that are named one by one.

    Raises:
        Refused: one is not written so.
    """
    found: dict[str, str | None] = {}
    for text in texts or ():
        if text == HOUSE:
            continue
        name, equals, option = text.partition("=")
        if not equals:
            expected = f"ID=OPTION was expected, such as A-09=embedded_caught, not «{text}»"
            raise Refused(Fault("command line", "--reading", expected))
        found[name] = option or None
    return found


def checked_readings(
    readings: Mapping[str, str | None], book: Rulebook
) -> Mapping[str, str | None]:
    """The readings, if every id and option exists.

    Raises:
        Refused: one does not; the nearest known name is given.
    """
    from licet.verdict import read_case

    return read_case({"readings": dict(readings)}, book, "command line").readings
