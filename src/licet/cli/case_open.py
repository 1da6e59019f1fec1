"""`licet case open`: an export is decided, and an application opened with the verdict beside it."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused
from licet.cli.case_options import StoreName, When, answer, hand, no_blank, opened, user
from licet.cli.options import Json, Known, Scenario, day_option, read_text

if TYPE_CHECKING:
    from licet.cases import Application


def command(
    case: Annotated[str, typer.Argument(help="A case as `licet decide` reads it; - reads input.")],
    form: Annotated[
        str | None, typer.Option("--form", help="single, general, registration or humanitarian.")
    ] = None,
    item: Annotated[str | None, typer.Option("--item", help="What is exported.")] = None,
    destination: Annotated[str | None, typer.Option("--destination", help="Where to.")] = None,
    end_user: Annotated[
        list[str] | None, typer.Option("--end-user", help="Who uses it; may stand twice.")
    ] = None,
    end_use: Annotated[str | None, typer.Option("--end-use", help="For what.")] = None,
    ground: Annotated[
        str | None,
        typer.Option("--ground", help="Of a registration: repair, exhibition, aircraft, named."),
    ] = None,
    says: Annotated[
        list[str] | None,
        typer.Option("--says", help="The applicant of itself: NAME=yes or NAME=no."),
    ] = None,
    replaces: Annotated[
        str | None, typer.Option("--replaces", help="The earlier case that it takes the place of.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who opens it; default: you.")] = None,
    on: When = None,
    known: Known = None,
    scenario: Scenario = None,
    store: StoreName = None,
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Open a case: the export is decided, and the verdict stands beside the application."""
    from licet.cases import open_case
    from licet.rulebook import rulebook
    from licet.verdict import decide_cases, in_language, read_case

    options = {"form": form, "item": item, "destination": destination, "end_use": end_use}
    options |= {"ground": ground}
    said = no_blank({**options, "end_users": end_user or None, "says": _says(says)})
    file, raw, rest, application = _read(case, said)
    book = rulebook()
    if scenario is not None:
        book.scenario(scenario)
    changes = no_blank({"known": day_option(known, "--known"), "scenario": scenario})
    stated = {**_json(raw), "application": {**(_json(raw).get("application") or {}), **said}}
    who = hand(user() if by is None else by, on)
    decided = dataclasses.replace(read_case(rest, book, file), **changes)
    if replaces is not None:
        known_facts = _remembered(store, replaces, stated, who.on) | dict(decided.facts)
        decided = dataclasses.replace(decided, facts=known_facts)
    verdict = in_language(decide_cases([decided], book), "en")[0]
    with opened(store, make=True) as place:
        done = open_case(
            place, decided, verdict, application, who, stated=stated, replaces=replaces
        )
    more = {"outcome": verdict["outcome"], "review": verdict["review"]}
    answer(dataclasses.replace(done, more=more), json=json, text=f"; {verdict['outcome']}")


def _remembered(
    store: str | None, replaces: str, stated: dict[str, Any], on: date
) -> dict[str, bool]:
    """What a refusal of the earlier case tells of this one."""
    from licet.cases import remembered, show

    with opened(store, make=True) as place:
        old = show(place, replaces, on)
    return remembered(old["state"], old["stated"], stated)


def _read(name: str, said: dict[str, Any]) -> tuple[str, Any, object, Application]:
    """The file's name, the case as written, without its application, and the application."""
    from licet.cases import read_application, split
    from licet.rulebook import read

    file = "standard input" if name == "-" else name
    raw = read(read_text(name), file)
    if isinstance(raw, list):
        raise Refused(Fault(file, "case", "one case was expected, not a list"))
    rest, application = split(raw, file)
    given = read_application(said, "command line")
    changed = {key: getattr(given, key) for key in said}
    return file, raw, rest, dataclasses.replace(application, **changed)


def _says(texts: list[str] | None) -> dict[str, object] | None:
    """What ``NAME=yes`` states; anything but yes and no is left for the reader to refuse."""
    pairs = (text.partition("=") for text in texts or ())
    yes_no: dict[str, object] = {"yes": True, "no": False}
    found = {name.strip(): yes_no.get(v.strip(), v) for name, _, v in pairs}
    return found or None


def _json(value: Any) -> Any:  # noqa: ANN401 - any part of a case
    """A case as written, in values of JSON: days and numbers as text."""
    if isinstance(value, dict):
        return {str(key): _json(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_json(part) for part in value]
    if value is None or isinstance(value, bool | str | int):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)
