"""Start reading here: all that the pages show of a portfolio, written as two files.

`lines.parquet` has every line; `board.json` the counts, the values at stake, how near articles
are to the law's bound, whom to ask, the parties to review and what was left out. Texts that are
not the law's stand in it once for each language.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from licet.papers.portfolio.left_out import left_out, touched
from licet.papers.report.around import around_of
from licet.papers.report.board.lines import worlds_of, write_lines
from licet.papers.report.board.review import queue_of
from licet.papers.report.closeness import closeness_of
from licet.papers.report.gaps import gaps_of
from licet.papers.report.lines import Rows
from licet.papers.report.speech import Speech
from licet.papers.report.summary import Tally, Totals
from licet.papers.report.verdicts import Verdicts
from licet.verdict import LANGUAGES, Portfolio

NEAR = 60
"""Articles nearest to the law's bound that are shown."""
_OPTIONS = 300
"""Parties and items offered to filter by, those on most lines."""
_SHOWN = 1000
"""Rows left out, and faults, that are listed."""


def write_board(portfolio: Portfolio, folder: Path) -> None:
    """Write `lines.parquet` and `board.json` into an existing folder."""
    totals = Totals.of(portfolio)
    rows = Rows(portfolio, totals.names(portfolio.scenario))
    write_lines(portfolio, rows, folder / "lines.parquet")
    text = json.dumps(_board(portfolio, rows, totals), ensure_ascii=False, default=str)
    (folder / "board.json").write_text(text, encoding="utf-8")


def _board(portfolio: Portfolio, rows: Rows, totals: Totals) -> dict[str, Any]:
    summary = totals.summary(portfolio, Speech("en"))
    return {
        "lines": len(rows),
        "currency": portfolio.assembled.currency,
        "known": portfolio.known,
        "scenario": portfolio.scenario,
        "readings": dict(portfolio.readings),
        "rulebook": {
            "fingerprint": portfolio.book.fingerprint,
            "checked_on": portfolio.book.checked_on,
            "stale": portfolio.stale,
        },
        "lists": portfolio.assembled.parties.lists.record(),
        "days": summary.days,
        "worlds": rows.worlds,
        "states": worlds_of(portfolio),
        "outcomes": summary.outcomes,
        "tallies": {
            world.name: {name: _tally(one) for name, one in world.tallies.items()}
            for world in summary.worlds
        },
        "total": _tally(summary.total),
        "at_stake": _tally(summary.at_stake),
        "waits": {name: _tally(one) for name, one in summary.waits.items()},
        "options": _options(rows),
        "texts": _texts(portfolio, rows),
        "parties": queue_of(portfolio),
        "left_out": _left_out(portfolio),
        "faults": [str(one) for one in portfolio.assembled.faults[:_SHOWN]],
        "faults_count": len(portfolio.assembled.faults),
    }


def _tally(one: Tally) -> dict[str, Any]:
    """A value is kept as an exact fraction."""
    return {"lines": one.lines, "value": str(one.value), "unvalued": one.unvalued}


def _options(rows: Rows) -> dict[str, Any]:
    """What the lines may be filtered by, with how many lines each has."""
    counted: dict[str, Counter[str]] = {
        name: Counter() for name in ("ship_to", "item", "end_user", "review")
    }
    for row, lines in zip(rows.kinds, rows.portfolio.sizes, strict=True):
        for name, value in (
            ("ship_to", row.end),
            ("item", row.item),
            ("end_user", row.end_user),
            ("review", row.answer.review),
        ):
            if value is not None:
                counted[name][value] += lines
    return {name: found.most_common(_OPTIONS) for name, found in counted.items()}


def _texts(portfolio: Portfolio, rows: Rows) -> dict[str, Any]:
    """What is said in words, by language."""
    verdicts = Verdicts(portfolio)
    found = {}
    for lang in LANGUAGES:
        say = Speech(lang)
        close = closeness_of(rows, portfolio, verdicts, say, NEAR)
        around = around_of(rows, portfolio, verdicts, say)
        found[lang] = {
            "closeness": None if close is None else asdict(close),
            "gaps": {
                who: [_gap(one) for one in some] for who, some in _asked(rows, portfolio, say)
            },
            "notes": [(one.text, one.lines) for one in around.notes],
            "others": [(say.told(text), lines) for text, lines in around.others],
            "readings": [asdict(one) for one in around.readings],
        }
    return found


def _asked(rows: Rows, portfolio: Portfolio, say: Speech) -> Iterable[tuple[str, Any]]:
    return gaps_of(rows, portfolio.book, say).items()


def _gap(one: Any) -> dict[str, Any]:  # noqa: ANN401 - a gap of the report
    told = asdict(one)
    told["tally"] = _tally(one.tally)
    del told["anchors"], told["more_anchors"]
    return dict(told)


def _left_out(portfolio: Portfolio) -> Mapping[str, Any]:
    found = left_out(portfolio)
    on = touched(found)
    return {
        "rows": len(found),
        "touches": len(on),
        "undetermined": len(portfolio.open_among(on)),
        "names": portfolio.names(on[:_SHOWN]),
        "each": [one.as_json() for one in found[:_SHOWN]],
    }
