"""The checker of records against the engine, at length: random cases, and every byte of a record.

``python scripts/prove_records.py [CASES [SEED]] [--processes N] [--keep FILE]`` decides so many
random cases (100,000) by the engine and by the checker and names the first that differ; then flips
every byte of a record of the shipped law, bit by bit in turn, and names those that are not refused.
Exit status 1 if there are. A thousand cases have one seed; with ``--keep`` the seeds that are done
are written down, and a later run with the same law files and the same checker goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licet.papers import Enclosed, NotSound, verifier, verify
from licet.papers.law_part import law_part
from licet.papers.record import make_record
from licet.rulebook import rulebook
from licet.seal import canonical
from licet.verdict import decide_cases, read_case
from tests.papers.agreement import disagreements
from tests.papers.random_cases import cases

CHUNK = 1000
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
CASE = {
    "on": "2025-12-02",
    "known": "2025-12-02",
    "facts": {
        "act": "export",
        "exporter_in": "JP",
        "ship_from": "JP",
        "ship_to": "DE",
        "annex1": "P2-I-3",
        "made_in": "JP",
        "embedded": "component",
        "cn_part1_value": {"lo": "2.5", "hi": "3"},
        "item_value": "1890",
    },
}


def chunk(seed: int) -> list[str]:
    """The disagreements on some random cases."""
    book = rulebook()
    return disagreements(list(cases(book, CHUNK, seed)), book)


@cache
def record() -> tuple[bytes, bytes]:
    """A record of the shipped law, and the law beside it."""
    book = rulebook()
    case = read_case(CASE, book)
    made = make_record(
        decide_cases([case], book)[0],
        case,
        book,
        KEY,
        Enclosed(evidence={"item_value": "items.csv:3"}),
        law_apart=True,
        made=datetime(2025, 12, 2, tzinfo=UTC),
        salt=lambda: "00" * 16,
    )
    return canonical(made), canonical(law_part(book))


def flips(part: range) -> list[int]:
    """The bytes of the record, or of the law beside it, that can be flipped unnoticed."""
    data, law = record()
    whole = data + law
    verify(data, law=law)
    unnoticed = []
    for at in part:
        changed = whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :]
        try:
            verify(changed[: len(data)], law=changed[len(data) :])
        except NotSound:
            continue
        unnoticed.append(at)
    return unnoticed


class Kept:
    """The seeds that are done, by law files and checker; without a file nothing is kept."""

    def __init__(self, file: Path | None) -> None:
        self.file = file
        checker = hashlib.sha256(Path(verifier.__file__).read_bytes()).hexdigest()
        self.under = {"law": rulebook().fingerprint, "checker": checker, "cases": CHUNK}
        self.found: dict[int, list[str]] = {}
        lines = file.read_text("utf-8").splitlines() if file is not None and file.exists() else []
        for one in map(json.loads, lines):
            if self.under.items() <= one.items():
                self.found[one["seed"]] = one["differ"]

    def add(self, seed: int, differ: list[str]) -> None:
        """Write down that a seed is done."""
        self.found[seed] = differ
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as out:
                line = {**self.under, "seed": seed, "differ": differ}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def compare(pool: ProcessPoolExecutor, seeds: range, kept: Kept) -> Iterator[str]:
    """The disagreements of some seeds; each seed that is not kept is tried, and kept."""
    left = [seed for seed in seeds if seed not in kept.found]
    if len(left) < len(seeds):
        print(f"{(len(seeds) - len(left)) * CHUNK} cases were done before", flush=True)
    started = time.perf_counter()
    for number, (seed, some) in enumerate(zip(left, pool.map(chunk, left), strict=True), 1):
        kept.add(seed, some)
        if number % 10 == 0 or number == len(left):
            seconds = time.perf_counter() - started
            print(f"{number * CHUNK} cases more, {seconds:.0f} s", flush=True)
    for seed in seeds:
        yield from (f"seed {seed}: {text}" for text in kept.found[seed])


def main() -> None:
    """Run both, and say how long it took."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("cases", type=int, nargs="?", default=100_000)
    wanted.add_argument("seed", type=int, nargs="?", default=1)
    wanted.add_argument("--processes", type=int, default=2)
    wanted.add_argument("--keep", type=Path)
    given = wanted.parse_args()
    seeds = range(given.seed, given.seed - (-given.cases // CHUNK))
    started, busy = time.perf_counter(), time.process_time()
    with ProcessPoolExecutor(given.processes) as pool:
        differ = list(compare(pool, seeds, Kept(given.keep)))
        print(f"{len(seeds) * CHUNK} random cases: {len(differ)} disagreements")
        print("\n".join(differ[:10]))
        data, law = record()
        size = len(data) + len(law)
        parts = [range(at, min(at + CHUNK, size)) for at in range(0, size, CHUNK)]
        unnoticed = [at for some in pool.map(flips, parts) for at in some]
    print(f"{size} bytes flipped: {len(unnoticed)} unnoticed {unnoticed[:10] or ''}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = time.process_time() - busy + children.ru_utime + children.ru_stime
    print(f"{time.perf_counter() - started:.0f} s, of a processor {busy:.0f} s")
    sys.exit(bool(differ or unnoticed))


if __name__ == "__main__":
    main()
