"""What the checks of the house look at: its sources, as text and as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).parents[2]
ROOMS = HOUSE / "src" / "licet"
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Source(NamedTuple):
    """One Python file: its path from the top of the house, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room it stands in; the empty text for the files beside the rooms."""
        parts = Path(self.path).parts
        return parts[2] if len(parts) > 3 else ""


def source(path: str, text: str) -> Source:
    """The source that `text` would be at `path`."""
    return Source(path, text, ast.parse(text))


def sources() -> list[Source]:
    """Every Python file of the product."""
    return [
        source(path.relative_to(HOUSE).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(ROOMS.rglob("*.py"))
    ]


def names_in(folder: Path) -> list[str]:
    """The rooms in `folder`: its sub-folders that hold Python."""
    return sorted(each.name for each in folder.iterdir() if any(each.rglob("*.py")))


def tracked() -> list[str]:
    """Every file that goes with the house: git's word, or all there is where git has none."""
    ask = "git ls-files -z --cached --others --exclude-standard".split()
    listed = subprocess.run(ask, cwd=HOUSE, capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode().split("\0") if (HOUSE / name).is_file()]
    everything = (path.relative_to(HOUSE) for path in HOUSE.rglob("*") if path.is_file())
    return [path.as_posix() for path in everything if path.parts[0] not in {".venv", "out"}]
