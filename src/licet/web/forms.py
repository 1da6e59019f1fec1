"""What was typed into a form becomes what is said of a case, or a fault beside its field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as by_default
from datetime import date

from licet.basics import plain, typed_number
from licet.rulebook import Fact, Rulebook
from licet.verdict import read_value
from licet.web.address import stated

UNKNOWN = "unknown"
"""The answer «I don't know»."""
_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_AMBIGUOUS = re.compile(r"[,’'\s]")


class Typed(dict[str, str]):
    """The fields of a form as typed; one that was not sent is empty."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that cannot be right: its id, the text that says what was expected."""

    field: str
    word: str
    """A name among the pages' own words."""
    value: str = ""
    """What was typed."""
    more: Mapping[str, object] = by_default(default_factory=dict)
    """What is put into the text."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a question was answered with: a text for the address, «I don't know», or faults."""

    text: str = ""
    passed: bool = False
    wrong: tuple[Wrong, ...] = ()


def read_day(text: str) -> str | None:
    """The day, written YYYY-MM-DD, that somebody typed year first; `None` if it is none."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None


def read_answer(name: str, typed: Mapping[str, str], book: Rulebook) -> Answered:
    """What the form of one question was answered with.

    Args:
        name: the fact, or the reading's id.
        typed: the fields `value`, and of a number `lo` and `hi`, as typed.
        book: whose fact it is.
    """
    value = typed.get("value", "").strip()
    if value == UNKNOWN:
        return Answered(passed=True)
    if name in book.readings:
        ok = value in book.readings[name].options
        return Answered(value) if ok else Answered(wrong=(Wrong("value", "choose_one"),))
    fact = book.facts[name]
    if fact.kind == "number":
        return _number(fact, typed)
    if not value:
        return Answered(wrong=(Wrong("value", "choose_one"),))
    return _checked(fact, value, "choose_one")


def _number(fact: Fact, typed: Mapping[str, str]) -> Answered:
    fields = {key: typed.get(key, "").strip() for key in ("exact", "lo", "hi")}
    kind = typed.get("value", "")
    if kind not in {"exact", "range"}:
        kind = "exact" if fields["exact"] else "range" if fields["lo"] or fields["hi"] else ""
    if not kind:
        return Answered(wrong=(Wrong("value", "choose_number"),))
    wanted = ("exact",) if kind == "exact" else ("lo", "hi")
    if not any(fields[key] for key in wanted):
        return Answered(wrong=(Wrong(wanted[0], "enter_number"),))
    wrong, found = [], {}
    for key in wanted:
        if not fields[key]:
            continue
        try:
            found[key] = plain(typed_number(fields[key]))
        except ValueError:
            unclear = re.search(r"\d", fields[key]) and _AMBIGUOUS.search(fields[key])
            word = "plain_number" if unclear else "not_a_number"
            wrong.append(Wrong(key, word, fields[key]))
    if wrong:
        return Answered(wrong=tuple(wrong))
    if kind == "exact":
        return _checked(fact, found["exact"], "breaks_contract", "exact")
    return _checked(fact, f"{found.get('lo', '')}..{found.get('hi', '')}", "reversed", "lo")


def _checked(fact: Fact, text: str, word: str, field: str = "value") -> Answered:
    """The answer, if the fact can be that."""
    try:
        value = read_value(fact, stated(fact, text))
    except ValueError:
        return Answered(wrong=(Wrong(field, word),))
    if value is None:
        return Answered(wrong=(Wrong(field, "breaks_contract"),))
    return Answered(text)
