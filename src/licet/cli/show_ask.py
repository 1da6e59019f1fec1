"""Questions in a terminal: letters first, then what is asked in each."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from licet.cli.show import COLOURS, console, outcome_text
from licet.foresee import about, asks, grouped, word
from licet.verdict import say

if TYPE_CHECKING:
    from licet.foresee import Asked, Inquiry, Plan, Step

MOST_ANSWERS = 8
"""Answers shown beside a question; the others are in the JSON."""


def show_plan(made: Plan, lang: str) -> None:
    """Print a plan of letters."""
    out = console()
    names = party_names(made)
    currency = made.portfolio.assembled.currency or ""
    worth = sum((line.value or Fraction(0) for line in made.lines), Fraction(0))
    out.print()
    out.print(
        Text(
            word("open", lang, lines=len(made.lines), value=grouped(worth), currency=currency),
            style="bold",
        )
    )
    table = Table(box=None, pad_edge=False)
    for head in ("", "letter", "questions", "settles", "value"):
        table.add_column(word(head, lang) if head else "", justify="left")
    for number, one in enumerate(made.letters, 1):
        name = names.get(one.letter.to or "", one.letter.to or "")
        table.add_row(
            str(number), f"{word('who_' + one.letter.who, lang)} {name}".strip(),
            str(len(one.questions)), str(one.settles), f"{grouped(one.value)} {currency}",
        )  # fmt: skip
    out.print(table)
    for number, written in enumerate(made.letters, 1):
        name = names.get(written.letter.to or "", written.letter.to or "")
        out.print(
            Text(f"\n{number}. {word('who_' + written.letter.who, lang)} {name}", style="bold")
        )
        for asked in made.asked:
            if asked.letter == written.letter:
                out.print(Padding(_asked(asked, made, names, lang), (0, 0, 0, 3)))
    if made.further:
        out.print(Text("\n" + word("further", lang, lines=len(made.further)), style="yellow"))
    if made.never:
        out.print(Text("\n" + word("never", lang, lines=len(made.never)), style="yellow"))


def party_names(made: Plan) -> dict[str, str]:
    """The names of the folder's parties."""
    rows = made.portfolio.folder.tables["parties"].rows.rows(named=True)
    return {row["party"]: row["name"] for row in rows}


def _asked(one: Asked, made: Plan, names: dict[str, str], lang: str) -> Text:
    subject = about(one.question, names)
    text = Text(f"{subject}: " if subject else "", style="cyan")
    text.append(say(asks(one.question, made.portfolio.book), lang), style="default")
    currency = made.portfolio.assembled.currency or ""
    worth = word("worth", lang, value=grouped(one.value), currency=currency) if one.value else ""
    settles = word("rests", lang, lines=len(one.lines), value=worth)
    return text.append(f"  ({one.question.name}; {settles})", style="dim")


def show_inquiry(inquiry: Inquiry, lang: str) -> None:
    """Print where a case stands and the next question."""
    out = console()
    out.print()
    out.print(outcome_text(inquiry.found.outcome, inquiry.found.review, lang))
    if inquiry.found.outcome == "undetermined":
        possible = ", ".join(say(one, lang) for one in inquiry.found.possible)
        out.print(f"{say('possible', lang)}: {possible}")
    if inquiry.steps:
        show_step(inquiry.steps[0], lang)
        rest = [step.gap.name for step in inquiry.steps[1:]]
        if rest:
            out.print(Text(word("then", lang, facts=", ".join(rest)), style="dim"))


def show_step(step: Step, lang: str) -> None:
    """Print a question with what its answers lead to."""
    out = console()
    out.print()
    text = Text(say(step.words, lang), style="bold")
    out.print(text.append(f"  ({step.gap.name}; {word('who_' + step.who, lang)})", style="dim"))
    for label, one in list(step.leads_to.items())[:MOST_ANSWERS]:
        answer = say(label, lang) if label in {"yes", "no", "other", "none"} else label
        outcome = one.answer.outcome
        line = Text(f"  {answer}: ")
        line.append(say(outcome, lang), style=COLOURS[outcome].removeprefix("bold "))
        if one.left:
            line.append(f" · {word('left', lang, count=one.left)}", style="dim")
        out.print(line)
