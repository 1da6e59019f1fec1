"""`licet impact FOLDER`: what two days, scenarios or rulebooks do to a portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import checked_readings, read, readings_option, today, with_house
from licet.cli.options import (
    Json,
    Known,
    Lang,
    Scenario,
    day_option,
    language_option,
    write_json,
)

if TYPE_CHECKING:
    from licet.foresee import Impact, Side
    from licet.rulebook import Rulebook

STAGES = ("read", "group", "before", "after", "compare", "calendar", "write")


def command(
    folder: Annotated[Path, typer.Argument(help="The exporter's folder.")],
    start: Annotated[str | None, typer.Option("--from", help="First day; default today.")] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Second day; default the next day the law turns.")
    ] = None,
    scenario: Scenario = None,
    against: Annotated[
        str | None,
        typer.Option("--against", help="The scenario of the second side; «known» is the law."),
    ] = None,
    law: Annotated[
        Path | None, typer.Option("--law", help="Folder of another rulebook, first side.")
    ] = None,
    against_law: Annotated[
        Path | None, typer.Option("--against-law", help="The same, second side.")
    ] = None,
    known: Known = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    months: Annotated[int, typer.Option("--months", help="How far the calendar looks.")] = 24,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write flips, calendar and chart here.")
    ] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Every line whose outcome, policy or duty differs between two days, scenarios or rulebooks."""
    language_option(lang)
    days = day_option(start, "--from"), day_option(to, "--to")
    first = _side(law, day_option(known, "--known"), scenario, reading)
    second = _other(first, against_law, against)
    compares_days = against is None and against_law is None
    sides = _days(first, second, *days) if compares_days or any(days) else (first, second)
    found = _found(folder, sides, months, json=json)
    if out is not None:
        from licet.papers import write_impact

        out.mkdir(parents=True, exist_ok=True)
        write_impact(found, out, lang)
    _answer(found, lang, reading, json=json)


def _found(folder: Path, sides: tuple[Side, Side], months: int, *, json: bool) -> Impact:
    from licet.cli.show_portfolio import progress
    from licet.foresee import impact

    with progress(STAGES, shown=not json) as step:
        step("read")
        return impact(read(folder), *sides, months=months, progress=step)


def _side(
    law: Path | None, known: date | None, scenario: str | None, reading: list[str] | None
) -> Side:
    from licet.foresee import Side

    book = _book(law, "--law")
    if scenario is not None:
        book.scenario(scenario)
    readings = checked_readings(readings_option(reading), book)
    return Side(book, known or today(), None, scenario, readings)


def _other(first: Side, law: Path | None, against: str | None) -> Side:
    book = first.book if law is None else _book(law, "--against-law")
    scenario = first.scenario if against is None else against
    if scenario == "known":
        scenario = None
    if scenario is not None:
        book.scenario(scenario)
    return replace(first, book=book, scenario=scenario)


def _book(law: Path | None, option: str) -> Rulebook:
    from licet.rulebook import law_files, read_book, rulebook

    if law is None:
        return rulebook()
    files = law_files(law) if law.is_dir() else {}
    if "facts.yaml" not in files:
        expected = f"a folder of law files with facts.yaml was expected, not «{law}»"
        raise Refused(Fault("command line", option, expected))
    return read_book(files)


def _days(first: Side, second: Side, start: date | None, to: date | None) -> tuple[Side, Side]:
    """The sides on their days; a day that is not given is today, or the next turn of the law."""
    from licet.foresee import next_turn

    begins = start or (None if to is None else first.known) or first.known
    same = first.scenario == second.scenario and first.book is second.book
    ends = to or (next_turn(first, begins) if same else begins)
    if ends is None:
        expected = "no clause changes its standing after that day; name a second one"
        raise Refused(Fault("command line", "--to", expected))
    return replace(first, on=begins), replace(second, on=ends)


def _answer(found: Impact, lang: str, reading: list[str] | None, *, json: bool) -> None:
    from licet.cli.show_impact import show_impact
    from licet.foresee import impact_json
    from licet.verdict import in_language

    if json:
        write_json(with_house(in_language(impact_json(found), lang), reading))
    else:
        show_impact(found, lang)
