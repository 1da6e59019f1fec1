"""The published fixtures of BODS 0.4: what their texts say of shares is what is read, by day."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib.resources import as_file, files

import pytest
from bods_fixtures import list_cases, load  # type: ignore[import-untyped]

from licet.ownership import Held, Holdings, read_bods

LATER = date(2026, 11, 22)
ACME, JANE = "rec-acme-holdings-ltd", "rec-jane-smith-1975"
ALPHA, BETA = "rec-alpha-corp", "rec-beta-corp"
OPAQUE = "rec-opaque-holdings-sa"


def holdings(name: str) -> Holdings:
    with as_file(files("bods_fixtures") / "data" / f"{name}.json") as path:
        got = read_bods(path)
    return Holdings.of(got.holdings, got.faults)


def shares(found: Holdings, on: date) -> dict[tuple[str | None, str], tuple[Decimal, Decimal]]:
    """Owner and owned → the lowest and the highest share, on a day."""
    into = found.links(on).into
    return {(link.owner, owned): link.most() for owned, links in into.items() for link in links}


def held(found: Holdings, party: str, owner: str, on: date = LATER) -> Held:
    return found.held(party, {owner: True}, on)


@pytest.mark.parametrize("name", list_cases())
def test_every_percentage_of_a_text_is_read_as_it_says_and_nothing_is_refused(name: str) -> None:
    found = holdings(name)
    text = load(name).description or ""
    shape = text.partition("## Shape")[2].partition("\n## ")[0]
    stated = {Decimal(number) for number in re.findall(r"(\d+(?:\.\d+)?)\s*%", shape)}
    read = {end for ends in shares(found, LATER).values() for end in ends}
    assert found.faults == ()
    assert read == (stated or {Decimal(0), Decimal(100)})


def test_a_share_is_held_from_the_day_it_begins() -> None:
    found = holdings("core/01-direct-ownership")
    assert shares(found, date(2009, 12, 31)) == {}
    assert held(found, ACME, JANE, date(2009, 12, 31)).held is not True
    for day in (date(2010, 1, 1), LATER):
        assert shares(found, day) == {(JANE, ACME): (Decimal(75), Decimal(75))}
        answer = held(found, ACME, JANE, day)
        assert answer.held is True
        assert len(answer.chain) == 1


def test_companies_that_hold_each_other_wholly_hold_no_more_than_all_and_nobody_holds_them() -> (
    None
):
    found = holdings("edge-cases/10-circular-ownership")
    assert set(shares(found, LATER)) == {(ALPHA, BETA), (BETA, ALPHA)}
    for party, other in ((ALPHA, BETA), (BETA, ALPHA)):
        assert found.held(party, {}, LATER).held is False
        answer = held(found, party, other)
        assert answer.held is True
        assert all(share.per_cent.hi == 100 for share in answer.by_reading.values())


def test_an_owner_who_could_not_be_identified_is_never_nobody() -> None:
    found = holdings("edge-cases/11-anonymous-person")
    ((owner, owned),) = shares(found, LATER)
    assert (owner, owned) == (None, OPAQUE)
    assert found.held(OPAQUE, {}, LATER).held is None
