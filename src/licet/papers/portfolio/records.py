"""A signed record for every article of every line of a portfolio, with its evidence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from licet.papers.record import Enclosed, write_record
from licet.seal import Key
from licet.verdict import Determination, Portfolio, decide_cases

_UNSAFE = re.compile(r"[^0-9A-Za-z._-]+")


def write_portfolio_records(portfolio: Portfolio, folder: Path, key: Key) -> int:
    """Write the records of a portfolio into `folder`, the law once beside them; how many.

    A record names its shipment, line, item and parties, the evidence of each fact, and the
    SHA-256 of every file that was read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = [d for decision in portfolio.decisions for d in decision.determinations]
    verdicts = decide_cases([one.case for one in found], portfolio.book)
    files = _hashes(portfolio)
    width = len(str(len(found)))
    for number, (one, verdict) in enumerate(zip(found, verdicts, strict=True), 1):
        line = one.line
        name = _UNSAFE.sub("_", f"{line.shipment}_{line.line}_{one.application.item}")
        write_record(
            folder / f"{number:0{width}}_{name}.json",
            verdict,
            one.case,
            portfolio.book,
            key,
            _enclosed(one, files),
            law_apart=True,
        )
    return len(found)


def _enclosed(found: Determination, files: Mapping[str, str]) -> Enclosed:
    line, application = found.line, found.application
    about = {
        "shipment": line.shipment,
        "line": line.line,
        "item": application.item,
        "path": list(application.path),
        **{role: party for role, party in line.parties.items() if party is not None},
    }
    return Enclosed(about=about, evidence=dict(application.sheet.evidence), files=files)


def _hashes(portfolio: Portfolio) -> dict[str, str]:
    names = [table.file for table in portfolio.folder.tables.values() if table.file]
    return {
        name: hashlib.sha256((portfolio.folder.path / name).read_bytes()).hexdigest()
        for name in names
    }
