"""A case goes where the table says and nowhere else; a refused act changes nothing."""

from __future__ import annotations

from datetime import date

from licet.cases import Store, approve, attach_content, audit, move, show
from tests.cases.acts import (
    DAY,
    GROUNDS,
    TERMS,
    VERDICT,
    hand,
    licensed,
    opened,
    promise,
    ship,
    walk,
)
from tests.cases.refusing import refused


def test_a_case_lives_from_draft_to_a_licence_that_is_used_up(store: Store) -> None:
    name = licensed(store)
    assert show(store, name, DAY)["licence"]["left"] == "100"
    assert ship(store, name, "60").state == "exhausted"
    assert show(store, name, DAY)["licence"]["left"] == "40"
    assert audit(store).faults == ()


def test_a_move_that_is_not_in_the_table_names_state_and_what_is_open(store: Store) -> None:
    name = opened(store)
    with refused(store, name, "state draft", "granted", "ready"):
        move(store, name, "granted", hand())
    with refused(store, name, "state draft", "nonsense"):
        move(store, name, "nonsense", hand())


def test_a_single_licence_is_never_used_twice(store: Store) -> None:
    name = licensed(store)
    ship(store, name, "1")
    with refused(store, name, "state exhausted", "792 Art. 15"):
        ship(store, name, "1")
    with refused(store, name, "state exhausted", "closed"):
        move(store, name, "valid", hand())


def test_a_general_licence_serves_until_nothing_is_left(store: Store) -> None:
    name = licensed(store, "general")
    assert ship(store, name, "60").state == "valid"
    with refused(store, name, "beyond the licence", "40 of 100 kg"):
        ship(store, name, "40.000001")
    assert ship(store, name, "40").state == "exhausted"


def test_a_repeated_key_is_one_release_even_after_the_licence_is_used_up(store: Store) -> None:
    name = licensed(store)
    first = ship(store, name, "60", key="k")
    again = ship(store, name, "60.0", key="k")
    assert first.more["repeated"] is False
    assert again.more["repeated"] is True
    assert (again.version, again.more["release"]) == (first.version, first.more["release"])
    with refused(store, name, "key k"):
        ship(store, name, "61", key="k")


def test_nobody_approves_what_they_prepared_nor_moves_what_they_approved(store: Store) -> None:
    name = opened(store)
    move(store, name, "ready", hand("ana"))
    with refused(store, name, "state ready", "four eyes"):
        move(store, name, "submitted", hand("ana"))
    for same in ("ana", " ANA ", "ａｎａ", "opa"):
        with refused(store, name, "four eyes"):
            approve(store, name, hand(same))
    approve(store, name, hand("ben"))
    with refused(store, name, "four eyes"):
        move(store, name, "submitted", hand("Ben"))
    assert move(store, name, "submitted", hand("ana")).state == "submitted"


def test_an_approval_does_not_outlive_a_change(store: Store) -> None:
    name = opened(store)
    move(store, name, "ready", hand("ana"))
    approve(store, name, hand("ben"))
    walk(store, name, "draft", "ready")
    with refused(store, name, "four eyes"):
        move(store, name, "submitted", hand("ana"))


def test_a_party_on_the_watch_list_gets_a_single_licence_only(store: Store) -> None:
    for listed in (True, None):
        for form in ("general", "registration"):
            name = opened(store, form, end_user_on_watch_list=listed)
            move(store, name, "ready", hand())
            approve(store, name, hand("ben"))
            with refused(store, name, "792 Art. 26", "watch list"):
                move(store, name, "submitted" if form == "general" else "valid", hand(), TERMS)
    single = licensed(store, end_user_on_watch_list=True)
    assert ship(store, single).state == "exhausted"


def test_a_watch_list_party_brings_two_more_papers_and_no_limit(store: Store) -> None:
    name = opened(store, end_user_on_watch_list=True)
    promise(store, name)
    walk(store, name, "ready", "submitted", "accepted")
    shown = show(store, name, DAY)
    names = {one["document"] for one in shown["documents"]}
    assert {"risk_assessment", "undertaking"} <= names
    assert shown["clock"]["due"] is None
    assert "792 Art. 26" in shown["clock"]["note"]


def test_an_exporter_abroad_has_no_general_licence_unless_the_reading_says_so(
    store: Store,
) -> None:
    name = opened(store, "general", exporter_in="JP")
    move(store, name, "ready", hand())
    approve(store, name, hand("ben"))
    with refused(store, name, "A-38"):
        move(store, name, "submitted", hand())


def test_a_change_of_a_key_element_needs_a_new_application(store: Store) -> None:
    name = licensed(store, "general", users=("Abel GmbH", "Beta AG"))
    with refused(store, name, "792 Art. 18(2)", "DE", "FR"):
        ship(store, name, destination="FR", end_user="Abel GmbH")
    with refused(store, name, "792 Art. 18(2)", "Gamma"):
        ship(store, name, end_user="Gamma")
    with refused(store, name, "several end users"):
        ship(store, name)
    with refused(store, name, "kg", "pcs"):
        ship(store, name, unit="pcs", end_user="Beta AG")
    assert ship(store, name, end_user="beta ag", destination="de").state == "valid"


def test_an_amendment_stops_use_and_keeps_what_is_shipped(store: Store) -> None:
    name = licensed(store, "general")
    ship(store, name, "60")
    walk(store, name, "amendment_requested", "amendment_accepted")
    with refused(store, name, "state amendment_accepted"):
        ship(store, name, "1")
    assert show(store, name, DAY)["clock"]["due"] == "2026-03-30"
    with refused(store, name, "not above what is shipped"):
        move(store, name, "valid", hand(), {**TERMS, "number": "L-2", "quantity": "60"})
    move(store, name, "valid", hand(), {**TERMS, "number": "L-2", "quantity": "70"})
    assert show(store, name, DAY)["licence"]["left"] == "10"
    walk(store, name, "amendment_requested", "amendment_accepted")
    move(store, name, "valid", hand(reason="refused"))
    assert show(store, name, DAY)["licence"]["number"] == "L-2"


def test_a_licence_says_number_term_quantity_and_unit(store: Store) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review", "granted")
    with refused(store, name, "--number, --until, --quantity, --unit"):
        move(store, name, "valid", hand())
    with refused(store, name, "1 year at most"):
        move(store, name, "valid", hand(), {**TERMS, "until": "2027-03-03"})
    with refused(store, name, "before it begins"):
        move(store, name, "valid", hand(), {**TERMS, "until": "2026-03-01"})
    with refused(store, name, "six decimal places"):
        move(store, name, "valid", hand(), {**TERMS, "quantity": "0.0000001"})
    move(store, name, "valid", hand(), {**TERMS, "until": "2027-03-02"})
    other = opened(store)
    walk(store, other, "ready", "submitted", "accepted", "under_review", "granted")
    with refused(store, other, "another case"):
        move(store, other, "valid", hand(), TERMS)


def test_a_licence_whose_term_is_over_has_expired_without_anybody_s_doing(store: Store) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review", "granted")
    move(store, name, "valid", hand(), {**TERMS, "until": "2026-03-02"})
    assert show(store, name, DAY)["state"] == "valid"
    assert show(store, name, date(2026, 3, 3))["state"] == "expired"
    with refused(store, name, "state expired", "closed"):
        move(store, name, "returned", hand(on=date(2026, 3, 3)))


def test_a_suspended_licence_comes_back_only_by_the_authority_s_move(store: Store) -> None:
    name = licensed(store)
    walk(store, name, "suspended")
    with refused(store, name, "state suspended"):
        ship(store, name)
    with refused(store, name, "state suspended", "amendment_requested"):
        move(store, name, "amendment_requested", hand())
    assert move(store, name, "valid", hand()).state == "valid"


def test_a_stale_version_and_a_day_before_the_last_are_refused(store: Store) -> None:
    name = opened(store)
    with refused(store, name, "version 7 is stale"):
        move(store, name, "ready", hand(version=7))
    with refused(store, name, "before the last entry"):
        move(store, name, "ready", hand(on=date(2026, 3, 1)))
    with refused(store, name, "still to come"):
        move(store, name, "ready", hand(on=date(2099, 3, 1)))
    with refused(store, name, "--by"):
        move(store, name, "ready", hand("  "))
    assert move(store, name, "ready", hand(version=1)).version == 2


def test_a_humanitarian_report_needs_an_exemption_and_is_due_in_ten_working_days(
    store: Store,
) -> None:
    name = opened(store, "humanitarian")
    move(store, name, "ready", hand())
    approve(store, name, hand("ben"))
    with refused(store, name, "61 §5", "licence_required"):
        move(store, name, "exported", hand())
    exempt = opened(store, "humanitarian", verdict=VERDICT | {"outcome": "exempt"})
    walk(store, exempt, "ready", "exported")
    assert show(store, exempt, DAY)["clock"]["due"] == "2026-03-16"
    attach_content(store, exempt, "humanitarian_undertaking", "u.pdf", b"we promise", hand())
    assert walk(store, exempt, "reported").state == "reported"
    assert show(store, exempt, DAY)["clock"]["due"] is None


def test_a_refusal_says_why_and_may_be_reconsidered_once_and_for_all(store: Store) -> None:
    name = opened(store)
    walk(store, name, "ready", "submitted", "accepted", "under_review")
    approve(store, name, hand("ben"))
    with refused(store, name, "reason"):
        move(store, name, "refused", hand(reason=" "))
    move(store, name, "refused", hand(), grounds=GROUNDS)
    assert walk(store, name, "reconsideration", "refused_finally").state == "refused_finally"
    with refused(store, name, "closed"):
        move(store, name, "reconsideration", hand())
