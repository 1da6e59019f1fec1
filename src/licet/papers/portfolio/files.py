"""Everything that an assessed portfolio is handed over in: tables, report, summary."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from licet.facts import Progress, untold
from licet.papers.portfolio.determinations import write_determinations
from licet.papers.portfolio.left_out import TOLD, left_out, touched
from licet.papers.report import write_report
from licet.verdict import Portfolio


def write_portfolio(
    portfolio: Portfolio, out: Path, lang: str = "en", progress: Progress = untold
) -> dict[str, Any]:
    """Write the files of a portfolio into a folder, and return its summary.

    They are written beside their place first, so that nothing is ever half written.

    Args:
        portfolio: the folder, decided.
        out: where to; it is made if it is not there.
        lang: en, zh-Hans or zh-Hant.
        progress: told of the stages `write` and `report`.
    """
    summary = summary_of(portfolio, out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out, prefix=".writing-") as name:
        made = Path(name)
        write_determinations(portfolio, made, lang, progress)
        progress("report", 0, 0)
        write_report(portfolio, made / "report.html", lang)
        text = json.dumps(summary, ensure_ascii=False, indent=2, default=str) + "\n"
        (made / "summary.json").write_text(text, encoding="utf-8")
        for path in sorted(made.iterdir()):
            path.replace(out / path.name)
    return summary


def summary_of(portfolio: Portfolio, out: Path) -> dict[str, Any]:
    """The counts of a portfolio, what was left out, and what it rests on, ready for JSON."""
    rows = left_out(portfolio)
    on = touched(rows)
    worlds = ("actual", "if_in_force", *portfolio.scenarios)
    return {
        "folder": str(portfolio.folder.path),
        "lines": len(portfolio.of),
        "counts": {world: dict(portfolio.counts(world)) for world in worlds},
        "unknown_facts": portfolio.count(lambda finding: finding.unknown_facts),
        "unknown_standing": portfolio.count(lambda finding: finding.unknown_standing),
        "quarantined": len(portfolio.folder.quarantine),
        "left_out": {
            "rows": len(rows),
            "lines": len(on),
            "touches": portfolio.names(on[:TOLD]),
            "undetermined": portfolio.names(portfolio.open_among(on)[:TOLD]),
            "each": [row.as_json() for row in rows],
        },
        "faults": [str(fault) for fault in portfolio.faults],
        "known": portfolio.known,
        "scenario": portfolio.scenario,
        "rulebook": {
            "fingerprint": portfolio.book.fingerprint,
            "checked_on": portfolio.book.checked_on,
        },
        "lists": portfolio.assembled.parties.lists.record(),
        "out": str(out),
    }
