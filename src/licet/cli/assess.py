"""`licet assess FOLDER`: every line of a portfolio decided, with tables and a report."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import Asked, assessed, parts_of, readings_option, too_large
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
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    records: Annotated[
        Path | None, typer.Option("--records", help="Write signed records here; needs --key.")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="Your private key.")] = None,
    partition: Annotated[
        int | None,
        typer.Option(
            "--partition",
            min=1,
            help="Go through the shipments so many rows at a time; what was stopped goes on."
            " Large files are gone through so in any case.",
        ),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin parts anew.")] = False,  # noqa: FBT002
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Assess a portfolio: determinations as tables and one self-contained HTML report."""
    from licet.cli.show_portfolio import progress, show_portfolio
    from licet.papers import write_portfolio, write_portfolio_records

    language_option(lang)
    signer = None if records is None else signing_key(key, "--records")
    asked = Asked(
        day_option(on, "--on"), day_option(known, "--known"), scenario, readings_option(reading)
    )
    size = partition or too_large(folder)
    if size is not None:
        _in_parts(folder, out, asked, size, lang, records=records, fresh=fresh, json=json)
        return
    with progress(STAGES, shown=not json) as step:
        portfolio = assessed(folder, asked, step)
        summary = write_portfolio(portfolio, out, lang, step)
        if records is not None and signer is not None:
            write_portfolio_records(portfolio, records, signer)
    if json:
        write_json(summary)
    else:
        show_portfolio(portfolio, out, lang)


def _in_parts(
    folder: Path,
    out: Path,
    asked: Asked,
    size: int,
    lang: str,
    *,
    records: Path | None,
    fresh: bool,
    json: bool,
) -> None:
    """The same for shipments that are gone through part by part."""
    from licet.cli.show_portfolio import progress, show_parts
    from licet.papers import write_parts

    if records is not None:
        expected = "records are not written of shipments that are gone through in parts"
        raise Refused(Fault("command line", "--records", expected))
    with progress(("read", "parts", "report"), shown=not json) as step:
        step("read")
        parts, question = parts_of(folder, asked, size)
        summary = write_parts(parts, question, out, lang, fresh=fresh, progress=step)
    if json:
        write_json(summary)
    else:
        show_parts(summary, out, lang)


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
