"""`licet decide TABLE.parquet -o OUT`: a table of facts decided, on Polars or on Spark."""

from __future__ import annotations

import json as json_module
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.basics import Fault, Refused
from licet.cli.folders import checked_readings, readings_option, with_house
from licet.cli.options import engine_option, write_json

if TYPE_CHECKING:
    from licet.rulebook import Rulebook

Readings = Mapping[str, str | None]
_FORMS = ("parquet:", "delta:", "iceberg:")
VERDICTS, QUARANTINE, SUMMARY = "verdicts", "quarantine", "summary.json"


@dataclass(frozen=True, slots=True)
class AskedTable:
    """A table to decide, and how."""

    place: str
    out: Path | None
    engine: str
    master: str | None
    on: date | None
    known: date
    scenario: str | None
    tables: str = "parquet"
    reading: list[str] | None = None


def is_table(name: str) -> bool:
    """Is it a Parquet file, a folder, or an address? No folder is a case."""
    if name.endswith(".parquet") or "://" in name or name.startswith(_FORMS):
        return True
    return Path(name).is_dir()


def decide_table(asked: AskedTable, lang: str, *, json: bool) -> None:
    """Decide a table and say what came of it.

    Raises:
        Refused: the table, or how it is asked for, is not right.
    """
    summary = _decided(asked)
    if json:
        write_json(summary)
        return
    from licet.cli.show import console, outcome_text
    from licet.verdict import OUTCOMES, UNDETERMINED, say, say_note

    out = console()
    for outcome in (*OUTCOMES, UNDETERMINED):
        rows = summary["counts"].get(outcome, 0)
        if rows:
            out.print(f"{rows:>14,}  ", outcome_text(outcome, None, lang), sep="")
    if summary["quarantined"]:
        said = say("rows_quarantined", lang, rows=f"{summary['quarantined']:,}")
        out.print(f"{summary['quarantined']:>14,}  {said}")
    if summary["carried"]:
        carried = f"no facts, carried along: {', '.join(summary['carried'])}"
        out.print(say_note(carried, lang), style="dim")
    out.print(f"→ {asked.out}", style="dim")


def _decided(asked: AskedTable) -> dict[str, Any]:
    from licet.engine import counted, name_in, open_table, readable, write_table
    from licet.rulebook import rulebook
    from licet.verdict import carried_along

    engine_option(asked.engine)
    if asked.out is None:
        _refuse("--out", "a folder for the verdicts of a table was expected")
    book = rulebook()
    if asked.scenario is not None:
        book.scenario(asked.scenario)
    readings = checked_readings(readings_option(asked.reading), book)
    out = Path(str(asked.out))
    names = {n: name_in(str(out.absolute()), asked.tables, n) for n in (VERDICTS, QUARANTINE)}
    _not_over(asked.place, out, names.values())
    table = open_table(asked.place, asked.engine, asked.master)
    with readable(asked.place):
        found = _found(table, asked, book, readings)
        out.mkdir(parents=True, exist_ok=True)
        (out / SUMMARY).unlink(missing_ok=True)  # until the tables it speaks of are there
        write_table(found.decided, names[VERDICTS])
        write_table(found.quarantined, names[QUARANTINE])
    counts = counted(open_table(names[VERDICTS], asked.engine), "outcome")
    reasons = counted(open_table(names[QUARANTINE], asked.engine), "reasons")
    summary: dict[str, Any] = {
        "table": asked.place,
        "engine": asked.engine,
        "rows": sum(counts.values()) + sum(reasons.values()),
        "counts": counts,
        "carried": carried_along(table.collect_schema(), book),
        "quarantined": sum(reasons.values()),
        "known": asked.known,
        "scenario": asked.scenario,
        "readings": dict(readings),
        "rulebook": {"fingerprint": book.fingerprint, "checked_on": book.checked_on},
        "out": str(out),
    }
    summary = with_house(summary, asked.reading)
    _write(summary, out / SUMMARY)
    return summary


def _found(table: Any, asked: AskedTable, book: Rulebook, readings: Readings) -> Any:  # noqa: ANN401
    """The table decided; a fault of it is told by its name."""
    from licet.verdict import decide_table as decided

    try:
        return decided(
            table, book, asked.known, on=asked.on, scenario=asked.scenario, readings=readings
        )
    except Refused as refused:
        raise Refused(*(replace(one, file=asked.place) for one in refused.faults)) from None


def _not_over(place: str, out: Path, names: Iterable[str]) -> None:
    """Results never go over the table they are made of, nor among its files."""
    from licet.engine import form_of

    given = form_of(place)[1]
    source, into = Path(given).absolute(), out.absolute()
    if given in {form_of(name)[1] for name in names} | {str(into)} or (
        source.is_dir() and (into.is_relative_to(source))
    ):
        _refuse("--out", f"a folder apart from the table {place} was expected")


def _write(summary: Mapping[str, Any], path: Path) -> None:
    text = json_module.dumps(summary, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf-8")


def _refuse(option: str, expected: str) -> None:
    raise Refused(Fault("command line", option, expected))
