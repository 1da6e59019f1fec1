"""`licet decide CASE`: the verdict of one case, or of a batch, with its proof."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.decide_table import AskedTable, decide_table, is_table
from licet.cli.folders import case_readings, each_with_house
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    Scenario,
    day_option,
    language_option,
    read_text,
    today,
    write_json,
)
from licet.cli.records import write as write_records

if TYPE_CHECKING:
    from licet.rulebook import Rulebook
    from licet.verdict import Case


def command(
    case: Annotated[
        str,
        typer.Argument(
            help="YAML, JSON or JSON Lines; - reads standard input; with --out a table: Parquet,"
            " Delta or Iceberg (iceberg:CATALOG.NAMESPACE.TABLE)."
        ),
    ],
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", help="Write a signed record here; needs --key.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Your private key.")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder for the verdicts of a table.")
    ] = None,
    engine: Annotated[
        str, typer.Option("--engine", help="What decides a table: polars or spark.")
    ] = "polars",
    master: Annotated[
        str | None, typer.Option("--master", help="Spark's master, such as local[4] or yarn.")
    ] = None,
    tables: Annotated[
        str,
        typer.Option(
            "--tables",
            help="What the verdicts of a table become: parquet, delta, delta:FOLDER or"
            " iceberg:CATALOG.NAMESPACE.",
        ),
    ] = "parquet",
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Decide a case: is a licence needed, how is it examined, why, and what would settle it."""
    from licet.rulebook import rulebook
    from licet.verdict import decide_cases, in_language

    language_option(lang)
    days = {"on": day_option(on, "--on"), "known": day_option(known, "--known")}
    if is_table(case):
        if record is not None:
            expected = "records are written of cases, not of tables"
            raise Refused(Fault("command line", "--record", expected))
        known_on = days["known"] or today()
        table = AskedTable(
            case, out, engine, master, days["on"], known_on, scenario, tables, reading
        )
        decide_table(table, lang, json=json)
        return
    if out is not None:
        expected = f"a table was expected (Parquet, Delta or Iceberg), not {case}"
        raise Refused(Fault("command line", "--out", expected))
    book = rulebook()
    cases, batch = _read(case, book)
    changes: dict[str, Any] = {name: day for name, day in days.items() if day is not None}
    if scenario is not None:
        book.scenario(scenario)
        changes["scenario"] = scenario
    own = [one.readings for one in cases]
    cases = case_readings([dataclasses.replace(one, **changes) for one in cases], reading, book)
    verdicts = decide_cases(cases, book)
    if record is not None:
        write_records(list(zip(cases, verdicts, strict=True)), record, key, book)
    if json:
        spoken = each_with_house(in_language(verdicts, lang), reading, own)
        write_json(spoken if batch else spoken[0])
        return
    from licet.cli.show import show_verdict

    for verdict in verdicts:
        show_verdict(verdict, lang)


def _read(name: str, book: Rulebook) -> tuple[list[Case], bool]:
    from licet.rulebook import read
    from licet.verdict import read_case

    text = read_text(name)
    file = "standard input" if name == "-" else name
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if _one_a_line([line.strip() for _, line in lines]):
        texts, batch = lines, True
    else:
        texts, batch = [(1, text)], False
    cases: list[Case] = []
    faults: list[Fault] = []
    for first_line, one in texts:
        try:
            raw = read(one, file, first_line)
        except Refused as refused:
            faults += refused.faults
            continue
        several = isinstance(raw, list) and not batch
        for number, each in enumerate(raw if several else [raw], 1):
            place = f"case {number}" if several else "case"
            try:
                cases.append(read_case(each, book, file, place=place))
            except Refused as refused:
                faults += refused.faults
        batch = batch or several
    if not cases and not faults:
        faults.append(Fault(file, "case", "at least one case was expected"))
    if faults:
        raise Refused(*faults)
    return cases, batch


def _one_a_line(lines: list[str]) -> bool:
    """Is it JSON Lines: does each case stand on a line of its own?"""
    return len(lines) > 1 and lines[0].endswith("}") and all(ln.startswith("{") for ln in lines)
