"""How long is it from typing a command to its answer, and how much memory does it take?

    python benches/start.py [--runs N]

Every command by its help, and the short answers people wait for at a terminal; each in a process
of its own, the middle of so many runs by the clock, and the most memory it held. The yardstick is
Python itself, started to do nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from beside.figures import Figures

from licet.cli.app import COMMANDS

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDER, CASE = str(EXAMPLES / "kitakami-motors"), str(EXAMPLES / "cases" / "motor.yaml")
AIMS = {"licet --help": 0.15, "licet decide CASE": 0.6}
"""Seconds."""
ANSWERS: dict[str, tuple[str, ...]] = {
    "licet decide CASE": ("decide", CASE),
    "licet ask CASE": ("ask", CASE),
    "licet whatif CASE": ("whatif", CASE),
    "licet screen NAME": ("screen", "Raytheon"),
    "licet lists": ("lists",),
    "licet law status": ("law", "status"),
    "licet law show": ("law", "show", "61 §1(1)"),
    "licet law readings": ("law", "readings"),
    "licet schema": ("schema",),
    "licet trace FOLDER --item": ("trace", FOLDER, "--item", "MTR-200"),
    "licet own FOLDER --party": ("own", FOLDER, "--party", "STAGE"),
    "licet classify FOLDER": ("classify", FOLDER),
    "licet assess FOLDER": ("assess", FOLDER, "--out"),
}


def once(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock, and MiB at the most."""
    began = time.perf_counter()
    done = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert done.stderr is not None
    said = done.stderr.read()
    _, status, used = os.wait4(done.pid, 0)
    took = time.perf_counter() - began
    assert status == 0, f"{' '.join(command)}: {said}"
    return took, used.ru_maxrss / 1024


def main() -> None:
    """Measure, and keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs, told = parser.parse_args().runs, Figures(__file__)
    licet = str(Path(sys.executable).with_name("licet"))
    with tempfile.TemporaryDirectory() as out:
        every = {"licet --help": (licet, "--help")}
        every |= {f"licet {name} --help": (licet, name, "--help") for name in COMMANDS}
        every |= {
            what: (licet, *words, *([out] if words[-1] == "--out" else []))
            for what, words in ANSWERS.items()
        }
        every["python -c pass, the yardstick"] = (sys.executable, "-c", "pass")
        for what, words in every.items():
            once(list(words))  # what is compiled once is
            found = [once(list(words)) for _ in range(runs)]
            took = statistics.median(seconds for seconds, _ in found)
            told.tell(what, took, "s", most=AIMS.get(what))
            if what in ANSWERS:
                told.tell(f"{what}, memory", max(held for _, held in found), "MiB")
    told.keep()


if __name__ == "__main__":
    main()
