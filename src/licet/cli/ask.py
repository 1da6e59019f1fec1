"""`licet ask`: the shortest list of questions for a folder, the next question for one case."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from licet.basics import Fault, Refused, exact
from licet.cli.folders import Asked, assessed, case_readings, read, readings_option, with_house
from licet.cli.options import (
    Json,
    Known,
    Lang,
    On,
    Scenario,
    day_option,
    language_option,
    read_text,
    write_json,
)

if TYPE_CHECKING:
    from licet.foresee import Costs, Inquiry, Plan


def command(
    target: Annotated[Path, typer.Argument(help="An exporter's folder, or a case (YAML, JSON).")],
    on: On = None,
    known: Known = None,
    scenario: Scenario = None,
    reading: Annotated[
        list[str] | None, typer.Option("--reading", help="ID=OPTION; ID= leaves it open; house.")
    ] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option("--cost", help="WHO=NUMBER: what a letter to that kind of source costs."),
    ] = None,
    share: Annotated[
        str, typer.Option("--share", help="Settle at least this part of the open value (0 to 1).")
    ] = "1",
    answer: Annotated[
        list[str] | None,
        typer.Option("--answer", help="Of a case: NAME=VALUE, as if the question had been asked."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="For the questionnaires; with --answers, for the copy."),
    ] = None,
    letters: Annotated[
        list[str] | None,
        typer.Option("--letters", help="Language of the questionnaires: en, zh, ja, de."),
    ] = None,
    answers: Annotated[
        list[Path] | None,
        typer.Option("--answers", help="An answered questionnaire, to take over into a copy."),
    ] = None,
    lang: Lang = "en",
    json: Json = False,  # noqa: FBT002 - a flag of the command line
) -> None:
    """What to ask, of whom, so that most is settled by the fewest letters; or the next question."""
    language_option(lang)
    if target.is_dir():
        asked = Asked(
            day_option(on, "--on"),
            day_option(known, "--known"),
            scenario,
            readings_option(reading),
        )
        if answers:
            target, out = _taken(target, answers, out), None
        made = planned(target, asked, costs_option(cost), _share(share))
        if out is not None:
            from licet.papers import write_letters

            out.mkdir(parents=True, exist_ok=True)
            write_letters(made, out, letters or ())
        _answer_folder(made, lang, reading, json=json)
        return
    changes = {
        "on": day_option(on, "--on"),
        "known": day_option(known, "--known"),
        "scenario": scenario,
    }
    inquiry, own = read_inquiry(str(target), changes, reading)
    for text in answer or []:
        fact, _, value = text.partition("=")
        inquiry = _answered(inquiry, fact, value, "command line")
    if json:
        from licet.verdict import in_language

        write_json(with_house(in_language(inquiry.as_json(), lang), reading, own))
    else:
        _talk(inquiry, lang)


def _taken(folder: Path, answers: list[Path], out: Path | None) -> Path:
    """A copy of the folder with the answers in it; says what was not taken over."""
    from licet.papers import take_answers
    from licet.rulebook import rulebook

    if out is None:
        expected = "the copy's folder was expected: answers are never taken over in place"
        raise Refused(Fault("command line", "--out", expected))
    taken = take_answers(read(folder), answers, out, rulebook())
    for answer, why in taken.by_hand:
        typer.echo(f"{answer.place}: {answer.question.name}: {why}", err=True)
    for answer in taken.unknown:
        typer.echo(f"{answer.place}: {answer.question.name}: not known", err=True)
    return out


def planned(folder: Path, asked: Asked, costs: Costs, share: Fraction) -> Plan:
    """The plan of letters for a folder."""
    from licet.foresee import plan

    return plan(assessed(folder, asked), costs, share)


def costs_option(texts: list[str] | None) -> Costs:
    """The costs that ``--cost WHO=NUMBER`` names, beside those by default.

    Raises:
        Refused: there is no such source, or the cost is not above zero.
    """
    from licet.foresee import SOURCES, Costs

    usual = Costs()
    own: dict[str, Decimal] = {}
    for text in texts or ():
        who, _, number = text.partition("=")
        try:
            own[who] = exact(number)
        except ValueError:
            own[who] = Decimal(0)
        if who not in SOURCES or own[who] <= 0:
            expected = f"WHO=NUMBER above zero, WHO one of {', '.join(SOURCES)}, not «{text}»"
            raise Refused(Fault("command line", "--cost", expected))
    return Costs({**usual.letter, **own}, usual.per_question)


def _share(text: str) -> Fraction:
    try:
        share = Fraction(exact(text))
    except ValueError:
        share = Fraction(0)
    if not 0 < share <= 1:
        expected = f"a number above 0 and up to 1 was expected, not «{text}»"
        raise Refused(Fault("command line", "--share", expected))
    return share


def _answer_folder(made: Plan, lang: str, reading: list[str] | None, *, json: bool) -> None:
    from licet.cli.show_ask import show_plan
    from licet.foresee import plan_json
    from licet.verdict import in_language

    if json:
        write_json(with_house(in_language(plan_json(made), lang), reading))
    else:
        show_plan(made, lang)


def read_inquiry(
    name: str, changes: dict[str, Any], reading: list[str] | None = None
) -> tuple[Inquiry, Mapping[str, str | None]]:
    """The case in a file (``-`` is standard input), some keys stated anew; its own readings.

    Raises:
        Refused: it is no case, or more than one.
    """
    from licet.foresee import Inquiry
    from licet.rulebook import read as read_yaml
    from licet.rulebook import rulebook
    from licet.verdict import read_case

    book = rulebook()
    file = "standard input" if name == "-" else name
    raw = read_yaml(read_text(name), file)
    if isinstance(raw, list):
        expected = "one case was expected; a batch is a folder's business"
        raise Refused(Fault(file, "case", expected))
    if isinstance(raw, dict):
        for key, value in changes.items():
            if value is not None:
                raw[key] = value
    case = read_case(raw, book, file)
    (asked,) = case_readings([case], reading, book)
    return Inquiry(asked, book), case.readings


def _answered(inquiry: Inquiry, name: str, text: str, place: str) -> Inquiry:
    word = text.strip()
    stated: object = {"yes": True, "true": True, "no": False, "false": False}.get(
        word.lower(), word
    )
    fact = inquiry.book.facts.get(name)
    if fact is not None and fact.kind in {"code", "territory"}:
        stated = (
            word if word in fact.codes else word.upper() if word.upper() in fact.codes else word
        )
    if fact is not None and fact.kind == "whole" and word.isdigit():
        stated = int(word)
    try:
        return inquiry.answer(name, stated)
    except ValueError as error:
        raise Refused(Fault(place, name, str(error))) from None


def _talk(inquiry: Inquiry, lang: str) -> None:
    """Ask on until it is settled; without a person at the keyboard, show the next question."""
    from licet.cli.show_ask import show_inquiry, show_step

    if not sys.stdin.isatty():
        show_inquiry(inquiry, lang)
        return
    skipped: set[str] = set()
    while steps := [step for step in inquiry.steps if step.gap.name not in skipped]:
        show_step(steps[0], lang)
        text = typer.prompt("", default="?", show_default=False)
        if text.strip() == "?":
            skipped.add(steps[0].gap.name)
            continue
        try:
            inquiry = _answered(inquiry, steps[0].gap.name, text, "answer")
        except Refused as refused:
            typer.echo(refused.faults[0].expected, err=True)
    show_inquiry(inquiry, lang)
