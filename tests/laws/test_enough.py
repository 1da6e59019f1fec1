"""The facts of the contract are enough for a definite answer, whatever they are."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from licet.verdict import UNDETERMINED, decider
from tests.verdict.facts import BOOK, CONTRACT, DAYS, all_facts, row

KNOWN = date(2026, 11, 22)
DECIDERS = {name: decider(BOOK, KNOWN, scenario=name) for name in BOOK.scenarios}
ASKED = ("actual__outcome", "actual__review")
SPEAKS_UNTIL = {
    "suspension-lapsed": date.max,
    "suspension-extended-2027-01-10": date(2027, 1, 10),
}


def test_the_vocabulary_has_every_fact_of_the_contract() -> None:
    assert set(CONTRACT) <= set(BOOK.business_facts())


@given(all_facts(CONTRACT), DAYS, st.sampled_from(sorted(DECIDERS)))
@settings(max_examples=150, deadline=None)
def test_the_facts_of_the_contract_always_decide(
    facts: dict[str, Any], on: date, scenario: str
) -> None:
    on = min(on, SPEAKS_UNTIL[scenario])
    (found,) = DECIDERS[scenario].decide_rows([row(facts, on)], ASKED)
    assert found["actual__outcome"] != UNDETERMINED
    assert (found["actual__review"] is None) == (found["actual__outcome"] != "licence_required")
