"""An impact in a terminal: the sentence first, then counts, flips and the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from licet.cli.show import COLOURS, console
from licet.foresee import flip_groups, grouped, headline, side_name, supposed, word
from licet.verdict import OUTCOMES, UNDETERMINED, in_language, say, say_duty

if TYPE_CHECKING:
    from licet.foresee import Group, Impact

SHOWN = 20
"""Groups of flips listed in the terminal; --json and -o have every line."""


def show_impact(found: Impact, lang: str) -> None:
    """Print an impact."""
    out = console()
    out.print()
    out.print(Text(say(headline(found), lang), style="bold"))
    out.print(Text(" → ".join(side_name(side, lang) for side in found.sides), style="dim"))
    out.print(_counts(found, lang))
    groups = flip_groups(found)
    if groups:
        out.print()
        out.print(_flips(groups[:SHOWN], found.currency, lang))
    if len(groups) > SHOWN:
        out.print(Text(say("and_more", lang, count=len(groups) - SHOWN), style="dim"))
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


def _flips(groups: list[Group], currency: str | None, lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(word("lines", lang), justify="right")
    for head in ("flip", "clauses"):
        table.add_column(word(head, lang), ratio=1)
    for group in groups:
        more = " …" if group.lines > len(group.first) else ""
        why = Text(f"{group.told['clause'] or ''}: ")
        why.append(str(in_language(group.told["element"], lang)))
        why.append(f"\n{', '.join(group.first)}{more}", style="dim")
        if group.value:
            why.append(f" · {grouped(group.value)} {currency or ''}", style="dim")
        table.add_row(str(group.lines), _move(group.told, lang), why)
    return table


def _move(told: dict[str, Any], lang: str) -> Text:
    """What it was and what it is; of a policy or a duty that alone changes, that."""
    before, after = (told["review"][end] for end in ("from", "to"))
    if told["from"] != told["to"]:
        text = _outcome(told["from"], lang).append(" → ", style="default")
        text.append(_outcome(told["to"], lang))
        return text.append(f", {say(after, lang)}", style="dim") if after else text
    text = _outcome(told["to"], lang)
    if before != after:
        ends = (say(end, lang) if end else "?" for end in (before, after))
        return text.append(f", {' → '.join(ends)}", style="dim")
    for sign, way in (("+", "gained"), ("−", "lost")):
        for duty in told["duties"][way]:
            text.append(f"\n{sign} {say_duty(duty['duty'], lang)}", style="dim")
    return text


def _calendar(found: Impact, lang: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for head in ("day", "", "lines", "value", "clauses"):
        table.add_column(word(head, lang) if head else "", overflow="fold")
    for turn in found.calendar:
        scenario = supposed(turn.scenario, found.sides[0].book, lang)
        known = f"{'≥ ' if turn.without else ''}{grouped(turn.value)} {found.currency or ''}"
        value = "?" if turn.without == turn.lines else known
        table.add_row(str(turn.on), scenario, str(turn.lines), value, ", ".join(turn.cites))
    return table
