"""Shipments larger than memory, assessed part by part: under a limit, killed, gone on with.

    python benches/larger.py [--lines N] [--limit GIB] [--size ROWS] [--twin LINES]

It takes hours at its usual twenty million lines; `--lines 2000000` shows the same.

Draws the portfolio of `benches/portfolio.py`, and assesses it in a process that may not hold more
data than the limit (RLIMIT_DATA); once half of the parts are written the process is killed
(SIGKILL) and begun again. The twin, a smaller portfolio, is assessed so and without interruption:
every file of the two must be the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from beside.figures import Figures

from benches.portfolio import shipments, ties_of, write_tables

CHUNK = 500_000


def draw(folder: Path, lines: int) -> None:
    """The portfolio, its shipments as one CSV file."""
    chance = random.Random(1)  # noqa: S311 - a measurement
    ties = ties_of(write_tables(folder, chance), chance)
    with (folder / "shipments.csv").open("wb") as file:
        for first in range(0, lines, CHUNK):
            rows = shipments(min(CHUNK, lines - first), ties, 1, first=first)
            rows.write_csv(file, include_header=first == 0)


def assess(folder: Path, out: Path, size: int, limit: float) -> None:
    """What `licet assess --partition` does, under the limit."""
    from licet.cli import main

    most = int(limit * 2**30)
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    sys.argv = ["licet", "assess", str(folder), "-o", str(out), "--partition", str(size)]
    main()


def begun(given: argparse.Namespace, folder: Path, out: Path) -> subprocess.Popen[bytes]:
    """The same in a process of its own, under the limit."""
    command = [sys.executable, __file__, "--run", str(folder), str(out), "--size", str(given.size)]
    command += ["--limit", str(given.limit)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def parts(out: Path) -> int:
    """How many parts are written."""
    return sum(1 for _ in (out / "determinations").glob("part-*.parquet"))


def with_a_kill(given: argparse.Namespace, folder: Path, out: Path, lines: int) -> float:
    """Seconds of both runs together; the first is killed half way."""
    half = lines // given.size // 2
    began = time.perf_counter()
    first = begun(given, folder, out)
    while first.poll() is None and parts(out) < half:
        time.sleep(0.2)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert 0 < parts(out) < lines / given.size, "it was to be killed in the middle"
    second = begun(given, folder, out)
    assert second.wait() == 0, "it did not go on"
    return time.perf_counter() - began


def sums(out: Path) -> dict[str, str]:
    """The SHA-256 of every file but the summary, which names its folder."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "summary.json"
    }


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=20_000_000)
    parser.add_argument("--limit", type=float, default=4.0)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--twin", type=int, default=1_000_000)
    parser.add_argument("--run", nargs=2, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        assess(*given.run, given.size, given.limit)
        return
    told = Figures(__file__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder / "twin", given.twin)
        with_a_kill(given, folder / "twin", folder / "killed", given.twin)
        assert begun(given, folder / "twin", folder / "whole").wait() == 0
        differ = [k for k, v in sums(folder / "whole").items() if sums(folder / "killed")[k] != v]
        told.tell(f"{given.twin:,} lines, files that a kill made different", len(differ), "files",
                  most=0)  # fmt: skip
        draw(folder / "large", given.lines)
        size = (folder / "large" / "shipments.csv").stat().st_size / 2**30
        took = with_a_kill(given, folder / "large", folder / "out", given.lines)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        manifest = json.loads((folder / "out" / "manifest.json").read_text(encoding="utf-8"))
        told.tell(f"{given.lines:,} lines ({size:.1f} GiB of CSV), killed and gone on with",
                  took, "s")  # fmt: skip
        told.tell("most memory of a process", peak, "GiB", most=given.limit)
        print({k: v for k, v in manifest.items() if isinstance(v, int | str)})
    told.keep()


if __name__ == "__main__":
    main()
