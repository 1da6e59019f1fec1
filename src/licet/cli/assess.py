"""`licet assess FOLDER`: every line of a portfolio decided, with tables and a report."""

from __future__ import annotations

import json as json_module
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.cli.folders import Asked, assessed, readings_option
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
from licet.cli.records import signing_key

if TYPE_CHECKING:
    from licet.verdict import Portfolio

STAGES = ("read", "classify", "trace", "parties", "decide", "write")


def command(
    folder: Annotated[Path, typer.Argument(help="The exporter's folder: CSV, XLSX or Parquet.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where to write the results.")],
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option("--records", help="Write signed records here; needs --key.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Your private key.")] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Assess a portfolio: determinations as tables and one self-contained HTML report."""
    from licet.cli.show_portfolio import progress, show_portfolio
    from licet.papers import write_portfolio_records

    language_option(lang)
    signer = None if records is None else signing_key(key, "--records")
    with progress(STAGES, shown=not json) as step:
        asked = Asked(
            day_option(on, "--on"), day_option(known, "--known"), scenario, readings_option(reading)
        )
        portfolio = assessed(folder, asked, step)
        step("write")
        summary = _summary(portfolio, out)
        _write(portfolio, out, lang, summary)
        if records is not None and signer is not None:
            write_portfolio_records(portfolio, records, signer)
    if json:
        write_json(summary)
    else:
        show_portfolio(portfolio, out, lang)


def _write(portfolio: Portfolio, out: Path, lang: str, summary: Mapping[str, Any]) -> None:
    """Write everything beside the place first, so that nothing is ever half written."""
    from licet.papers import write_determinations, write_report

    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as name:
        made = Path(name)
        write_determinations(portfolio, made, lang)
        write_report(portfolio, made / "report.html", lang)
        text = json_module.dumps(summary, ensure_ascii=False, indent=2, default=str) + "\n"
        (made / "summary.json").write_text(text, encoding="utf-8")
        for path in sorted(made.iterdir()):
            path.replace(out / path.name)


def _summary(portfolio: Portfolio, out: Path) -> dict[str, Any]:
    from licet.papers import left_out, name_of, touched
    from licet.verdict import UNDETERMINED

    rows = left_out(portfolio)
    on = touched(rows)
    worlds = ("actual", "if_in_force", *portfolio.scenarios)
    return {
        "folder": str(portfolio.folder.path),
        "lines": len(portfolio.decisions),
        "counts": {world: dict(portfolio.counts(world)) for world in worlds},
        "unknown_facts": sum(d.unknown_facts for d in portfolio.decisions),
        "unknown_standing": sum(d.unknown_standing for d in portfolio.decisions),
        "quarantined": len(portfolio.folder.quarantine),
        "left_out": {
            "rows": len(rows),
            "touches": [name_of(one) for one in on],
            "undetermined": [name_of(one) for one in on if one.answer.outcome == UNDETERMINED],
            "each": [row.as_json() for row in rows],
        },
        "faults": [str(fault) for fault in portfolio.faults],
        "known": portfolio.known,
        "scenario": portfolio.scenario,
        "rulebook": {
            "fingerprint": portfolio.book.fingerprint,
            "checked_on": portfolio.book.checked_on,
        },
        "lists": portfolio.assembled.parties.lists.record(),
        "out": str(out),
    }


def schema_command(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write it here.")] = None,
) -> None:
    """The Frictionless datapackage.json that describes an exporter's folder."""
    from licet.intake import fact_kinds, schema
    from licet.rulebook import rulebook

    described = schema(fact_kinds(rulebook().business_facts()))
    if out is None:
        write_json(described)
        return
    text = json_module.dumps(described, ensure_ascii=False, indent=2) + "\n"
    out.write_text(text, encoding="utf-8")
