"""`licet classify FOLDER`: the code of every item, or what is still possible and settles it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import plain
from licet.cli.folders import read
from licet.cli.options import Json, Lang, language_option, write_json

if TYPE_CHECKING:
    from licet.rulebook import Rulebook
    from licet.verdict import Queue, Queued


def command(
    folder: Annotated[Path, typer.Argument(help="The exporter's folder: CSV, XLSX or Parquet.")],
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """Classify every item; those still open come first, by the value that hangs on them."""
    from licet.rulebook import rulebook
    from licet.verdict import queue

    language_option(lang)
    book = rulebook()
    found = queue(read(folder), book)
    if json:
        from licet.verdict import in_language

        write_json(in_language(as_json(found, book), lang))
        return
    from licet.cli.show_classify import show_queue

    show_queue(found, book, lang)


def as_json(found: Queue, book: Rulebook) -> dict[str, Any]:
    """Every item with its codes, the undecided ones first."""
    from licet.foresee import money

    return {
        "undecided": len(found.undecided),
        "at_stake": money(found.at_stake),
        "currency": found.currency,
        "items": [_item(one, book) for one in found.items],
        "rulebook": {"fingerprint": book.fingerprint, "checked_on": book.checked_on},
    }


def _item(one: Queued, book: Rulebook) -> dict[str, Any]:
    from licet.foresee import money

    codes = {fact: some[0] if len(some) == 1 else None for fact, some in one.possible.items()}
    facts = [book.facts[name] for name in one.missing]
    return {
        "item": one.item,
        "description": one.description,
        "described": one.described,
        **codes,
        "possible": {fact: list(some) for fact, some in one.possible.items() if len(some) > 1},
        "settles": [
            {"fact": fact.name, "who": fact.who, "ask": fact.ask, "first": place < one.first}
            for place, fact in enumerate(facts)
        ],
        "contains": {
            symbol: {"lo": plain(share.lo), "hi": plain(share.hi)}
            for symbol, share in one.contents.items()
        },
        "hs": one.hs,
        "hint": one.hint,
        "notes": list(one.notes),
        "at_stake": {
            "lines": list(one.stake.lines),
            "value": money(one.stake.value),
            "lines_without_value": one.stake.unvalued,
        },
    }
