"""The shipments of a lake assessed on Spark, from a million lines up, beside Polars.

    python benches/spark.py [--least LINES] [--most LINES] [--polars LINES]

The portfolio of `benches/portfolio.py`, its shipments as a folder of Parquet files: `licet assess
--engine spark` on this machine's cores, from the files to tables and report, in a process of its
own; ten times as many lines each time. Polars does the same work part by part on the smallest.
What any size pays (Spark's start, the kinds of lines) makes a line of few dearer than one of many.
A hundred million lines, its usual end, take hours; `--most 10000000` takes half an hour.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parents[1]))

from beside.figures import Figures

from benches.portfolio import shipments, ties_of, write_tables

MEMORY = "--driver-memory 6g pyspark-shell"
"""What Spark is given where nothing else is said (PYSPARK_SUBMIT_ARGS)."""
LEAST = 1_000_000
CHUNK = 1_000_000


def draw(folder: Path, lines: int) -> Path:
    """The portfolio; the folder of its shipments."""
    chance = random.Random(1)  # noqa: S311 - a measurement
    ties = ties_of(write_tables(folder, chance), chance)
    table = folder / "lake" / "shipments"
    table.mkdir(parents=True)
    for first in range(0, lines, CHUNK):
        rows = shipments(min(CHUNK, lines - first), ties, 1, first=first)
        rows.write_parquet(table / f"part-{first // CHUNK:05}.parquet")
    return table


def assess(folder: Path, table: Path, out: Path, *options: str) -> tuple[float, dict[str, Any]]:
    """Seconds, and the summary."""
    command = [sys.executable, "-m", "licet", "assess", str(folder), "-o", str(out), "--json"]
    command += ["--shipments", str(table), *options]
    began = time.perf_counter()
    env = {"PYSPARK_SUBMIT_ARGS": MEMORY, **os.environ}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=env)
    return time.perf_counter() - began, json.loads(done.stdout)


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--least", type=int, default=LEAST)
    parser.add_argument("--most", type=int, default=100 * LEAST)
    parser.add_argument("--polars", type=int, default=LEAST, help="lines that Polars assesses too")
    given = parser.parse_args()
    told, lines, before = Figures(__file__), given.least, 0.0
    spark = ("--engine", "spark", "--master", f"local[{os.cpu_count()}]")
    while lines <= given.most:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            table = draw(folder / "folder", lines)
            took, summary = assess(folder / "folder", table, folder / "spark", *spark)
            each = 1e6 * took / lines
            told.tell(f"{lines:,} lines on Spark, each", each, "µs",
                      most=1.2 * before if before else None)  # fmt: skip
            assert sum(summary["counts"]["actual"].values()) == lines
            if lines <= given.polars:
                parts, beside = assess(folder / "folder", table, folder / "polars", "--partition",
                                       "250000")  # fmt: skip
                assert beside["counts"] == summary["counts"], "Polars counts otherwise"
                told.tell(f"{lines:,} lines on Polars, each, identical counts", 1e6 * parts / lines,
                          "µs")  # fmt: skip
                told.tell("Spark beside Polars for the same lines", took / parts, "times as long")
            shutil.rmtree(folder / "spark")
        before, lines = each, 10 * lines
    told.keep()


if __name__ == "__main__":
    main()
