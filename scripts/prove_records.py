"""The checker of records against the engine, at length: random cases, and every byte of a record.

``python scripts/prove_records.py [CASES [SEED]]`` decides so many random cases (100,000) by the
engine and by the checker and names the first that differ; then flips every byte of a record of the
shipped law, bit by bit in turn, and names those that are not refused. Exit status 1 if there are.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from licet.papers import Enclosed, NotSound, verify
from licet.papers.law_part import law_part
from licet.papers.record import make_record
from licet.rulebook import rulebook
from licet.seal import canonical
from licet.verdict import decide_cases, read_case
from tests.papers.agreement import disagreements
from tests.papers.random_cases import cases

CHUNK = 1000
WORKERS = 2
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


def main() -> None:
    """Run both, and say how long it took."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    seed = int(sys.argv[2]) if sys.argv[2:] else 1
    started = time.perf_counter()
    with ProcessPoolExecutor(WORKERS) as pool:
        differ: list[str] = []
        chunks = pool.map(chunk, range(seed, seed + -(-count // CHUNK)))
        for number, some in enumerate(chunks, 1):
            differ += some
            if number % 10 == 0:
                seconds = time.perf_counter() - started
                print(
                    f"{number * CHUNK} cases, {len(differ)} disagreements, {seconds:.0f} s",
                    flush=True,
                )
        print(f"{count} random cases: {len(differ)} disagreements")
        print("\n".join(differ[:10]))
        print(f"{time.perf_counter() - started:.0f} s")
        data, law = record()
        size = len(data) + len(law)
        parts = [range(at, min(at + CHUNK, size)) for at in range(0, size, CHUNK)]
        unnoticed = [at for some in pool.map(flips, parts) for at in some]
    print(f"{size} bytes flipped: {len(unnoticed)} unnoticed {unnoticed[:10] or ''}")
    print(f"{time.perf_counter() - started:.0f} s")
    sys.exit(bool(differ or unnoticed))


if __name__ == "__main__":
    main()
