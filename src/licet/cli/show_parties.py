"""Screenings and lists in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rich.padding import Padding
from rich.text import Text

from licet.cli.show import console
from licet.verdict import say, say_note

_COLOURS = {"same": "bold red", "unknown": "bold yellow", "clear": "bold green"}
_FILE = Path(__file__).with_name("parties.words.yaml")


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    found: Mapping[str, Mapping[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


def told(word: str, lang: str, **values: object) -> str:
    """A text of these commands in a language, with `values` put in."""
    text = say(_words()[word], lang)
    return text.format(**values) if values else text


def show_screening(data: Mapping[str, Any], lang: str) -> None:
    """Print an answer with its candidates and what speaks for each."""
    out = console()
    out.print(
        Text.assemble("\n", (told(data["answer"], lang), _COLOURS[data["answer"]]), "  ")
        + Text(data["query"], style="bold")
    )
    apart = [one for one in data["candidates"] if one["list"] == "unreliable"]
    for one in data["candidates"]:
        if one not in apart:
            _candidate(one, lang)
    if apart:
        out.print(Text(f"\n{told('apart', lang)}", style="bold"))
        for one in apart:
            _candidate(one, lang)
    for note in data["notes"]:
        _under(Text(f"· {say_note(note, lang)}", style="yellow"), 0)
    _foot(data["lists"], data["on"], lang)


def _candidate(one: Mapping[str, Any], lang: str) -> None:
    names = [one["name"], one["name_zh"]]
    first, *others = [name for name in (names if lang == "en" else names[::-1]) if name]
    like = told("it_is", lang) if one["same"] else told("like", lang, score=f"{one['score']:.2f}")
    branch = [told("as_branch", lang)] if one["branch"] else []
    console().print(Text.assemble(("\n" + first, "bold"), *(f"  {name}" for name in others)))
    facts = [told(one["list"], lang), one["notice"], told(one["effect"], lang)]
    _under(Text.assemble(" · ".join([*facts, like, *branch]), ("  " + one["id"], "dim")))
    if one["revived_on"]:
        _under(Text(told("revived", lang, day=one["revived_on"]), style="yellow"))
    for feature in one["features"]:
        text = told(feature["feature"], lang)
        reason = say_note(feature["reason"], lang)
        text += f": {reason}" if lang == "en" else f"（{reason}）"
        _under(Text(f"· {text}", style="dim"))


def _under(text: Text, by: int = 2) -> None:
    console().print(Padding(text, (0, 0, 0, by)))


def _foot(lists: Mapping[str, Any], on: object, lang: str) -> None:
    out = console()
    text = told(
        "entries", lang, count=lists["parties"], checked=lists["checked_on"],
        age=lists["age_days"], known=lists["known"], day=on,
    )  # fmt: skip
    out.print(Text(f"\n{text}", style="dim"))
    _own(lists, lang)


def show_lists_used(lists: Mapping[str, Any], lang: str) -> None:
    """Say which lists the parties of a portfolio were screened against, and how old they are."""
    text = told(
        "screened", lang, count=lists["parties"], checked=lists["checked_on"],
        age=lists["age_days"],
    )  # fmt: skip
    console().print(Text(text, style="dim"))
    _own(lists, lang)


def _own(lists: Mapping[str, Any], lang: str) -> None:
    if lists["own"]:
        files = ", ".join(one["file"] for one in lists["own"])
        console().print(Text(told("own_notices", lang, files=files), style="dim"))


def show_lists(data: Mapping[str, Any], lang: str) -> None:
    """Print the lists as of a day, or what changed since another."""
    out = console()
    for which in dict.fromkeys(row["list"] for row in data["parties"]):
        out.print(Text(f"\n{told(which, lang)}", style="bold"))
        for row in data["parties"]:
            if row["list"] == which:
                _entry(row, lang)
    out.print()
    count, lists = len(data["parties"]), data["lists"]
    if data["against"] is not None:
        out.print(told("changed", lang, count=count, day=data["on"], other=data["against"]))
        count = data["entries"]
    text = told(
        "listed", lang, count=count, day=data["on"], known=data["known"],
        checked=lists["checked_on"], age=lists["age_days"],
    )  # fmt: skip
    out.print(Text(text, style="dim"))


def _entry(row: Mapping[str, Any], lang: str) -> None:
    names = [row["name"], row["name_zh"]]
    names = [name for name in (names if lang == "en" else names[::-1]) if name]
    facts = [row["notice"], told("since", lang, day=row["listed_on"]), told(row["effect"], lang)]
    if "was" in row:
        facts.append(told("was", lang, effect=told(row["was"] or "not_listed", lang)))
    if row["transfer_ban"]:
        facts.append(told("transfer_ban", lang))
    console().print(Text.assemble("  ".join(names), ("  " + row["id"], "dim")))
    _under(Text(" · ".join(facts), style="dim"))


def show_added(parties: Iterable[Any], place: Path, lang: str) -> None:
    """Say what a notice added, and where it is kept."""
    every = list(parties)
    for which, notice in dict.fromkeys((party.list, party.notice) for party in every):
        count = sum((party.list, party.notice) == (which, notice) for party in every)
        named = f"{told(which, lang)} {notice}"
        console().print(told("added", lang, count=count, notice=named, place=place))
    if any(party.list == "unreliable" for party in every):
        console().print(told("only_note", lang))
