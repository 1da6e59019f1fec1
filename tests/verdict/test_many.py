"""Tables are decided as single cases are, and rows that break a rule are set aside."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from licet import Range, Refused, decide
from licet.verdict import decide_table, proof_of
from tests.verdict.facts import BOOK

KNOWN = date(2026, 11, 22)
ON = date(2026, 1, 5)


def told(columns: dict[str, list[Any]], **how: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The decided and the quarantined rows of a table."""
    frame = pl.DataFrame(columns)
    found = decide_table(nw.from_native(frame.lazy()), BOOK, KNOWN, **how)
    return found.decided.collect().to_native(), found.quarantined.collect().to_native()


def test_rows_are_decided_as_cases_are_and_keep_their_own_columns() -> None:
    facts: dict[str, list[Any]] = {
        "act": ["export", "export", "", None],
        "thing": ["goods"] * 4,
        "exporter_in": ["CN", "JP", "CN", None],
        "ship_from": ["CN", "JP", "CN", None],
        "ship_to": ["DE", "DE", "DE", None],
        "annex1": ["P1-01", "P2-I-3", None, None],
        "end_user_military": [None, True, False, None],
    }
    decided, quarantined = told({"line": [1, 2, 3, 4], "on": [ON] * 4, **facts})
    assert quarantined.is_empty()
    assert decided["line"].sort().to_list() == [1, 2, 3, 4]
    for number, row in enumerate(decided.sort("line").to_dicts()):
        stated = {n: None if v[number] == "" else v[number] for n, v in facts.items()}
        one = decide(stated, on=ON, known=KNOWN)
        assert (row["outcome"], row["review"], row["if_in_force"]) == (
            one["outcome"],
            one["review"],
            one["if_in_force"],
        )
        assert row["possible"].split("; ") == one["possible"]
        proof = proof_of(row, BOOK, KNOWN)
        for clause in one["clauses"]:
            elements = tuple(element["met"] for element in clause["elements"])
            assert proof[clause["cite"]] == (clause["met"], elements)
        assert {cite for cite, (met, _) in proof.items() if met} >= {
            cite for cite in row["met"].split("; ") if cite
        }
        assert (row["known"], row["rulebook"]) == (KNOWN, BOOK.fingerprint)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("exporter_in", "cn", "exporter_in: a territory's"),
        ("act", "sale", "act: one of export"),
        ("annex1_part", 7, "annex1_part: one of 0, 1, 2 was expected, not «7»"),
        ("on", None, "on: a day was expected"),
        ("item_value", Decimal(10) ** 20, "item_value: at most 20 digits before the point"),
    ],
)
def test_a_value_that_a_fact_cannot_have_sets_its_row_aside(
    column: str, value: Any, reason: str
) -> None:
    right: dict[str, Any] = {
        "exporter_in": "JP",
        "act": "export",
        "annex1_part": 1,
        "on": ON,
        "item_value": Decimal(1),
    }
    wide = {"item_value": pl.Decimal(38, 6)}
    both = {n: [v, value if n == column else v] for n, v in right.items()}
    frame = pl.DataFrame(both, schema_overrides=wide)
    found = decide_table(nw.from_native(frame.lazy()), BOOK, KNOWN)
    assert found.decided.collect().shape[0] == 1
    (row,) = found.quarantined.collect().to_native().to_dicts()
    assert row["reasons"].startswith(reason)
    assert row[column] == value


def test_contradicting_facts_and_reversed_ends_are_named_together() -> None:
    _, quarantined = told(
        {
            "on": [ON],
            "annex1": ["P2-I-3"],
            "annex1_part": [1],
            "item_value__lo": [Decimal(2)],
            "item_value__hi": [Decimal(1)],
        }
    )
    (reasons,) = quarantined["reasons"].to_list()
    assert reasons.split("; ") == [
        "item_value: the range has its ends reversed",
        "annex1_part: 2 was expected, because annex1 is P2-I-3",
    ]


def test_what_breaks_its_contract_is_unknown_and_said() -> None:
    values = [Decimal(0), Decimal(-1), Decimal("0.5"), None]
    decided, _ = told({"n": [0, 1, 2, 3], "on": [ON] * 4, "item_value": values})
    notes = decided.sort("n")["notes"].to_list()
    assert notes == ["item_value must be > 0, and counts as unknown"] * 2 + [None, None]


@pytest.mark.parametrize("value", ["0.0009999999999999", "0.001", "0.0010000000000001"])
def test_decimals_finer_than_a_number_keeps_are_rounded_outward(value: str) -> None:
    """At the threshold of 0.1 % the table must say no more than a single case does."""
    told_ = {
        "act": "export",
        "thing": "goods",
        "exporter_in": "JP",
        "ship_from": "JP",
        "ship_to": "DE",
        "annex1": "P2-I-3",
        "made_in": "JP",
        "embedded": "component",
    }
    columns: dict[str, list[Any]] = {name: [code] for name, code in told_.items()}
    frame = pl.DataFrame({"on": [ON], **columns}).with_columns(
        pl.Series("cn_part1_value", [value], dtype=pl.String).cast(pl.Decimal(38, 18)),
        pl.Series("item_value", ["1"], dtype=pl.String).cast(pl.Decimal(38, 0)),
    )
    found = decide_table(nw.from_native(frame.lazy()), BOOK, KNOWN)
    (row,) = found.decided.collect().to_native().to_dicts()
    one = decide(
        {**told_, "cn_part1_value": Range.just(value), "item_value": 1}, on=ON, known=KNOWN
    )
    met = {clause["cite"]: clause["met"] for clause in one["clauses"]}
    assert proof_of(row, BOOK, KNOWN)["61 §1(1)"][0] is met["61 §1(1)"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"on": [ON], "item_value": [0.1]}, "column item_value: an exact number"),
        ({"on": ["2026-01-05"]}, "column on: a date was expected"),
        ({"act": ["export"]}, "column on: the day of each row was expected"),
        ({"on": [ON], "use_wmd": ["yes"]}, "column use_wmd: true or false"),
        ({"on": [ON], "act": [1]}, "column act: text"),
        ({"on": [ON], "outcome": ["x"]}, "the answer has columns of this name: outcome"),
    ],
)
def test_a_column_of_the_wrong_type_refuses_the_table(
    columns: dict[str, list[Any]], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        told(columns)


def test_a_day_a_scenario_and_readings_may_be_given_for_the_whole_table() -> None:
    row = {"act": ["export"], "exporter_in": ["JP"]}
    decided, _ = told(
        row, on=date(2026, 12, 1), scenario="suspension-lapsed", readings={"A-09": None}
    )
    assert decided["on"].to_list() == [date(2026, 12, 1)]
    one = decide(
        {"act": "export", "exporter_in": "JP"},
        on="2026-12-01",
        known=KNOWN,
        scenario="suspension-lapsed",
        readings={"A-09": None},
    )
    assert decided["outcome"].to_list() == [one["outcome"]]
