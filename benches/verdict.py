"""How fast are verdicts? Random facts through the whole rulebook, beside DuckDB; and one case.

    python benches/verdict.py --rows 10000000

makes a Parquet file of random facts, a third of them unknown; decides every row with Polars in
slices and with the SELECT of `licet law sql --dialect duckdb`, each in a process of its own; and
compares how often every column is true, false and null. Then one case in a warm process, and
`licet decide` from a cold start.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from beside.figures import Figures

if TYPE_CHECKING:  # imported where it is measured
    from polars import Expr

    from licet.engine import Frame
    from licet.rulebook import Fact, Rulebook
    from licet.verdict.compile import Decider

KNOWN = date(2026, 11, 22)
PART = 500_000
SLICE = 131_072
TERRITORIES = ("CN", "JP", "US", "HK", "MY", "DE", "KR", "VN")
FACTS = {
    "act": "export",
    "thing": "goods",
    "exporter_in": "JP",
    "exporter_is_prc_person": False,
    "ship_from": "JP",
    "ship_to": "DE",
    "end_user_in": "DE",
    "annex1": "P2-I-3",
    "dual_use_code": "none",
    "made_in": "JP",
    "origin": "JP",
    "embedded": "component",
    "cn_part1_value": "2.50",
    "item_value": "1890.00",
    "end_user_military": False,
    "use_military": False,
}


def random_part(rows: int, seed: int) -> Frame:
    """A table of random facts, a third of them unknown; days around the suspension."""
    import numpy as np
    import polars as pl

    from licet.rulebook import rulebook
    from licet.verdict.table import column_names, columns_of, facts_table, used_facts

    book, dice = rulebook(), np.random.default_rng(seed)
    first = np.datetime64("2025-10-01")
    days = pl.Series((first + dice.integers(0, 600, rows)).astype("datetime64[D]"))
    empty = facts_table({name: [] for name in column_names(book)}, book)
    columns = {"on": days}
    for fact in used_facts(book).values():
        if fact.kind == "number":
            low = dice.integers(1, 400_000, rows)
            ends = (low, low + dice.integers(0, 3, rows) * dice.integers(0, 40_000, rows))
            for name, end in zip(columns_of(fact), ends, strict=True):
                columns[name] = pl.Series(end).cast(pl.Decimal(32, 12))
        elif fact.kind == "yes_no":
            columns[fact.name] = pl.Series(dice.random(rows) < 0.5)
        else:
            codes = TERRITORIES if fact.kind == "territory" else fact.codes
            values = pl.Series(codes, dtype=empty.schema[fact.name])
            columns[fact.name] = values.gather(dice.integers(0, len(codes), rows))
    table = pl.DataFrame({name: column.alias(name) for name, column in columns.items()})
    known = {name: pl.Series(dice.random(rows) > 1 / 3) for name in columns if name != "on"}
    table = table.with_columns(
        pl.when(mask).then(pl.col(name)).alias(name) for name, mask in known.items()
    )
    return table.with_columns(
        pl.when(_agrees(fact, book)).then(pl.col(fact.name)).alias(fact.name)
        for fact in used_facts(book).values()
        if fact.follows
    )


def _agrees(fact: Fact, book: Rulebook) -> Expr:
    """Where a fact that follows from another one does not contradict it: else it is left out."""
    import polars as pl

    from licet.rulebook import part_of

    source = book.facts[fact.follows]
    parts = {str(code): part_of(str(code)) for code in source.codes}
    said = pl.col(source.name).cast(pl.String)
    told = said.replace_strict(parts, default=None, return_dtype=pl.Int64)
    return (told == pl.col(fact.name).cast(pl.Int64)).fill_null(value=True)


def make(path: Path, rows: int) -> None:
    """Write the file of random facts."""
    import polars as pl

    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        for number, start in enumerate(range(0, rows, PART)):
            part = random_part(min(PART, rows - start), number)
            part.write_parquet(Path(folder) / f"{number:04}.parquet", compression="lz4")
        pl.scan_parquet(f"{folder}/*.parquet").sink_parquet(
            path, compression="lz4", row_group_size=SLICE
        )


def _wanted() -> tuple[Decider, dict[str, str]]:
    """The decider, and every answer and clause with the column that SQL prints for it."""
    from licet.rulebook import rulebook
    from licet.verdict import decider
    from licet.verdict.sql import answer_column, clause_column

    by = decider(rulebook(), KNOWN)
    called = {name: answer_column(name) for name in by.answers}
    return by, called | {name: clause_column(cite) for cite, name in by.names.clauses.items()}


def with_polars(path: Path, rows: int) -> dict[str, Any]:
    """Decide every row in slices."""
    import polars as pl

    by, called = _wanted()
    began = time.perf_counter()
    counts: dict[str, dict[str, int]] = {}
    for found in _slices(path, rows, SLICE, by, list(called)):
        for name, column in called.items():
            one = counts.setdefault(column, {})
            series = found[name]
            if series.dtype == pl.Boolean:
                true, null = int(series.sum()), series.null_count()
                told = {"true": true, "false": len(series) - null - true, "null": null}
            else:
                told = {str(word): n for word, n in series.value_counts().iter_rows()}
            for word, n in told.items():
                one[word] = one.get(word, 0) + n
    return {"seconds": time.perf_counter() - began, "counts": counts}


def _slices(path: Path, rows: int, size: int, by: Decider, wanted: list[str]) -> Iterator[Frame]:
    import polars as pl

    for start in range(0, rows, size):
        table = pl.scan_parquet(path).slice(start, size).collect()
        yield by.decide(table, wanted).select(wanted)


def with_duckdb(path: Path, rows: int) -> dict[str, Any]:
    """Decide every row by the printed SELECT."""
    import duckdb

    from licet.rulebook import rulebook
    from licet.verdict import select

    _, called = _wanted()
    words = {name for name in called if name.endswith(("__outcome", "__review"))}
    sql = select(rulebook(), "duckdb", KNOWN)
    told = []
    for name, column in called.items():
        if name in words:
            told.append(f"histogram(coalesce({column}, 'None'))")
        else:
            told.append(f"[count(*) FILTER ({column}), count(*) FILTER (NOT {column})]")
    with duckdb.connect() as warehouse:
        warehouse.read_parquet(str(path)).create_view("facts")
        began = time.perf_counter()
        row = warehouse.execute(f"SELECT {', '.join(told)} FROM ({sql})").fetchone()
        seconds = time.perf_counter() - began
    counts = {}
    for (name, column), found in zip(called.items(), row or (), strict=True):
        if name in words:
            counts[column] = {str(word): n for word, n in found.items()}
        else:
            true, false = found
            counts[column] = {"true": true, "false": false, "null": rows - true - false}
    return {"seconds": seconds, "counts": counts}


def warm(times: int = 200) -> dict[str, float]:
    """Milliseconds for one case in a warm process: facts nearly complete, and hardly any."""
    from licet import decide

    some = {name: FACTS[name] for name in ("act", "exporter_in", "ship_to", "annex1", "made_in")}
    spent = {}
    for name, facts in (("one case", FACTS), ("one case, little known", some)):
        took = []
        for _ in range(times):
            began = time.perf_counter()
            decide(facts, on="2026-11-22")
            took.append((time.perf_counter() - began) * 1000)
        spent[name] = statistics.median(took)
    return spent


def cold(times: int = 9) -> dict[str, float]:
    """Seconds for `licet decide` from a cold start: the first time ever, and later."""
    command = [sys.executable, "-c", "from licet.cli import main; main()", "decide"]
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.json"
        case.write_text(json.dumps({"on": "2026-11-22", "facts": FACTS}), encoding="utf-8")
        spent = []
        for _ in range(times):
            began = time.perf_counter()
            subprocess.run(
                [*command, str(case)],
                check=True,
                capture_output=True,
                env={**os.environ, "LICET_CACHE": f"{folder}/cache"},
            )
            spent.append(time.perf_counter() - began)
    return {"first": spent[0], "later": statistics.median(spent[1:])}


PARTS = {"make": make, "polars": with_polars, "duckdb": with_duckdb}


def apart(part: str, path: Path, rows: int) -> dict[str, Any]:
    """What one part of the measurement tells, run in a process of its own."""
    command = [sys.executable, __file__, "--part", part, "--file", str(path), "--rows", str(rows)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def run_part(part: str, path: Path, rows: int) -> None:
    """Run one part here and print what it tells as JSON."""
    found = PARTS[part](path, rows) or {}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({**found, "peak": peak}))


def main() -> None:
    """Measure everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.part:
        run_part(asked.part, asked.file, asked.rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        apart("make", path, asked.rows)
        size = path.stat().st_size / 2**20
        print(f"{asked.rows:,} rows, {size:,.0f} MiB of Parquet, {os.cpu_count()} cores")
        ours, theirs = apart("polars", path, asked.rows), apart("duckdb", path, asked.rows)
    told = Figures(__file__)
    for name, one in (("Polars", ours), ("DuckDB", theirs)):
        told.tell(
            f"{asked.rows:,} rows, whole rulebook, {name}", asked.rows / one["seconds"], "rows/s"
        )
    ratio = theirs["seconds"] / ours["seconds"]
    told.tell("the same, DuckDB's time beside ours", ratio, "times", least=5)
    told.tell("most memory", ours["peak"] / 2**30, "GiB", most=6)
    differ = [c for c, n in ours["counts"].items() if _counted(n) != _counted(theirs["counts"][c])]
    told.tell(f"of {len(ours['counts'])} columns, counted otherwise", len(differ), "", most=0)
    for world in ("actual", "if_in_force"):
        print(f"  {world}: {dict(sorted(ours['counts'][f'{world}_outcome'].items()))}")
    for name, milliseconds in warm().items():
        told.tell(
            f"{name}, warm process", milliseconds, "ms", most=15 if name == "one case" else None
        )
    for name, seconds in cold().items():
        told.tell(f"licet decide from a cold start, {name}", seconds, "s", most=0.6)
    told.keep()
    if differ or ours["peak"] > 6 * 2**30:
        sys.exit("the columns differ, or too much memory was used")


def _counted(words: dict[str, int]) -> dict[str, int]:
    return {word: n for word, n in words.items() if n}


if __name__ == "__main__":
    main()
