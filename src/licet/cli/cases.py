"""`licet case …`: applications, licences, shipments against them, and their journal."""

from __future__ import annotations

from typing import Annotated

import typer

from licet.cli import case_check, case_due, case_notes, case_open, case_papers, case_store
from licet.cli.case_options import (
    AsOf,
    By,
    Id,
    Reason,
    StoreName,
    Version,
    When,
    answer,
    as_of,
    hand,
    opened,
    write_text,
)
from licet.cli.options import Json, with_common_options, write_json

app = typer.Typer(help="Licence applications, from draft to used up.", no_args_is_help=True)


@app.command("list")
@with_common_options
def list_(on: AsOf = None, store: StoreName = None, json: Json = False) -> None:  # noqa: FBT002 - a flag of the command line
    """Every case in a line: state, what, where to, what is due."""
    from licet.cases import listed
    from licet.cli.show_cases import show_list

    with opened(store, make=True) as place:
        found = listed(place, as_of(on))
    if json:
        write_json(found)
    else:
        show_list(found)


@app.command()
@with_common_options
def show(case: Id, on: AsOf = None, store: StoreName = None, json: Json = False) -> None:  # noqa: FBT002
    """A case: state, clock, licence, papers, verdict, and what happened."""
    from licet.cases import show as shown
    from licet.cli.show_cases import show_case

    with opened(store) as place:
        found = shown(place, case, as_of(on))
    if json:
        write_json(found)
    else:
        show_case(found)


@app.command()
@with_common_options
def move(
    case: Id,
    state: Annotated[str, typer.Argument(help="The state to move to; `case table` has them.")],
    by: By,
    reason: Reason = "",
    number: Annotated[str | None, typer.Option("--number", help="Licence: its number.")] = None,
    start: Annotated[str | None, typer.Option("--from", help="Licence: its first day.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Licence: its last day.")] = None,
    quantity: Annotated[str | None, typer.Option("--quantity", help="Licence: how much.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="Licence: of which unit.")] = None,
    condition: Annotated[
        list[str] | None,
        typer.Option("--condition", help="most=10, shipments=3, until=DAY, only=NAME, or a text."),
    ] = None,
    clause: Annotated[
        list[str] | None,
        typer.Option("--clause", help="Of a refusal: the clause it rests on; may stand twice."),
    ] = None,
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", help="Of a refusal or request: the paper that is missing."),
    ] = None,
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Move a case to another state; a licence's particulars are entered with the move to valid."""
    from licet.cases import Grounds
    from licet.cases import move as moved

    stated = {"number": number, "from": start, "until": until, "quantity": quantity, "unit": unit}
    with opened(store) as place:
        who, grounds = (
            hand(by, on, reason, version),
            Grounds(tuple(clause or ()), tuple(paper or ())),
        )
        done = moved(place, case, state, who, stated, condition or (), grounds)
    answer(done, json=json)


@app.command()
@with_common_options
def approve(
    case: Id,
    by: By,
    reason: Reason = "",
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Approve the next step of a case, as somebody who did not prepare it."""
    from licet.cases import approve as approved

    with opened(store) as place:
        done = approved(place, case, hand(by, on, reason, version))
    answer(done, json=json, text=f"; approved by {by.strip()}")


@app.command()
@with_common_options
def release(
    case: Id,
    quantity: Annotated[str, typer.Option("--quantity", help="How much is shipped.")],
    unit: Annotated[str, typer.Option("--unit", help="Of which unit; the licence's.")],
    by: By,
    key: Annotated[
        str | None, typer.Option("--key", help="Sent twice with one key, it is one release.")
    ] = None,
    item: Annotated[str | None, typer.Option("--item", help="As on the shipment.")] = None,
    destination: Annotated[str | None, typer.Option("--destination", help="Likewise.")] = None,
    end_user: Annotated[str | None, typer.Option("--end-user", help="Likewise.")] = None,
    end_use: Annotated[str | None, typer.Option("--end-use", help="Likewise.")] = None,
    meets: Annotated[
        list[int] | None, typer.Option("--meets", help="Number of a condition that it meets.")
    ] = None,
    on: When = None,
    version: Version = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002
) -> None:
    """Release a shipment against the licence, and draw its quantity down."""
    from licet.cases import Shipment
    from licet.cases import release as released

    elements = (item, destination, end_user, end_use)
    shipment = Shipment(quantity, unit, key, *elements, tuple(meets or ()))
    with opened(store) as place:
        done = released(place, case, shipment, hand(by, on, "", version))
    left = done.more["left"]
    rest = "" if left is None else f", {left} {done.more['unit']} left"
    answer(done, json=json, text=f"; released{rest}")


@app.command()
@with_common_options
def table(json: Json = False) -> None:  # noqa: FBT002
    """The table of states and moves, with whose move it is and by which rule."""
    from dataclasses import asdict

    from licet.cases import printed
    from licet.cases import table as moves

    if json:
        write_json(asdict(moves()))
    else:
        write_text(printed(), None)


app.command("open")(with_common_options(case_open.command))
app.command("check")(with_common_options(case_check.command))
app.command("papers")(with_common_options(case_papers.command))
app.command("export")(with_common_options(case_papers.export))
app.command("attach")(with_common_options(case_notes.attach))
app.command("advise")(with_common_options(case_notes.advise))
app.command("hold")(with_common_options(case_notes.hold))
app.command("remove")(with_common_options(case_notes.remove))
app.command("feed")(with_common_options(case_due.feed))
app.command("remind")(with_common_options(case_due.remind))
app.command("seal")(with_common_options(case_store.seal_))
app.command("grant")(with_common_options(case_store.grant))
app.command("backup")(with_common_options(case_store.backup))
app.command("restore")(with_common_options(case_store.restore))
