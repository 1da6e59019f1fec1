"""A case is removed when nobody has to keep it; the journal is still found whole."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from licet.basics import Refused
from licet.cases import (
    Shipment,
    Store,
    audit,
    hold,
    listed,
    move,
    release,
    remove,
    show,
    verified,
)
from tests.cases.acts import DAY, TERMS, hand, licensed, opened
from tests.cases.refusing import refused
from tests.cases.test_journal import behind_the_back

LATER = date(2031, 3, 3)


@pytest.fixture(autouse=True)
def _years_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts of years to come are entered, for once."""
    monkeypatch.setattr("licet.cases.desk.Hand.checked", lambda self: self)


def gone(store: Store) -> str:
    """A case that was closed and, five years later, removed; its name."""
    name = licensed(store, users=("Abel GmbH",))
    release(store, name, Shipment("10", "kg", "k", end_user="Abel GmbH"), hand("cem"))
    remove(store, name, hand("ana", LATER))
    return name


def test_a_case_is_removed_after_five_years_and_not_before(store: Store) -> None:
    name = licensed(store)
    with refused(store, name, "only a closed case"):
        remove(store, name, hand("ana"))
    move(store, name, "returned", hand())
    with refused(store, name, "792 Art. 27", "2031-03-02"):
        remove(store, name, hand("ana", date(2031, 3, 2)))
    hold(store, name, hand("lea"), on_hold=True)
    with refused(store, name, "legal hold"):
        remove(store, name, hand("ana", LATER))
    hold(store, name, hand("lea"), on_hold=False)
    with refused(store, name, "reason"):
        remove(store, name, hand("ana", LATER, reason=" "))
    done = remove(store, name, hand("ana", LATER))
    assert done.more["erased"] == done.more["tombstone"] - 1


def test_nothing_that_was_said_is_left_and_the_journal_is_whole(store: Store) -> None:
    name, other = gone(store), opened(store)
    assert audit(store).faults == ()
    assert [one["id"] for one in listed(store, DAY)] == [other]
    for act in (lambda: show(store, name, DAY), lambda: move(store, name, "draft", hand())):
        with pytest.raises(Refused, match="is its tombstone"):
            act()
    assert verified(store, name, "", DAY) is None
    with store.reading() as connection:
        for table in ("cases", "journal", "releases"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert "Abel" not in str(rows)


def test_only_what_is_under_a_tombstone_is_emptied(store: Store) -> None:
    gone(store)
    opened(store)
    for act in (
        "UPDATE journal SET body = '' WHERE case_number = 2",
        "UPDATE journal SET body = 'x' WHERE case_number = 1",
        "UPDATE journal SET body = '' WHERE seq = (SELECT seq FROM removals)",
        "UPDATE releases SET quantity = 1",
        "DELETE FROM removals",
    ):
        with (
            pytest.raises(Refused, match="never changed or deleted"),
            store.writing() as connection,
        ):
            connection.execute(text(act))
    assert behind_the_back(store, "UPDATE journal SET body = '' WHERE case_number = 2") == (
        "entry 12: changed",
        "case 2: stands otherwise than the journal says",
    )


def test_the_terms_of_a_licence_count_until_they_are_over(store: Store) -> None:
    name = licensed(store)
    with refused(store, name, "2031-12-31"):
        remove(store, name, hand("ana", date(2031, 12, 31)))
    assert TERMS["until"] == "2026-12-31"
    assert remove(store, name, hand("ana", date(2032, 1, 1))).state == "expired"
