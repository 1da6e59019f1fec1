"""Whatever is done to the journal behind the program's back is found."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from licet.basics import Refused
from licet.cases import Head, Store, audit, open_store, read_head, seal, seal_ended
from licet.cases.journal import entries, hash_of
from licet.seal import Key, new_key, public_of, read_key
from tests.cases.acts import DAY, hand, licensed, opened, ship, walk


@pytest.fixture
def key(tmp_path: Path) -> Key:
    """A key of our own."""
    new_key(tmp_path / "office.key")
    return read_key(tmp_path / "office.key")


def behind_the_back(store: Store, *acts: str) -> tuple[str, ...]:
    """What the audit says after somebody with all rights did this to the database."""
    postgresql = store._engine.dialect.name == "postgresql"
    with store.writing() as connection:
        for table in ("journal", "heads", "releases", "contents", "attachments"):
            if postgresql:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
                continue
            for act in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{act}"))
        for act in acts:
            connection.execute(text(act).execution_options(autocommit=False))
    return audit(store).faults


def test_a_journal_that_nobody_touched_is_sound(store: Store, key: Key) -> None:
    ship(store, licensed(store, "general"))
    opened(store)
    head = seal(store, key, date(2026, 3, 2))
    found = audit(store, public_of(key), [head])
    assert found.faults == ()
    assert found.signed_through == found.entries == head.seq


@pytest.mark.parametrize(
    ("acts", "says"),
    [
        (("DELETE FROM journal WHERE seq = 3",), "entry 3: removed"),
        (("DELETE FROM journal WHERE seq IN (3, 4)",), "entries 3–4: removed"),
        (("DELETE FROM journal WHERE seq >= 5",), "removed from the end"),
        (
            ("UPDATE journal SET body = replace(body, 'ana', 'eve') WHERE seq = 2",),
            "entry 2: changed",
        ),
        (("UPDATE journal SET case_number = NULL WHERE seq = 2",), "entry 2: changed"),
        (
            (
                "UPDATE journal SET seq = 1003 WHERE seq = 3",
                "UPDATE journal SET seq = 3 WHERE seq = 4",
                "UPDATE journal SET seq = 4 WHERE seq = 1003",
            ),
            "reordered",
        ),
        (("UPDATE cases SET state = 'valid'",), "stands otherwise"),
        (("UPDATE cases SET drawn = 0",), "stands otherwise"),
        (("DELETE FROM releases",), "do not add up"),
    ],
)
def test_what_was_removed_changed_or_reordered_is_named(
    store: Store, acts: tuple[str, ...], says: str
) -> None:
    ship(store, licensed(store))
    faults = behind_the_back(store, *acts)
    assert [fault for fault in faults if says in fault] != []


def rewritten(store: Store) -> None:
    """Change the second entry, and write every hash after it anew."""
    with store.reading() as connection:
        rows = connection.execute(text("SELECT seq, body, hash FROM journal ORDER BY seq")).all()
    previous, acts = rows[0].hash, []
    for row in rows[1:]:
        body = row.body.replace('"by":"ana"', '"by":"eve"')
        new = hash_of(previous, body)
        quoted = body.replace("'", "''").replace(":", "\\:")
        acts.append(
            f"UPDATE journal SET body = '{quoted}', previous = '{previous}', hash = '{new}' "  # noqa: S608 - an attacker of the tests
            f"WHERE seq = {row.seq}"
        )
        previous = new
    acts.append(f"UPDATE chain SET hash = '{previous}'")  # noqa: S608
    behind_the_back(store, *acts)


def test_a_journal_written_anew_is_betrayed_by_a_signed_head(store: Store, key: Key) -> None:
    walk(store, opened(store), "ready")
    head = seal(store, key, DAY)
    rewritten(store)
    faults = audit(store, public_of(key)).faults
    assert [fault for fault in faults if "written anew" in fault] != []
    behind_the_back(store, "DELETE FROM heads")
    assert audit(store).faults == ()
    assert [f for f in audit(store, None, [head]).faults if "written anew" in f] != []


def test_a_head_signed_by_another_or_not_at_all_is_named(
    store: Store, key: Key, tmp_path: Path
) -> None:
    opened(store)
    head = seal(store, key, DAY)
    other = new_key(tmp_path / "other.key")
    assert "another key" in audit(store, other).faults[0]
    forged = Head(head.day, head.seq, head.hash, head.key, "00" * 64)
    assert "signature" in audit(store, None, [forged]).faults[0]


def test_a_head_is_kept_elsewhere_as_json_and_read_back(store: Store, key: Key) -> None:
    opened(store)
    head = seal(store, key, DAY)
    assert read_head(json.dumps(head.as_json()), "head.json") == head
    for wrong in ("{}", "[]", "no json", json.dumps(head.as_json() | {"seq": "1"})):
        with pytest.raises(Refused, match=r"head\.json"):
            read_head(wrong, "head.json")


def test_an_empty_journal_has_nothing_to_sign(store: Store, key: Key) -> None:
    assert audit(store).faults == ()
    with pytest.raises(Refused, match="no entry yet"):
        seal(store, key, DAY)


def test_a_day_is_sealed_twice_without_harm(tmp_path: Path, key: Key) -> None:
    store = open_store(str(tmp_path / "a.sqlite"))
    opened(store)
    assert seal(store, key, DAY) == seal(store, key, DAY)
    assert hand().on == DAY
    store.close()


def test_a_day_that_has_ended_is_sealed_once_whoever_tries(store: Store, key: Key) -> None:
    today = datetime.now(UTC)
    yesterday = today.date() - timedelta(days=1)
    opened(store)
    midnight = datetime.combine(today.date(), time.min, UTC)
    assert seal_ended(store, key, yesterday, midnight) is None  # nothing was written by then
    assert audit(store).signed_on is None
    with ThreadPoolExecutor(4) as several:
        ends = [today + timedelta(hours=1)] * 4
        found = list(several.map(lambda end: seal_ended(store, key, DAY, end), ends))
    (head,) = [one for one in found if one is not None]
    assert (head.seq, head.day) == (1, DAY.isoformat())
    opened(store)
    assert seal_ended(store, key, DAY, datetime.fromisoformat(second_at(store))) is None
    sound = audit(store, public_of(key))
    assert (sound.faults, sound.signed_through, sound.signed_on) == ((), 1, head.day)


def second_at(store: Store) -> str:
    """When the second entry was written."""
    with store.reading() as connection:
        return str([*entries(connection)][1].body["at"])
