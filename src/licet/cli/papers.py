"""`licet papers …`: papers without a case, such as a compliance notice, from a file of theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.case_options import AsOf, Out, as_of, write_text
from licet.cli.options import (
    Json,
    Known,
    Scenario,
    day_option,
    with_common_options,
    write_json,
)

app = typer.Typer(
    help="Papers as PDF and Word: notices, declarations, enquiries, statements.",
    no_args_is_help=True,
)
Source = Annotated[
    Path, typer.Argument(metavar="FILE", help="A dossier: YAML, JSON, or a folder with one.")
]
Format = Annotated[
    list[str] | None, typer.Option("--format", help="pdf or docx; may stand twice; default both.")
]
Folder = Annotated[Path, typer.Option("-o", "--out", help="Write them into this folder.")]


@app.command()
@with_common_options
def write(
    source: Source,
    out: Folder,
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", help="Which; may stand twice; default what the file holds."),
    ] = None,
    format_: Format = None,
    on: AsOf = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Write papers of a dossier; what it does not say is shown as to be filled in."""
    from licet.cli.show_papers import show_written
    from licet.papers import FORMATS, read_dossier, write_papers

    dossier = read_dossier(source)
    day = as_of(on) if on is not None or dossier.at("day") is None else dossier.at("day")
    written = write_papers(dossier, paper or (), out, day, format_ or FORMATS)
    show_written(written, json=json)


@app.command()
@with_common_options
def notices(
    folder: Annotated[Path, typer.Argument(help="The exporter's folder: CSV, XLSX or Parquet.")],
    out: Folder,
    shipment: Annotated[str | None, typer.Option("--shipment", help="Only this one.")] = None,
    format_: Format = None,
    known: Known = None,
    scenario: Scenario = None,
    on: AsOf = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Compliance notices for an exporter's shipments, by item and lot, and their data as JSON."""
    from licet.cli.folders import Asked, assessed
    from licet.cli.show_papers import show_written
    from licet.papers import FORMATS, notices_of, write_dossier, write_papers

    asked = Asked(None, day_option(known, "--known"), scenario, {})
    dossier = notices_of(assessed(folder, asked, lambda _stage: None), shipment)
    if not dossier.data["notice"]:
        typer.echo("no shipment here comes with a compliance notice")
        return
    written = write_papers(dossier, ("notice",), out, as_of(on), format_ or FORMATS)
    (out / "dossier.json").write_text(write_dossier(dossier), encoding="utf-8")
    show_written(written, json=json)


@app.command()
@with_common_options
def chain(source: Source, json: Json = False) -> None:  # noqa: FBT002
    """Deliveries of each lot with their notices, and where a notice or a hop is missing."""
    from licet.cli.show_papers import show_chain
    from licet.papers import chain_of, read_dossier

    hops = chain_of(read_dossier(source))
    if json:
        write_json([hop.as_json() for hop in hops])
    else:
        show_chain(hops)


@app.command()
@with_common_options
def template(
    paper: Annotated[str, typer.Argument(help="The paper; `licet papers list` names them.")],
    out: Out = None,
) -> None:
    """An empty file for a paper, to be filled in."""
    from licet.papers import PAPERS
    from licet.papers import template as empty

    if paper not in PAPERS:
        expected = f"one of {', '.join(PAPERS)} was expected, not «{paper}»"
        raise Refused(Fault("command line", "PAPER", expected))
    write_text(empty(paper), out)


@app.command("list")
@with_common_options
def list_(json: Json = False) -> None:  # noqa: FBT002
    """Every paper by its name."""
    from licet.papers import PAPERS, titles

    if json:
        write_json({name: titles()[name] for name in PAPERS})
        return
    for name in PAPERS:
        typer.echo(f"{name:12} {titles()[name]['en']} · {titles()[name]['zh']}")
