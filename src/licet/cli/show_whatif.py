"""Changes that would turn an answer, in a terminal: the lightest first, each with its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.basics import exact, plain
from licet.cli.show import COLOURS, console, outcome_text
from licet.foresee import word
from licet.verdict import say

_LONG = 10
_TOLD = 4
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
    for turn in together(data["turns"]):
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
        means, to = change["means"], change["to"]
        several = to if isinstance(to, list) else [to]
        told = " | ".join(_value(one, lang, means) for one in several[:_TOLD])
        more = f" … ({len(several)})" if len(several) > _TOLD else ""
        line.append(f"{_value(change['from'], lang, means)} → {told}{more}")
        line.append(f"  ({change['name']})", style="dim")
    return line


def together(turns: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Turns that change the same one fact with the same consequence, as one."""
    found: dict[str, Mapping[str, Any]] = {}
    for turn in turns:
        changes = turn["changes"]
        mergeable = len(changes) == 1 and not isinstance(changes[0]["from"], list)
        alike = [{**one, "to": None, "means": None} for one in changes]
        key = repr({**turn, "changes": alike if mergeable else changes})
        known = found.get(key)
        if known is None:
            found[key] = turn
        elif mergeable:
            (old,), (new,) = known["changes"], changes
            both = [*_listed(old["to"]), *_listed(new["to"])]
            means = {**old["means"], **new["means"]}
            found[key] = {**known, "changes": [{**old, "to": both, "means": means}]}
    return list(found.values())


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - any fact's value
    return value if isinstance(value, list) else [value]


def _value(value: Any, lang: str, means: Mapping[str, str]) -> str:  # noqa: ANN401 - of a fact
    if value is None:
        return say("not_known", lang)
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    if isinstance(value, list):
        return " | ".join(_value(each, lang, means) for each in value)
    if isinstance(value, Mapping):
        return f"[{value['lo'] or '…'}, {value['hi'] or '…'}]"
    if str(value) in means:
        return f"{means[str(value)]} ({value})"
    return say(value, lang) if value in {"yes", "no", "other", "none"} else str(value)


def _break_evens(out: Console, data: Mapping[str, Any], lang: str) -> None:
    out.print(Text("\n" + word("break_evens", lang), style="bold"))
    table = Table(box=None, pad_edge=False)
    table.add_column(word("figure", lang), ratio=1)
    for name in ("now", "break_even"):
        table.add_column(word(name, lang), no_wrap=True)
    table.add_column("", max_width=16)
    said: tuple[str, str] | None = None
    for one in data["break_evens"]:
        if said != (one["article"], one["clause"]):
            said = (one["article"], one["clause"])
            table.add_row(Text(" · ".join(said), style="cyan"))
        sign = "≥" if one["met"] == "at_or_above" else "≤"
        place = f"{one['figure']} ({one['line']})"
        table.add_row(
            Text(f"  {one['about']}").append(f"\n  {place}", style="dim"),
            f"{one['now']} {one['unit'] or ''}",
            f"{sign} {_short(one['break_even'])}",
            Text(word("mark_" + one["mark"], lang), style=_MARKS[one["mark"]]),
        )
    out.print(table)


def _short(number: str) -> str:
    """A long decimal to six digits that count, said to be rounded; the JSON has it whole."""
    if len(number) <= _LONG:
        return number
    return f"≈ {plain(exact(f'{exact(number):.6g}'))}"
