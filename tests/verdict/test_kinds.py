"""A line is decided by its kind exactly as it would be alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from licet.facts import OWN_PLACE
from licet.foresee import plan, plan_json
from licet.intake import fact_kinds, read_folder
from licet.papers import write_portfolio
from licet.rulebook import rulebook
from licet.verdict import Portfolio, assess
from tests.papers.report_page import SMALL

KNOWN = date(2026, 11, 22)
DAYS = ("2025-10-20", "2025-12-31", "2026-01-01", "2026-02-28", "2026-11-10", "2026-11-22")
ROW = st.tuples(
    st.sampled_from(("MAG-EXACT", "MAG-JUST-BELOW", "MAG-CN", "DYOX", "BOLT", "GHOST", "")),
    st.sampled_from(("", "10", "3400.5", "1x")),
    st.sampled_from(("USD", "EUR", "", "JPY")),
    st.sampled_from((*DAYS, "soon")),
    st.sampled_from(("VN", "US", "CN", "")),
    st.sampled_from(("BUYER", "YANK", "LISTED", "NOBODY", "")),
    st.sampled_from(("", "false", "true")),
    st.sampled_from(("", "JP", "CN")),
)
MORE = {
    "rates.csv": "currency,on,rate\nUSD,2025-01-01,1\nEUR,2025-01-01,1.17\nEUR,2026-01-01,0.93\n",
    "ownership.csv": "owner,owned,share_lo,share_hi,from,to\nLISTED,BUYER,60,60,2026-01-01,\n",
    "declarations.csv": "item,origin,valid_from,valid_to\nMAG-CN,CN,2025-01-01,2025-12-31\n",
}


def write(folder: Path, rows: Sequence[Sequence[str]]) -> None:
    header = "shipment,line,item,value,currency,on,ship_to,importer,use_military,made_in"
    texts = {**SMALL, **MORE}
    texts["parties.csv"] += "LISTED,Mitsubishi Heavy Industries Aero Engines,JP,\n"
    lines = [
        f"S{n // 3},{n % 3},{item},{value},{currency},{on},{to},{buyer},{military},{made},JP,US-CO"
        for n, (item, value, currency, on, to, buyer, military, made) in enumerate(rows)
    ]
    texts["shipments.csv"] = "\n".join([f"{header},ship_from,exporter", *lines, ""])
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


@contextmanager
def each_line_alone() -> Iterator[None]:
    """No two lines are of one kind."""

    def alone(table: Any, by: Sequence[str]) -> tuple[list[int], list[int]]:
        numbers = list(range(len(table)))
        return numbers, numbers

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("licet.facts.kinds"), "alike", alone)
        yield


def decided(folder: Path, on: date | None) -> Portfolio:
    book = rulebook()
    return assess(read_folder(folder, fact_kinds(book.business_facts())), book, known=KNOWN, on=on)


def files(portfolio: Portfolio, out: Path) -> dict[str, bytes]:
    """Every file that people and programs are given, but for the workbook's day of making."""
    write_portfolio(portfolio, out)
    return {p.name: p.read_bytes() for p in out.iterdir() if p.suffix != ".xlsx"}


@given(
    rows=st.lists(ROW, min_size=1, max_size=12),
    on=st.sampled_from((None, None, date(2026, 11, 11))),
)
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_by_kinds_and_line_by_line_everything_is_the_same(
    rows: list[tuple[str, ...]], on: date | None
) -> None:
    with TemporaryDirectory() as name:
        folder, out = Path(name) / "folder", Path(name) / "out"
        folder.mkdir()
        write(folder, [*rows, *rows])
        by_kinds = decided(folder, on)
        with each_line_alone():
            alone = decided(folder, on)
        assert len(alone.findings) == len(alone.of)
        assert len(by_kinds.findings) <= len(alone.findings)
        for one, other in zip(by_kinds.decisions, alone.decisions, strict=True):
            assert one.line.notes == other.line.notes
            assert (one.answers, one.missing) == (other.answers, other.missing)
            assert one.line.value == other.line.value
            for mine, theirs in zip(one.determinations, other.determinations, strict=True):
                assert mine.case == theirs.case
                assert mine.application.sheet == theirs.application.sheet
                assert (mine.met, mine.missing) == (theirs.met, theirs.missing)
        assert files(by_kinds, out) == files(alone, out)
        asked, expected = (plan_json(plan(each)) for each in (by_kinds, alone))
        assert json.dumps(asked, default=str) == json.dumps(expected, default=str)


def test_no_file_shows_the_mark_of_a_lines_own_place(tmp_path: Path) -> None:
    write(tmp_path, [("MAG-CN", "1", "USD", DAYS[0], "VN", "BUYER", "", "JP")] * 3)
    portfolio = decided(tmp_path, None)
    assert len(portfolio.findings) == 1
    notes = [decision.line.notes for decision in portfolio.decisions]
    assert len(set(notes)) == 3
    assert all("shipments.csv:" in "".join(some) for some in notes)
    made = files(portfolio, tmp_path / "out")
    assert not [name for name, data in made.items() if OWN_PLACE.encode() in data]


def test_lines_of_days_between_which_nothing_changes_are_of_one_kind(tmp_path: Path) -> None:
    days = ("2026-02-10", "2026-02-12", "2025-10-20", "2026-02-11")
    write(tmp_path, [("BOLT", "1", "USD", day, "VN", "BUYER", "", "JP") for day in days])
    assert decided(tmp_path, None).of == [0, 0, 1, 0]


def test_a_row_without_end_may_say_so_by_the_last_day_there_is(tmp_path: Path) -> None:
    write(tmp_path, [("MAG-CN", "1", "USD", DAYS[0], "VN", "BUYER", "", "JP")])
    bounded = "parent,component,quantity,valid_to\nMAG-EXACT,DYOX,3.4,9999-12-31\n"
    (tmp_path / "bom.csv").write_text(bounded, encoding="utf-8")
    held = "owner,owned,share_lo,share_hi,to\nLISTED,BUYER,60,60,9999-12-31\n"
    (tmp_path / "ownership.csv").write_text(held, encoding="utf-8")
    assert len(decided(tmp_path, None).decisions) == 1
