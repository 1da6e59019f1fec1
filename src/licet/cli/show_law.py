"""The law in a terminal: clauses, standings, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import console
from licet.rulebook import Rulebook
from licet.verdict import say

if TYPE_CHECKING:
    from licet.cases import Choice

_STANDING = {"in_force": "green", "suspended": "cyan", "unknown": "yellow"}


def show_status(
    book: Rulebook, rows: Sequence[Mapping[str, Any]], on: date, known: date, lang: str
) -> None:
    """Print which clauses stand on a day, instrument by instrument."""
    out = console()
    out.print(Text(f"{on} ({say('law_as_of', lang)} {known})", style="bold"))
    titles = {one.short: one.title for one in book.instruments}
    shorts = {clause.cite: clause.instrument for clause in book.clauses}
    last = None
    for row in rows:
        if shorts[row["cite"]] != last:
            last = shorts[row["cite"]]
            out.print(Text(f"\n{last}  {say(titles[last], lang)}", style="bold"))
        line = Text("  ")
        line.append(
            f"{say(row['standing'], lang):<18}", style=_STANDING.get(row["standing"], "dim")
        )
        line.append(f"{row['cite']}  ", style="default").append(
            say(row["title"], lang), style="dim"
        )
        out.print(line, overflow="ellipsis", no_wrap=True)
    out.print(
        Text(
            f"\n{book.fingerprint[:12]} · {say('checked_on', lang)} {book.checked_on}", style="dim"
        )
    )


def show_clause(data: Mapping[str, Any], lang: str) -> None:
    """Print a clause: words beside predicates, dates, examples."""
    out = console()
    out.print(Text.assemble((f"\n{data['cite']}", "bold"), f"  {data['title']}"))
    span = data["in_force"]
    until = f" … {span['through']}" if span["through"] else ""
    out.print(
        Text(
            f"{data['instrument']} · {data['then']} · {span['from']}{until} · {data['authority']}"
            f" · {say('checked_on', lang)} {data['checked_on']}",
            style="dim",
        )
    )
    for element in data["elements"]:
        out.print(Text(f"  · {element['says']}"))
        out.print(Text(f"      {element['holds']}", style="cyan"))
    for extra in (data["note"], data["duty"]):
        if extra:
            out.print(Text(f"  → {extra}"))
    for example in data["examples"]:
        met = example["met"]
        mark = "✓" if met is True else "✗" if met is False else "?"
        out.print(Text(f"  {mark} {example['sentence']}", style="dim"))


def show_facts(data: Sequence[Mapping[str, Any]]) -> None:
    """Print every fact with its question."""
    table = Table(box=None, pad_edge=False)
    for name in ("fact", "type", "who", "ask"):
        table.add_column(name, overflow="fold")
    for row in data:
        table.add_row(row["fact"], row["type"], row["who"], row["ask"])
    console().print(table)


_READINGS = {
    "usual": {"en": "taken unless chosen otherwise", "zh": "如不另选则采用"},
    "house": {"en": "as the house reads it", "zh": "本单位采用的解释"},
    "open": {"en": "left open", "zh": "不作选择"},
    "chosen": {"en": "chosen by {by} on {on}: {reason}", "zh": "由{by}于{on}选定：{reason}"},
}


def show_readings(data: Sequence[Mapping[str, Any]], lang: str) -> None:
    """Print every open question: its options, which one is taken, and who chose it."""
    out = console()
    for one in data:
        out.print(Text(f"{one['id']}  ", style="bold").append(say(one["title"], lang)))
        house = one["house"]
        taken = one["usual"] if house is None else house["option"]
        for option, words in one["options"].items():
            line = Text("  → " if option == taken else "    ").append(option, style="cyan")
            line.append(f"  {say(words, lang)}")
            if option == one["usual"]:
                line.append(f"  ({say(_READINGS['usual'], lang)})", style="dim")
            out.print(line)
        if house is not None:
            if taken == "open":
                out.print(Text(f"  → {say(_READINGS['open'], lang)}"))
            told = say(_READINGS["chosen"], lang).format(**house)
            out.print(Text(f"    {say(_READINGS['house'], lang)}; {told}", style="green"))


def show_choice(made: Choice, book: Rulebook, lang: str) -> None:
    """Print what the house chose just now, and who chose it."""
    out, reading = console(), book.readings[made.reading]
    option = reading.default if made.option == "usual" else made.option
    words = reading.options.get(option, _READINGS["open"])
    out.print(Text(f"{reading.id}  ", style="bold").append(say(reading.title, lang)))
    out.print(Text("  → ").append(made.option, style="cyan").append(f"  {say(words, lang)}"))
    told = say(_READINGS["chosen"], lang).format(**made.as_json())
    out.print(Text(f"    {told}", style="green"))
