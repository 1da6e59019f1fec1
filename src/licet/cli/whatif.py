"""`licet whatif`: the smallest change that turns the answer of a case, or of a folder's line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    Scenario,
    day_option,
    language_option,
    write_json,
)

if TYPE_CHECKING:
    from licet.foresee import Side


def command(
    target: Annotated[Path, typer.Argument(help="A case (YAML, JSON), or an exporter's folder.")],
    line: Annotated[
        str | None, typer.Option("--line", help="Of a folder: the line, as SHIPMENT/LINE.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", help="Only changes that lead to this outcome.")
    ] = None,
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """What would change the answer: facts, suppliers, prices, mass, rates; each one marked."""
    from licet.verdict import OUTCOMES, in_language

    language_option(lang)
    if to is not None and to not in OUTCOMES:
        expected = f"one of {', '.join(OUTCOMES)} was expected, not «{to}»"
        raise Refused(Fault("command line", "--to", expected))
    own: Mapping[str, str | None] = {}
    days = day_option(on, "--on"), day_option(known, "--known")
    if target.is_dir():
        data = _of_line(target, line, to, _side(*days, scenario, reading))
    else:
        changes = {"on": on, "known": known, "scenario": scenario}
        data, own = _of_case(str(target), to, changes, reading)
    if json:
        from licet.cli.folders import with_house

        write_json(with_house(in_language(data, lang), reading, own))
        return
    from licet.cli.show_whatif import show_changes

    show_changes(in_language(data, lang), lang)


def _side(on: Any, known: Any, scenario: str | None, reading: list[str] | None) -> Side:  # noqa: ANN401
    from licet.cli.folders import checked_readings, readings_option, today
    from licet.foresee import Side
    from licet.rulebook import rulebook

    book = rulebook()
    if scenario is not None:
        book.scenario(scenario)
    readings = checked_readings(readings_option(reading), book)
    return Side(book, known or today(), on, scenario, readings)


def _of_line(folder: Path, line: str | None, to: str | None, side: Side) -> dict[str, Any]:
    from licet.cli.folders import read
    from licet.foresee import line_changes, line_changes_json

    shipment, slash, number = (line or "").rpartition("/")
    if not slash:
        expected = "SHIPMENT/LINE was expected: a folder is asked about line by line"
        raise Refused(Fault("command line", "--line", expected))
    found = line_changes(read(folder), side, shipment, number, to)
    return line_changes_json(found, side)


def _of_case(
    name: str, to: str | None, changes: dict[str, Any], reading: list[str] | None
) -> tuple[dict[str, Any], Mapping[str, str | None]]:
    from licet.cli.ask import read_inquiry
    from licet.foresee import case_changes_json

    inquiry, own = read_inquiry(name, changes, reading)
    return case_changes_json(inquiry, to), own
