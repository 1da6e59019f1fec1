"""`licet law readings` and `choose`: open questions of law, and how the house reads them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from licet.cli.case_options import By, Reason, StoreName, When, hand
from licet.cli.options import Json, Lang, language_option, write_json


def readings(
    store: StoreName = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Every open question: its options, which one is taken, who chose it for the house and why."""
    from licet.cases import choices, house, open_store
    from licet.cli.show_law import show_readings
    from licet.rulebook import rulebook
    from licet.store import made
    from licet.verdict import in_language

    language_option(lang)
    book = rulebook()
    history = []
    if made(store):
        place = open_store(store)
        history = [one.as_json() for one in choices(place)]
        taken = {name: one.as_json() for name, one in house(choices(place)).items()}
        place.close()
    else:
        taken = {}
    told: list[dict[str, Any]] = [
        {
            "id": one.id,
            "title": dict(one.title),
            "options": {name: dict(words) for name, words in one.options.items()},
            "usual": one.default,
            "why": dict(one.why),
            "house": taken.get(one.id),
            "history": [choice for choice in history if choice["reading"] == one.id],
        }
        for one in book.readings.values()
    ]
    if json:
        write_json(in_language(told, lang))
    else:
        show_readings(told, lang)


def choose(
    reading: Annotated[str, typer.Argument(metavar="ID", help="The reading, such as A-09.")],
    option: Annotated[
        str, typer.Argument(help="An option of it, open (left open), or usual (as shipped).")
    ],
    by: By,
    reason: Reason = "",
    on: When = None,
    store: StoreName = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002
) -> None:
    """Let the house read an open question so from now on; the journal keeps it."""
    from licet.cases import choose as chosen
    from licet.cases import open_store
    from licet.cli.show_law import show_choice
    from licet.rulebook import rulebook

    language_option(lang)
    place = open_store(store)
    try:
        done = chosen(place, reading, option, hand(by, on, reason), rulebook())
    finally:
        place.close()
    if json:
        write_json(done.as_json())
    else:
        show_choice(done, rulebook(), lang)
