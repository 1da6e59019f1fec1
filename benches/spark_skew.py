"""How evenly Spark deals out rows of which most have one key: the longest task of each stage.

    python benches/spark_skew.py [--lines 2000000] [--master "local[2]"] [--as-if-larger]

Eighty lines of a hundred name one part, and eighty stakes of a hundred one owned company. Each case
is done as the tracers do it; told are, of the stages that read the most rows, how many tasks
there were, and what part of the rows and how many of the seconds of all tasks the largest one had.
`--as-if-larger` divides by 128 the bounds by which Spark broadcasts a table and splits a partition.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import narwhals as nw
from beside.figures import Figures

from licet.engine import BROADCAST, joined, session, settled
from licet.ownership.frames.closure import links_of
from licet.ownership.frames.prepare import stakes_of

COMMON = "CASE WHEN id % 10 < 8 THEN 0 ELSE 1 + id % {others} END"
LARGER = {
    "spark.sql.autoBroadcastJoinThreshold": "80KB",
    "spark.sql.adaptive.advisoryPartitionSizeInBytes": "512KB",
    "spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes": "2MB",
}
EVEN = 60
"""Per cent of a stage's rows that one of several tasks may have."""
Case = Callable[[Any, int], Any]


def parts_few(spark: Any, lines: int) -> Any:
    """Lines with what a thousand finished parts hold: those are broadcast."""
    return _parts(spark, lines, 1000)


def parts_many(spark: Any, lines: int) -> Any:
    """Lines with what more finished parts hold than are broadcast."""
    return _parts(spark, lines, BROADCAST * 3 // 2)


def _parts(spark: Any, lines: int, parts: int) -> Any:
    key = COMMON.format(others=parts - 1)
    held = spark.range(lines).selectExpr("id % 100000 AS parent", f"{key} AS child", "id AS q")
    done = spark.range(parts).selectExpr("id AS child", "id AS lo")
    both = joined(settled(nw.from_native(held)), nw.from_native(done), parts, ["child"], "inner")
    return both.group_by("parent").agg((nw.col("q") * nw.col("lo")).sum().alias("sum"))


def stakes(spark: Any, lines: int) -> Any:
    """A company of which four fifths of all stakes speak, made ready as links."""
    owned = f"cast({COMMON.format(others=lines // 10)} AS STRING)"
    table = spark.range(lines).selectExpr(
        "cast(id % 700001 AS STRING) AS owner", f"{owned} AS owned",
        "cast(0 AS DECIMAL(20,7)) AS share_lo", "cast(id % 40 AS DECIMAL(20,7)) AS share_hi",
    )  # fmt: skip
    return links_of(stakes_of(settled(nw.from_native(table))), 500_000_000)


def stages_of(log: Path) -> dict[int, list[tuple[int, int]]]:
    """Stage → rows read and milliseconds run of each task, from an event log."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for line in log.read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
            told = event["Task Metrics"]
            rows = (told["Shuffle Read Metrics"]["Total Records Read"]
                    + told["Input Metrics"]["Records Read"])  # fmt: skip
            found[event["Stage ID"]].append((rows, told["Executor Run Time"]))
    return found


def main() -> None:
    """Each case, and its stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--lines", type=int, default=2_000_000)
    parser.add_argument("--as-if-larger", action="store_true")
    asked, figures = parser.parse_args(), Figures(__file__)
    with tempfile.TemporaryDirectory() as folder:
        told = {
            "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{folder}",
            "spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false",
            "spark.sql.shuffle.partitions": "16", "spark.ui.enabled": "false",
        }  # fmt: skip
        spark = session(asked.master, told | (LARGER if asked.as_if_larger else {}))
        for case in (parts_few, parts_many, stakes):
            nw.to_native(case(spark, asked.lines)).write.format("noop").mode("overwrite").save()
        spark.stop()
        [log] = Path(folder).iterdir()
        stages = stages_of(log)
    for stage, tasks in sorted(stages.items()):
        rows, spent = (sum(each) for each in zip(*tasks, strict=True))
        if rows > asked.lines // 100:
            most, longest = max(tasks)[0], max(one[1] for one in tasks)
            print(f"stage {stage}: {spent / 1000:.1f} s, the longest task {longest / 1000:.1f} s")
            what = f"stage {stage}, {len(tasks)} tasks, {rows:,} rows: of the largest"
            figures.tell(what, 100 * most / rows, "%", most=EVEN if len(tasks) > 1 else None)
    figures.keep()


if __name__ == "__main__":
    main()
