"""Does this environment hold every distribution of a lock, at its version?

``python holds.py LOCK`` names what is missing and exits 1, or exits 0. Uses pip's own parser, so
that it runs in an environment that holds nothing else yet.
"""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pip._vendor.packaging.requirements import Requirement


def missing(lock: str) -> list[str]:
    """The requirements of the text `lock` that this environment does not hold."""
    lines = [line for line in lock.splitlines() if line[:1].isalnum()]
    wanted = [Requirement(line.rstrip("\\ ")) for line in lines]
    return [
        str(each)
        for each in wanted
        if (each.marker is None or each.marker.evaluate()) and not _held(each)
    ]


def _held(wanted: Requirement) -> bool:
    try:
        return wanted.specifier.contains(version(wanted.name), prereleases=True)
    except PackageNotFoundError:
        return False


if __name__ == "__main__":
    lacking = missing(Path(sys.argv[1]).read_text(encoding="utf-8"))
    if lacking:
        sys.exit(f"licet: .venv lacks {', '.join(lacking)}")
