"""`licet trace FOLDER --item X`: where the counted value enters, and which technology made it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import checked_readings, read, readings_option, today, with_house
from licet.cli.options import Json, Lang, On, day_option, language_option, write_json

if TYPE_CHECKING:
    from licet.bom import Trace
    from licet.rulebook import Rulebook


def command(
    folder: Annotated[Path, typer.Argument(help="The exporter's folder.")],
    item: Annotated[str, typer.Option("--item", help="The item to trace.")],
    lot: Annotated[str | None, typer.Option("--lot", help="One lot of it.")] = None,
    on: On = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the picture of it, as a page, here.")
    ] = None,
    svg: Annotated[Path | None, typer.Option("--svg", help="Write the picture alone here.")] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Trace value share and technology of an item through its parts list."""
    from licet.facts import Tracer, left_out_of
    from licet.rulebook import nearest, rulebook
    from licet.verdict import classify_items

    language_option(lang)
    book = rulebook()
    tables = read(folder)
    readings = {r.id: r.default for r in book.readings.values()}
    taken = readings | dict(checked_readings(readings_option(reading), book))
    tracer = Tracer(tables, book, classify_items(tables, book), taken)
    if item not in tracer.items:
        hint = nearest(item, tracer.items)
        raise Refused(Fault(str(folder), item, f"no item is called that in items or bom{hint}"))
    found = tracer.trace(item, day_option(on, "--on") or today(), lot)
    _write(found, book, html, svg, lang)
    left_out = left_out_of(found, tables)
    if json:
        told = found.as_json() | {"quarantine": [str(fault) for fault in left_out]}
        write_json(with_house(told, reading))
        return
    from licet.cli.show_trace import show_trace

    show_trace(found, lang, left_out)


def _write(found: Trace, book: Rulebook, html: Path | None, svg: Path | None, lang: str) -> None:
    """Write the pictures that were asked for."""
    if html is None and svg is None:
        return
    from licet.papers import write_picture, write_trace

    for path, write in ((html, write_trace), (svg, write_picture)):
        if path is not None:
            try:
                write(found, book, path, lang)
            except OSError as error:
                raise Refused(Fault(str(path), "file", f"could not be written ({error})")) from None
