"""How fast the whole rulebook decides: Polars, with DuckDB on the printed SQL as yardstick.

Random facts, a third of them unknown, in one Parquet file; both engines read that file in
processes of their own, decide every row by every clause in every world, and count true, false
and unknown for each column. The counts must be identical. Then one case: warm, and from a cold
start.

    python benches/verdict.py --rows 10000000
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from licet.engine.schema import column_type
from licet.rulebook import Fact, Rulebook, rulebook
from licet.verdict import decide, decider
from licet.verdict.compile import Decider
from licet.verdict.sql import clause_column, select
from licet.verdict.table import used_facts

KNOWN = date(2026, 11, 22)
SLICE = 250_000
CHUNK = 1_000_000
FIRST = date(2025, 10, 1)
CASE = Path(__file__).parents[1] / "examples" / "cases" / "motor.yaml"


def facts_file(path: Path, rows: int, book: Rulebook) -> None:
    """Random facts in the columns of the plan, a third of them unknown."""
    rng = np.random.default_rng(20251009)
    parts = []
    for start in range(0, rows, CHUNK):
        part = path.with_name(f"part{start}.parquet")
        _chunk(min(CHUNK, rows - start), rng, book).write_parquet(part, row_group_size=SLICE)
        parts.append(part)
    pl.scan_parquet(parts).sink_parquet(path, row_group_size=SLICE)
    for part in parts:
        part.unlink()


def _chunk(rows: int, rng: np.random.Generator, book: Rulebook) -> pl.DataFrame:
    days = [FIRST + timedelta(days=n) for n in range(430)]
    columns = [pl.Series("on", days).gather(rng.integers(0, len(days), rows))]
    defaults = {reading.column: reading.default for reading in book.readings.values()}
    for name, fact in used_facts(book).items():
        if name in defaults:
            kind = column_type("code", tuple(str(code) for code in fact.codes))
            columns.append(pl.Series(name, [defaults[name]], dtype=kind).new_from_index(0, rows))
        elif fact.kind == "number":
            columns += _range(name, rows, rng)
        else:
            columns.append(_codes(fact, rows, rng))
    return pl.DataFrame(columns)


def _codes(fact: Fact, rows: int, rng: np.random.Generator) -> pl.Series:
    if fact.kind == "yes_no":
        pool: list[Any] = [True, False, None]
        kind: Any = pl.Boolean
    elif fact.kind == "whole":
        pool, kind = [*fact.codes, *[None] * max(1, len(fact.codes) // 2)], pl.Int64
    else:
        codes = [str(code) for code in fact.codes]
        common = ["CN", "JP", "US", "DE", "HK"] if fact.kind == "territory" else codes
        pool, kind = (
            [*common, *[None] * max(1, len(common) // 2)],
            column_type("code", tuple(codes)),
        )
    return pl.Series(fact.name, pool, dtype=kind).gather(rng.integers(0, len(pool), rows))


def _range(name: str, rows: int, rng: np.random.Generator) -> list[pl.Series]:
    low = pl.Series(rng.integers(0, 400, rows)).cast(pl.Decimal(32, 12))
    width = pl.Series(rng.integers(0, 3, rows) * rng.integers(0, 200, rows)).cast(
        pl.Decimal(32, 12)
    )
    known = pl.Series(rng.integers(0, 3, rows) > 0)
    table = pl.DataFrame({"lo": low, "w": width, "known": known}).select(
        pl.when("known").then(pl.col("lo")).alias("lo"),
        pl.when("known").then(pl.col("lo") + pl.col("w")).alias("hi"),
    )
    kind = pl.Decimal(32, 12)
    return [
        table["lo"].cast(kind).alias(f"{name}__lo"),
        table["hi"].cast(kind).alias(f"{name}__hi"),
    ]


def wanted(by: Decider) -> dict[str, str]:
    """The plan's columns that are counted, by their name in the SQL."""
    answers = {re.sub(r"[^0-9a-z]+", "_", name.lower()): name for name in by.answers}
    met = {clause_column(c.cite): by.names.clauses[c.cite] for c in by.book.clauses}
    return answers | met


def with_polars(path: Path) -> dict[str, Any]:
    """Count every column, slice by slice."""
    book = rulebook()
    by = decider(book, KNOWN)
    columns = wanted(by)
    started = time.perf_counter()
    counts: dict[str, dict[str, int]] = {name: {} for name in columns}
    scan = pl.scan_parquet(path)
    rows = scan.select(pl.len()).collect().item()
    for start in range(0, rows, SLICE):
        table = by.decide(scan.slice(start, SLICE).collect(), list(columns.values()))
        for name, column in columns.items():
            for key, count in _counted(table[column]).items():
                counts[name][key] = counts[name].get(key, 0) + count
    return {"seconds": time.perf_counter() - started, "rows": rows, "counts": counts}


def _counted(column: pl.Series) -> dict[str, int]:
    """How often each value stands in a column; what does not stand in it is left out."""
    if column.dtype != pl.Boolean:
        pairs = column.value_counts().iter_rows()
        return {"none" if value is None else value: count for value, count in pairs}
    true, unknown = int(column.sum()), column.null_count()
    found = {"true": true, "false": len(column) - true - unknown, "none": unknown}
    return {key: count for key, count in found.items() if count}


def with_duckdb(path: Path) -> dict[str, Any]:
    """The same counts from the printed SELECT."""
    import duckdb

    book = rulebook()
    names = list(wanted(decider(book, KNOWN)))
    query = select(book, "duckdb", KNOWN)
    database = duckdb.connect()
    database.execute(f"CREATE VIEW facts AS SELECT * FROM read_parquet('{path}')")
    types = dict(
        database.execute(f"SELECT column_name, column_type FROM (DESCRIBE {query})").fetchall()
    )
    words = [
        "prohibited",
        "licence_required",
        "exempt",
        "not_required",
        "undetermined",
        "refusal_presumed",
        "case_by_case",
        "ordinary",
    ]
    asked = []
    for name in names:
        if types[name] == "BOOLEAN":
            asked.append((name, "true", f"count(*) FILTER ({name})"))
            asked.append((name, "false", f"count(*) FILTER (NOT {name})"))
        else:
            asked += [(name, w, f"count(*) FILTER ({name} = '{w}')") for w in words]
        asked.append((name, "none", f"count(*) - count({name})"))
    started = time.perf_counter()
    found = database.execute(f"SELECT {', '.join(a for *_, a in asked)} FROM ({query})").fetchone()
    seconds = time.perf_counter() - started
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    for (name, value, _), count in zip(asked, found, strict=True):
        if count:
            counts[name][value] = count
    return {"seconds": seconds, "rows": 0, "counts": counts}


def in_its_own_process(engine: str, path: Path) -> dict[str, Any]:
    """Run one engine alone; its result, with the peak memory of its process in GiB."""
    command = [sys.executable, __file__, "--engine", engine, "--file", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(run.stderr)
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def one_case() -> None:
    """One case in a warm process, and `licet decide` from a cold start."""
    facts = {
        "exporter_in": "JP",
        "act": "export",
        "thing": "goods",
        "ship_from": "JP",
        "ship_to": "US",
        "annex1": "P2-I-3",
        "made_in": "JP",
        "origin": "JP",
        "embedded": "as_such",
        "cn_part1_value": "1.89",
        "item_value": "1890",
        "made_with_cn_technology": False,
    }
    times = []
    for _ in range(40):
        started = time.perf_counter()
        decide(facts, on="2026-11-11", known="2026-11-22", scenario="suspension-lapsed")
        times.append(time.perf_counter() - started)
    print(f"one case, warm: median {statistics.median(times[5:]) * 1000:.1f} ms (aim: under 15)")
    cold = []
    licet = Path(sys.executable).with_name("licet")
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([licet, "decide", str(CASE)], capture_output=True, check=True)
        cold.append(time.perf_counter() - started)
    print(f"licet decide, cold start: median {statistics.median(cold):.2f} s (aim: under 1)")


def main() -> None:
    """Measure, compare, print."""
    given = argparse.ArgumentParser()
    given.add_argument("--rows", type=int, default=10_000_000)
    given.add_argument("--engine", choices=("polars", "duckdb"))
    given.add_argument("--file", type=Path)
    options = given.parse_args()
    if options.engine:
        run = with_polars if options.engine == "polars" else with_duckdb
        found = run(options.file)
        found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps(found))
        return
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        facts_file(path, options.rows, rulebook())
        ours, theirs = (in_its_own_process(e, path) for e in ("polars", "duckdb"))
    same = ours["counts"] == theirs["counts"]
    ratio = Decimal(str(round(theirs["seconds"] / ours["seconds"], 2)))
    print(f"{options.rows:,} rows, {len(ours['counts'])} columns counted")
    for name, one in (("Polars", ours), ("DuckDB", theirs)):
        speed = options.rows / one["seconds"]
        print(
            f"{name:<7} {one['seconds']:8.1f} s  {speed:12,.0f} rows/s  peak {one['peak']:.2f} GiB"
        )
    print(f"Polars is {ratio} times as fast as DuckDB (aim: 5); counts identical: {same}")
    if not same:
        for name, counts in ours["counts"].items():
            if counts != theirs["counts"][name]:
                print(name, counts, theirs["counts"][name])
    one_case()


if __name__ == "__main__":
    main()
