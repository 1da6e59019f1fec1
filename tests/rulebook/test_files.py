"""YAML is read strictly: Norway is a place, numbers stay exact, lines are remembered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from licet.basics import Refused
from licet.rulebook import Block, read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("0.1", Decimal("0.1")),
        ("1e3", Decimal(1000)),
        ("007", Decimal(7)),
        ("12", 12),
        ("'12'", "12"),
        ("12:30:45", "12:30:45"),
        ("2026-11-22", date(2026, 11, 22)),
        ("2026-13-22", "2026-13-22"),
        ("'2026-11-22'", "2026-11-22"),
        ("0x1F", "0x1F"),
        (".nan", ".nan"),
    ],
)
def test_a_plain_value_is_what_it_looks_like(text: str, value: object) -> None:
    found = read(f"a: {text}\n", "x.yaml")["a"]
    assert found == value
    assert type(found) is type(value) or isinstance(value, Decimal)


def test_every_key_remembers_its_line() -> None:
    block = read("# head\na: 1\nb:\n  c: 2\n", "x.yaml", first_line=10)
    assert isinstance(block, Block)
    assert block.lines == {"a": 11, "b": 12}
    assert block["b"].lines == {"c": 13}


def test_json_is_read_as_well() -> None:
    assert read('{"a": [1, "x", true, null], "b": {"lo": "0.10"}}', "x.json") == {
        "a": [1, "x", True, None],
        "b": {"lo": "0.10"},
    }


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: &x 1\nb: *x\n", "a: [1\n", "[" * 500])
def test_what_could_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read(text, "x.yaml")
