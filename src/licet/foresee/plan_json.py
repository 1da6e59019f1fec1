"""A plan of letters as JSON carries it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from licet.basics import exact, plain
from licet.foresee.plan import Asked, Plan, Written
from licet.foresee.question import Letter, Question
from licet.foresee.wording import asks, choices

_CENT = 100


def plan_json(plan: Plan) -> dict[str, Any]:
    """The contract's answer to `licet ask FOLDER`; texts are in `en` and `zh`."""
    portfolio = plan.portfolio
    done = lines = 0
    value = Fraction(0)
    letters = []
    for one in plan.letters:
        lines, value, done = lines + one.settles, value + one.value, done + 1
        letters.append(
            {**_letter(one, plan), "settled_so_far": lines, "value_so_far": money(value)}
        )
    return {
        "known": portfolio.known,
        "scenario": portfolio.scenario,
        "currency": portfolio.assembled.currency,
        "open": {"lines": len(plan.lines), "value": money(_worth(plan))},
        "questions": [_question(one, plan) for one in plan.asked],
        "letters": letters,
        "never_settled": [_line(number, plan) for number in plan.never],
        "further_rounds": [_line(number, plan) for number in plan.further],
        "unreadable": [
            {"shipment": d.line.shipment, "line": d.line.line, "why": d.line.quarantined}
            for d in portfolio.decisions
            if d.line.quarantined
        ],
        "rulebook": {
            "fingerprint": portfolio.book.fingerprint,
            "checked_on": portfolio.book.checked_on,
        },
    }


def money(value: Fraction) -> str:
    """An amount to the cent, as a decimal string."""
    cents = round(value * _CENT)
    return plain(exact(cents).scaleb(-2))


def _worth(plan: Plan) -> Fraction:
    return sum((line.value or Fraction(0) for line in plan.lines), Fraction(0))


def _question(one: Asked, plan: Plan) -> dict[str, Any]:
    question = one.question
    return {
        "fact": question.name,
        "kind": question.kind,
        **addressed(one.letter or question.letter),
        **told(question),
        "settles": len(one.lines),
        "value": money(one.value),
        "asks": asks(question, plan.portfolio.book),
        "answers": choices(question, plan.portfolio.book),
        "alone": {"surely": one.alone, "at_best": one.perhaps},
        "needed": one.letter is not None,
        "lines": [_line(number, plan) for number in one.lines],
        "also_bears_on": [_line(number, plan) for number in one.others],
    }


def addressed(letter: Letter) -> dict[str, str | None]:
    """Who is asked."""
    return {"who": letter.who, "addressee": letter.to}


def told(question: Question) -> dict[str, Any]:
    """What a question is about: only the keys that apply."""
    found: dict[str, Any] = {"item": question.item, "lot": question.lot, "party": question.party}
    if question.line is not None:
        found["shipment"], found["line"] = question.line
    return {key: value for key, value in found.items() if value is not None}


def _letter(one: Written, plan: Plan) -> dict[str, Any]:
    names = {row["party"]: row["name"] for row in _parties(plan)}
    return {
        **addressed(one.letter),
        "name": names.get(one.letter.to or ""),
        "questions": len(one.questions),
        "cost": plain(one.cost),
        "settles": one.settles,
        "value": money(one.value),
    }


def _parties(plan: Plan) -> list[dict[str, Any]]:
    return list(plan.portfolio.folder.tables["parties"].rows.rows(named=True))


def _line(number: int, plan: Plan) -> dict[str, Any]:
    line = plan.decision(number).line
    return {"shipment": line.shipment, "line": line.line}
