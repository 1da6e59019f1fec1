"""An impact as JSON carries it, and its headline."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from licet.foresee.cause import ABSENT
from licet.foresee.flips import Flip
from licet.foresee.impact import Impact, Turn
from licet.foresee.plan_json import money
from licet.foresee.sides import Side
from licet.foresee.wording import word
from licet.rulebook import Words
from licet.verdict import OUTCOMES, UNDETERMINED, say

ORDER = (*OUTCOMES, UNDETERMINED)


def impact_json(found: Impact) -> dict[str, Any]:
    """The contract's answer to `licet impact`; texts are in `en` and `zh`."""
    return {
        "before": _side(found.sides[0]),
        "after": _side(found.sides[1]),
        "currency": found.currency,
        "headline": headline(found),
        "flips": list(flip_rows(found)),
        "counts": {
            "before": dict(found.counts[0]),
            "after": dict(found.counts[1]),
            "moves": [
                {"from": one, "to": other, "lines": lines, "value": money(value)}
                for (one, other), (lines, value) in sorted(found.moves.items(), key=_by_gravity)
            ],
        },
        "calendar": [turn_json(turn) for turn in found.calendar],
        "facts_held": found.facts_held,
    }


def _by_gravity(move: tuple[tuple[str, str], object]) -> tuple[int, int]:
    (one, other), _ = move
    return ORDER.index(other), ORDER.index(one)


def _side(side: Side) -> dict[str, Any]:
    return {
        "on": side.on,
        "known": side.known,
        "scenario": side.scenario,
        "rulebook": side.book.fingerprint,
    }


def flip_rows(found: Impact) -> Iterator[dict[str, Any]]:
    """One row for each line that flips, in the order of the folder's kinds of lines."""
    names = found.kinds.rows.select("shipment", "line", "item").rows()
    for flip in found.flips:
        shared = _shared(flip)
        for number in found.lines(flip):
            shipment, line, item = names[number]
            value = found.worth.of_line(number)
            yield {
                "shipment": shipment,
                "line": line,
                "item": item,
                "value": None if value is None else money(value),
                **shared,
            }


def _shared(flip: Flip) -> dict[str, Any]:
    cause = flip.cause
    return {
        "from": flip.before.answer.outcome,
        "to": flip.after.answer.outcome,
        "review": {"from": flip.before.answer.review, "to": flip.after.answer.review},
        "possible": {
            "from": list(flip.before.answer.possible),
            "to": list(flip.after.answer.possible),
        },
        "article": cause.item,
        "clause": cause.cite,
        "because": cause.because,
        "element": cause.element or _stands(cause.standing),
        "standing": {"from": cause.standing[0], "to": cause.standing[1]},
        "duties": {
            "gained": [{"duty": name, "cite": cite} for name, cite in flip.gained.items()],
            "lost": [{"duty": name, "cite": cite} for name, cite in flip.lost.items()],
        },
    }


def _stands(standing: tuple[str, str]) -> Words:
    """The change of standing as a statement, where no element of the clause changed."""
    return {
        lang: " → ".join(
            word("absent", lang) if one == ABSENT else say(one, lang) for one in standing
        )
        for lang in ("en", "zh")
    }


def turn_json(turn: Turn) -> dict[str, Any]:
    """A day of the calendar."""
    return {
        "on": turn.on,
        "scenario": turn.scenario,
        "lines": turn.lines,
        "value": money(turn.value),
        "moves": [
            {"from": one, "to": other, "lines": lines}
            for (one, other), lines in sorted(turn.moves.items(), key=_by_gravity)
        ],
        "clauses": list(turn.cites),
        "counts": dict(turn.counts),
    }


def headline(found: Impact) -> Words:
    """The impact in one sentence: what most lines turn into, from when, worth how much."""
    moved = {move: told for move, told in found.moves.items() if move[0] != move[1]}
    side = found.sides[1]
    if not moved:
        return {"en": "No line changes its outcome.", "zh": "没有任何一行的结论发生变化。"}
    turned: dict[str, tuple[int, Fraction]] = {}
    for (_, other), (lines, value) in moved.items():
        known = turned.get(other, (0, Fraction(0)))
        turned[other] = known[0] + lines, known[1] + value
    outcome = max(turned, key=lambda name: turned[name][0])
    lines, value = turned[outcome]
    scenario = side.book.scenario(side.scenario).title if side.scenario else None
    supposed = {
        "en": f" if {_lower(scenario['en'])}" if scenario else "",
        "zh": f"（假设{scenario['zh']}）" if scenario else "",
    }
    when = {
        "en": f" on {side.on}" if side.on else "",
        "zh": f"{side.on}" if side.on else "",
    }
    worth = f"{money(value)} {found.currency or ''}".strip()
    en, zh = (f"«{say(outcome, 'en')}»", f"“{say(outcome, 'zh')}”")
    return {
        "en": f"{lines} lines worth {worth} turn to {en}{when['en']}{supposed['en']}.",
        "zh": f"{when['zh']}{lines}行（价值{worth}）变为{zh}{supposed['zh']}。",
    }


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
