"""`licet own FOLDER|FILE --party X`: who holds a party, and is it held by the listed?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import checked_readings, read, readings_option, today
from licet.cli.options import Json, Known, On, day_option, write_json

if TYPE_CHECKING:
    from licet.facts import Lists, Parties


def command(
    source: Annotated[Path, typer.Argument(help="A folder, or a file of holdings.")],
    party: Annotated[str, typer.Option("--party", help="Whose holders are asked about.")],
    on: On = None,
    known: Known = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open.")
    ] = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Is a party held 50 % or more by the listed: in each reading, by which chain."""
    from licet.facts import Lists
    from licet.rulebook import nearest, rulebook

    book = rulebook()
    readings = {r.id: r.default for r in book.readings.values()}
    taken = readings | dict(checked_readings(readings_option(reading), book))
    lists = Lists(day_option(known, "--known") or today())
    parties = _parties(source, lists, taken)
    if party not in parties.names:
        hint = nearest(party, parties.names)
        raise Refused(Fault(str(source), party, f"no party is called that{hint}"))
    held = parties.held(party, day_option(on, "--on") or today())
    if json:
        write_json(held.record())
        return
    from licet.cli.show_trace import show_held

    show_held(held)


def _parties(source: Path, lists: Lists, taken: Mapping[str, str | None]) -> Parties:
    """The parties of an exporter's folder, or of a file of holdings."""
    from licet.facts import Parties
    from licet.ownership import read_holdings

    if source.is_dir():
        return Parties.of(read(source), lists, taken)
    return Parties.imported(read_holdings(source), lists, taken)
