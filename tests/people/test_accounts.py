"""Accounts: who may sign in, with what, how often; what tokens are good for; the log of it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from licet.basics import Refused
from licet.people import (
    Lasting,
    TooOften,
    add,
    begin,
    change,
    disable,
    end,
    entries,
    listed,
    make_token,
    person_of,
    person_of_token,
    printed,
    revoke,
    roles,
    sign_in,
    tokens,
)
from licet.store import Store
from tests.health.house import HOUSE

PASSWORD = "correct horse battery"  # noqa: S105 - of nobody
OTHER = PASSWORD[::-1]
HERE = "192.0.2.7"
USUAL = Lasting()


@pytest.fixture
def ana(store: Store) -> str:
    """An analyst."""
    return add(store, "Ana", ["analyst"], PASSWORD, by="test").name


def acts(store: Store) -> list[str]:
    return [one.act for one in reversed(entries(store))]


def test_the_printed_table_of_roles_is_the_table() -> None:
    assert printed() in (HOUSE / "docs" / "people.md").read_text(encoding="utf-8")
    assert all(one.may <= set(roles().acts) for one in roles().roles.values())
    assert not any({"prepare", "approve"} <= one.may for one in roles().roles.values())


def test_a_person_signs_in_with_name_and_password_only(store: Store, ana: str) -> None:
    found = sign_in(store, " ANA ", PASSWORD, HERE)
    assert found is not None
    assert (found.name, found.shown, found.roles) == ("ana", "Ana", ("analyst",))
    assert found.may("prepare")
    assert not found.may("approve")
    assert sign_in(store, ana, PASSWORD + "!", HERE) is None
    assert sign_in(store, "bob", PASSWORD, HERE) is None
    assert sign_in(store, "«?»", PASSWORD, HERE) is None
    assert acts(store) == ["added", *["sign_in_failed"] * 3]


@pytest.mark.parametrize("password", ["short", "a" * 12, "x ana knows it x", "1" * 201])
def test_a_weak_password_is_refused(store: Store, password: str) -> None:
    with pytest.raises(Refused, match="password"):
        add(store, "ana", ["reader"], password, by="test")
    assert listed(store) == []


def test_a_name_is_somebody_s_once(store: Store, ana: str) -> None:
    for name in ("ana", "ANA", "ａｎａ"):
        with pytest.raises(Refused, match="already"):
            add(store, name, ["reader"], PASSWORD, by="test")
    with pytest.raises(Refused, match="letters"):
        add(store, "a b", ["reader"], PASSWORD, by="test")
    with pytest.raises(Refused, match="one or more of reader"):
        change(store, ana, given=["emperor"], by="test")


def test_no_secret_is_kept_as_it_is(store: Store, ana: str) -> None:
    session = begin(store, ana, "password", HERE, USUAL)
    _, token = make_token(store, ana, by="test")
    with store.reading() as connection:
        kept = "".join(
            str(row)
            for table in ("people", "sessions", "tokens", "people_log")
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
        )
    assert "$argon2id$" in kept
    assert not any(one in kept for one in (PASSWORD, session, token.split("_", 2)[2]))


def test_a_session_ends_by_leaving_by_idleness_and_by_age(
    store: Store, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1_000_000]
    monkeypatch.setattr("licet.people.sessions.now", lambda: clock[0])
    lasting = Lasting(idle=600, whole=1500)
    first = begin(store, ana, "password", HERE, lasting)
    second = begin(store, ana, "password", HERE, lasting, old=first)
    assert person_of(store, first, lasting) is None, "signing in anew changes the secret"
    for _ in range(2):
        clock[0] += 500
        assert person_of(store, second, lasting) is not None
    clock[0] += 500
    assert person_of(store, second, lasting) is None, "however busy, it ends"
    third = begin(store, ana, "password", HERE, lasting)
    clock[0] += 600
    assert person_of(store, third, lasting) is None, "nobody was there for ten minutes"
    fourth = begin(store, ana, "password", HERE, lasting)
    end(store, fourth)
    end(store, fourth)
    assert person_of(store, fourth, lasting) is None
    assert acts(store)[-1] == "signed_out"


def test_who_is_changed_or_disabled_is_out_at_once(store: Store, ana: str) -> None:
    session = begin(store, ana, "password", HERE, USUAL)
    _, token = make_token(store, ana, by="test", scope="write")
    change(store, ana, given=["reader", "counsel"], by="root")
    assert person_of(store, session, USUAL) is None
    person = person_of_token(store, token)
    assert person is not None
    assert person.roles == ("reader", "counsel")
    disable(store, ana, by="root")
    assert person_of_token(store, token) is None
    assert sign_in(store, ana, PASSWORD, HERE) is None
    disable(store, ana, by="root", disabled=False)
    change(store, ana, password=OTHER, by="root")
    assert sign_in(store, ana, PASSWORD, HERE) is None
    assert sign_in(store, ana, OTHER, HERE) is not None


def test_guessing_is_stopped_by_name_and_by_address(store: Store, ana: str) -> None:
    for _ in range(9):
        assert sign_in(store, ana, "wrong password 1", "192.0.2.1") is None
    assert sign_in(store, ana, PASSWORD, "192.0.2.1") is not None, "the tenth is right"
    for number in range(10):
        assert sign_in(store, ana, "wrong password 1", f"192.0.2.{number}") is None
    with pytest.raises(TooOften) as often:
        sign_in(store, ana, PASSWORD, "198.51.100.1")
    assert 0 < often.value.wait <= 900


def test_a_token_is_good_for_its_scope_until_it_ends_or_is_revoked(
    store: Store, ana: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, token = make_token(store, ana, by="ana", days=30, label="nightly run")
    person = person_of_token(store, token)
    assert person is not None
    assert person.may("see")
    assert not person.may("prepare"), "what changes something needs the scope `write`"
    assert person_of_token(store, token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    assert person_of_token(store, "licet_") is None
    with pytest.raises(Refused, match="no such token"):
        revoke(store, kept.id, by="bob", of="bob")
    revoke(store, kept.id, by="ana", of="ana")
    assert person_of_token(store, token) is None
    with pytest.raises(Refused, match="already"):
        revoke(store, kept.id, by="ana")
    assert [one.good for one in tokens(store, "ana")] == [False]
    _, second = make_token(store, ana, by="ana", days=1)
    monkeypatch.setattr("licet.people.token.now", lambda: kept.made + 2 * 86_400)
    assert person_of_token(store, second) is None
    for wrong in ({"days": 400}, {"scope": "all"}):
        with pytest.raises(Refused):
            make_token(store, ana, by="ana", **wrong)
    assert acts(store) == ["added", "token_made", "token_revoked", "token_made"]
