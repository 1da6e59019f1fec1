"""What BODS files say of who holds how much, as of each day on which it changes.

    python scripts/bods_percentages.py FILE|FOLDER…

Run over the files of the package bods-v04-fixtures and over the examples of the data standard
(https://github.com/openownership/data-standard), to be compared with the texts beside them.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from licet.basics import Range
from licet.ownership import Holdings, read_bods


def files(names: list[str]) -> list[Path]:
    """The JSON files named, and those of the folders named."""
    found: list[Path] = []
    for name in map(Path, names):
        found += sorted(name.rglob("*.json")) if name.is_dir() else [name]
    return found


def days(holdings: Holdings) -> list[date]:
    """The days on which a stake begins or is over."""
    starts = {stake.start for stake in holdings.stakes}
    ends = {s.last + timedelta(days=1) for s in holdings.stakes if s.last is not None}
    return sorted(day for day in {*starts, *ends} if day is not None) or [date.max]


def main() -> None:
    """Print a line for each holding on each of the days, and what was refused."""
    for path in files(sys.argv[1:]):
        got = read_bods(path)
        holdings = Holdings.of(got.holdings, got.faults)
        names = {row["party"]: row["name"] or row["party"] for row in got.parties}
        print(f"\n{path.name}")
        for fault in holdings.faults:
            print(f"  refused: {fault}")
        for day in days(holdings):
            links = holdings.links(day)
            for owned, found in links.into.items():
                for link in found:
                    owner = "somebody" if link.owner is None else names.get(link.owner, link.owner)
                    veiled = " (who is behind it is not known)" if link.opaque else ""
                    share = Range(*link.most())
                    print(f"  {day}  {owner} holds {share} % of {names.get(owned, owned)}{veiled}")
            for fault in links.faults:
                print(f"  {day}  fault: {fault}")


if __name__ == "__main__":
    main()
