"""Random cases: any fact, known or not, any reading, any day that the rulebook tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from licet.basics import Range
from licet.rulebook import Fact, OneOf, Rulebook, atoms, part_of
from licet.verdict import Case
from licet.verdict.case import Value

DAYS = [date(2025, 10, 9) + timedelta(days=30 * n) for n in range(20)] + [
    date(2025, 11, 6), date(2025, 11, 7), date(2025, 12, 1), date(2026, 11, 10), date(2026, 11, 11),
    date(2026, 11, 27), date(2026, 11, 28), date(2027, 1, 10), date(2027, 1, 11), date(2020, 1, 1),
]  # fmt: skip
AMOUNTS = [Decimal(text) for text in ("0", "0.5", "1", "1.25", "999.999999999999", "1000", "1001")]


def said_values(book: Rulebook) -> dict[str, list[str | int]]:
    """The values that the rulebook names, by fact."""
    found: dict[str, dict[str | int, None]] = {}
    for clause in book.clauses:
        if clause.entry:
            found.setdefault(clause.entry[0], {})[clause.entry[1]] = None
        for element in clause.elements:
            for atom in atoms(element.predicate):
                if isinstance(atom, OneOf):
                    found.setdefault(atom.fact, {}).update(dict.fromkeys(atom.values))
    return {name: list(values) for name, values in found.items()}


def cases(book: Rulebook, count: int, seed: int = 1) -> Iterator[Case]:
    """So many random cases; each has its own share of unknown facts.

    A seed keeps to a few days and states of the law, so that the rulebook need not be read anew for
    each; over a few seeds every day comes up.
    """
    random, said = Random(seed), said_values(book)  # noqa: S311 - chance, not secrets
    facts = list(book.business_facts().values())
    known_days, days = random.sample(DAYS, 3), random.sample(DAYS, 8)
    scenarios = [None, random.choice([None, *book.scenarios])]
    through = [book.readings["A-18"].default, random.choice([*book.readings["A-18"].options, None])]
    readings = [one for one in book.readings.values() if one.used_by == "predicate"]
    for _ in range(count):
        known_share, plain = random.random(), random.random() < 0.5
        found = {
            fact.name: _value(fact, said.get(fact.name, []), random)
            for fact in facts
            if random.random() < known_share
        }
        if "annex1" in found and "annex1_part" in found:
            found["annex1_part"] = part_of(str(found["annex1"]))
        options = {
            one.id: random.choice([*one.options, None])
            for one in readings
            if not plain and random.random() < 0.5
        }
        options["A-18"] = random.choice(through)
        on, known = random.choice(days), random.choice(known_days)
        yield Case(on, known, random.choice(scenarios), options, found)


def _value(fact: Fact, said: list[str | int], random: Random) -> Value:
    if fact.kind == "yes_no":
        return random.random() < 0.5
    if fact.kind == "number":
        lo, hi = sorted(random.choices(AMOUNTS, k=2))
        if random.random() < 0.5:
            hi = lo = max(lo, Decimal("0.000000000001")) if fact.contract == "> 0" else lo
        hi = max(hi, Decimal(1)) if fact.contract == "> 0" and hi == 0 else hi
        return Range(lo, None if random.random() < 0.1 else hi)
    pool = said if said and random.random() < 0.8 else list(fact.codes)
    return random.choice(pool)
