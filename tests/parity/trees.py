"""Parts lists with everything that may be odd about one, for the tracer and for the sweep."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl

from licet.bom import Counted, articles_of
from tests.bom.parts import TODAY, graph, taken

QUANTITIES = ["1", "2", "3", "0.5", "0.125", "12", "0.000625", "0.0001", "123456789.5", "0", None]
VALUES = [None, "0", "0.01", "3.5", "2.50", "1890", "999999.99"]
Row = dict[str, Any]
NUMBER = pl.Decimal(32, 12)


def random_tree(seed: int, size: int, turns: float = 0.02) -> tuple[list[Row], list[Row]]:
    """Items and lines; some lines point upward, some stand twice, some say too little."""
    draw = random.Random(seed)  # noqa: S311 - the same trees every time
    items: list[Row] = [
        {
            "item": f"i{at}",
            "counted": draw.choice([False, False, False, True, None]),
            "origin": draw.choice(["CN", "cn", "JP", None]),
            "article": draw.choice([True, False, None]),
            "value": draw.choice(VALUES),
        }
        for at in range(size)
        if draw.random() < 0.97
    ]
    lines: list[Row] = []
    for _ in range(size * 3):
        parent, child = sorted(draw.sample(range(size), 2))
        if draw.random() < turns:
            parent, child = child, parent
        lines.append(
            {
                "parent": f"i{parent}",
                "component": None if draw.random() < 0.01 else f"i{child}",
                "quantity": draw.choice(QUANTITIES[: draw.choice([3, 8, 8, 11])]),
                "line": str(draw.randint(1, 3)),
            }
        )
    return items, lines


def forest(trees: int, seed: int, size: int, turns: float = 0) -> tuple[list[Row], list[Row]]:
    """Several trees side by side, no item in two of them; some lines may turn in cycles."""
    items: list[Row] = []
    lines: list[Row] = []
    for tree in range(trees):
        some, more = random_tree(seed * 1000 + tree, 2 + tree % size, turns)
        items += [row | {"item": f"{tree}/{row['item']}"} for row in some]
        lines += [
            row | {name: row[name] and f"{tree}/{row[name]}" for name in ("parent", "component")}
            for row in more
        ]
    return items, lines


def frames(items: Sequence[Row], lines: Sequence[Row]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The two tables as the sweep wants them."""
    texts = {"item": pl.String, "origin": pl.String, "counted": pl.Boolean, "article": pl.Boolean}
    return (
        _frame(items, texts, "value"),
        _frame(lines, dict.fromkeys(("parent", "component", "line"), pl.String), "quantity"),
    )


def _frame(rows: Sequence[Row], kinds: Mapping[str, Any], number: str) -> pl.DataFrame:
    data = {name: pl.Series(name, [r.get(name) for r in rows], dtype=kind)
            for name, kind in kinds.items() if any(name in row for row in rows)}  # fmt: skip
    cells = [None if r[number] is None else Decimal(r[number]) for r in rows]
    return pl.DataFrame(data | {number: pl.Series(number, cells, dtype=NUMBER)})


def traced(items: Sequence[Row], lines: Sequence[Row], through: str | None) -> dict[str, Any]:
    """Item → both ranges, as the tracer of one machine gives them."""
    given = [
        {"item": row["item"], "value": row["value"], "currency": "USD", "origin": row["origin"]}
        for row in items
    ]
    counts = {row["item"]: row["counted"] for row in items}
    asked = {row["item"]: "A" for row in items if row["article"] is not False}
    parts = graph(items=given, bom=lines)
    found = articles_of(parts, asked, TODAY, Counted(counts, "CN"), asked, taken(A_04=through))
    answers = {}
    for item in asked:
        one = next(each for each in found.articles[item, TODAY, None] if each.item == item)
        held, worth = one.cn_part1_value, one.item_value
        answers[item] = held.lo, held.hi, worth.lo, worth.hi
    return answers


def rows_of(swept: Any) -> dict[str, tuple[Decimal | None, ...]]:
    """Item → both ranges, of a table that was swept."""
    table = swept if isinstance(swept, pl.DataFrame) else swept.collect().to_native()
    return {row[0]: row[1:] for row in table.iter_rows()}


def lazily(items: Sequence[Row], lines: Sequence[Row]) -> tuple[Any, Any]:
    """The two tables for the embedded engine."""
    one, other = frames(items, lines)
    return nw.from_native(one.lazy()), nw.from_native(other.lazy())
