"""What a bench found: printed as it is found, and kept as JSON beside machine and versions.

    LICET_FIGURES=docs/figures python benches/verdict.py

writes ``docs/figures/verdict.json``; without that setting figures are printed only.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

_LIBRARIES = (
    "polars", "narwhals", "duckdb", "numba", "numpy", "scipy", "pyspark", "rapidfuzz", "rustworkx",
    "networkx", "fastapi", "uvicorn",
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One of them.

    Attributes:
        what: what was measured, in words.
        value: how much.
        unit: of what.
        least: the aim, if it is to be at least so much.
        most: the aim, if it is to be at most so much.
    """

    what: str
    value: float
    unit: str
    least: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        """Is the aim met? `None` if there is none."""
        if self.least is None and self.most is None:
            return None
        enough = self.least is None or self.value >= self.least
        return enough and (self.most is None or self.value <= self.most)


@dataclass
class Figures:
    """The figures of one bench.

    Attributes:
        file: the bench's own file.
        found: what was told so far.
    """

    file: str
    found: list[Figure] = field(default_factory=list)

    def tell(
        self,
        what: str,
        value: float,
        unit: str,
        *,
        least: float | None = None,
        most: float | None = None,
    ) -> None:
        """Print a figure beside its aim, and keep it."""
        figure = Figure(what, float(f"{value:.4g}"), unit, least, most)
        self.found.append(figure)
        aim = ""
        if figure.met is not None:
            limit = f"at least {least:g}" if most is None else f"at most {most:g}"
            aim = f"  (aim: {limit}{'' if figure.met else ', NOT MET'})"
        print(f"{what}: {figure.value:,g} {unit}{aim}", flush=True)

    def keep(self) -> None:
        """Write them where LICET_FIGURES says, if it says so."""
        folder = os.environ.get("LICET_FIGURES")
        if not folder:
            return
        bench = Path(self.file)
        told = {
            "command": " ".join(["python", f"benches/{bench.name}", *map(_said, sys.argv[1:])]),
            "on": datetime.now(UTC).date().isoformat(),
            "machine": machine(),
            "versions": versions(),
            "figures": [{**asdict(one), "met": one.met} for one in self.found],
        }
        Path(folder).mkdir(parents=True, exist_ok=True)
        text = json.dumps(told, indent=1, ensure_ascii=False)
        Path(folder, f"{bench.stem}.json").write_text(text + "\n", encoding="utf-8")


def _said(word: str) -> str:
    """A word of the command line; of a place on this machine its name alone."""
    return Path(word).name if Path(word).is_absolute() else word


def machine() -> dict[str, Any]:
    """What ran it: cores, memory, kind of processor, and how busy the machine was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory),
        "processor": platform.machine(),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1),
    }


def versions() -> dict[str, str]:
    """Of Python and of what the benches import."""
    found = {"python": platform.python_version()}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
