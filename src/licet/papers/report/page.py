"""Start reading here: a portfolio becomes one HTML page that needs nothing beside itself.

What the page says is gathered by the files beside this one (`summary`, `needing`, `closeness`,
`gaps`, `around`, `timeline`); the templates only set it. No style, script, font or picture is
fetched, and the page's own policy forbids it.
"""

from __future__ import annotations

import base64
import hashlib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from licet.papers.holders import style
from licet.papers.report.around import around_of, data_of
from licet.papers.report.closeness import closeness_of
from licet.papers.report.figures import Money, trimmed
from licet.papers.report.gaps import gaps_of
from licet.papers.report.holding import holdings_of
from licet.papers.report.lines import Rows
from licet.papers.report.needing import groups_of
from licet.papers.report.pictures import pictures_of
from licet.papers.report.speech import Speech
from licet.papers.report.summary import ORDER, SIGNS, Summary, Totals, sentence
from licet.papers.report.timeline import calendar_of
from licet.papers.report.verdicts import Verdicts
from licet.rulebook import STALE_AFTER_DAYS
from licet.verdict import POLICIES, Answer, Portfolio

PROOFS = 150
"""Lines whose proof is put into the page, unless said otherwise."""
ROWS = 5000
"""Lines the table of all lines holds at most."""
_TEMPLATES = Path(__file__).with_name("templates")


def write_report(
    portfolio: Portfolio, path: Path, lang: str = "en", *, proofs: int = PROOFS
) -> None:
    """Write the report of a portfolio.

    Args:
        portfolio: the folder, decided.
        path: the HTML file.
        lang: en, zh-Hans or zh-Hant.
        proofs: how many lines are explained in full; the rest are counted and listed.

    Raises:
        ValueError: there are no words in that language.
    """
    path.write_text(page(portfolio, lang, proofs=proofs), encoding="utf-8")


def write_large_report(portfolio: Portfolio, totals: Totals, path: Path, lang: str = "en") -> None:
    """Write the report of many lines, of which the portfolio has the gravest alone.

    Args:
        portfolio: the gravest lines, decided.
        totals: the counts of all lines.
        path: the HTML file.
        lang: en, zh-Hans or zh-Hant.
    """
    path.write_text(page(portfolio, lang, totals=totals), encoding="utf-8")


def page(
    portfolio: Portfolio,
    lang: str = "en",
    *,
    proofs: int = PROOFS,
    totals: Totals | None = None,
) -> str:
    """The report as HTML; arguments as `write_report` and `write_large_report`."""
    say = Speech(lang)
    summary = (totals or Totals.of(portfolio)).summary(portfolio, say)
    rows = Rows(portfolio, tuple(world.name for world in summary.worlds))
    verdicts = Verdicts(portfolio)
    pictures = pictures_of(rows, portfolio, say)
    groups = groups_of(rows, proofs, verdicts, pictures, say)
    script = text_of("script.js")
    return (
        environment()
        .get_template("report.html")
        .render(
            say=say,
            portfolio=portfolio,
            book=portfolio.book,
            summary=summary,
            groups=groups,
            explained={need.row.anchor for group in groups for need in group.needs},
            closeness=closeness_of(rows, portfolio, verdicts, say),
            gaps=gaps_of(rows, portfolio.book, say),
            around=around_of(rows, portfolio, verdicts, say),
            lists=portfolio.assembled.parties.lists,
            holdings=holdings_of(rows, portfolio, say),
            data=data_of(portfolio, say),
            calendar=calendar_of(portfolio, say),
            exporters=_exporters(rows),
            rows=rows.shown(ROWS),
            total=len(rows),
            money=Money.of(portfolio.assembled.currency, whole=_whole(portfolio, summary)),
            moved=any(days != rows.decided_on(kind) for kind, days in enumerate(rows.days) if days),
            pictures=pictures,
            style=text_of("colours.css", "style.css", "picture.css") + style(),
            script=script,
            script_hash=_digest(script),
        )
    )


def _whole(portfolio: Portfolio, summary: Summary) -> bool:
    """Is every value that the page tells a whole number?"""
    tallies = (tally for world in summary.worlds for tally in world.tallies.values())
    return portfolio.worth.whole and all(one.value.denominator == 1 for one in tallies)


def _exporters(rows: Rows) -> list[str]:
    """Who exports, in the order of the lines."""
    named = (rows.parties(finding).get("exporter") for finding in rows.portfolio.findings)
    return list(dict.fromkeys(name for name in named if name is not None))


def _rank(answer: Answer) -> int:
    """How grave an answer is, for sorting: the gravest first."""
    policy = len(POLICIES) if answer.review is None else POLICIES.index(answer.review)
    return ORDER.index(answer.outcome) * 10 + policy


def _sortable(value: Fraction | None) -> str:
    return "" if value is None else f"{Decimal(round(value * 100)).scaleb(-2):f}"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def text_of(*names: str) -> str:
    """The texts of files beside the templates, one after the other."""
    return "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in names)


@cache
def environment() -> Environment:
    """What sets the templates, with the words and signs they share."""
    made: Any = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "signs": SIGNS,
        "marks": {"met": "✓", "not_met": "✗", "open": "?"},
        "states": {"reaches": "●", "may_reach": "◐", "varies": "◑", "below": "○"},
        "rank": _rank,
        "sentence": sentence,
        "share_of": lambda part, whole: f"{Decimal(part) * 100 / Decimal(whole):.1f}",
        "sortable": _sortable,
        "stale_after": STALE_AFTER_DAYS,
        "trimmed": trimmed,
    }
    found: Environment = made
    return found
