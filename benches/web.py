"""How many single decisions a second `licet serve` answers, and how long the slowest take.

Cases are like those of an order system: lines with almost everything stated, each with other
numbers and places, and one in ten of which little is known; hardly two are equal. Two workers,
both cores; the generator only writes cases and reads whole answers, over eight connections that
it keeps: a full HTTP client takes more of the cores than a decision does.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from beside.figures import Figures

WORKERS = 2
AT_ONCE = 8
REQUESTS = int(os.environ.get("REQUESTS", "2000"))
PATH = "/api/v1/decide"
PLACES = ("US", "DE", "JP", "KR", "IN", "FR", "VN", "MX")


def case(chance: random.Random) -> bytes:
    """A line of an order system."""
    there = chance.choice(PLACES)
    facts = {
        "act": "export", "thing": "goods", "exporter_in": "JP", "ship_from": "JP",
        "ship_to": there, "importer_in": there, "end_user_in": there,
        "exporter_is_prc_person": False, "recipient_is_foreign": True, "annex1": "P2-I-4",
        "dual_use_code": "none", "made_in": "JP", "origin": "JP", "embedded": "component",
        "cn_part1_value": str(chance.randint(0, 400) / 100),
        "item_value": str(chance.randint(500, 4000)), "made_with_cn_technology": False,
        "importer_on_control_list": False, "end_user_on_control_list": False,
        "importer_on_watch_list": False, "end_user_on_watch_list": False,
        "use_wmd": False, "use_terrorism": False, "use_military": False,
    }  # fmt: skip
    if chance.random() < 0.1:
        known = ("ship_from", "ship_to", "item_value")
        facts = {name: facts[name] for name in known}
    on = chance.choice(("2025-12-05", "2026-11-11", "2026-11-22"))
    return json.dumps({"on": on, "known": "2026-11-22", "facts": facts}).encode()


def known_facts(sent: bytes) -> bytes:
    """A case without facts that this rulebook does not have."""
    from licet.rulebook import rulebook

    raw = json.loads(sent)
    there = rulebook().business_facts()
    return json.dumps(
        raw | {"facts": {k: v for k, v in raw["facts"].items() if k in there}}
    ).encode()


async def one_answer(
    reads: asyncio.StreamReader, writes: asyncio.StreamWriter, sent: bytes
) -> None:
    """Send a case over an open connection, and read all of its verdict."""
    head = f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(sent)}\r\n\r\n"
    writes.write(head.encode() + sent)
    told = await reads.readuntil(b"\r\n\r\n")
    lines = told.decode().lower().split("\r\n")
    assert " 200 " in lines[0], told
    length = next(int(one.partition(":")[2]) for one in lines if one.startswith("content-length:"))
    body = await reads.readexactly(length)
    assert body.startswith(b'{"outcome"')
    assert body.endswith(b"}")


async def ask(port: int, cases: list[bytes]) -> list[float]:
    """Seconds of each answer, eight being asked at a time, each over a connection it keeps."""
    took: list[float] = []
    waiting = iter(cases)

    async def one() -> None:
        reads, writes = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        for sent in waiting:
            began = time.perf_counter()
            await one_answer(reads, writes, sent)
            took.append(time.perf_counter() - began)
        writes.close()

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return took


def processor_seconds(process: int) -> float:
    """Processor time of a process and of those it started."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")
    begun = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return own + sum(processor_seconds(int(one)) for one in begun)


def main() -> None:
    """Tell decisions a second, p50 and p99."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-c", "from licet.cli import main; main()", "serve", "--port", str(port)]
    words += ["--workers", str(WORKERS)]
    running = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    chance = random.Random(61)  # noqa: S311 - the same cases every time
    cases = [known_facts(case(chance)) for _ in range(REQUESTS)]
    assert len(set(cases)) > 0.99 * len(cases)
    try:
        while running.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/static/style.css").close()
                break
            except OSError:
                time.sleep(0.1)
        asyncio.run(ask(port, cases[:50]))
        began, own = time.perf_counter(), time.process_time()
        theirs = processor_seconds(running.pid)
        took = sorted(asyncio.run(ask(port, cases)))
        whole, own = time.perf_counter() - began, time.process_time() - own
        theirs = processor_seconds(running.pid) - theirs
    finally:
        running.terminate()
        running.wait()
    told = Figures(__file__)
    p50, p99 = (1000 * took[int(len(took) * part)] for part in (0.5, 0.99))
    told.tell(f"decisions on {WORKERS} workers", len(took) / whole, "a second", least=200)
    told.tell("half of them within", p50, "ms")
    told.tell("99 in 100 within", p99, "ms", most=100)
    told.tell("the slowest", 1000 * took[-1], "ms")
    told.tell("of a processor for each, the server", 1000 * theirs / len(took), "ms")
    told.tell("of a processor for each, this generator", 1000 * own / len(took), "ms")
    told.keep()


if __name__ == "__main__":
    main()
