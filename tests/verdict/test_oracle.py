"""The engine says what the rulebook says, on random rulebooks and on the law."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet.engine import as_dicts
from licet.rulebook import Rulebook
from licet.verdict.compile import Decider, decider
from licet.verdict.table import Row, table_of
from tests.verdict.books import books
from tests.verdict.facts import BOOK, DAYS, near_examples, row, some_facts
from tests.verdict.oracle import Oracle

KNOWN = date(2026, 11, 22)
THROUGH = st.sampled_from(("inclusive", "exclusive", None))
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)


def expected(one: Row, by: Decider) -> dict[str, Any]:
    """Every column of the plan that says something of its own, as the oracle reads the law."""
    oracle = Oracle(by.book, one)
    found: dict[str, Any] = {
        name: oracle.holds(predicate) for predicate, name in by.names.elements.items()
    }
    found |= {name: oracle.holds(atom) for atom, name in by.names.atoms.items()}
    for clause in by.book.clauses:
        found[by.names.clauses[clause.cite]] = oracle.met(clause)
    for world in by.worlds:
        answer = oracle.answer(world.timelines)
        found |= {f"{world.name}__{name}": value for name, value in answer.items()}
    return found


def differences(one: Row, found: dict[str, Any], by: Decider) -> dict[str, tuple[Any, Any]]:
    """The columns that differ: what was found, what was expected."""
    return {
        name: (found[name], value)
        for name, value in expected(one, by).items()
        if found[name] is not value and found[name] != value
    }


@st.composite
def book_and_rows(draw: st.DrawFn) -> tuple[Rulebook, list[Row]]:
    book = draw(books())
    days = st.dates(date(2024, 12, 30), date(2026, 1, 3))
    given_rows = draw(st.lists(st.tuples(some_facts(book), days), min_size=1, max_size=6))
    return book, [row(facts, on, book) for facts, on in given_rows]


@given(book_and_rows(), st.sampled_from((date(2025, 2, 1), date(2026, 1, 1))), THROUGH)
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
def test_random_rulebooks_are_decided_as_they_read(
    both: tuple[Rulebook, list[Row]], known: date, through: str | None
) -> None:
    book, rows = both
    by = decider(book, known, through)
    for one, found in zip(rows, by.decide_rows(rows), strict=True):
        assert differences(one, found, by) == {}
    for one, found in zip(rows, as_dicts(by.decide(table_of(rows, book))), strict=True):
        assert differences(one, found, by) == {}


@given(st.lists(st.tuples(near_examples(), DAYS), min_size=1, max_size=6), THROUGH)
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_the_law_is_decided_as_it_reads(
    cases: list[tuple[dict[str, Any], date]], through: str | None
) -> None:
    by = decider(BOOK, KNOWN, through)
    rows = [row(facts, on) for facts, on in cases]
    for one, found in zip(rows, by.decide_rows(rows), strict=True):
        assert differences(one, found, by) == {}
    for one, found in zip(rows, as_dicts(by.decide(table_of(rows, BOOK))), strict=True):
        assert differences(one, found, by) == {}
