"""A verdict in a terminal: the answer first, then the one thing that would change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.verdict import say

COLOURS = {
    "prohibited": "bold red",
    "licence_required": "bold dark_orange3",
    "exempt": "bold cyan",
    "not_required": "bold green",
    "undetermined": "bold yellow",
}
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


def show_verdict(verdict: Mapping[str, Any], lang: str) -> None:
    """Print a verdict with its proof."""
    out = console()
    out.print()
    out.print(outcome_text(verdict["outcome"], verdict["review"], lang))
    if verdict["outcome"] == "undetermined":
        possible = ", ".join(say(one, lang) for one in verdict["possible"])
        out.print(f"{say('possible', lang)}: {possible}")
    out.print(f"{verdict['on']} ({say('law_as_of', lang)} {verdict['known']})", style="dim")
    _scenarios(out, verdict, lang)
    for title, lines in (
        ("why", _why(verdict, lang)),
        ("what_settles", _missing(verdict, lang)),
        ("duties", _duties(verdict, lang)),
        ("readings", _readings(verdict, lang)),
        ("notes", (Text(f"· {_say(note, lang)}") for note in verdict["notes"])),
    ):
        _block(out, say(title, lang), list(lines))
    book = verdict["rulebook"]
    out.print(
        f"\n{book['fingerprint'][:12]} · {say('checked_on', lang)} {book['checked_on']}."
        f" {say('no_advice', lang)}",
        style="dim",
    )


def _say(words: Any, lang: str) -> str:  # noqa: ANN401
    return say(words, lang) if isinstance(words, Mapping) else str(words or "")


def _block(out: Console, title: str, lines: list[Text]) -> None:
    if lines:
        out.print()
        out.print(Text(title, style="bold"))
        for line in lines:
            out.print(Padding(line, (0, 0, 0, 2)))


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


def _why(verdict: Mapping[str, Any], lang: str) -> Iterator[Text]:
    """Clauses that hold or may hold, element by element; else what rules each of them out."""
    ruled_out: dict[str, list[str]] = {}
    for clause in verdict["clauses"]:
        if clause["then"] in {"duty", "note"}:
            continue
        if clause["met"] is False:
            element = next(e for e in clause["elements"] if e["met"] is False)
            ruled_out.setdefault(_say(element["says"], lang), []).append(clause["cite"])
            continue
        yield _clause_line(clause, lang)
        for element in clause["elements"]:
            yield _element_line(element, lang)
    for statement, cites in ruled_out.items():
        yield Text.assemble(
            ("✗ ", "dim"),
            (f"{statement}: ", "dim"),
            (f"{say('not_met', lang)} → {_cites(cites)}", "dim"),
        )


def _cites(cites: Iterable[str]) -> str:
    listed = list(cites)
    return ", ".join(listed[:4]) + (f" … (+{len(listed) - 4})" if len(listed) > 4 else "")  # noqa: PLR2004


def _clause_line(clause: Mapping[str, Any], lang: str) -> Text:
    mark, colour = _MARKS[clause["met"]]
    line = Text.assemble(
        (f"{mark} ", colour), (clause["cite"], "bold"), f" {_say(clause['title'], lang)}"
    )
    if clause["then"] != "entry":
        line.append(f"  [{say(clause['standing'], lang)}]", style="dim")
    return line


def _element_line(element: Mapping[str, Any], lang: str) -> Text:
    mark, colour = _MARKS[element["met"]]
    facts = ", ".join(
        f"{name} = {_value(value, lang)}"
        for name, value in element["facts"].items()
        if value is not None and not name.startswith("reading_")
    )
    line = Text.assemble((f"  {mark} ", colour), _say(element["says"], lang))
    return line.append(f"  ({facts})", style="dim") if facts else line


def _value(value: Any, lang: str) -> str:  # noqa: ANN401
    if isinstance(value, Mapping):
        lo, hi = (("…" if value[k] is None else value[k]) for k in ("lo", "hi"))
        return f"[{lo}, {hi}]"
    if isinstance(value, bool):
        return say("yes" if value else "no", lang)
    return str(value)


def _missing(verdict: Mapping[str, Any], lang: str) -> Iterator[Text]:
    for number, gap in enumerate(verdict["missing"], 1):
        line = Text.assemble(
            (f"{number}. ", "yellow"), _say(gap["question"], lang), (f"  ({gap['name']})", "dim")
        )
        telling = {a: o for a, o in gap["settles"].items() if o != verdict["outcome"]}
        for answer, outcome in list(telling.items())[:3]:
            word = say(answer, lang) if answer in {"yes", "no", "other", "none"} else answer
            line.append(
                "\n   " + say("if_answer", lang, answer=word, outcome=say(outcome, lang)),
                style=COLOURS[outcome].removeprefix("bold "),
            )
        yield line


def _duties(verdict: Mapping[str, Any], lang: str) -> Iterator[Text]:
    for duty in verdict["duties"]:
        parts = [duty["duty"], _say(duty["to"], lang), _say(duty["deadline"], lang)]
        yield Text.assemble(
            "· ", " · ".join(part for part in parts if part), (f"  {duty['cite']}", "dim")
        )


def _readings(verdict: Mapping[str, Any], lang: str) -> Iterator[Text]:
    for reading in verdict["readings"]:
        yield Text.assemble(
            (f"{reading['id']} ", "bold"),
            f"{_say(reading['title'], lang)}: ",
            _say(reading["means"], lang),
        )
