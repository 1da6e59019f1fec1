"""Old records are decided again, and what changed says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licet.papers import Enclosed, hide, public_of, replay, write_record
from licet.rulebook import Rulebook
from licet.verdict import decide_cases, read_case
from tests.papers.small_law import LAW, small_book

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FACTS = {
    "ship_to": "JP",
    "annex1": "P2-A",
    "relief": False,
    "listed": False,
    "cn_part1_value": "2.5",
    "item_value": "1890",
}
ANSWER = {"outcome": "licence_required", "review": "ordinary"}


def written(folder: Path, book: Rulebook, name: str = "a.json", on: str = "2025-07-01") -> Path:
    case = read_case({"on": on, "known": "2025-05-01", "facts": FACTS}, book)
    verdict = decide_cases([case], book)[0]
    path = folder / name
    write_record(path, verdict, case, book, KEY, Enclosed(about={"line": "10"}))
    return path


def test_the_same_law_gives_the_same_answer(tmp_path: Path) -> None:
    book = small_book()
    written(tmp_path, book)
    (found,) = replay(tmp_path, book, None, public_of(KEY))
    assert (found.file, found.about, found.changed) == ("a.json", {"line": "10"}, False)
    assert found.then == found.now == ANSWER
    assert found.why == ()


def test_what_has_become_known_since_changes_the_answer(tmp_path: Path) -> None:
    book = small_book()
    written(tmp_path, book)
    (found,) = replay(tmp_path, book, date(2025, 8, 1), None)
    assert found.changed
    assert found.now == {"outcome": "not_required", "review": None}
    assert found.why == ("1 P2-A: was in force, is suspended", "1 §1: was in force, is suspended")


def test_a_corrected_predicate_is_named(tmp_path: Path) -> None:
    written(tmp_path, small_book())
    corrected = LAW.replace("0.001 * item_value", "0.01 * item_value")
    (found,) = replay(tmp_path, small_book(law=corrected), None, None)
    assert found.now == {"outcome": "not_required", "review": None}
    (why,) = found.why
    assert why.startswith("1 §1: met before, not met now: − cn_part1_value >= 0.001 * item_value")
    assert "+ cn_part1_value >= 0.01 * item_value" in why


def test_clauses_that_came_and_went_are_named(tmp_path: Path) -> None:
    written(tmp_path, small_book())
    other = LAW.replace("1 §1", "1 §9")
    (found,) = replay(tmp_path, small_book(law=other), None, None)
    assert not found.changed
    assert found.why == ("1 §9: new in the rulebook; met", "1 §1: no longer in the rulebook")


def test_a_record_whose_facts_are_hidden_cannot_be_decided_again(tmp_path: Path) -> None:
    book = small_book()
    path = written(tmp_path, book)
    path.write_bytes(hide(path.read_bytes(), ["facts.item_value"]))
    (found,) = replay(tmp_path, book, None, None)
    assert found.now is None
    assert not found.changed
    assert found.why == ("cannot be decided again: facts.item_value hidden",)


def test_a_record_that_is_not_sound_is_refused_and_the_others_are_decided(tmp_path: Path) -> None:
    book = small_book()
    written(tmp_path, book, "b.json")
    path = written(tmp_path, book)
    path.write_bytes(path.read_bytes().replace(b'"JP"', b'"KR"'))
    first, second = replay(tmp_path, book, None, None)
    assert first.refused
    assert first.why == ("facts.ship_to: not the value that was sealed",)
    assert second.now == ANSWER


def test_a_fact_that_the_law_no_longer_knows_is_named(tmp_path: Path) -> None:
    from tests.papers.small_law import FACTS as FACTS_FILE

    written(tmp_path, small_book())
    fewer = FACTS_FILE.replace("fact: ship_to", "fact: shipped_to")
    law = LAW.replace("ship_to", "shipped_to")
    (found,) = replay(tmp_path, small_book(facts=fewer, law=law), None, None)
    assert found.now is None
    assert "ship_to" in found.why[0]
