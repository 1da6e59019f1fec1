"""Start reading here: every portfolio that is kept, and the work on them.

Each is a folder under the data directory: `portfolio.json` (the record), `sent` (the files as
they came), `folder` (the exporter's folder made of them, with the reviews), `tables-N` (its
tables as Parquet) and `result-N` (the answers). Only the server writes the record, and it does so
last: what it names is whole. A job that a killed server left undone is begun again.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import IO, Any

from fastapi import FastAPI

from licet.web.portfolio.meant import values_in
from licet.web.portfolio.packed import Upload
from licet.web.portfolio.record import (
    ASSESS,
    READ,
    RECORD,
    Progress,
    Record,
    now,
    read_json,
    read_record,
    write_json,
    write_record,
)
from licet.web.portfolio.sent import take
from licet.web.portfolio.worker import COLUMNS, FAULTS, FOLDER, LOOKED, REFUSED, SENT

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

PROGRESS = "progress.json"
WORKERS = 1
"""Processes that work on portfolios at the same time."""
TRIES = 3
"""So often a job is begun again that is cut off every time."""
_ID = re.compile(r"[0-9a-f]{16}")
_WORKER = (sys.executable, "-m", "licet.web.portfolio.worker")
_LAST_LINES = 2000


class Portfolios:
    """The portfolios under a data directory; nothing is made there before something is sent."""

    def __init__(self, data: Path) -> None:
        self.place = data / "portfolios"
        self._lock = RLock()
        self._running: dict[str, subprocess.Popen[str]] = {}
        self._work: dict[str, Future[None]] = {}
        self._pool = ThreadPoolExecutor(WORKERS, "portfolio")
        self._open = True
        self._mine: IO[str] | None = None

    def folder(self, name: str) -> Path:
        """Where a portfolio is kept.

        Raises:
            KeyError: there is none of that name.
        """
        place = self.place / name
        if _ID.fullmatch(name) is None or not (place / RECORD).exists():
            raise KeyError(name)
        return place

    def get(self, name: str) -> Record:
        """The record of a portfolio.

        Raises:
            KeyError: there is none of that name.
        """
        return read_record(self.folder(name))

    def every(self) -> list[Record]:
        """Every portfolio, the newest first."""
        if not self.place.is_dir():
            return []
        names = [one.name for one in self.place.iterdir() if (one / RECORD).exists()]
        found = [read_record(self.place / name) for name in names if _ID.fullmatch(name)]
        return sorted(found, key=lambda one: one.made, reverse=True)

    def receive(self, uploads: Iterable[Upload], name: str, by: str, lang: str) -> Record:
        """Keep what was sent, and begin to read it.

        Raises:
            NotTaken: nothing can be read, or it is more than is taken; nothing is kept then.
        """
        key = secrets.token_hex(8)
        place = self.place / key
        (place / SENT).mkdir(parents=True)
        try:
            files, aside = take(uploads, place / SENT)
            values = values_in(place / SENT)
        except BaseException:
            shutil.rmtree(place)
            raise
        record = Record(key, name, now(), by, lang, files, aside, values=values)
        write_record(place, record)
        return self.begin(key, READ)

    def change(self, name: str, **changes: Any) -> Record:  # noqa: ANN401 - fields of the record
        """The record with some fields changed, kept."""
        with self._lock:
            record = self.get(name).but(**changes)
            write_record(self.folder(name), record)
            return record

    def begin(self, name: str, job: str) -> Record:
        """Begin a job; one that is under way is cut off."""
        with self._lock:
            self._stop(name)
            record = self.change(name, doing=job, faults=(), turns=self.get(name).turns + 1)
            write_json(self.folder(name) / PROGRESS, asdict(Progress()))
            self._work[name] = self._pool.submit(self._run, name, job, record.turns)
            return record

    def resume(self) -> None:
        """Begin again what was cut off; what was cut off too often is said to have failed.

        Of several processes that serve the same portfolios, one does.
        """
        for record in self.every() if self._first() else ():
            if record.doing and record.tries < TRIES:
                self.change(record.id, tries=record.tries + 1)
                self.begin(record.id, record.doing)
            elif record.doing:
                self.change(record.id, doing="", faults=("cut_off",))

    def _first(self) -> bool:
        """Is no other process looking after these portfolios?"""
        if fcntl is None or not self.place.is_dir():
            return True
        self._mine = (self.place / ".lock").open("w")
        try:
            fcntl.flock(self._mine, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def delete(self, name: str) -> None:
        """Remove a portfolio with everything in it."""
        with self._lock:
            place = self.folder(name)
            self._stop(name)
            (place / RECORD).unlink()
        shutil.rmtree(place, ignore_errors=True)

    def progress(self, name: str) -> Progress:
        """What is being done.

        Raises:
            KeyError: there is no such portfolio.
        """
        return Progress(**(read_json(self.folder(name) / PROGRESS) or {}))

    def wait(self, name: str) -> None:
        """Wait until the work on a portfolio is done."""
        if name in self._work:
            self._work[name].result()

    def close(self) -> None:
        """Stop working; what is undone is begun again another time."""
        self._open = False
        for name in list(self._running):
            self._stop(name)
        self._pool.shutdown(cancel_futures=True)
        if self._mine is not None:
            self._mine.close()

    def _stop(self, name: str) -> None:
        process = self._running.pop(name, None)
        if process is not None:
            process.kill()
            process.wait()

    def _run(self, name: str, job: str, turn: int) -> None:
        """Do a job in a process, and write down what came of it."""
        with self._lock:
            if not self._is_at(name, turn):
                return
            place = self.folder(name)
            out = place / f"{'tables' if job == READ else 'result'}-{turn}"
            log = (place / "worker.log").open("w", encoding="utf-8")
            process = subprocess.Popen(  # noqa: S603 - this very program
                (*_WORKER, str(place), job, str(out)),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                encoding="utf-8",
            )  # fmt: skip
            self._running[name] = process
        with log:
            for line in process.stdout or ():
                self._hear(name, line, out, turn)
            status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        with self._lock:
            if self._running.get(name) is process:
                del self._running[name]
            if self._is_at(name, turn):
                self._settle(name, job, status, out)

    def _is_at(self, name: str, turn: int) -> bool:
        try:
            return self._open and self.get(name).turns == turn
        except KeyError:
            return False

    def _hear(self, name: str, line: str, out: Path, turn: int) -> None:
        """Take down what a worker tells; once its answers can be seen they are shown."""
        try:
            told = json.loads(line)
        except ValueError:
            return
        at = Progress(told["stage"], told.get("done", 0), told.get("total", 0))
        with self._lock:
            if self._is_at(name, turn):
                write_json(self.folder(name) / PROGRESS, asdict(at))
                if told.get("shown"):
                    self._show(name, out)

    def _show(self, name: str, out: Path) -> None:
        before = self.get(name).result
        self.change(name, result=out.name, assessed=now())
        if before not in {"", out.name}:
            shutil.rmtree(self.folder(name) / before, ignore_errors=True)

    def _settle(self, name: str, job: str, status: int, out: Path) -> None:
        place = self.folder(name)
        if status == 0:
            made = {"tables": out.name} if job == READ else {}
            before = self.get(name).tables
            self.change(name, doing="", tries=0, **made)
            if made and before not in {"", out.name}:
                shutil.rmtree(place / before, ignore_errors=True)
            return
        if status == REFUSED:
            faults = tuple(read_json(out / FAULTS) or ("our_fault",))
        else:
            faults = ("our_fault",)
        self.change(name, doing="", faults=faults)

    def log(self, name: str) -> str:
        """The last that a worker said before it failed."""
        path = self.folder(name) / "worker.log"
        return path.read_text(encoding="utf-8", errors="replace")[-_LAST_LINES:]


@asynccontextmanager
async def living(app: FastAPI) -> AsyncIterator[None]:
    """What a server does with its portfolios when it begins and when it ends."""
    portfolios: Portfolios = app.state.portfolios
    portfolios.resume()
    yield
    portfolios.close()


def looked_of(place: Path) -> list[Mapping[str, Any]]:
    """What was seen of the files of a portfolio."""
    return list(read_json(place / LOOKED) or ())


__all__ = [
    "ASSESS",
    "COLUMNS",
    "FOLDER",
    "READ",
    "Portfolios",
    "Progress",
    "living",
    "looked_of",
]
