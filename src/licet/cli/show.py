"""A verdict in a terminal: the answer first, then the one thing that would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from licet.verdict import say, say_duty

COLOURS = {
    "prohibited": "bold red",
    "licence_required": "bold dark_orange3",
    "exempt": "bold cyan",
    "not_required": "bold green",
    "undetermined": "bold yellow",
}
_CITES = 4
_MARKS = {True: ("✓", "green"), False: ("✗", "dim"), None: ("?", "yellow")}


def console() -> Console:
    """The terminal; colours only where it shows them."""
    return Console(highlight=False)


def outcome_text(outcome: str, review: str | None, lang: str) -> Text:
    """An outcome and its policy as coloured text."""
    text = Text(say(outcome, lang), style=COLOURS[outcome])
    if review is not None:
        text.append(f" · {say(review, lang)}", style="default")
    return text


Row = tuple[int, Text, Text]
"""How far in, the mark, and the text; the text hangs under itself when it is long."""
MOST_ASKED = 8
"""Questions shown in a terminal; the JSON has them all."""


def show_verdict(verdict: Mapping[str, Any], lang: str) -> None:
    """Print a verdict with its proof."""
    out = console()
    out.print()
    out.print(outcome_text(verdict["outcome"], verdict["review"], lang))
    for key, title, settled in (
        ("possible", "possible", verdict["outcome"] != "undetermined"),
        ("possible_review", "policy", verdict["review"] is not None),
    ):
        words = ", ".join(say(one, lang) for one in verdict[key])
        if words and not settled:
            out.print(f"{say(title, lang)}: {words}")
    out.print(f"{verdict['on']} ({say('law_as_of', lang)} {verdict['known']})", style="dim")
    _scenarios(out, verdict, lang)
    for title, rows in (
        ("why", _why(verdict, lang)),
        ("what_settles", _missing(verdict, lang)),
        ("duties", _duties(verdict, lang)),
        ("readings", _readings(verdict, lang)),
        ("flags", _flags(verdict, lang)),
        ("notes", ((0, Text("·"), Text(_say(note, lang))) for note in verdict["notes"])),
    ):
        block(out, say(title, lang), list(rows))
    book = verdict["rulebook"]
    out.print(
        f"\n{book['fingerprint'][:12]} · {say('checked_on', lang)} {book['checked_on']}."
        f" {say('no_advice', lang)}",
        style="dim",
    )


def block(out: Console, title: str, rows: list[Row]) -> None:
    """Print rows under a heading, each hanging under its own beginning."""
    if not rows:
        return
    lines = [Text(), Text(title, style="bold")]
    for inward, mark, text in rows:
        indent = 2 + 2 * inward + mark.cell_len
        start = Text(" " * (indent - mark.cell_len - 1)).append_text(mark).append(" ")
        for line in text.wrap(out, max(out.width - indent, 20), overflow="fold"):
            line.rstrip()
            lines.append(start + line)
            start = Text(" " * indent)
    out.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def _say(words: Any, lang: str) -> str:  # noqa: ANN401 - words in two languages, or a text
    return say(words, lang) if isinstance(words, Mapping) else str(words or "")


def _flags(verdict: Mapping[str, Any], lang: str) -> Iterator[Row]:
    """Red flags that are up, each with its reason."""
    for flag in verdict.get("flags", ()):
        if flag["met"] is True:
            text = f"{_say(flag['title'], lang)}{say('colon', lang)}{_say(flag['why'], lang)}"
            yield 0, Text("!", style="bold red"), Text(text)


def _scenarios(out: Console, verdict: Mapping[str, Any], lang: str) -> None:
    rows = [(name, one["outcome"], one["review"]) for name, one in verdict["by_scenario"].items()]
    if verdict["if_in_force"] != verdict["outcome"]:
        rows.append((say("if_in_force", lang), verdict["if_in_force"], None))
    if not rows:
        return
    out.print()
    out.print(Text(say("in_each_case", lang), style="bold"))
    table = Table(box=None, show_header=False, padding=(0, 2))
    for name, outcome, review in rows:
        table.add_row(name, outcome_text(outcome, review, lang))
    out.print(table)


def _why(verdict: Mapping[str, Any], lang: str) -> Iterator[Row]:
    """Clauses that hold or may hold, element by element; else what rules each of them out."""
    ruled_out: dict[str, list[str]] = {}
    for clause in verdict["clauses"]:
        if clause["then"] in {"duty", "note"}:
            continue
        if clause["met"] is False:
            element = next(e for e in clause["elements"] if e["met"] is False)
            ruled_out.setdefault(_say(element["says"], lang), []).append(clause["cite"])
            continue
        yield 0, _mark(clause["met"]), _clause_line(clause, lang)
        if clause["then"] != "entry":
            for element in clause["elements"]:
                yield 1, _mark(element["met"]), _element_line(element, lang)
    for statement, cites in ruled_out.items():
        text = Text(f"{statement}: {say('not_met', lang)} → {_cites(cites)}", style="dim")
        yield 0, _mark(met=False), text


def _mark(met: bool | None) -> Text:  # noqa: FBT001 - yes, no or unknown
    mark, colour = _MARKS[met]
    return Text(mark, style=colour)


def _cites(cites: list[str]) -> str:
    more = f" … (+{len(cites) - _CITES})" if len(cites) > _CITES else ""
    return ", ".join(cites[:_CITES]) + more


def _clause_line(clause: Mapping[str, Any], lang: str) -> Text:
    line = Text.assemble((clause["cite"], "bold"), f" {_say(clause['title'], lang)}")
    if clause["then"] != "entry":
        line.append(f"  [{say(clause['standing'], lang)}]", style="dim")
    return line


def _element_line(element: Mapping[str, Any], lang: str) -> Text:
    facts = ", ".join(
        f"{name} = {_value(value, lang)}"
        for name, value in element["facts"].items()
        if value is not None and not name.startswith("reading_")
    )
    line = Text(_say(element["says"], lang))
    return line.append(f"  ({facts})", style="dim") if facts else line


def _value(value: Any, lang: str) -> str:  # noqa: ANN401 - any fact's value
    if isinstance(value, Mapping):
        lo, hi = (("…" if value[k] is None else value[k]) for k in ("lo", "hi"))
        return f"[{lo}, {hi}]"
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    return str(value)


def _missing(verdict: Mapping[str, Any], lang: str) -> Iterator[Row]:
    """The questions, those whose answer tells most first."""
    gaps = sorted(verdict["missing"], key=lambda gap: -len(_telling(gap, verdict)))
    for number, gap in enumerate(gaps[:MOST_ASKED], 1):
        line = Text.assemble(_say(gap["question"], lang), (f"  ({gap['name']})", "dim"))
        for answer, one in list(_telling(gap, verdict).items())[:3]:
            word = say(answer, lang) if answer in {"yes", "no", "other", "none"} else answer
            outcome = outcome_text(one["outcome"], one["review"], lang)
            line.append("\n").append(say("if_answer", lang, answer=word)).append_text(outcome)
        yield 0, Text(f"{number}.", style="yellow"), line
    if len(gaps) > MOST_ASKED:
        more = say("more_questions", lang, count=len(gaps) - MOST_ASKED)
        yield 0, Text("…"), Text(more, style="dim")


def _telling(gap: Mapping[str, Any], verdict: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    now = (verdict["outcome"], verdict["review"])
    return {
        answer: one
        for answer, one in gap["settles"].items()
        if (one["outcome"], one["review"]) != now and one["outcome"] != "undetermined"
    }


def _duties(verdict: Mapping[str, Any], lang: str) -> Iterator[Row]:
    for duty in verdict["duties"]:
        parts = [say_duty(duty["duty"], lang), _say(duty["to"], lang), _say(duty["deadline"], lang)]
        text = Text(" · ".join(part for part in parts if part))
        yield 0, Text("·"), text.append(f"  {duty['cite']}", style="dim")


def _readings(verdict: Mapping[str, Any], lang: str) -> Iterator[Row]:
    for reading in verdict["readings"]:
        text = Text.assemble((f"{reading['id']} ", "bold"), _say(reading["title"], lang))
        yield 0, Text("·"), text.append(f" → {_say(reading['means'], lang)}", style="dim")
