"""The store: made by itself, whole or untouched, shared by many, and append-only."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from sqlalchemy import text

from licet.basics import Refused
from licet.cases import audit, show
from licet.store import APPEND_ONLY, Store, open_store
from tests.cases.acts import DAY, licensed, opened, ship

WRITERS = 50


def test_a_store_opens_again_as_it_was(store: Store, url: str) -> None:
    name = licensed(store)
    again = open_store(url)
    assert show(again, name, DAY) == show(store, name, DAY)
    again.close()


def test_a_store_of_a_newer_licet_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="newer Licet"):
        open_store(url)


@pytest.mark.parametrize("name", ["mysql://a/b", "postgresql://nobody@127.0.0.1:9/x", "sqlite://"])
def test_a_store_that_cannot_be_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(Refused) as refused:
        open_store(name)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("table", ["journal", "heads", "releases"])
@pytest.mark.parametrize("act", ["UPDATE {} SET seq = seq + 1", "DELETE FROM {}"])
def test_what_happened_is_never_changed_nor_deleted(store: Store, table: str, act: str) -> None:
    ship(store, licensed(store))
    with store.writing() as connection:
        connection.execute(text("INSERT INTO heads VALUES (1, '2026-03-02', 'h', 'k', 's')"))
    with pytest.raises(Refused, match="never changed or deleted"), store.writing() as connection:
        connection.execute(text(act.format(table)))


def test_an_act_that_fails_half_way_leaves_nothing(store: Store) -> None:
    name = opened(store)
    acts = (
        "UPDATE cases SET state = 'valid', version = 2",
        "INSERT INTO releases VALUES (1, 1, NULL, '', '', -1)",
    )
    with pytest.raises(Refused, match="something_is_released"):
        _run(store, *acts)
    assert show(store, name, DAY)["state"] == "draft"


def _run(store: Store, *acts: str) -> None:
    with store.writing() as connection:
        for act in acts:
            connection.execute(text(act))


def test_the_database_itself_refuses_an_overdraft(store: Store) -> None:
    licensed(store, "general")
    with pytest.raises(Refused, match="never_overdrawn"), store.writing() as connection:
        connection.execute(text("UPDATE cases SET drawn = quantity + 1"))


@pytest.mark.xdist_group("pg")
def test_on_postgresql_the_application_s_role_may_only_add_to_the_journal(
    new_database: str,
) -> None:
    owner = open_store(new_database)
    with owner.writing() as connection:
        connection.execute(text("DROP ROLE IF EXISTS desk"))
        connection.execute(text("CREATE ROLE desk LOGIN"))
    owner.grant("desk")
    with owner.writing() as connection:  # the grants alone must do, without the triggers
        for table in APPEND_ONLY:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    desk = open_store(new_database.replace("licet@", "desk@"))
    name = licensed(desk)
    ship(desk, name)
    for act in ("UPDATE {} SET {} = DEFAULT", "DELETE FROM {}", "TRUNCATE {}"):
        for table in APPEND_ONLY:
            column = "sha256" if table == "contents" else "seq"
            with pytest.raises(Refused, match="permission denied"), desk.writing() as connection:
                connection.execute(text(act.format(table, column)))
    with pytest.raises(Refused, match="permission denied"), desk.writing() as connection:
        connection.execute(text("DELETE FROM cases"))
    assert audit(desk).faults == ()
    with owner.writing() as connection:
        connection.execute(text("DROP OWNED BY desk"))
        connection.execute(text("DROP ROLE desk"))
    desk.close()
    owner.close()


def test_a_store_that_is_not_there_is_not_made_by_who_only_looks(url: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no store here yet"):
        open_store(url, make=False)
    assert list(tmp_path.iterdir()) == []
    open_store(url).close()
    open_store(url, make=False).close()


def test_roles_are_for_postgresql(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "a.sqlite"))
    with pytest.raises(Refused, match="PostgreSQL"):
        store.grant("desk")
    store.close()


def _draw(url: str, name: str, gate: object) -> None:
    gate.wait()  # type: ignore[attr-defined]
    store = open_store(url)
    try:
        ship(store, name, "3")
    except Refused as refused:
        assert "beyond the licence" in str(refused) or "exhausted" in str(refused)  # noqa: PT017
    store.close()


def test_fifty_writers_at_once_never_overdraw(store: Store, url: str) -> None:
    name = licensed(store, "general", quantity="100")
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(WRITERS)
    writers = [context.Process(target=_draw, args=(url, name, gate)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    licence = show(store, name, DAY)["licence"]
    assert (licence["drawn"], licence["left"]) == ("99", "1")
    released = [one for one in show(store, name, DAY)["journal"] if one["act"] == "release"]
    assert len(released) == 33
    assert audit(store).faults == ()


def _repeat(url: str, name: str, gate: object) -> None:
    gate.wait()  # type: ignore[attr-defined]
    store = open_store(url)
    ship(store, name, "3", key="once")
    store.close()


def test_one_key_sent_by_many_at_once_is_one_release(store: Store, url: str) -> None:
    name = licensed(store, "general", quantity="100")
    context = multiprocessing.get_context("fork")
    gate = context.Barrier(8)
    writers = [context.Process(target=_repeat, args=(url, name, gate)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 8
    assert show(store, name, DAY)["licence"]["drawn"] == "3"


def test_many_may_make_the_store_at_once(url: str) -> None:
    context = multiprocessing.get_context("fork")
    makers = [context.Process(target=_make, args=(url,)) for _ in range(6)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert [maker.exitcode for maker in makers] == [0] * 6


def _make(url: str) -> None:
    store = open_store(url)
    opened(store)
    store.close()
