"""An executor ended in the middle of a job, as a failing machine would."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def one_executor_killed(spark: Any) -> Iterator[None]:
    """End one executor as soon as tasks run; in the end it must have come to that."""
    killed: list[int] = []
    killer = threading.Thread(target=_kill_one_executor, args=(spark, killed), daemon=True)
    killer.start()
    yield
    killer.join(60)
    assert len(killed) == 1


def _kill_one_executor(spark: Any, killed: list[int]) -> None:
    driver = spark.sparkContext._gateway.proc.pid
    tracker = spark.sparkContext.statusTracker()
    until = time.monotonic() + 120
    while time.monotonic() < until:
        running = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        if any(stage is not None and stage.numActiveTasks for stage in running):
            executors = [pid for pid in _below(driver) if b"CoarseGrainedExecutor" in _said(pid)]
            if executors:
                os.kill(executors[0], signal.SIGKILL)
                killed.append(executors[0])
                return
        time.sleep(0.02)


def _below(pid: int) -> list[int]:
    """The processes that a process started, and those that they started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found += [child, *_below(child)]
    return found


def _said(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
