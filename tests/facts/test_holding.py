"""What an assembly holds is read from its parts list, and left open where the list is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.basics import Truth
from licet.facts import held
from licet.intake import fact_kinds, read_folder
from licet.rulebook import rulebook
from licet.verdict import classify_items
from tests.facts.conftest import ITEMS, Decide, facts

MOTOR = (
    "item,form,annex1,composition\n"
    'MOTOR,part,,\nROTOR,part,,\nMAG,magnet,,"(Nd,Dy)2Fe14B"\n'
    'PLAIN,magnet,,"Nd 31, Fe 68, B 1"\nSHAFT,other,none,\nBOX,finished_product,none,\n'
)
Holding = Callable[[str], Truth]


@pytest.fixture
def holding(folder: Callable[..., Path]) -> Callable[..., dict[str, object]]:
    """What is known of an item's magnets, and its entry, by a parts list."""

    def ask(bom: str, item: str = "MOTOR", items: str = MOTOR) -> dict[str, object]:
        header = "parent,component,quantity,valid_to,lot,alternative\n"
        path = folder(bom=header + bom, items=items)
        codes = classify_items(
            read_folder(path, fact_kinds(rulebook().business_facts())), rulebook()
        )
        return {key: codes.get(item, {}).get(key) for key in ("holds_listed_magnet", "annex1")}

    return ask


LISTED = {"holds_listed_magnet": True, "annex1": "P2-I-4"}
CLEAR = {"holds_listed_magnet": False, "annex1": "none"}
OPEN = {"holds_listed_magnet": None, "annex1": None}


@pytest.mark.parametrize(
    ("bom", "found"),
    [
        ("MOTOR,ROTOR,1,,,\nROTOR,MAG,8,,,\n", LISTED),
        ("MOTOR,ROTOR,1,,,\nROTOR,PLAIN,8,,,\nMOTOR,SHAFT,1,,,\n", CLEAR),
        ("MOTOR,ROTOR,1,,,\nMOTOR,SHAFT,1,,,\n", OPEN),
        ("MOTOR,MAG,1,,,\nMOTOR,NOBODY,1,,,\n", LISTED),
        ("MOTOR,PLAIN,1,,,\nMOTOR,NOBODY,1,,,\n", OPEN),
        ("MOTOR,PLAIN,1,,,\nMOTOR,BOX,1,,,\n", OPEN),
        ("MOTOR,MAG,1,2026-01-01,,\n", OPEN),
        ("MOTOR,MAG,1,,LOT7,\n", OPEN),
        ("MOTOR,MAG,,,,\n", OPEN),
        ("MOTOR,MAG,1,,,A\nMOTOR,PLAIN,1,,,A\n", OPEN),
        ("MOTOR,MAG,1,,,A\nMOTOR,ROTOR,1,,,A\nROTOR,MAG,1,,,\n", LISTED),
        ("MOTOR,SHAFT,1,,,A\nMOTOR,PLAIN,1,,,A\n", CLEAR),
        ("MOTOR,ROTOR,1,,,\nROTOR,MOTOR,1,,,\nROTOR,SHAFT,1,,,\n", OPEN),
        ("MOTOR,SHAFT,1,,,\nMOTOR,PLAIN,1x,,,\n", OPEN),
        ("MOTOR,SHAFT,1,,,\n,PLAIN,1,,,\n", OPEN),
        ("ROTOR,MAG,1,,,\n", OPEN),
    ],
)
def test_a_motor_is_listed_if_a_listed_magnet_surely_is_inside(
    holding: Callable[..., dict[str, object]], bom: str, found: dict[str, object]
) -> None:
    assert holding(bom) == found


def test_what_is_stated_comes_before_the_parts_list(
    holding: Callable[..., dict[str, object]],
) -> None:
    items = MOTOR.replace("composition\n", "composition,holds_listed_magnet\n").replace(
        "ROTOR,part,,\n", "ROTOR,part,,,true\n"
    )
    items = "".join(line if line.count(",") > 3 and "(" not in line else line.replace("\n", ",\n")
                    for line in items.splitlines(keepends=True))  # fmt: skip
    assert holding("MOTOR,ROTOR,1,,,\n", items=items) == LISTED
    assert holding("MOTOR,SHAFT,1,,,\n", item="ROTOR", items=items)["annex1"] == "P2-I-4"


def test_the_line_says_that_its_parts_list_proves_it(decided: Decide) -> None:
    items = ITEMS.replace("embedded\n", "embedded,form\n").replace(
        "MOTOR,1000,USD,P2-I-4,none,JP,JP,component", "MOTOR,1000,USD,,,JP,JP,component,part"
    )
    lines = [line if line.count(",") == 8 else line + "," for line in items.splitlines()]
    portfolio = decided(items="\n".join(lines) + "\n")
    found = facts(portfolio)
    assert (found["annex1"], found["holds_listed_magnet"]) == ("P2-I-4", True)
    sheet = portfolio.decisions[0].determinations[0].application.sheet
    assert sheet.evidence["holds_listed_magnet"] == "its parts list"


class _Table:
    def __init__(self, rows: list[dict[str, object]]) -> None:
        self.rows = self
        self._rows = rows

    def iter_rows(self, *, named: bool) -> list[dict[str, object]]:
        assert named
        return self._rows


class _Folder:
    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        rows: list[dict[str, object]] = [
            {"parent": str(a), "component": str(b), "quantity": 1, "alternative": None,
             "valid_from": None, "valid_to": None, "lot": None}
            for a, b in pairs
        ]  # fmt: skip
        self.tables = {"bom": _Table(rows)}

    def tainted(self) -> dict[str, frozenset[str]]:
        return {"bom": frozenset()}


bills = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 3)).map(lambda ends: (ends[0], sum(ends))),
    max_size=14,
)


@given(bills, st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_every_completion_of_the_codes_agrees_with_the_answer(
    pairs: list[tuple[int, int]], listed: set[int], known: set[int]
) -> None:
    codes = {
        str(n): {"annex1": ("P2-I-3" if n in listed else "none") if n in known else None}
        for n in range(10)
    }
    answer = held(_Folder(pairs), codes, {})  # type: ignore[arg-type]
    for top in range(10):
        below: set[int] = set()
        ahead = [top]
        while ahead:
            found = {b for a, b in pairs if a == ahead[0]} - below
            below |= found
            ahead = [*ahead[1:], *found]
        truth = answer.get(str(top), {}).get("holds_listed_magnet")
        assert truth is None or truth is bool(below & listed)
        if below & listed & known:
            assert truth is True
        if below and below <= known:
            assert truth is not None
