"""`licet assess FOLDER`: every line of a portfolio decided, with tables and a report."""

from __future__ import annotations

import json as json_module
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import (
    Asked,
    afar_of,
    assessed,
    parts_of,
    readings_option,
    table_of_shipments,
    too_large,
    with_house,
)
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    Scenario,
    day_option,
    engine_option,
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
    shipments: Annotated[
        str | None,
        typer.Option(
            "--shipments",
            help="The table of shipments, where it is not in the folder: Parquet, Delta or"
            " Iceberg (iceberg:CATALOG.NAMESPACE.TABLE).",
        ),
    ] = None,
    tables: Annotated[
        str,
        typer.Option(
            "--tables",
            help="Write tables of a lake: parquet, delta, delta:FOLDER or"
            " iceberg:CATALOG.NAMESPACE.",
        ),
    ] = "",
    engine: Annotated[
        str, typer.Option("--engine", help="What goes through the shipments: polars or spark.")
    ] = "polars",
    master: Annotated[
        str | None, typer.Option("--master", help="Spark's master, such as local[4] or yarn.")
    ] = None,
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
    source = shipments or table_of_shipments(folder, engine_option(engine))
    size = partition or too_large(folder)
    if source is not None or size is not None or tables:
        if records is not None:
            expected = "records are not written of shipments that are gone through in parts"
            raise Refused(Fault("command line", "--records", expected))
        where = _Where(folder, out, source, size, tables or "parquet", master)
        run = _on_spark if engine == "spark" else _in_parts
        summary = run(where, asked, lang, fresh=fresh, shown=not json)
        if json:
            write_json(with_house(summary, reading))
            return
        from licet.cli.show_portfolio import show_parts

        show_parts(summary, out, lang)
        return
    with progress(STAGES, shown=not json) as step:
        portfolio = assessed(folder, asked, step)
        summary = write_portfolio(portfolio, out, lang, step)
        if records is not None and signer is not None:
            write_portfolio_records(portfolio, records, signer)
    if json:
        write_json(with_house(summary, reading))
    else:
        show_portfolio(portfolio, out, lang)


@dataclass(frozen=True, slots=True)
class _Where:
    """What is gone through in parts or by Spark, and where the results go."""

    folder: Path
    out: Path
    shipments: str | None
    size: int | None
    tables: str
    master: str | None


def _in_parts(
    where: _Where, asked: Asked, lang: str, *, fresh: bool, shown: bool
) -> dict[str, Any]:
    """The same for shipments that are gone through part by part."""
    from licet.cli.show_portfolio import progress
    from licet.papers import write_parts, write_tables

    with progress(("read", "parts", "report"), shown=shown) as step:
        step("read")
        parts, question = parts_of(where.folder, asked, where.size, where.shipments)
        summary = write_parts(parts, question, where.out, lang, fresh=fresh, progress=step)
        if where.tables != "parquet":
            write_tables(where.out, where.tables)
    return summary


def _on_spark(
    where: _Where, asked: Asked, lang: str, *, fresh: bool, shown: bool
) -> dict[str, Any]:
    """The same for shipments that Spark goes through, always anew."""
    from licet.cli.show_portfolio import progress
    from licet.papers import write_afar

    del fresh
    stages = ("read", "lines", "decide", "write", "report")
    with progress(stages, shown=shown) as step:
        step("read")
        afar, question = afar_of(where.folder, asked, str(where.shipments), where.master)
        return write_afar(afar, question, where.out, lang, tables=where.tables, progress=step)


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
