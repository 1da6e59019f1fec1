"""An impact in a terminal: the sentence first, then counts, flips and the calendar."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import COLOURS, console
from licet.foresee import flip_rows, headline, money, word
from licet.verdict import OUTCOMES, UNDETERMINED, in_language, say

if TYPE_CHECKING:
    from licet.foresee import Impact

SHOWN = 20
"""Flips listed in the terminal; --json and -o have them all."""


def show_impact(found: Impact, lang: str) -> None:
    """Print an impact."""
    out = console()
    out.print()
    out.print(Text(say(headline(found), lang), style="bold"))
    out.print(Text(" → ".join(side.name for side in found.sides), style="dim"))
    out.print(_counts(found, lang))
    rows = list(islice(flip_rows(found), SHOWN + 1))
    if rows:
        out.print(_flips(rows[:SHOWN], lang))
    total = sum(len(found.lines(flip)) for flip in found.flips)
    if total > SHOWN:
        out.print(Text(say("and_more", lang, count=total - SHOWN), style="dim"))
    if found.calendar:
        out.print(Text("\n" + word("calendar", lang), style="bold"))
        out.print(_calendar(found, lang))
    if found.facts_held:
        out.print(Text(word("held", lang), style="yellow"))


def _outcome(name: str, lang: str) -> Text:
    return Text(say(name, lang), style=COLOURS[name].removeprefix("bold "))


def _counts(found: Impact, lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("", word("before", lang), word("after", lang)):
        table.add_column(head, justify="left" if not head else "right")
    for outcome in (*OUTCOMES, UNDETERMINED):
        before, after = (counts.get(outcome, 0) for counts in found.counts)
        if before or after:
            table.add_row(_outcome(outcome, lang), str(before), str(after))
    return table


def _flips(rows: list[dict[str, Any]], lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("", "", word("value", lang), "", word("flip", lang), word("clauses", lang)):
        table.add_column(head)
    for row in rows:
        review = say(row["review"]["to"], lang) if row["review"]["to"] else ""
        table.add_row(
            f"{row['shipment']}/{row['line']}",
            row["item"],
            row["value"] or "?",
            _outcome(row["from"], lang),
            _outcome(row["to"], lang).append(f" {review}", style="dim"),
            Text(f"{row['clause'] or ''}: {in_language(row['element'], lang)}", style="dim"),
        )
    return table


def _calendar(found: Impact, lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("day", "", "lines", "value", "clauses"):
        table.add_column(word(head, lang) if head else "")
    for turn in found.calendar:
        scenario = turn.scenario or word("as_known", lang)
        value = f"{money(turn.value)} {found.currency or ''}"
        table.add_row(str(turn.on), scenario, str(turn.lines), value, ", ".join(turn.cites))
    return table
