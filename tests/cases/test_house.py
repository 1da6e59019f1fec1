"""Counsel chooses how the house reads an open question; the journal keeps who, when and why."""

from __future__ import annotations

import pytest

from licet.basics import Refused
from licet.cases import Store, audit, choices, choose, house, listed, readings_of, show
from licet.rulebook import rulebook
from tests.cases.acts import DAY, hand, opened


def test_a_choice_counts_until_another_is_made_and_its_history_stays(store: Store) -> None:
    book = rulebook()
    name = opened(store)
    for reading, option, why, expected in (
        ("A-9", "embedded_caught", "as told", "no reading is called that; did you mean «A-09»"),
        ("A-09", "so", "as told", "embedded_caught, open, usual was expected, not «so»"),
        ("A-09", "embedded_caught", " ", "a reason is needed"),
        ("A-09", "usual", "as told", "the house reads it so already: usual"),
    ):
        with pytest.raises(Refused, match=expected):
            choose(store, reading, option, hand("lea", reason=why), book)
    choose(store, "A-09", "embedded_caught", hand("lea", reason="opinion of\n2 March"), book)
    choose(store, "A-14", "open", hand("lea", reason="MOFCOM was asked"), book)
    taken = house(choices(store))
    assert readings_of(taken, book) == {"A-09": "embedded_caught", "A-14": None}
    one = taken["A-09"]
    assert (one.by, one.on, one.reason) == ("lea", DAY.isoformat(), "opinion of 2 March")
    choose(store, "A-09", "usual", hand("mo", reason="withdrawn"), book)
    made = choices(store)
    assert [(c.reading, c.option, c.by) for c in made] == [
        ("A-09", "embedded_caught", "lea"),
        ("A-14", "open", "lea"),
        ("A-09", "usual", "mo"),
    ]
    assert list(house(made)) == ["A-14"]
    assert audit(store).faults == ()
    assert len(listed(store, DAY)) == 1
    assert [entry["act"] for entry in show(store, name, DAY)["journal"]] == ["open"]
