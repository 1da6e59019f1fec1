"""Percentages as of each day, from histories of statements such as registers publish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from licet.ownership import Holdings, Imported, read_bods
from tests.ownership.test_imports import entity, relation, written

Interest = dict[str, Any]
Shares = dict[str, tuple[str, str]]


def interest(exact: int | None, start: str, end: str | None = None, **more: Any) -> Interest:
    share = {} if exact is None else {"share": {"exact": exact}}
    days = {"startDate": start} | ({} if end is None else {"endDate": end})
    return {"type": "shareholding", "directOrIndirect": "direct", **share, **days, **more}


def shares(got: Imported, on: str, of: str = "X") -> Shares:
    """Who holds how much of a company on a day, lowest and highest."""
    links = Holdings.of(got.holdings, got.faults).links(date.fromisoformat(on))
    return {
        link.owner or "?": (str(link.most()[0]), str(link.most()[1]))
        for link in links.into.get(of, ())
    }


@pytest.fixture
def sold(tmp_path: Path) -> Imported:
    """A family company: one partner leaves for another, who is bought out a year later."""
    votes = {"type": "votingRights"}
    return read_bods(
        written(tmp_path, "sold.json", [
            entity("X"), entity("A"), entity("B"), entity("C"),
            relation("a", "A", "X", interest(50, "2019-09-11"), day="2019-09-11"),
            relation("b", "B", "X", interest(50, "2019-09-11"), day="2019-09-11"),
            relation("a", "A", "X", interest(50, "2019-09-11", "2021-04-03"), day="2021-09-11",
                     recordStatus="closed"),
            relation("c", "C", "X", interest(50, "2021-04-04"), day="2021-09-11"),
            relation("c", "C", "X", interest(50, "2021-04-04", "2022-01-21"), day="2022-01-21",
                     recordStatus="closed"),
            relation("b", "B", "X", interest(100, "2022-01-22"),
                     interest(100, "2022-01-22", **votes), day="2022-01-23"),
        ])
    )  # fmt: skip


@pytest.mark.parametrize(
    ("on", "stated"),
    [
        ("2019-09-10", {}),
        ("2019-09-11", {"A": "50", "B": "50"}),
        ("2021-04-02", {"A": "50", "B": "50"}),
        ("2021-04-04", {"B": "50", "C": "50"}),
        ("2022-01-22", {"B": "100"}),
        ("2026-11-22", {"B": "100"}),
    ],
)
def test_each_day_has_the_percentages_its_statements_give(
    sold: Imported, on: str, stated: dict[str, str]
) -> None:
    assert sold.faults == ()
    assert shares(sold, on) == {owner: (share, share) for owner, share in stated.items()}


def test_a_growing_stake_holds_what_the_latest_statement_says(tmp_path: Path) -> None:
    got = read_bods(
        written(tmp_path, "grown.json", [
            entity("X"), entity("T"), entity("M"),
            relation("m", "M", "X", interest(100, "2002-03-09"), day="2019-01-20"),
            relation("m", "M", "X", interest(40, "2021-09-24"), day="2021-09-25"),
            relation("t", "T", "X", interest(60, "2021-09-24"), day="2021-09-25"),
            relation("m", "M", "X", interest(30, "2022-09-21"), day="2022-09-25"),
            relation("t", "T", "X", interest(70, "2022-09-21"), day="2022-09-25"),
        ])
    )  # fmt: skip
    assert shares(got, "2002-03-08") == {}
    assert shares(got, "2021-09-23") == {"M": ("100", "100")}
    assert shares(got, "2021-09-24") == {"M": ("40", "40"), "T": ("60", "60")}
    assert shares(got, "2022-09-21") == {"M": ("30", "30"), "T": ("70", "70")}


def test_each_other_wholly_is_held_by_nobody_else(tmp_path: Path) -> None:
    got = read_bods(
        written(tmp_path, "circle.json", [
            entity("X"), entity("Y"),
            relation("xy", "X", "Y", interest(100, "2020-01-01")),
            relation("yx", "Y", "X", interest(100, "2020-01-01")),
        ])
    )  # fmt: skip
    held = Holdings.of(got.holdings).held("X", {"L": True}, date(2026, 11, 22))
    assert held.held is False
    assert {share.per_cent.hi for share in held.by_reading.values()} == {Decimal(0)}


def test_a_holder_that_is_stated_as_unknown_is_no_fault_and_never_clear(tmp_path: Path) -> None:
    nobody = {"reason": "unableToConfirmOrIdentifyBeneficialOwner"}
    got = read_bods(written(tmp_path, "veil.json", [entity("X"), relation("r", nobody, "X")]))
    holdings = Holdings.of(got.holdings, got.faults)
    assert holdings.faults == ()
    assert holdings.held("X", {}, date(2026, 11, 22)).held is None
