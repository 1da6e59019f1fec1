"""Days and spans of days."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from licet.basics import Evidence, Fault, Refused, Span, day, next_day


def test_a_day_is_read_as_written() -> None:
    assert day("2026-11-22") == day(" 2026-11-22 ") == day(date(2026, 11, 22))
    assert next_day(date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_day(date.max) == date.max, "written where there is no end"


@pytest.mark.parametrize("text", ["2026-02-30", "22.11.2026", "", "soon", "2026-11-22T10:00"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        day(text)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(ValueError, match="2026"):
        day(datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001 - no time zone is the point


def test_a_span_holds_its_first_day_and_not_its_end() -> None:
    span = Span(date(2025, 11, 7), date(2026, 11, 11))
    held = [date(2025, 11, 6), date(2025, 11, 7), date(2026, 11, 10), date(2026, 11, 11)]
    assert [one in span for one in held] == [False, True, True, False]
    assert date.max in Span(date(2025, 11, 7))


def test_a_fault_reads_as_one_line_with_file_line_place_and_what_was_expected() -> None:
    fault = Fault("a.csv", "item X", "a number", line=7)
    assert str(fault) == "a.csv:7: item X: a number"
    assert str(Refused(fault, Fault("b.csv", "row", "a text"))) == f"{fault}\nb.csv: row: a text"
    assert str(Evidence("a.csv", 7, "traced")) == "a.csv:7 (traced)"
