"""A refusal says its clauses and papers; a second application keeps what it does otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.cases import (
    Grounds,
    Store,
    approve,
    attach_content,
    move,
    open_store,
    remembered,
    show,
)
from tests.cases.acts import DAY, VERDICT, hand, opened, walk


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Store]:
    """A store of its own; nothing here depends on the kind of database."""
    store = open_store(str(tmp_path / "cases.sqlite"))
    yield store
    store.close()


def under_review(base: Store) -> str:
    """A case that is reviewed."""
    held = {"cite": "61 §2(1)", "then": "refusal_presumed", "met": True, "standing": "in_force"}
    name = opened(base, verdict=VERDICT | {"clauses": [held]})
    walk(base, name, "ready", "submitted", "accepted", "under_review")
    approve(base, name, hand("ben"))
    return name


def test_a_refusal_is_mapped_to_clauses_and_papers_and_what_is_brought_later_is_told(
    base: Store,
) -> None:
    name = under_review(base)
    for wrong in (Grounds(("61 §99",)), Grounds(papers=("poem",))):
        with pytest.raises(Refused, match="state under_review"):
            move(base, name, "refused", hand(), grounds=wrong)
    grounds = Grounds(("61 §3(3)",), ("end_user_statement",))
    move(base, name, "refused", hand(reason="end use unclear"), grounds=grounds)
    refusal = show(base, name, DAY)["refusal"]
    assert (refusal["reason"], refusal["clauses"][0]["cite"]) == ("end use unclear", "61 §3(3)")
    assert refusal["clauses"][0]["title"]["zh"]
    assert [one["document"] for one in refusal["papers"]] == ["end_user_statement"]
    assert refusal["papers"][0]["there"] is False
    attach_content(base, name, "end_user_statement", "statement.pdf", b"%PDF", hand())
    assert show(base, name, DAY)["refusal"]["papers"][0]["there"] is True


def test_a_refusal_names_its_grounds_and_says_its_reason_in_a_line(base: Store) -> None:
    name = under_review(base)
    with pytest.raises(Refused, match="names the clause it rests on"):
        move(base, name, "refused", hand(reason="unclear"))
    move(base, name, "refused", hand(reason=" end use\n unclear "), grounds=Grounds(("61 §3(3)",)))
    refusal = show(base, name, DAY)["refusal"]
    assert (refusal["reason"], refusal["clauses"][0]["met"]) == ("end use unclear", None)
    found = refusal["found"]
    assert [one["cite"] for one in found["clauses"]] == ["61 §2(1)"]
    assert {one["document"] for one in found["papers"]} >= {"contract", "identity"}
    with pytest.raises(Refused, match="a reason is needed"):
        move(base, name, "reconsideration", hand(reason=""))
    move(base, name, "reconsideration", hand(reason="the use was misread"))
    move(base, name, "refused_finally", hand())  # what it rested on is still what it rests on
    refusal = show(base, name, DAY)["refusal"]
    assert (refusal["clauses"][0]["cite"], refusal["reason"]) == ("61 §3(3)", "as told")


def test_a_move_that_refuses_nothing_takes_no_grounds(base: Store) -> None:
    name = opened(base)
    with pytest.raises(Refused, match="grounds are stated with a refusal"):
        move(base, name, "ready", hand(), grounds=Grounds(("61 §2(1)",)))


def test_a_case_shows_no_refusal_and_nothing_before_it_where_there_was_none(base: Store) -> None:
    shown = show(base, opened(base), DAY)
    assert (shown["refusal"], shown["before"]) == (None, None)


def test_what_is_remembered_of_a_refusal_raises_the_flag() -> None:
    old = {"facts": {"ship_from": "JP", "ship_to": "US"}, "application": {"applicant": "A"}}
    other = {"facts": {"ship_from": "VN", "ship_to": "US"}, "application": {"applicant": "A"}}
    assert remembered("withdrawn", old, other) == {}
    assert remembered("refused", old, old) == {"refused_before": True}
    both = {"refused_before": True, "supplier_changed_after_refusal": True}
    assert remembered("refused_finally", old, other) == both
