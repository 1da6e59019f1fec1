"""What other rooms note in English is said in the reader's language, and names stay as they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import licet
from licet.basics import Fault
from licet.verdict import Portfolio, say_expected, say_fault, say_note
from licet.verdict.words import found, phrases, pieces
from tests.papers.report_page import small
from tests.verdict.test_examples_folders import FOLDERS, portfolio

PLACES = re.compile(r"([\w.-]+\.(csv|xlsx):\d+(, )?)+")


def noted(decided: Portfolio) -> Iterator[str]:
    """Everything that the rooms below noted of a portfolio."""
    for decision in decided.decisions:
        yield from decision.line.notes
        for one in decision.determinations:
            yield from one.application.sheet.evidence.values()
            yield from one.application.sheet.conflicts.values()
    for fault in (*decided.folder.quarantine, *decided.assembled.faults):
        yield fault.expected


@pytest.mark.parametrize("name", FOLDERS)
def test_every_note_of_the_examples_is_known(name: str) -> None:
    every = {part for text in noted(portfolio(name)) for part in pieces(text)}
    assert [t for t in every if found(t) is None and not PLACES.fullmatch(t)] == []


def test_the_faults_of_a_folder_that_has_everything_wrong_are_known(tmp_path: Path) -> None:
    faults = small(tmp_path / "small").folder.quarantine
    assert faults
    assert [say_note(one.expected, "zh-Hans") for one in faults] == ["应为形如2026-11-22的日期"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "traced from items.xlsx:46 (value), bom.csv:69 and 2 more",
            "追溯自items.xlsx:46（价值）、bom.csv:69等另2处",
        ),
        ("shipments.csv:3; its form is magnet", "shipments.csv:3；形态为magnet"),
        (
            "importer: TDK: TDK Corp. (12/2026), watch list, in_force",
            "进口商：TDK: TDK Corp.（12/2026），关注名单，有效",
        ),
        ("a quantity of watch above zero", "watch的数量须大于零"),
        ("what nobody has a phrase for", "what nobody has a phrase for"),
    ],
)
def test_a_note_is_said_in_chinese_and_names_stay(text: str, said: str) -> None:
    assert say_note(text, "zh-Hans") == said


def test_codes_are_words_in_english_too() -> None:
    note = "end_user: A: B (1/2026), control list, not_yet"
    assert say_note(note, "en") == "end user: A: B (1/2026), control list, not yet in force"


def test_each_phrase_has_the_same_gaps_in_every_language() -> None:
    for pattern, words in phrases():
        gaps = set(pattern.groupindex)
        assert all(set(re.findall(r"\{(\w+)\}", text)) == gaps for text in words.values())


def test_a_phrase_is_not_hidden_by_one_above_it() -> None:
    for number, (_, words) in enumerate(phrases()):
        text = re.sub(r"\{\w+\}", "x", words["en"])
        hidden = [p.pattern for p, _ in phrases()[:number] if p.fullmatch(text)]
        assert hidden == [], text


def test_a_place_and_a_note_are_told_apart() -> None:
    note = "parties.csv:8; Hai Phong JSC: on neither list as known 2026-11-22"
    assert say_note(note, "zh-Hans") == "parties.csv:8；Hai Phong JSC：截至2026-11-22不在任何名单"


def said_in(room: str, writes: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    """What a room writes about statements, rows, names and candidates, names put in as `7`."""
    for path in sorted(Path(licet.__file__).with_name(room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Return):
                name, args = "return", [node.value]
            elif isinstance(node, ast.Call):
                name, args = ast.unparse(node.func).rpartition(".")[2], list(node.args)
            else:
                continue
            for place in writes.get(name, ()):
                text = args[place] if place < len(args) else None
                if isinstance(text, ast.Constant | ast.JoinedStr):
                    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                    yield "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts
                    )


WRITES = {"Broken": (0,), "refuse": (1,), "Feature": (2,), "fault": (1,), "_fault": (1,)}
"""Which argument of which call is a text for people."""
PARTS_OF_TEXTS = {
    "7 7: 7 7 (7)",
    "7 is not kept",
    "7 is to be confirmed for the shipment (--meets 7)",
    "no key is called that7",
    "the case 7",
}
"""What the source says in two parts; whole, they are phrases too."""
OF_THE_DESK = {"refuse": (0,), "Fault": (2,), "return": (0,)}


@pytest.mark.parametrize(("room", "least"), [("ownership", 35), ("screening", 10)])
def test_every_text_of_the_rooms_about_parties_is_known(room: str, least: int) -> None:
    texts = set(said_in(room, WRITES))
    assert len(texts) >= least
    assert sorted(text for text in texts if found(text) is None) == []


def test_every_refusal_of_the_desk_is_known_in_chinese() -> None:
    texts = {
        re.sub("^7: ", "792 Art. 7: ", text)
        .replace("»7", "»")
        .replace("for it is 7", "for it is so")
        for text in said_in("cases", OF_THE_DESK)
        if " " in text
    }
    assert len(texts) >= 50
    told = {text: say_expected(text, "zh-Hans") for text in texts - PARTS_OF_TEXTS}
    assert sorted(text for text, said in told.items() if not said.endswith("。")) == []
    stated = "792 Art. 26 promise: undertaking must be attached first (promise to keep the rules)"
    assert (
        say_expected(stated, "zh-Hant")
        == "須先附加合規承諾（undertaking）（792 Art. 26 promise）。"
    )


def test_a_fault_is_said_in_chinese_with_its_place() -> None:
    fault = Fault("h.json", "statement s-1", "a subject that is stated, not e-9", 4)
    assert say_fault(fault, "zh-Hans") == (
        "h.json:4：声明s-1：应为另有声明的被持有方（subject），而非e-9"
    )
    assert say_fault(fault, "en") == str(fault)
    assert say_note(str(fault), "zh-Hans") == say_fault(fault, "zh-Hans")
    odd = Fault("h.csv", "column «owner»", "something new", 2)
    assert say_fault(odd, "zh-Hant") == "h.csv:2：“owner”列：something new"


OTHERS = {"basics", "foresee", "intake", "people", "screening", "verdict", "web"}
FAULTS = {"Fault": 2, "self._fault": 3}
FOR_OPERATORS = {
    "catenax.py", "examples.py", "many.py", "proof.py", "provider.py", "serving.py",
    "settings_file.py", "stated.py", "words.py",
}  # fmt: skip
"""Files whose texts are for who runs the program, or writes the law, in a terminal."""


def expected_in(path: Path) -> Iterator[str]:
    """What the faults of a file say was expected, gaps as `7` and the hint of a name left out."""
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        nodes = list(ast.walk(function))
        named = {
            ast.unparse(node.targets[0]): node.value
            for node in nodes
            if isinstance(node, ast.Assign)
        }
        for node in nodes:
            if not isinstance(node, ast.Call):
                continue
            place = FAULTS.get(ast.unparse(node.func), len(node.args))
            if place < len(node.args):
                given = node.args[place]
                text = named.get(given.id, given) if isinstance(given, ast.Name) else given
                if isinstance(text, ast.Constant | ast.JoinedStr):
                    yield "".join(map(_part, getattr(text, "values", [text])))


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "" if re.search(r"hint|nearest|\bids\b", ast.unparse(part)) else "7"


def test_every_fault_that_a_page_or_a_call_can_show_is_told_in_chinese() -> None:
    rooms = (Path(licet.__file__).with_name(room) for room in sorted(OTHERS))
    files = [path for room in rooms for path in room.rglob("*.py")]
    texts = {t for path in files if path.name not in FOR_OPERATORS for t in expected_in(path)}
    assert len(texts) > 60
    unknown = {t for t in texts if any(found(piece) is None for piece in pieces(t))}
    assert unknown == {"7: «7»"}  # a column and what stands in it
