"""Changes that would turn an answer, in a terminal: the lightest first, each with its mark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.cli.show import COLOURS, console, outcome_text
from licet.foresee import word
from licet.verdict import say

_MARKS = {
    "design": "green",
    "counsel": "cyan",
    "outside": "dim",
    "may_look_like_circumvention": "red",
}


def show_changes(data: Mapping[str, Any], lang: str) -> None:
    """Print what would change an answer (texts already in one language)."""
    out = console()
    out.print()
    out.print(outcome_text(data["outcome"], data["review"], lang))
    for turn in data["turns"]:
        out.print(_turn(turn, lang))
    if not data["turns"]:
        out.print(word("no_turn", lang), style="dim")
    if data["suppliers"]:
        out.print(Text("\n" + word("suppliers", lang), style="bold"))
        for one in data["suppliers"]:
            line = Text(f"  {one['item']}: {one['supplier']} → ")
            out.print(line.append_text(outcome_text(one["outcome"], one["review"], lang)))
    if data["break_evens"]:
        _break_evens(out, data, lang)


def _turn(turn: Mapping[str, Any], lang: str) -> Text:
    line = Text("→ ").append(say(turn["outcome"], lang), style=COLOURS[turn["outcome"]])
    line.append(f"  [{word('mark_' + turn['mark'], lang)}]", style=_MARKS[turn["mark"]])
    for change in turn["changes"]:
        line.append(f"\n    {change['title']}: ", style="default")
        line.append(f"{_value(change['from'], lang)} → {_value(change['to'], lang)}")
        line.append(f"  ({change['name']})", style="dim")
    return line


def _value(value: Any, lang: str) -> str:  # noqa: ANN401 - any fact's value
    if value is None:
        return say("not_known", lang)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if isinstance(value, list):
        return " | ".join(_value(each, lang) for each in value)
    if isinstance(value, Mapping):
        return f"[{value['lo'] or '…'}, {value['hi'] or '…'}]"
    return say(value, lang) if value in {"yes", "no", "other", "none"} else str(value)


def _break_evens(out: Console, data: Mapping[str, Any], lang: str) -> None:
    out.print(Text("\n" + word("break_evens", lang), style="bold"))
    table = Table(box=None, pad_edge=False)
    for name in ("article", "figure", "", "now", "break_even", "", ""):
        table.add_column(word(name, lang) if name else "", overflow="fold")
    for one in data["break_evens"]:
        sign = "≥" if one["met"] == "at_or_above" else "≤"
        table.add_row(
            one["article"],
            one["about"],
            f"{one['figure']} ({one['line']})",
            f"{one['now']} {one['unit'] or ''}",
            f"{sign} {one['break_even']}",
            one["clause"],
            Text(word("mark_" + one["mark"], lang), style=_MARKS[one["mark"]]),
        )
    out.print(table)
