"""A stranger with number and code learns four things, and nothing without them."""

from __future__ import annotations

from datetime import date

from licet.cases import Store, show, verified
from tests.cases.acts import DAY, licensed, opened, ship, walk


def code(store: Store, name: str) -> str:
    """The code on the papers of a case."""
    return str(show(store, name, DAY)["verification"]["code"])


def test_who_has_number_and_code_learns_whether_it_is_controlled_licensed_and_valid(
    store: Store,
) -> None:
    name = licensed(store, "general", users=("Abel GmbH",))
    found = verified(store, name, code(store, name).lower().replace("-", " "), DAY)
    assert found == {
        "number": name, "on": "2026-03-02", "controlled": True, "status": "licensed",
        "valid": True, "remaining": True, "until": "2026-12-31",
    }  # fmt: skip
    assert "Abel" not in str(found)
    by_licence = verified(store, f"L-{name}", code(store, name), DAY)
    assert by_licence is not None
    assert by_licence["valid"]
    late = verified(store, name, code(store, name), date(2027, 1, 1))
    assert late is not None
    assert (late["status"], late["valid"], late["remaining"]) == ("ended", False, False)


def test_each_stage_is_told_in_one_word(store: Store) -> None:
    name = opened(store)
    told = []
    for to in ("ready", "submitted", "accepted", "under_review", "granted", "valid", "suspended"):
        walk(store, name, to)
        found = verified(store, name, code(store, name), DAY)
        assert found is not None
        told.append(found["status"])
    assert told == ["none", "applied", "applied", "applied", "granted", "licensed", "licensed"]
    single = licensed(store)
    ship(store, single)
    ended = verified(store, single, code(store, single), DAY)
    assert ended is not None
    assert (ended["status"], ended["remaining"]) == ("used", False)


def test_a_wrong_code_and_an_unknown_number_are_answered_alike(store: Store) -> None:
    first, second = licensed(store), licensed(store)
    assert code(store, first) != code(store, second)
    for number, tried in (
        (first, code(store, second)), (first, ""), (first, "é" * 500), ("C-0999", "x"),
        ("", ""), ("L-none", code(store, first)), (first, code(store, first)[:-1]),
    ):  # fmt: skip
        assert verified(store, number, tried, DAY) is None
