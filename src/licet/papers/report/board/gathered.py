"""Start reading here: all that the pages show of a portfolio, written as two files.

`lines.parquet` has every line; `board.json` the counts, the values at stake, how near articles
are to the law's bound, whom to ask, the parties to review and what was left out. Texts that are
not the law's stand in it once for each language.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from licet.papers.left_out import left_out, name_of, touched
from licet.papers.report.around import around_of
from licet.papers.report.board.lines import worlds_of, write_lines
from licet.papers.report.board.review import queue_of
from licet.papers.report.closeness import closeness_of
from licet.papers.report.gaps import gaps_of
from licet.papers.report.lines import Row, rows_of
from licet.papers.report.speech import Speech
from licet.papers.report.summary import Tally, summary_of, world_names
from licet.papers.report.verdicts import Verdicts
from licet.verdict import LANGUAGES, UNDETERMINED, Portfolio

NEAR = 60
"""Articles nearest to the law's bound that are shown."""
_OPTIONS = 300
"""Parties and items offered to filter by, those on most lines."""
_SHOWN = 1000
"""Rows left out, and faults, that are listed."""


def write_board(portfolio: Portfolio, folder: Path) -> None:
    """Write `lines.parquet` and `board.json` into an existing folder."""
    rows = rows_of(portfolio)
    write_lines(portfolio, rows, folder / "lines.parquet")
    text = json.dumps(_board(portfolio, rows), ensure_ascii=False, default=str)
    (folder / "board.json").write_text(text, encoding="utf-8")


def _board(portfolio: Portfolio, rows: Sequence[Row]) -> dict[str, Any]:
    summary = summary_of(portfolio, Speech("en"))
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
        "worlds": world_names(portfolio),
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
        "parties": queue_of(portfolio, rows),
        "left_out": _left_out(portfolio),
        "faults": [str(one) for one in portfolio.assembled.faults[:_SHOWN]],
        "faults_count": len(portfolio.assembled.faults),
    }


def _tally(one: Tally) -> dict[str, Any]:
    """A value is kept as an exact fraction."""
    return {"lines": one.lines, "value": str(one.value), "unvalued": one.unvalued}


def _options(rows: Sequence[Row]) -> dict[str, Any]:
    """What the lines may be filtered by, with how many lines each has."""
    return {
        "ship_to": _often(row.end for row in rows),
        "item": _often(row.item for row in rows),
        "end_user": _often(row.end_user for row in rows),
        "review": _often(row.answer.review for row in rows),
    }


def _often(values: Iterable[str | None]) -> list[tuple[str, int]]:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(_OPTIONS)


def _texts(portfolio: Portfolio, rows: Sequence[Row]) -> dict[str, Any]:
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


def _asked(rows: Sequence[Row], portfolio: Portfolio, say: Speech) -> Iterable[tuple[str, Any]]:
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
        "undetermined": sum(one.answer.outcome == UNDETERMINED for one in on),
        "names": [name_of(one) for one in on[:_SHOWN]],
        "each": [one.as_json() for one in found[:_SHOWN]],
    }
