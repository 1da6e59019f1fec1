"""`licet assess FOLDER`: every line of a portfolio decided, with tables and a report."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated

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

STAGES = ("read", "classify", "trace", "parties", "decide", "write", "report")


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
    from licet.papers import write_portfolio, write_portfolio_records

    language_option(lang)
    signer = None if records is None else signing_key(key, "--records")
    with progress(STAGES, shown=not json) as step:
        asked = Asked(
            day_option(on, "--on"), day_option(known, "--known"), scenario, readings_option(reading)
        )
        portfolio = assessed(folder, asked, step)
        summary = write_portfolio(portfolio, out, lang, step)
        if records is not None and signer is not None:
            write_portfolio_records(portfolio, records, signer)
    if json:
        write_json(summary)
    else:
        show_portfolio(portfolio, out, lang)


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
