"""Changes of the law in a terminal and as JSON: texts, answers, clauses, each with a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from licet.cli.show import console
from licet.foresee import Changed, Difference
from licet.verdict import say

_STYLE = {"-": "red", "+": "green"}


def show_changes(
    texts: Sequence[Changed],
    answers: Sequence[Difference],
    clauses: Sequence[Difference],
    lang: str,
) -> None:
    """Print what changed, in the order: texts, answers, clauses."""
    out = console()
    if not (texts or answers or clauses):
        out.print("Nothing differs.")
    for one in texts:
        out.print(Text(f"\n{one.kind} {one.name}: {one.how}", style="bold"))
        for sign, line in one.lines:
            out.print(Text(f"  {sign} {_in(line, lang)}", style=_STYLE[sign]))
    if answers:
        out.print(Text("\nAnswers that some case has before and after", style="bold"))
    for difference in answers:
        _show(out, difference, lang, "")
    if clauses:
        out.print(Text("\nClauses that work otherwise", style="bold"))
    for difference in clauses:
        before, after = (_standing(one, lang) for one in difference.standing)
        _show(out, difference, lang, f"{difference.cite} ({before} → {after}): ")


def _show(out: Any, one: Difference, lang: str, about: str) -> None:  # noqa: ANN401
    before, after = say(one.before, lang), say(one.after, lang)
    answers = before if one.before == one.after else f"{before} → {after}"
    out.print(Text(f"  {about}{answers}"))
    facts = [f"{name} = {_value(v)}" for name, v in one.facts.items() if v is not False]
    no = [name for name, value in one.facts.items() if value is False]
    facts += [f"not: {', '.join(no)}"] if no else []
    out.print(Text(f"    {'; '.join(facts) or 'in every case'}", style="dim"))


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _standing(standing: str | None, lang: str) -> str:
    return "–" if standing is None else say(standing, lang)


def _in(line: Mapping[str, str] | str, lang: str) -> str:
    return line if isinstance(line, str) else say(line, lang)
