"""A folder is decided: the one place that says how, and what is written of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from licet.facts import Progress
from licet.foresee import Side, impact, impact_json, turn_json
from licet.intake import Folder
from licet.papers import write_board, write_determinations, write_report
from licet.rulebook import rulebook
from licet.verdict import Portfolio, assess
from licet.web.portfolio.record import Record, write_json

STAGES = ("read", "classify", "trace", "parties", "decide", "write", "calendar", "papers")
"""What is done one after the other; from `calendar` on, the answers can be seen."""


def today() -> date:
    """The calendar day of the server."""
    return date.today()  # noqa: DTZ011 - a calendar day


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def decided(
    folder: Folder, record: Record, progress: Progress = _silent, known: date | None = None
) -> Portfolio:
    """The portfolio, under the law as known on a day; today if none is named."""
    return assess(
        folder,
        rulebook(),
        known=known or today(),
        scenario=record.scenario or None,
        on=date.fromisoformat(record.on) if record.on else None,
        readings=record.readings,
        progress=progress,
    )


def write_answers(portfolio: Portfolio, out: Path) -> None:
    """Write what the pages show of it."""
    out.mkdir(parents=True, exist_ok=True)
    write_board(portfolio, out)


def write_calendar(folder: Folder, record: Record, out: Path) -> None:
    """Write the days ahead on which lines flip, and what the next one does to the whole."""
    book, known = rulebook(), today()
    side = Side(book, known, known, record.scenario or None, record.readings)
    found = impact(folder, side, replace(side))
    turns = [turn_json(turn) for turn in found.calendar]
    write_json(
        out / "calendar.json",
        {"from": known, "turns": turns, "currency": found.currency, "held": found.facts_held,
         "counts": impact_json(found)["counts"]["before"]},
    )  # fmt: skip


def write_papers(portfolio: Portfolio, out: Path, lang: str) -> None:
    """Write what is taken away: tables of all determinations, and the report."""
    papers = out / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    write_determinations(portfolio, papers, lang)
    write_report(portfolio, papers / "report.html", lang)
