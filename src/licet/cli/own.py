"""`licet own FOLDER|FILE --party X`: who holds a party, and is it held by the listed?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from licet.basics import Fault, Refused
from licet.cli.folders import checked_readings, read, readings_option, today, with_house
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    OwnLists,
    day_option,
    language_option,
    write_json,
)

if TYPE_CHECKING:
    from licet.facts import Parties


def command(
    source: Annotated[Path, typer.Argument(help="A folder, or a file of holdings.")],
    party: Annotated[str, typer.Option("--party", help="Whose holders are asked about.")],
    on: On = None,
    known: Known = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with a picture of the holders.")
    ] = None,
    own: OwnLists = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Is a party held 50 % or more by the listed: in each reading, by which chain."""
    from licet.facts import holders_of
    from licet.rulebook import nearest, rulebook

    language_option(lang)
    book = rulebook()
    readings = {r.id: r.default for r in book.readings.values()}
    taken = readings | dict(checked_readings(readings_option(reading), book))
    parties = _parties(source, day_option(known, "--known") or today(), own, taken)
    if party not in parties.names:
        hint = nearest(party, parties.names)
        raise Refused(Fault(str(source), party, f"no party is called that{hint}"))
    holders = holders_of(parties, party, day_option(on, "--on") or today())
    if html is not None:
        from licet.papers import write_holders

        write_holders(holders, html, lang)
    if json:
        told = {**holders.held.record(), "lists": parties.lists.record()}
        write_json(with_house(told, reading))
        return
    from licet.cli.show_holders import show_holders

    show_holders(holders, lang, html)


def _parties(
    source: Path, known: date, own: Path | None, taken: Mapping[str, str | None]
) -> Parties:
    """The parties of an exporter's folder, or of a file of holdings."""
    from licet.facts import Lists, Parties
    from licet.ownership import read_holdings

    if source.is_dir():
        return Parties.of(read(source), Lists.beside(source, known), taken)
    return Parties.imported(read_holdings(source), Lists(known, own=(own,)), taken)
