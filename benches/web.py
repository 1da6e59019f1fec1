"""How many single decisions a second `licet serve` answers, and how long the slowest take.

Cases are like those of an order system: lines with almost everything stated, each with other
numbers and places, and one in ten of which little is known. Two workers, both cores.
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

import httpx

WORKERS = 2
AT_ONCE = 8
REQUESTS = int(os.environ.get("REQUESTS", "2000"))
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
        facts = {"ship_from": "JP", "ship_to": there}
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


async def ask(url: str, cases: list[bytes]) -> list[float]:
    """Seconds of each answer, eight being asked at a time."""
    took: list[float] = []
    waiting = iter(cases)

    async def one(client: httpx.AsyncClient) -> None:
        for sent in waiting:
            began = time.perf_counter()
            answer = await client.post(url, content=sent)
            took.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.text

    async with httpx.AsyncClient(timeout=60) as client:
        await asyncio.gather(*(one(client) for _ in range(AT_ONCE)))
    return took


def main() -> None:
    """Print requests a second, p50 and p99."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["-c", "from licet.cli import main; main()", "serve", "--port", str(port)]
    words += ["--workers", str(WORKERS)]
    running = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/api/v1/decide"
    chance = random.Random(61)  # noqa: S311 - the same cases every time
    cases = [known_facts(case(chance)) for _ in range(REQUESTS)]
    try:
        for _ in range(600):
            try:
                httpx.get(f"http://127.0.0.1:{port}/static/style.css").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        asyncio.run(ask(url, cases[:50]))
        began = time.perf_counter()
        took = sorted(asyncio.run(ask(url, cases)))
        whole = time.perf_counter() - began
    finally:
        running.terminate()
        running.wait()
    p50, p99 = (1000 * took[int(len(took) * part)] for part in (0.5, 0.99))
    print(f"{len(took)} decisions, {len(took) / whole:.0f} a second on {WORKERS} workers")
    print(f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, slowest {1000 * took[-1]:.0f} ms")


if __name__ == "__main__":
    main()
