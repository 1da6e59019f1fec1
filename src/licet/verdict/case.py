"""A case: what is known about one export, transfer or provision, read strictly.

Every mistake is named with its file, its place and what was expected; nothing is guessed, and
a fact that is absent, null, not a number (NaN) or in breach of its contract is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from licet.basics import Fault, Range, Refused, day, exact
from licet.rulebook import Block, Fact, Rulebook, nearest, part_of

Value = bool | str | int | Range
"""A stated fact: yes/no, a code or territory, a whole number, or a range."""

_FEW = 8
"""So many codes are all named to who gave another one."""
_LONGEST = 60
"""Letters of a wrong value that are shown."""
_KEYS = ("on", "known", "scenario", "readings", "facts")
_BESIDE = "application"
"""What may stand beside a case and says nothing of it: `licet case open` reads it."""
_KINDS = {
    "yes_no": "true or false",
    "territory": "a territory's ISO 3166-1 code such as JP",
    "code": "a code",
    "number": "a number, a decimal in quotes, or {lo: …, hi: …}",
    "whole": "a whole number",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case, checked: the day, the day as known, the scenario, readings and facts."""

    on: date
    known: date
    scenario: str | None = None
    readings: Mapping[str, str | None] = field(default_factory=dict)
    """Reading id → option, or `None` where it is left open; absent ones take their default."""
    facts: Mapping[str, Value] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    """Facts that were stated but cannot be right, and so count as unknown."""


def read_case(
    raw: object,
    book: Rulebook,
    file: str = "case",
    today: date | None = None,
    *,
    place: str = "case",
) -> Case:
    """The case that a mapping (from YAML, JSON or Python) states.

    Args:
        raw: the mapping.
        book: the rulebook.
        file: what to call it in a fault.
        today: the day that stands for a day not stated.
        place: what to call the whole case in a fault.

    Raises:
        Refused: with every fault found.
    """
    today = today or date.today()  # noqa: DTZ011 - a calendar day
    return _Reader(book, file, today).case(raw, place)


class _Reader:
    def __init__(self, book: Rulebook, file: str, today: date) -> None:
        self.book, self.file, self.today = book, file, today
        self.facts = book.business_facts()
        self.faults: list[Fault] = []
        self.notes: list[str] = []

    def case(self, raw: object, place: str) -> Case:
        if not isinstance(raw, Mapping):
            raise Refused(Fault(self.file, place, "a mapping with the key «facts» was expected"))
        for key in raw:
            if key not in {*_KEYS, _BESIDE}:
                self._fault(
                    raw, str(key), str(key), f"no key is called that{nearest(str(key), _KEYS)}"
                )
        on = self._day(raw, "on")
        known = self._day(raw, "known")
        scenario = raw.get("scenario")
        if scenario is not None:
            try:
                self.book.scenario(str(scenario))
            except Refused as refused:
                self._fault(raw, "scenario", "scenario", refused.faults[0].expected)
        readings = self._readings(raw.get("readings"), raw)
        facts = self._facts(raw.get("facts"), raw)
        if self.faults:
            raise Refused(*sorted(self.faults, key=lambda fault: fault.line or 0))
        name = None if scenario is None else str(scenario)
        return Case(on, known, name, readings, facts, tuple(self.notes))

    def _fault(self, block: Mapping[str, object], key: str, place: str, expected: str) -> None:
        line = block.lines.get(key) if isinstance(block, Block) else None
        self.faults.append(Fault(self.file, place, expected, line))

    def _day(self, raw: Mapping[str, object], key: str) -> date:
        value = raw.get(key)
        if value is None:
            return self.today
        try:
            return day(value)  # type: ignore[arg-type]
        except (ValueError, AttributeError):
            self._fault(raw, key, key, f"a day written YYYY-MM-DD was expected, not «{value}»")
            return self.today

    def _readings(self, raw: object, whole: Mapping[str, object]) -> dict[str, str | None]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self._fault(
                whole, "readings", "readings", "a mapping of reading to option was expected"
            )
            return {}
        found: dict[str, str | None] = {}
        for name, option in raw.items():
            place = f"readings.{name}"
            if name not in self.book.readings:
                ids = f"; readings are {min(self.book.readings)} to {max(self.book.readings)}"
                hint = nearest(str(name), self.book.readings) or ids
                self._fault(raw, str(name), place, f"no reading is called that{hint}")
            elif option is not None and option not in tuple(self.book.readings[name].options):
                options = ", ".join(self.book.readings[name].options)
                self._fault(raw, name, place, f"one of {options} was expected, not «{option}»")
            else:
                found[str(name)] = option
        return found

    def _facts(self, raw: object, whole: Mapping[str, object]) -> dict[str, Value]:
        if raw is None:
            return {}
        if not isinstance(raw, Mapping):
            self._fault(whole, "facts", "facts", "a mapping of fact to value was expected")
            return {}
        found: dict[str, Value] = {}
        for name, stated in raw.items():
            place = f"facts.{name}"
            if name not in self.facts:
                hint = nearest(str(name), self.facts)
                self._fault(raw, str(name), place, f"no fact is called that{hint}")
                continue
            try:
                value = read_value(self.facts[name], stated)
            except ValueError as error:
                self._fault(raw, name, place, str(error))
                continue
            if value is not None:
                found[name] = value
            elif stated is not None and not _not_a_number(stated):
                contract = self.facts[name].contract
                self.notes.append(f"{name} was stated as {stated}, but must be {contract}: unknown")
        self._consistent(found, raw)
        return found

    def _consistent(self, found: Mapping[str, Value], raw: Mapping[str, object]) -> None:
        for name, fact in self.facts.items():
            source = found.get(fact.follows) if fact.follows else None
            if source is not None and name in found and part_of(str(source)) != found[name]:
                expected = (
                    f"{part_of(str(source))} was expected, because {fact.follows} is {source}"
                )
                self._fault(raw, name, f"facts.{name}", expected)


def read_value(fact: Fact, stated: object) -> Value | None:
    """The value of a fact as stated; `None` if it is unknown.

    Raises:
        ValueError: it is not what the fact can be; the text says what was expected.
    """
    if stated is None or _not_a_number(stated):
        return None
    if fact.kind == "number":
        return keep_contract(fact, _range(stated))
    if fact.kind == "yes_no":
        if isinstance(stated, bool):
            return stated
    elif fact.kind == "whole":
        if isinstance(stated, int) and not isinstance(stated, bool) and stated in fact.codes:
            return stated
    elif stated in fact.codes:
        return str(stated)
    codes = [str(code) for code in fact.codes]
    expected = f"one of {', '.join(codes)}" if 0 < len(codes) <= _FEW else _KINDS[fact.kind]
    raise ValueError(
        f"{expected} was expected, not «{_short(stated)}»{nearest(str(stated), codes)}"
    )


def keep_contract(fact: Fact, value: Range) -> Range | None:
    """The part of a range that the fact's contract allows; `None` if that is nothing."""
    if not fact.contract:
        return value
    zero = Decimal(0)
    if value.hi is not None and (value.hi < zero or (fact.contract == "> 0" and value.hi == zero)):
        return None
    return Range(zero if value.lo is None or value.lo < zero else value.lo, value.hi)


def _range(stated: object) -> Range:
    expected = f"{_KINDS['number']} was expected, not «{_short(stated)}»"
    try:
        if isinstance(stated, Range):
            found = stated
        elif isinstance(stated, Mapping):
            if not stated or set(stated) - {"lo", "hi"}:
                raise ValueError(expected)
            lo, hi = (None if stated.get(k) is None else _exact(stated[k]) for k in ("lo", "hi"))
            found = Range(lo, hi)
        else:
            found = Range.just(_exact(stated))
    except ValueError as error:
        text = str(error)
        raise ValueError(text if "reversed" in text else expected) from None
    return found.outward()


def _short(stated: object) -> str:
    text = str(stated)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _exact(stated: object) -> Decimal:
    if isinstance(stated, bool) or not isinstance(stated, str | int | float | Decimal):
        raise ValueError(stated)
    return exact(repr(stated) if isinstance(stated, float) else stated)


def _not_a_number(stated: object) -> bool:
    return isinstance(stated, str | float | Decimal) and str(stated).strip().lower() == "nan"


def cases_of(raw: object) -> Iterable[object]:
    """The cases of a batch: the items of a list, or the one case itself."""
    return raw if isinstance(raw, list) else [raw]
