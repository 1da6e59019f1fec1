"""`licet case papers`: what an application comes with, as PDF and Word."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from licet.cli.case_options import AsOf, Id, StoreName, as_of, opened
from licet.cli.options import Json


def command(
    case: Id,
    out: Annotated[Path, typer.Option("-o", "--out", help="Write them into this folder.")],
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", help="pdf or docx; may stand twice; default both."),
    ] = None,
    dossier: Annotated[
        Path | None, typer.Option("--dossier", help="What is known beyond the case: YAML or JSON.")
    ] = None,
    address: Annotated[
        str,
        typer.Option("--address", help="Of your server: each paper gets a QR code to verify it."),
    ] = "",
    on: AsOf = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Write the papers of a case (PDF and Word, worksheets), and the whole case (JSON)."""
    from licet.cases import show
    from licet.cli.show_papers import show_written
    from licet.papers import FORMATS, read_dossier, write_case_papers

    with opened(store) as place:
        found = show(place, case, as_of(on))
    known = None if dossier is None else read_dossier(dossier)
    formats = tuple(format_ or FORMATS)
    written = write_case_papers(
        found, out, as_of(on), formats=formats, dossier=known, address=address
    )
    show_written(written, json=json, id=found["id"])


def export(
    case: Id,
    out: Annotated[Path, typer.Option("-o", "--out", help="A new file; nothing is overwritten.")],
    address: Annotated[
        str, typer.Option("--address", help="Of your server, for the QR codes on the papers.")
    ] = "",
    on: AsOf = None,
    store: StoreName = None,
) -> None:
    """Write a case as one ZIP file: its papers, what was attached, the whole case, SHA-256 sums."""
    from licet.basics import Fault, Refused
    from licet.cases import contents, show
    from licet.papers import bundle

    with opened(store) as place:
        found, attached = show(place, case, as_of(on)), contents(place, case)
    packed = bundle(found, attached, as_of(on), address=address)
    try:
        with out.open("xb") as file:
            file.write(packed)
    except FileExistsError:
        raise Refused(Fault(str(out), "file", "it is there already")) from None
    except OSError as error:
        expected = f"could not be written ({error.strerror})"
        raise Refused(Fault(str(out), "file", expected)) from None
    typer.echo(f"{found['id']}: {out}, {len(packed)} bytes, {len(attached)} attached")
