"""Papers of a case: kept with it as they are, demanded where the rule demands them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from licet.basics import Refused
from licet.cases import (
    MOST_BYTES,
    Store,
    approve,
    attach,
    attach_content,
    audit,
    backup,
    contents,
    move,
    open_store,
    remove,
    restore,
    show,
)
from tests.cases.acts import DAY, VERDICT, hand, licensed, opened, walk
from tests.cases.refusing import refused
from tests.cases.test_journal import behind_the_back

STATEMENT = b"%PDF-1.7 what Abel GmbH does with it"


def test_a_paper_is_kept_as_it_is_and_comes_back_from_a_backup(
    store: Store, tmp_path: Path
) -> None:
    name, other = opened(store), opened(store)
    file = tmp_path / "声明.pdf"
    file.write_bytes(STATEMENT)
    attach(store, name, "contract", file, hand())
    attach_content(store, name, "end_user_statement", "two.pdf", b"two", hand())
    attach(store, other, "contract", file, hand())
    shown = {one["document"]: one for one in show(store, name, DAY)["documents"]}
    digest = hashlib.sha256(STATEMENT).hexdigest()
    assert (shown["contract"]["size"], shown["contract"]["sha256"]) == (len(STATEMENT), digest)
    for wrong, why in ((b"", "empty"), (b"x" * (MOST_BYTES + 1), "32 megabytes at most")):
        with refused(store, name, why):
            attach_content(store, name, "contract", "a.pdf", wrong, hand())
    backup(store, tmp_path / "kept.sqlite")
    restore(tmp_path / "kept.sqlite", str(tmp_path / "again.sqlite"))
    again = open_store(str(tmp_path / "again.sqlite"))
    for place in (store, again):
        found = contents(place, name)
        assert [(one.file, one.content) for one in found] == [
            ("声明.pdf", STATEMENT),
            ("two.pdf", b"two"),
        ]
        assert contents(place, name, found[1].entry) == found[1:]
        with place.reading() as connection:  # a content that two cases have is kept once
            assert connection.execute(text("SELECT count(*) FROM contents")).scalar() == 2
    again.close()


def test_a_changed_or_lost_paper_is_found_out(store: Store) -> None:
    name = opened(store)
    attach_content(store, name, "contract", "a.pdf", STATEMENT, hand())
    for act in ("UPDATE contents SET sha256 = 'a'", "DELETE FROM attachments"):
        with pytest.raises(Refused, match="never changed or"), store.writing() as connection:
            connection.execute(text(act))
    changed = "UPDATE contents SET content = CAST('x' AS {})"
    kind = "BYTEA" if "postgresql" in store.name else "BLOB"
    assert behind_the_back(store, changed.format(kind)) == ("entry 2: its paper was changed",)
    assert behind_the_back(store, "DELETE FROM attachments") == ("entry 2: its paper is gone",)


def test_a_removed_case_takes_its_papers_along_unless_another_has_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, other = licensed(store), opened(store)
    attach_content(store, name, "contract", "a.pdf", STATEMENT, hand())
    attach_content(store, name, "identity", "b.pdf", b"only here", hand())
    attach_content(store, other, "contract", "c.pdf", STATEMENT, hand())
    move(store, name, "returned", hand())
    monkeypatch.setattr("licet.cases.desk.Hand.checked", lambda self: self)
    remove(store, name, hand(on=date(2031, 3, 3)))
    with store.reading() as connection:
        kept = connection.execute(text("SELECT content FROM contents")).scalars().all()
    assert [bytes(one) for one in kept] == [STATEMENT]
    assert [one.file for one in contents(store, other)] == ["c.pdf"]
    assert audit(store).faults == ()


@pytest.mark.parametrize("listed", [True, None])
def test_a_listed_end_user_of_an_exporter_in_china_needs_two_papers_first(
    store: Store,
    listed: bool | None,  # noqa: FBT001 - of the parameters
) -> None:
    name = opened(store, end_user_on_watch_list=listed)
    walk(store, name, "ready")
    for paper in ("risk_assessment", "undertaking"):
        approve(store, name, hand("ben"))
        rule = {True: "792 Art. 26", None: "as long as it is not known"}[listed]
        with refused(store, name, rule, f"{paper} must be attached first"):
            move(store, name, "submitted", hand())
        attach_content(store, name, paper, f"{paper}.pdf", paper.encode(), hand())
    assert walk(store, name, "submitted").state == "submitted"
    abroad = opened(store, exporter_in="JP", end_user_on_watch_list=listed)
    assert walk(store, abroad, "ready", "submitted").state == "submitted"


def test_a_humanitarian_report_comes_with_its_undertaking(store: Store) -> None:
    name = opened(store, "humanitarian", VERDICT | {"outcome": "exempt"})
    walk(store, name, "ready", "exported")
    with refused(store, name, "61 §5", "humanitarian_undertaking must be attached first"):
        move(store, name, "reported", hand())
    attach_content(store, name, "humanitarian_undertaking", "u.pdf", b"we promise", hand())
    assert move(store, name, "reported", hand()).state == "reported"
