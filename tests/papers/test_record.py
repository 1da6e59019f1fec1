"""A record says what was decided, and nobody can make it say anything else."""

from __future__ import annotations

import ast
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import licet.papers.verifier as verifier_module
from licet.basics import Refused
from licet.papers import Enclosed, NotSound, hide, law_name, public_of, read_record, verify
from licet.papers import write_record as write
from licet.papers.record import make_record
from licet.rulebook import Rulebook, rulebook
from licet.seal import canonical
from licet.verdict import decide_cases, read_case
from tests.papers.small_law import small_book

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FACTS = {
    "ship_to": "JP",
    "is_magnet": True,
    "relief": False,
    "listed": True,
    "cn_part1_value": {"lo": "2.5", "hi": "3"},
    "item_value": "1890.00",
}
ENCLOSED = Enclosed(
    about={"shipment": "S1", "line": "10"},
    evidence={"item_value": "items.csv:3", "cn_part1_value": "traced from bom.csv:14, bom.csv:88"},
    workings={
        "cn_part1_value": [
            {"what": "magnet alloy", "lo": "2", "hi": "2"},
            {"what": "powder", "lo": "0.5", "hi": "1"},
        ]
    },
    files={"bom.csv": "ab" * 32},
)


def record_of(book: Rulebook, enclosed: Enclosed = ENCLOSED, **changed: object) -> bytes:
    raw = {"on": "2025-03-01", "known": "2025-03-01", "facts": FACTS | changed}
    case = read_case(raw, book)
    numbers = iter(range(10_000))
    made = make_record(
        decide_cases([case], book)[0],
        case,
        book,
        KEY,
        enclosed,
        salt=lambda: f"{next(numbers):032x}",
    )
    return canonical(made)


@cache
def small_record() -> bytes:
    return record_of(small_book())


def refusal(data: bytes, key: str | None = None) -> str:
    with pytest.raises(NotSound) as refused:
        verify(data, key)
    return "\n".join(map(str, refused.value.args))


def put(into: list[object], at: int, *, value: object) -> None:
    into[at] = value


def edited(change: Callable[[dict], object]) -> bytes:  # type: ignore[type-arg]
    record = json.loads(small_record())
    change(record)
    return canonical(record)


def resealed(change: Callable[[dict], object]) -> bytes:  # type: ignore[type-arg]
    """A record that a dishonest or mistaken signer seals anew after changing it."""
    record = json.loads(small_record())
    change(record)
    for part in record["seal"]["sections"]:
        record["seal"]["sections"][part] = hashlib.sha256(canonical(record[part])).hexdigest()
    for place, opened in record["disclosed"].items():
        salt, value = opened
        committed = hashlib.sha256(canonical([salt, place, value])).hexdigest()
        record["seal"]["commitments"][place] = committed
    record["signature"]["value"] = KEY.sign(canonical(record["seal"])).hex()
    return canonical(record)


def test_a_record_is_sound_and_says_what_was_decided() -> None:
    sound = verify(small_record(), public_of(KEY))
    assert sound.record["result"]["outcome"] == "licence_required"
    assert sound.record["result"]["review"] == "refusal_presumed"
    assert sound.record["result"]["readings"] == {"A-09": "caught"}
    assert sound.on_word == []


def test_a_record_of_the_shipped_law_is_sound() -> None:
    book = rulebook()
    case = read_case(
        {"on": "2025-10-20", "known": "2025-10-20", "facts": {"exporter_in": "JP"}}, book
    )
    verdict = decide_cases([case], book)[0]
    data = canonical(make_record(verdict, case, book, KEY, Enclosed()))
    assert verify(data).record["result"]["outcome"] == verdict["outcome"]


def test_flipping_any_byte_is_refused() -> None:
    data = small_record()
    sound = []
    for at in range(len(data)):
        for bit in (0x01, 0x20):
            changed = data[:at] + bytes([data[at] ^ bit]) + data[at + 1 :]
            try:
                verify(changed)
            except NotSound:
                continue
            sound.append((at, bit))
    assert sound == []


def test_cutting_or_lengthening_a_record_is_refused() -> None:
    data = small_record()
    assert [n for n in range(len(data)) if n % 7 == 0 and not refusal(data[:n])] == []
    assert "canonical form" in refusal(data + b"\n")
    assert "not JSON" in refusal(data + b"}")


def test_a_wrong_key_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert "made with the key" in refusal(small_record(), public_of(other))
    swapped = edited(lambda r: r["signature"].update(key=public_of(other)))
    assert "not what this key signed" in refusal(swapped)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: r["trace"]["clauses"].pop("1 §2"), "trace: clauses: 1 §2"),
        (lambda r: r["trace"]["statements"].pop(), "trace: statements"),
        (lambda r: r["trace"]["statements"].reverse(), "trace: statements"),
        (lambda r: r["law"]["clauses"].pop(1), "law: changed since it was sealed"),
        (lambda r: r["law"]["clauses"].reverse(), "law: changed since it was sealed"),
        (lambda r: r["disclosed"].pop("facts.item_value"), "hidden: facts.item_value"),
        (lambda r: r["disclosed"]["workings.cn_part1_value"][1].pop(), "not the value"),
        (lambda r: r["disclosed"]["workings.cn_part1_value"][1].reverse(), "not the value"),
        (lambda r: put(r["disclosed"]["facts.listed"], 1, value=False), "facts.listed: not the"),
        (lambda r: r["result"].update(outcome="exempt"), 'outcome: "exempt" is stated'),
        (lambda r: r["case"].update(on="2025-07-01"), "case: changed since it was sealed"),
        (lambda r: r["hidden"].append("facts.other"), "hidden: facts.other"),
        (lambda r: r["seal"]["commitments"].pop("facts.listed"), "not what this key signed"),
        (lambda r: r.update(more=1), "the parts"),
        (lambda r: r.pop("trace"), "the parts"),
        (lambda r: r["signature"].update(note="x"), "format"),
    ],
)
def test_a_change_is_refused_and_named(change: Callable[[dict], object], says: str) -> None:  # type: ignore[type-arg]
    assert says in refusal(edited(change))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: r["result"].update(outcome="exempt"), 'outcome: "exempt" is stated'),
        (lambda r: r["result"].update(readings={}), "result: readings"),
        (lambda r: r["result"].update(duties=["1 §4"]), "result: duties"),
        (lambda r: put(r["trace"]["statements"], 0, value=False), "trace: statements"),
        (lambda r: r["trace"]["clauses"]["1 §1"].__setitem__(0, "suspended"), "1 §1"),
        (lambda r: put(r["disclosed"]["facts.listed"], 1, value=False), "1 §3"),
        (lambda r: r["disclosed"]["facts.item_value"].__setitem__(1, "9999999"), "1 §1"),
        (
            lambda r: r["disclosed"]["workings.cn_part1_value"][1][0].update(lo="2.1"),
            "its parts add up to 13/5",
        ),
        (lambda r: r["law"]["clauses"][1].update({"from": "2026-01-01"}), "not_yet"),
        (lambda r: r["law"]["statements"][0].update(holds="is_magnet AND"), "was not expected"),
        (lambda r: r["law"]["statements"][0].update(holds="(" * 9999), "shape of a record"),
        (lambda r: r["case"].pop("on"), "shape of a record"),
    ],
)
def test_what_a_signer_got_wrong_is_found(change: Callable[[dict], object], says: str) -> None:  # type: ignore[type-arg]
    assert says in refusal(resealed(change))


def test_resealing_without_a_change_changes_nothing() -> None:
    assert resealed(lambda _: None) == small_record()


def test_a_record_with_another_spelling_of_the_same_is_refused() -> None:
    record = json.loads(small_record())
    assert "canonical form" in refusal(json.dumps(record).encode())
    assert "canonical form" in refusal(json.dumps(record, sort_keys=True, indent=1).encode())
    data = small_record()
    assert "canonical form" in refusal(data.replace(b'"hidden":[]', b'"hidden":[],"hidden":[]'))
    assert "not JSON" in refusal(data.replace(b'"hidden":[]', b'"hidden":1.0'))
    assert "not JSON" in refusal(b"\xff" + data)


def test_the_bill_of_materials_can_be_hidden() -> None:
    left = hide(small_record(), ["workings.*", "evidence.*", "files"])
    sound = verify(left, public_of(KEY))
    assert b"powder" not in left
    assert b"bom.csv" not in left
    assert sound.on_word == []
    assert sound.record["result"]["outcome"] == "licence_required"
    assert sound.digest == verify(small_record()).digest


def test_hidden_facts_leave_their_statements_on_the_signers_word() -> None:
    left = hide(small_record(), ["facts.cn_part1_value", "facts.item_value", "workings.*"])
    sound = verify(left)
    assert b"1890" not in left
    says = [sound.record["law"]["statements"][n]["says"]["en"] for n in sound.on_word[:1]]
    assert says == ["a thousandth or more is Chinese"]
    assert sound.on_word[1:] == ["readings"]


def test_what_shown_facts_prove_cannot_be_sworn_away_by_hiding_others() -> None:
    def lie(record: dict) -> None:  # type: ignore[type-arg]
        record["trace"]["statements"][4] = False  # «the recipient is listed» is shown to be so
        record["trace"]["clauses"]["1 §3"][1] = False

    left = hide(resealed(lie), ["facts.item_value"])
    assert "1 §3" in refusal(left)


def test_every_fact_can_be_hidden_and_the_result_still_composes() -> None:
    left = hide(small_record(), ["*"])
    assert json.loads(left)["disclosed"] == {}
    assert verify(left).record["result"]["outcome"] == "licence_required"
    record = json.loads(left)
    record["result"]["outcome"] = "not_required"
    assert "result: outcome" in refusal(canonical(record))


def test_hiding_what_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match=r"facts\.nothing"):
        hide(small_record(), ["facts.nothing"])


def test_records_of_a_portfolio_share_the_law(tmp_path: Path) -> None:
    book = small_book()
    case = read_case({"on": "2025-03-01", "facts": FACTS}, book)
    verdict = decide_cases([case], book)[0]
    for name in ("a.json", "b.json"):
        write(tmp_path / name, verdict, case, book, KEY, law_apart=True)
    laws = list(tmp_path.glob("law-*.json"))
    name = law_name(json.loads((tmp_path / "a.json").read_bytes()))
    assert [path.name for path in laws] == [name]
    assert read_record(tmp_path / "a.json").record["result"]["outcome"] == "licence_required"
    laws[0].write_bytes(laws[0].read_bytes().replace(b"2025-01-01", b"2025-04-01", 1))
    with pytest.raises(NotSound, match="law: changed"):
        read_record(tmp_path / "a.json")
    with pytest.raises(NotSound, match=f"is not the law of this record, which is called {name}"):
        read_record(tmp_path / "b.json", law=laws[0])
    laws[0].unlink()
    with pytest.raises(NotSound, match=f"^law: missing; {name} was expected"):
        read_record(tmp_path / "b.json")
    with pytest.raises(NotSound, match="could not be read"):
        read_record(tmp_path / "b.json", law=laws[0])


def test_the_checker_is_run_alone_with_a_key_and_the_law(tmp_path: Path) -> None:
    book = small_book()
    case = read_case({"on": "2025-03-01", "facts": FACTS}, book)
    path = tmp_path / "a.json"
    write(path, decide_cases([case], book)[0], case, book, KEY, law_apart=True)
    (law,) = tmp_path.glob("law-*.json")
    moved = law.rename(tmp_path / "elsewhere.json")

    def alone(*more: str | Path) -> subprocess.CompletedProcess[str]:
        words = [sys.executable, verifier_module.__file__, path, *more]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    assert law.name in alone(public_of(KEY)).stderr
    done = alone(public_of(KEY), moved)
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["outcome"] == "licence_required"
    assert "made with the key" in alone("00" * 32, moved).stderr


def test_the_checker_shares_nothing_with_the_engine() -> None:
    source = Path(verifier_module.__file__).read_text("utf-8")
    assert source.count("\n") < 500
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add((node.module or "").partition(".")[0])
    assert found - set(sys.stdlib_module_names) == {"cryptography"}
