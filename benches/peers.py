"""How fast are verdicts beside other engines, on the same rules and the same rows?

    python benches/peers.py --rows 10000000 --peers PYTHON

Thirty predicates of announcements 61 and 62 (`beside/rules.py`) over random rows, a third of
every fact unknown: Licet on Polars and on Spark, DuckDB, Sail, OpenFisca-core, zen-engine, OPA
and CEL, beside a compiled kernel; then the whole rulebook, Licet beside the kernel. Every engine
has a process of its own, takes the same Parquet file and counts how often each question is true
and not known. *file* is the time with reading; *memory* without, over columns as each engine best
holds them (codes as enumerations, or as numbers); of Sail, which holds none, it is the time from
the file less that of reading the same columns, the least of two. PYTHON is an interpreter whose
environment has the neighbours, which want other versions of things than Licet does:

    python -m venv peers && peers/bin/pip install pysail pyspark-client openfisca-core zen-engine \
        regopy common-expression-language duckdb polars pyarrow

A neighbour that is not there is named and left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent / "beside"))

from figures import Figures
from rules import rule_set, saved
from verdict import make, random_part

SLICE = 262_144
PART = 8 * SLICE
"""Rows held in memory at a time."""
SMALL = {"zen": 2_000, "opa": 50, "cel": 2_000}
"""Rows asked of those that go row by row."""
TITLES = {
    "duckdb": "DuckDB",
    "sail": "Sail",
    "spark": "Licet on Spark",
    "kernel": "compiled kernel",
    "openfisca": "OpenFisca-core (two-valued)",
    "zen": "zen-engine",
    "opa": "OPA (regopy)",
    "cel": "CEL",
    "polars": "Licet on Polars",
}
AIMS = {
    "duckdb": 8,
    "sail": 5,
    "spark": 10,
    "openfisca": 2.5,
    "zen": 1000,
    "opa": 1000,
    "cel": 1000,
}


def nodes(rules: dict[str, Any]) -> dict[str, Any]:
    """The rule set as Licet's graph of questions."""
    from licet.rulebook import Compare, OneOf
    from licet.verdict.graph import Graph

    to = Graph()

    def node(said: Any) -> Any:
        match said:
            case ["fact", fact]:
                return to.fact(fact)
            case ["in", fact, codes]:
                return to.atom(OneOf(fact, tuple(codes)))
            case ["not", part]:
                return to.negate(node(part))
            case ["all", parts]:
                return to.all_of([node(part) for part in parts])
            case ["any", parts]:
                return to.any_of([node(part) for part in parts])
        name, (left, _), (right, constant) = said
        terms = [tuple((multiple, fact) for multiple, fact in side) for side in (left, right)]
        return to.atom(
            Compare(terms[0], {"at_least": ">=", "above": ">"}[name], terms[1], constant)
        )

    return {name: node(said) for name, said in rules["questions"].items()}


def make_rows(path: Path, rules: dict[str, Any], rows: int) -> None:
    """Random rows; every number is a single one."""
    import polars as pl

    facts = rules["facts"]
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        for number, start in enumerate(range(0, rows, 500_000)):
            part = random_part(min(500_000, rows - start), number)
            made = [
                pl.col(n) if fact["kind"] == "yes_no"
                else pl.col(f"{n}__lo").alias(n) if fact["kind"] == "number"
                else pl.col(n).cast(pl.String)
                for n, fact in facts.items()
            ]  # fmt: skip
            part.select(made).write_parquet(f"{folder}/{number:04}.parquet", compression="lz4")
        pl.scan_parquet(f"{folder}/*.parquet").sink_parquet(
            path, compression="lz4", row_group_size=SLICE
        )


def ends(rules: dict[str, Any]) -> dict[str, str]:
    """Licet asks of both ends of a range; here each is the column with the number itself."""
    numbers = [name for name, fact in rules["facts"].items() if fact["kind"] == "number"]
    return {f"{name}__{end}": name for name in numbers for end in ("lo", "hi")}


def counted(lazy: Any, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """How often each question of a lazy Polars table is true, and not known; Polars streams it."""
    import polars as pl

    asked = list(names)
    (row,) = (
        lazy.select(
            *(pl.col(name).sum().alias(f"true_{name}") for name in asked),
            *(pl.col(name).null_count().alias(f"null_{name}") for name in asked),
        )
        .collect(engine="streaming")
        .to_dicts()
    )
    return {side: {n: int(row[f"{side}_{n}"]) for n in asked} for side in ("true", "null")}


def with_polars(path: Path, rules: dict[str, Any], rows: int) -> dict[str, Any]:
    """Licet's expressions: over the file, and over columns in memory, part by part."""
    import polars as pl

    from licet.engine import evaluate
    from licet.verdict.algebra import FrameAlgebra
    from licet.verdict.stages import stages

    asks = nodes(rules)
    made = stages(asks, FrameAlgebra(pl))
    both = {end: pl.col(name) for end, name in ends(rules).items()}

    began = time.perf_counter()
    found = counted(evaluate(pl.scan_parquet(path).with_columns(**both), lambda _: made), asks)
    from_file, in_memory = time.perf_counter() - began, 0.0
    codes = {n: pl.Enum(fact["codes"]) for n, fact in rules["facts"].items() if fact["codes"]}
    held = {side: dict.fromkeys(asks, 0) for side in found}
    for start in range(0, rows, PART):
        part = pl.scan_parquet(path).slice(start, PART).cast(codes).with_columns(**both).collect()
        began = time.perf_counter()
        counts = counted(evaluate(part.lazy(), lambda _: made), asks)
        in_memory += time.perf_counter() - began
        held = {side: {n: counts[side][n] + held[side][n] for n in asks} for side in held}
    assert held == found
    return {"rows": rows, "file": from_file, "memory": in_memory, **found}


def with_spark(path: Path, rules: dict[str, Any], rows: int) -> dict[str, Any]:
    """Licet's expressions on Spark, one executor thread a core; the second time counts."""
    import narwhals as nw

    from licet.engine import evaluate, session
    from licet.verdict.algebra import FrameAlgebra
    from licet.verdict.stages import stages

    spark = session("local[*]", {"spark.driver.memory": "6g", "spark.ui.enabled": "false"})
    asks = nodes(rules)
    made = stages(asks, FrameAlgebra(nw))
    both = {end: nw.col(name) for end, name in ends(rules).items()}
    seconds, found = 0.0, {}
    for _ in range(2):
        began = time.perf_counter()
        table = nw.from_native(spark.read.parquet(str(path))).with_columns(**both)
        counts = evaluate(table, lambda _: made).select(
            *(nw.col(n).cast(nw.Int64).sum().alias(f"true_{n}") for n in asks),
            *(nw.col(n).is_null().cast(nw.Int64).sum().alias(f"null_{n}") for n in asks),
        )
        found = nw.to_native(counts).collect()[0].asDict()
        seconds = time.perf_counter() - began
    spark.stop()
    told = {side: {n: int(found[f"{side}_{n}"] or 0) for n in asks} for side in ("true", "null")}
    return {"rows": rows, "file": seconds, **told}


def with_kernel(path: Path, rules: dict[str, Any], rows: int) -> dict[str, Any]:
    """The same questions compiled; once from columns in memory, once with reading the file."""
    from kernel import Kernel

    codes = {n: f["codes"] for n, f in rules["facts"].items() if f["codes"]}
    return _kernel_over(path, Kernel(nodes(rules), codes), rows, ends(rules))


def _kernel_over(path: Path, kernel: Any, rows: int, of: Mapping[str, str]) -> dict[str, Any]:
    """`of`: in which column of the file a column of the kernel is, if not under its own name."""
    import polars as pl

    spent = 0.0
    true, null = dict.fromkeys(kernel.names, 0), dict.fromkeys(kernel.names, 0)
    for start in range(0, rows, PART):
        columns = [pl.col(of.get(name, name)).alias(name) for name in kernel.columns]
        table = pl.scan_parquet(path).slice(start, PART).select(columns).collect()
        held = kernel.ready(table)
        began = time.perf_counter()
        found = kernel.count(held)
        spent += time.perf_counter() - began
        for name in kernel.names:
            true[name] += found["true"][name]
            null[name] += found["null"][name]
    return {"rows": rows, "memory": spent, "true": true, "null": null}


def whole_rulebook(folder: Path, rows: int) -> dict[str, Any]:
    """Every clause and answer of the law, in memory: Licet on Polars beside the kernel."""
    import polars as pl
    from kernel import Kernel

    from licet.rulebook import rulebook
    from licet.verdict import decider
    from licet.verdict.table import used_facts

    path = folder / "whole.parquet"
    make(path, rows)
    book = rulebook()
    by = decider(book, date(2026, 11, 22))
    wanted = [*by.answers, *by.names.clauses.values()]
    codes = {name: fact.codes for name, fact in used_facts(book).items() if fact.codes}
    kernel = Kernel({name: by.asks[name] for name in wanted}, codes)
    ours, true, null = 0.0, dict.fromkeys(kernel.names, 0), dict.fromkeys(kernel.names, 0)
    for start in range(0, rows, PART):
        table = pl.scan_parquet(path).slice(start, PART).collect()
        began = time.perf_counter()
        found = counted(by.decide(table.lazy(), kernel.names), kernel.names)
        ours += time.perf_counter() - began
        for name in kernel.names:
            true[name] += found["true"][name]
            null[name] += found["null"][name]
    theirs = _kernel_over(path, kernel, rows, {})
    return {"rows": rows, "polars": ours, "kernel": theirs["memory"],
            "questions": len(kernel.names), "times": ours / theirs["memory"],
            "same": true == theirs["true"] and null == theirs["null"]}  # fmt: skip


OURS = {"polars": with_polars, "kernel": with_kernel, "spark": with_spark}


def run(name: str, python: str, files: tuple[Path, Path], rows: int) -> dict[str, Any] | None:
    """One engine in a process of its own; `None` if it is not there."""
    rules, path = files
    if name in OURS:
        command = [sys.executable, __file__, "--part", name]
    else:
        command = [python, str(Path(__file__).parent / "beside" / "rowwise.py"), name]
    count = min(rows, SMALL.get(name, rows))
    done = subprocess.run(
        [*command, str(rules), str(path), str(count)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no word"])[-1]
        print(f"{TITLES[name]}: left out ({last[:150]})")
        return None
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def main() -> None:
    """Measure, print and, if asked, write JSON."""
    if len(sys.argv) == 6 and sys.argv[1] == "--part":
        _, _, name, rules, path, count = sys.argv
        read = json.loads(Path(rules).read_text(encoding="utf-8"))
        print(json.dumps(OURS[name](Path(path), read, int(count))))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peers", default=sys.executable, help="an interpreter that has them")
    parser.add_argument("--only", nargs="*", default=list(TITLES))
    asked = parser.parse_args()
    told, engines = Figures(__file__), dict[str, Any]()
    with tempfile.TemporaryDirectory() as folder:
        rules, path = rule_set(), Path(folder, "rows.parquet")
        saved(rules, Path(folder, "rules.json"))
        make_rows(path, rules, asked.rows)
        print(f"{asked.rows:,} rows, {len(rules['facts'])} facts, {os.cpu_count()} cores")
        for name in ("polars", *(one for one in asked.only if one != "polars")):
            files = (Path(folder, "rules.json"), path)
            found = run(name, asked.peers, files, asked.rows)
            if found is not None:
                engines[name] = found
                _line(told, name, found, engines["polars"], rules)
        if "kernel" in asked.only:
            whole = whole_rulebook(Path(folder), asked.rows)
            same = "identical counts" if whole["same"] else "DIFFERENT counts"
            what = f"whole rulebook, {whole['questions']} answers, in memory, beside the kernel"
            told.tell(f"{what}, {same}", whole["times"], "times as long", most=4)
            told.tell("whole rulebook, in memory", asked.rows / whole["polars"], "rows/s")
    told.keep()


def _line(
    told: Figures, name: str, found: dict[str, Any], ours: dict[str, Any], rules: dict[str, Any]
) -> None:
    """Ratios of like to like: what reads the file beside Licet reading it, and so in memory."""
    same = "sample"
    if found["rows"] == ours["rows"] and "null" in found:
        differ = [n for n in rules["questions"] for side in ("true", "null")
                  if found[side][n] != ours[side][n]]  # fmt: skip
        same = "identical counts" if not differ else f"DIFFERENT: {differ[:5]}"
        found["same"] = not differ
    for how in {"file", "memory"} & found.keys():
        rate = found["rows"] / found[how]
        found[f"times_{how}"] = times = ours["rows"] / ours[how] / rate
        told.tell(f"{TITLES[name]}, {how}", rate, "rows/s")
        if name != "polars":
            what = f"Licet's speed beside {TITLES[name]}, {how}, {same}"
            told.tell(what, times, "times", least=AIMS.get(name))


if __name__ == "__main__":
    main()
