"""Who may have which licence, and what a shipment against it must keep."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.cases import Store, advise, approve, attach, audit, move, show
from tests.cases.acts import DAY, TERMS, hand, opened, ship, walk
from tests.cases.refusing import refused

TO_GRANTED = ("ready", "submitted", "accepted", "under_review", "granted")


def general(store: Store, *conditions: str, quantity: str | None = "100") -> str:
    """A case with a general licence for two end users; its name."""
    name = opened(store, "general", users=("Abel GmbH", "Beta AG"))
    terms = {key: value for key, value in TERMS.items() if key != "quantity"}
    terms |= {"number": f"L-{name}"} | ({"quantity": quantity} if quantity else {})
    walk(store, name, *TO_GRANTED)
    walk(store, name, "valid", terms=terms, conditions=conditions)
    return name


def test_a_general_licence_may_state_no_quantity_and_still_counts_what_is_shipped(
    store: Store,
) -> None:
    name = general(store, quantity=None)
    assert ship(store, name, "60", end_user="Abel GmbH").more["left"] is None
    assert ship(store, name, "1000", end_user="Beta AG").state == "valid"
    licence = show(store, name, DAY)["licence"]
    assert (licence["quantity"], licence["drawn"], licence["left"]) == (None, "1060", None)
    single = opened(store)
    walk(store, single, *TO_GRANTED)
    with refused(store, single, "--quantity"):
        move(store, single, "valid", hand(), {"number": "x", "until": "2026-12-31", "unit": "kg"})
    assert audit(store).faults == ()


def test_a_shipment_is_checked_against_every_condition_of_the_licence(store: Store) -> None:
    text = "serial numbers stand on the invoice"
    name = general(store, "most=10", "shipments=2", "until=2026-06-30", "only=abel gmbh", text)
    said = [one["says"]["en"] for one in show(store, name, DAY)["conditions"]]
    assert said[0] == "at most 10 a shipment"
    assert said[4] == text
    with refused(store, name, "condition 1", "at most 10"):
        ship(store, name, "10.000001", end_user="Abel GmbH", meets=(5,))
    with refused(store, name, "condition 4", "abel gmbh"):
        ship(store, name, "10", end_user="Beta AG", meets=(5,))
    with refused(store, name, "condition 5", text, "--meets 5"):
        ship(store, name, "10", end_user="Abel GmbH")
    first = ship(store, name, "10", end_user="Abel GmbH", meets=(5,), key="a")
    assert ship(store, name, "10", end_user="Abel GmbH", meets=(5,), key="a").more["repeated"]
    ship(store, name, "10", end_user="Abel GmbH", meets=(5,))
    with refused(store, name, "condition 2"):
        ship(store, name, "10", end_user="Abel GmbH", meets=(5,))
    assert first.more["left"] == "90"


def test_conditions_stand_until_an_amendment_states_others(store: Store) -> None:
    name = general(store, "most=10")
    with refused(store, name, "with a grant or a licence"):
        move(store, name, "suspended", hand(), None, ("most=1",))
    walk(store, name, "amendment_requested", "amendment_accepted")
    with refused(store, name, "until=soon"):
        move(store, name, "valid", hand(), None, ("until=soon",))
    move(store, name, "valid", hand(), None, ("most=50",))
    assert ship(store, name, "50", end_user="Abel GmbH").state == "valid"


@pytest.mark.parametrize(
    ("form", "says", "rule"),
    [
        ("general", {"compliance_programme": False}, "792 Art. 16"),
        ("general", {"fixed_channels": False}, "792 Art. 16"),
        ("general", {"serious_penalty": True}, "792 Art. 20"),
        ("registration", {"unit_of_listed": True}, "792 Art. 20"),
    ],
)
def test_a_form_is_closed_to_an_applicant_who_says_what_bars_it(
    store: Store, form: str, says: dict[str, bool], rule: str
) -> None:
    name = opened(store, form, says=says)
    move(store, name, "ready", hand())
    approve(store, name, hand("ben"))
    with refused(store, name, rule):
        move(store, name, "submitted" if form == "general" else "valid", hand(), TERMS)
    said = {one["statement"]: one["said"] for one in show(store, name, DAY)["statements"]}
    assert said["criminal_penalty"] is None


def test_advice_has_reasons_and_makes_an_earlier_approval_void(store: Store) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review")
    approve(store, name, hand("ben"))
    with refused(store, name, "reasons"):
        advise(store, name, "refuse", hand("dia", reason=" "))
    with refused(store, name, "grant_with_conditions"):
        advise(store, name, "perhaps", hand("dia"))
    advise(store, name, "refuse", hand("dia", reason="the end use does not fit"))
    with refused(store, name, "four eyes"):
        move(store, name, "granted", hand())


def test_neither_paper_nor_advice_lets_the_last_mover_approve(store: Store, tmp_path: Path) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review")
    (tmp_path / "a.txt").write_text("a")
    attach(store, name, "contract", tmp_path / "a.txt", hand("cem"))
    advise(store, name, "grant", hand("dia"))
    for same in ("ana", "opa", "cem"):
        with refused(store, name, "four eyes"):
            approve(store, name, hand(same))
    assert approve(store, name, hand("dia")).state == "under_review"
