"""A store is kept as one file and comes back whole, on either database."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from licet.basics import Refused
from licet.cases import Store, audit, backup, listed, open_store, restore, seal, show
from licet.people import add, entries
from licet.seal import new_key, read_key
from tests.cases.acts import DAY, hand, licensed, opened, ship, walk
from tests.cases.test_killed import write_on
from tests.databases import make_database

pytestmark = pytest.mark.xdist_group("pg")


@pytest.fixture
def another(url: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Another new store, on the other database."""
    if url.startswith("sqlite"):
        return make_database(request.getfixturevalue("postgresql"))
    return str(tmp_path / "another.sqlite")


def filled(store: Store, tmp_path: Path) -> None:
    """Cases of several kinds, with releases and a signed head."""
    ship(store, licensed(store, "general", users=("阿贝尔",)), "3", key="k")
    walk(store, opened(store), "ready", "withdrawn")
    add(store, "ana", ["reader"], "a long enough passphrase 7", by="root")
    new_key(tmp_path / "office.key")
    seal(store, read_key(tmp_path / "office.key"), DAY)


def test_a_backup_comes_back_whole_and_work_goes_on(
    store: Store, another: str, tmp_path: Path
) -> None:
    filled(store, tmp_path)
    kept = backup(store, tmp_path / "kept.licet")
    assert sorted(path.name for path in tmp_path.glob("kept*")) == ["kept.licet"]
    assert (tmp_path / "kept.licet").stat().st_mode & 0o077 == 0
    found = restore(tmp_path / "kept.licet", another)
    assert (found.entries, found.head) == (kept.entries, kept.head)
    again = open_store(another)
    assert listed(again, DAY) == listed(store, DAY)
    assert show(again, "C-0001", DAY) == show(store, "C-0001", DAY)
    assert ship(again, "C-0001", "3", key="k").more["repeated"]
    assert audit(again).signed_through == audit(store).signed_through
    assert opened(again) == "C-0003"
    add(again, "ben", ["reader"], "a long enough passphrase 7", by="root")
    assert len(entries(again)) == len(entries(store)) + 1
    assert audit(again).faults == ()
    again.close()


def test_nothing_is_overwritten(store: Store, another: str, tmp_path: Path) -> None:
    opened(store)
    (tmp_path / "there").write_text("x")
    with pytest.raises(Refused, match="overwrites nothing"):
        backup(store, tmp_path / "there")
    backup(store, tmp_path / "kept.licet")
    full = open_store(another)
    opened(full)
    full.close()
    with pytest.raises(Refused, match="not empty"):
        restore(tmp_path / "kept.licet", another)
    again = open_store(another)
    assert len(listed(again, DAY)) == 1
    again.close()


def test_a_backup_that_was_touched_is_not_restored(
    store: Store, another: str, tmp_path: Path
) -> None:
    filled(store, tmp_path)
    backup(store, tmp_path / "kept.licet")
    with closing(sqlite3.connect(tmp_path / "kept.licet")) as file:
        file.execute("DROP TRIGGER journal_no_update")
        file.execute("UPDATE journal SET body = replace(body, 'ana', 'eve') WHERE seq = 2")
        file.commit()
    with pytest.raises(Refused, match="entry 2: changed"):
        restore(tmp_path / "kept.licet", another)
    for wrong in (b"", b"no store"):
        (tmp_path / "wrong").write_bytes(wrong)
        with pytest.raises(Refused):
            restore(tmp_path / "wrong", another)


def test_a_backup_is_of_one_moment_while_others_write(
    store: Store, url: str, tmp_path: Path
) -> None:
    name = opened(store)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    writer = context.Process(target=write_on, args=(url, name, theirs))
    writer.start()
    theirs.close()
    ours.recv()
    for number in range(3):
        kept = backup(store, tmp_path / f"{number}.licet")
        seen = ours.recv()
        while ours.poll():
            seen = ours.recv()
        assert 2 <= kept.entries <= seen + 1
    writer.kill()
    writer.join()
    ours.close()
    assert show(store, name, DAY)["journal"][0]["by"] == hand("opa").by
