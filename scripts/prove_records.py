"""The checker of records against the engine, at length: random cases, and every byte of a record.

``python scripts/prove_records.py [CASES [SEED]] [--processes N] [--keep FILE]`` decides so many
random cases (100,000) by the engine and by the checker and names the first that differ; then flips
every byte of a record of the shipped law, bit by bit in turn, and names those that are not refused.
Exit status 1 if there are. A thousand cases have one seed; with ``--keep`` the seeds and bytes that
are done are written down, and a later run with the same law files and checker goes on from there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

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


def flips(first: int) -> list[int]:
    """Which of a thousand bytes of the record, or of its law, can be flipped unnoticed."""
    data, law = record()
    whole = data + law
    verify(data, law=law)
    unnoticed = []
    for at in range(first, min(first + CHUNK, len(whole))):
        changed = whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :]
        try:
            verify(changed[: len(data)], law=changed[len(data) :])
        except NotSound:
            continue
        unnoticed.append(at)
    return unnoticed


class Kept:
    """The parts that are done, by law files and checker; without a file nothing is kept.

    A part is a seed of cases, or where a thousand bytes begin.
    """

    def __init__(self, file: Path | None) -> None:
        self.file = file
        checker = hashlib.sha256(Path(verifier.__file__).read_bytes()).hexdigest()
        self.under = {"law": rulebook().fingerprint, "checker": checker, "chunk": CHUNK}
        self.found: dict[str, dict[int, list[Any]]] = {"cases": {}, "bytes": {}}
        lines = file.read_text("utf-8").splitlines() if file is not None and file.exists() else []
        for one in map(json.loads, lines):
            if self.under.items() <= one.items():
                self.found[one["of"]][one["part"]] = one["wrong"]

    def add(self, of: str, part: int, wrong: list[Any]) -> None:
        """Write down that a part is done."""
        self.found[of][part] = wrong
        if self.file is not None:
            with self.file.open("a", encoding="utf-8") as out:
                line = {**self.under, "of": of, "part": part, "wrong": wrong}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")

    def done(
        self, pool: ProcessPoolExecutor, of: str, parts: Sequence[int], run: Callable[[int], Any]
    ) -> Iterator[tuple[int, Any]]:
        """What is wrong with some parts, each with its part; those that are not kept are run."""
        known = self.found[of]
        left = [part for part in parts if part not in known]
        if len(left) < len(parts):
            print(f"{(len(parts) - len(left)) * CHUNK} {of} were done before", flush=True)
        started = time.perf_counter()
        for number, (part, wrong) in enumerate(zip(left, pool.map(run, left), strict=True), 1):
            self.add(of, part, wrong)
            if number % 10 == 0 or number == len(left):
                seconds = time.perf_counter() - started
                print(f"{number * CHUNK} {of} more, {seconds:.0f} s", flush=True)
        yield from ((part, one) for part in parts for one in known[part])


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
    kept = Kept(given.keep)
    with ProcessPoolExecutor(given.processes) as pool:
        differ = list(kept.done(pool, "cases", seeds, chunk))
        print(f"{len(seeds) * CHUNK} random cases: {len(differ)} disagreements")
        print("\n".join(f"seed {seed}: {text}" for seed, text in differ[:10]))
        size = sum(map(len, record()))
        unnoticed = [at for _, at in kept.done(pool, "bytes", range(0, size, CHUNK), flips)]
    print(f"{size} bytes flipped: {len(unnoticed)} unnoticed {unnoticed[:10] or ''}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = time.process_time() - busy + children.ru_utime + children.ru_stime
    print(f"{time.perf_counter() - started:.0f} s, of a processor {busy:.0f} s")
    sys.exit(bool(differ or unnoticed))


if __name__ == "__main__":
    main()
