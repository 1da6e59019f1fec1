"""A few thousand random cases, close to the law's own examples so that every answer comes up."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from licet.basics import Range
from licet.rulebook import Fact
from licet.verdict.table import Row, used_facts
from tests.verdict.facts import BOOK, ITEMS, TOLD, agreed, row, said_of

NUMBERS = [Decimal(n) for n in ("0.999999999999", "1", "1.000000000001", "14", "256", "1000")]
SAID = {n: said_of(f, BOOK) for n, f in used_facts(BOOK).items() if f.kind != "number"}


def random_rows(count: int, seed: int) -> list[Row]:
    """Rows with some facts hidden, some replaced, some numbers as ranges, some readings open."""
    dice = random.Random(seed)  # noqa: S311 - the same rows every time
    return [_row(dice) for _ in range(count)]


def _row(dice: random.Random) -> Row:
    facts: dict[str, Any] = dict(dice.choice(TOLD))
    if dice.random() < 0.3:
        facts |= dice.choice(ITEMS)
    if dice.random() < 0.2:
        facts |= {"use_chips": True, "use_memory_layers": Range.just(dice.choice((255, 256)))}
    hidden = dice.choice((0, 0.1, 0.4))
    facts = {name: value for name, value in facts.items() if dice.random() >= hidden}
    for name in dice.sample(sorted(used_facts(BOOK)), dice.randint(0, 8)):
        facts[name] = _value(dice, BOOK.facts[name])
    on = date(2025, 10, 1) + timedelta(days=dice.randint(0, dice.choice((40, 500))))
    return row(agreed(facts), on)


def _value(dice: random.Random, fact: Fact) -> Any:
    if dice.random() < 0.2:
        return None
    if fact.kind == "yes_no":
        return dice.random() < 0.5
    if fact.kind != "number":
        return dice.choice(SAID[fact.name])
    low, high = sorted((dice.choice(NUMBERS), dice.choice(NUMBERS)))
    return dice.choice(
        (Range(low, low), Range(low, high), Range(low, None), Range(None, high), Range(low, low))
    )
