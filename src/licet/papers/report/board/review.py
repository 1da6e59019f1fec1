"""The parties of a portfolio that somebody has to look at: each beside whom it may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from licet.papers.report.board.lines import parties_above
from licet.papers.report.summary import Tally
from licet.screening import Candidate, Query
from licet.verdict import Portfolio

MOST = 2000
"""Parties listed at most, those on most value first."""


def queue_of(portfolio: Portfolio) -> list[dict[str, Any]]:
    """Each party that is like a listed one: as it was screened, its candidates, what hangs on it.

    A line hangs on the parties it names and on all that hold them. What people found out already
    is left aside: it is read beside this, when it is shown.
    """
    parties = portfolio.assembled.parties
    hanging = _hanging(portfolio)
    names = sorted({*hanging, *parties.rows})
    queries = [parties.asked(name) for name in names]
    screened = parties.lists.screen_all(queries, portfolio.known)
    found = []
    for name, query, one in zip(names, queries, screened, strict=True):
        if one.candidates or one.apart or one.unread:
            tally = Tally.of(portfolio, hanging.get(name, ()))
            found.append(
                {
                    "party": name,
                    **_asked(query),
                    "lines": tally.lines,
                    "value": str(tally.value),
                    "unvalued": tally.unvalued,
                    "unread": list(one.unread),
                    "candidates": [
                        _candidate(c, apart=c in one.apart) for c in (*one.candidates, *one.apart)
                    ],
                }
            )
    found.sort(key=lambda one: (-one["lines"], one["party"]))
    return found[:MOST]


def _hanging(portfolio: Portfolio) -> Mapping[str, list[int]]:
    """Party → the kinds of lines that hang on it."""
    owners: dict[str, set[str]] = defaultdict(set)
    for one in portfolio.folder.tables["ownership"].rows.iter_rows(named=True):
        if one["owner"] is not None and one["owned"] is not None:
            owners[one["owned"]].add(one["owner"])
    above: dict[str, set[str]] = {}
    found: dict[str, list[int]] = defaultdict(list)
    for kind, finding in enumerate(portfolio.findings):
        named = {one for one in finding.line.parties.values() if one is not None}
        for name in named - above.keys():
            above[name] = parties_above(owners, {name})
        for name in set().union(*(above[name] for name in named)):
            found[name].append(kind)
    return found


def _asked(query: Query) -> dict[str, Any]:
    return {
        "name": query.name,
        "name_local": query.name_local,
        "country": query.country,
        "lei": query.lei,
        "uscc": query.uscc,
        "registrations": query.registrations,
        "version": query.version,
    }


def _candidate(one: Candidate, *, apart: bool) -> dict[str, Any]:
    return one.record() | {"version": one.version, "matched": one.matched, "apart": apart}
