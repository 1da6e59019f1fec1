"""A portfolio of 100,000 lines: sent, read, decided and shown by the pages; then paged.

    python benches/web_portfolio.py [LINES]

The lines are those of the Japanese exporter, over and over, each with a number of its own. The
clock runs from the first byte that is sent to the whole page of answers; what follows it (the
calendar, the tables and the report to take away) is told apart.
"""

from __future__ import annotations

import csv
import io
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from beside.figures import Figures

from licet.web.portfolio.lines import Wanted, find

KITAKAMI = Path(__file__).parents[1] / "examples" / "kitakami-motors"
LINES = 100_000
TARGET = 60
SERVE = "from licet.cli import main; main()"
QUESTIONS = {
    "as they came": Wanted(),
    "dearest first": Wanted(order="-value"),
    "the thousandth, cheapest first": Wanted(order="value", page=1000),
    "undetermined with a word": Wanted(filters={"outcome": "undetermined", "text": "chesapeake"}),
    "one destination by share": Wanted(filters={"ship_to": "US"}, order="-share"),
}


def shipments(lines: int) -> bytes:
    """The exporter's lines, as often as it takes."""
    with (KITAKAMI / "shipments.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(head)
    for number in range(lines):
        row = rows[number % len(rows)]
        writer.writerow([f"{row[0]}-{number // len(rows)}", *row[1:]])
    return made.getvalue().encode()


class Pages:
    """`licet serve` with a data folder of its own, asked as a browser does."""

    def __init__(self, data: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        kept = ["--data", data, "--store", f"{data}/cases.sqlite"]
        serve = [sys.executable, "-c", SERVE, "serve", "--port", str(port), *kept]
        self.process = subprocess.Popen(serve, stdout=subprocess.DEVNULL)
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=600)
        while True:
            try:
                page = self.client.get("/en/portfolio").text
            except httpx.ConnectError:
                time.sleep(0.2)
            else:
                break
        self.token = re.findall(r'name="token" value="([^"]+)"', page)[0]

    def send(self, place: str, **more: object) -> str:
        """Where a form leads."""
        data = {"token": self.token}
        answer = self.client.post(f"/en/portfolio{place}", data=data, **more)  # type: ignore[arg-type]
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].removeprefix("/en/portfolio")

    def until(self, place: str, shown: str) -> None:
        """Wait until a page shows something."""
        while shown not in self.client.get(f"/en/portfolio{place}", follow_redirects=True).text:
            time.sleep(0.2)


def main(lines: int) -> None:
    """Send, read, decide, show; then page through what was found."""
    files = {path.name: path.read_bytes() for path in sorted(KITAKAMI.glob("*.*"))}
    files["shipments.csv"] = shipments(lines)
    sent = [("files", one) for one in files.items()]
    told, size = Figures(__file__), f"{lines:,} lines"
    with tempfile.TemporaryDirectory() as data:
        pages = Pages(data)
        try:
            start = time.perf_counter()
            place = pages.send("", files=sent)
            told.tell(f"{size} sent", time.perf_counter() - start, "s")
            pages.until(place, 'id="tables"')
            told.tell(f"{size} sent and read", time.perf_counter() - start, "s")
            pages.send(f"{place}/assess")
            pages.until(place, 'id="outcomes"')
            most = TARGET * max(1, lines / LINES)
            told.tell(f"{size} decided and shown", time.perf_counter() - start, "s", most=most)
            paged(told, next(Path(data).glob("portfolios/*/result-*/lines.parquet")))
            pages.until(f"{place}/answers", "papers/report")
            whole = time.perf_counter() - start
            told.tell(f"{size} with calendar, tables and report", whole, "s")
        finally:
            pages.process.terminate()
            pages.process.wait()
    told.keep()


def paged(told: Figures, found: Path) -> None:
    """How long a page of the answers takes to find."""
    for said, wanted in QUESTIONS.items():
        start = time.perf_counter()
        count = find(found, wanted).count
        told.tell(f"a page, {said}, of {count:,} lines", time.perf_counter() - start, "s", most=1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES)
