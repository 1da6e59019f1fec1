"""An impact as JSON carries it, and its headline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
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
FIRST = 3
"""How many lines of a group are named."""


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
        "without_value": turn.without,
        "moves": [
            {"from": one, "to": other, "lines": lines}
            for (one, other), lines in sorted(turn.moves.items(), key=_by_gravity)
        ],
        "clauses": list(turn.cites),
        "counts": dict(turn.counts),
    }


@dataclass
class Group:
    """Lines that flip alike: the same answers before and after, by the same clause."""

    told: dict[str, Any]
    lines: int = 0
    value: Fraction = Fraction(0)
    first: list[str] = field(default_factory=list)
    """The first few of them, as shipment/line."""


def flip_groups(found: Impact) -> list[Group]:
    """The flips put together by what flips and why; the gravest outcome and most lines first."""
    names = found.kinds.rows.select("shipment", "line").rows()
    groups: dict[str, Group] = {}
    for flip in found.flips:
        told = _shared(flip) | {"article": None}
        group = groups.setdefault(repr(told), Group(told))
        group.lines += found.kinds.counts[flip.kind]
        group.value += found.value(flip)
        for number in found.lines(flip)[: FIRST - len(group.first)]:
            group.first.append("/".join(map(str, names[number])))
    return sorted(groups.values(), key=lambda g: (ORDER.index(g.told["to"]), -g.lines))


def headline(found: Impact) -> Words:
    """The impact in one sentence: what most lines turn into, from when, worth how much."""
    side = found.sides[1]
    turned: dict[str, tuple[int, Fraction]] = {}
    for (one, other), (lines, value) in found.moves.items():
        if one != other:
            known = turned.get(other, (0, Fraction(0)))
            turned[other] = known[0] + lines, known[1] + value
    if not turned:
        return {"en": "No line changes its outcome.", "zh": "没有任何一行的结论发生变化。"}
    outcome = max(turned, key=lambda name: turned[name][0])
    lines, value = turned[outcome]
    scenario = side.book.scenario(side.scenario).title if side.scenario else None
    single = lines == 1
    without = sum(
        found.worth.without(flip.kind)
        for flip in found.flips
        if flip.move[0] != outcome and flip.move[1] == outcome
    )
    worth = worth_of(value, without, lines, found.currency)
    day = side.on
    when = {
        "en": f" from {day.day} {day:%B} {day.year}" if day else "",
        "zh": f"自{day.year}年{day.month}月{day.day}日起，" if day else "",
    }
    supposed = {
        "en": f" if {_lower(scenario['en'])}" if scenario else "",
        "zh": f"如果{scenario['zh']}，" if scenario else "",
    }
    turns = _BECOMES[outcome]
    return {
        "en": f"{lines} line{'' if single else 's'} {worth['en']} "
        f"{turns['one' if single else 'en']}{when['en']}{supposed['en']}.",
        "zh": f"{supposed['zh']}{when['zh']}{lines}行（{worth['zh']}）{turns['zh']}。",
    }


_BECOMES = {
    "prohibited": {"en": "are prohibited", "one": "is prohibited", "zh": "被禁止"},
    "licence_required": {"en": "need a licence", "one": "needs a licence", "zh": "须申请许可"},
    "exempt": {
        "en": "are exempt from a licence", "one": "is exempt from a licence", "zh": "豁免许可",
    },
    "not_required": {"en": "need no licence", "one": "needs no licence", "zh": "无需许可"},
    "undetermined": {
        "en": "are no longer determined", "one": "is no longer determined", "zh": "不再能够确定",
    },
}  # fmt: skip


def worth_of(value: Fraction, without: int, lines: int, currency: str | None) -> Words:
    """What lines are worth in words; of those without a known value nothing is supposed."""
    if without == lines:
        return {"en": "without a known value", "zh": "价值未知"}
    amount = f"{grouped(value)} {currency or ''}".strip()
    more = {"en": f" and {without} without a known value", "zh": f"，另有{without}行价值未知"}
    return {
        "en": f"worth {amount}{more['en'] if without else ''}",
        "zh": f"价值{amount}{more['zh'] if without else ''}",
    }


def grouped(value: Fraction) -> str:
    """An amount to the cent as people read it, with its thousands apart."""
    whole, _, cents = money(value).partition(".")
    return f"{int(whole):,}{'.' if cents else ''}{cents}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
