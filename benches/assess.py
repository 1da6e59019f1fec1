"""A portfolio assessed, from its files to its report: seconds by stage, memory, growth.

    python benches/assess.py [--lines N] [--apart N] [--parts N --size ROWS]

The portfolio is drawn by `benches/portfolio.py`. Each measurement runs in a process of its own, on
one thread of Polars as on all. The yardstick reads the same shipments with DuckDB, joins the
verdicts to them ready-made, and writes the same CSV and Parquet of lines.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from beside.figures import Figures

KNOWN = date(2026, 11, 22)
DOUBLINGS = 4
TWICE = 2.2


def main() -> None:
    """Measure, or be what is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--apart", type=int, default=0, help="lines of which each is its own kind")
    parser.add_argument("--parts", type=int, default=0, help="lines gone through in parts")
    parser.add_argument("--size", type=int, default=100_000, help="rows of a part")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        how, folder, out = given.measure
        made = (
            in_parts(Path(folder), Path(out), given.size)
            if how == "parts"
            else whole(Path(folder), Path(out))
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps({**made, "peak": round(peak, 2)}))
        return
    told = Figures(__file__)
    found = [measured("whole", given.lines >> n) for n in range(DOUBLINGS, -1, -1)]
    for one in found:
        tell(told, one)
    for less, more in pairwise(found):
        what = f"{more['lines']:,} lines beside {less['lines']:,}"
        told.tell(what, more["processor"] / less["processor"], "times as long", most=TWICE)
    for how, lines in (("apart", given.apart), ("parts", given.parts)):
        if lines:
            tell(told, measured(how, lines, given.size if how == "parts" else 0))
    told.keep()


def tell(told: Figures, one: dict[str, Any]) -> None:
    """What one measurement found: all of it, its stages, and beside the yardstick."""
    how = {"whole": "", "apart": ", no two alike", "parts": ", part by part"}[one["how"]]
    lines = f"{one['lines']:,} lines{how}"
    told.tell(lines, one["processor"], "s of a processor")
    for stage, spent in one.get("stages", {}).items():
        told.tell(f"{lines}: {stage}", spent, "s of a processor")
    told.tell(f"{lines}: memory at the most", one["peak"], "GiB")
    if "ratio" in one:
        what = f"{lines}: beside DuckDB joining and writing ready-made verdicts"
        told.tell(what, one["ratio"], "times as long")


def measured(how: str, lines: int, size: int = 0) -> dict[str, Any]:
    """One measurement, in a process of its own; it is printed too."""
    from benches.portfolio import shipments, ties_of, write_tables

    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "folder", Path(name) / "out"
        draw = random.Random(1)  # noqa: S311 - a measurement
        ties = ties_of(write_tables(folder, draw), draw)
        table = shipments(lines, ties, 1, apart=how == "apart")
        table.write_csv(folder / "shipments.csv")
        command = [sys.executable, __file__, "--measure", how, str(folder), str(out)]
        command += ["--size", str(size)] if size else []
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        made: dict[str, Any] = {"how": how, "lines": lines, **json.loads(done.stdout)}
        if how != "parts":
            made["yardstick"] = yardstick(folder, out)
            made["ratio"] = round(made["wall"] / made["yardstick"], 1)
    print(json.dumps(made), flush=True)
    return made


def whole(folder: Path, out: Path) -> dict[str, Any]:
    """Seconds of a processor by stage, from the files to the report."""
    from licet.intake import fact_kinds, read_folder
    from licet.papers import write_portfolio
    from licet.rulebook import rulebook
    from licet.verdict import assess

    began, stages = time.perf_counter(), [("read", time.process_time())]

    def told(stage: str, done: int, total: int) -> None:  # noqa: ARG001 - told by stage alone
        if stages[-1][0] != stage:
            stages.append((stage, time.process_time()))

    book = rulebook()
    read = read_folder(folder, fact_kinds(book.business_facts()))
    portfolio = assess(read, book, known=KNOWN, progress=told)
    write_portfolio(portfolio, out, progress=told)
    stages.append(("", time.process_time()))
    spent = {n: round(later - then, 2) for (n, then), (_, later) in pairwise(stages)}
    return {
        "kinds": len(portfolio.findings),
        "stages": spent,
        "processor": round(sum(spent.values()), 1),
        "wall": round(time.perf_counter() - began, 1),
    }


def in_parts(folder: Path, out: Path, size: int) -> dict[str, Any]:
    """Seconds of a processor for shipments gone through part by part."""
    from licet.intake import fact_kinds, read_parts
    from licet.papers import write_parts
    from licet.rulebook import rulebook
    from licet.verdict import Asked

    began, processor = time.perf_counter(), time.process_time()
    book = rulebook()
    parts = read_parts(folder, fact_kinds(book.business_facts()), size)
    write_parts(parts, Asked(book, KNOWN, None, {}, None), out)
    return {
        "parts": parts.count,
        "processor": round(time.process_time() - processor, 1),
        "wall": round(time.perf_counter() - began, 1),
    }


def yardstick(folder: Path, out: Path) -> float:
    """Seconds of DuckDB for the same lines with ready-made verdicts."""
    import duckdb

    own = {"shipment", "line", "item", "value", "on", "exporter", "importer", "end_user"}
    base = duckdb.connect()
    base.execute(f"CREATE TABLE verdicts AS SELECT * FROM '{out}/determinations.parquet'")
    names = [row[0] for row in base.execute("DESCRIBE verdicts").fetchall()]
    told = ", ".join(f'v."{name}"' for name in names if name not in own)
    began = time.perf_counter()
    base.execute(
        f"CREATE TABLE told AS SELECT s.*, {told} FROM"
        f" read_csv('{folder}/shipments.csv', all_varchar = true) s"
        " JOIN verdicts v USING (shipment, line)"
    )
    base.execute(f"COPY told TO '{out}/yardstick.parquet'")
    base.execute(f"COPY told TO '{out}/yardstick.csv'")
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
