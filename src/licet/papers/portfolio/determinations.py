"""The determinations of a portfolio as Parquet, CSV and XLSX: a table of lines, one of articles.

Values are exact decimals as text in CSV and XLSX, DECIMAL(32,12) in Parquet. What is not known
is an empty cell; it is never nought. What is said of a kind of line is said once and then taken
for each of its lines, column by column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw

from licet.basics import Range, ceiling, floor
from licet.engine import (
    MOST_ROWS,
    Kind,
    beside,
    filled,
    frame,
    taken,
    texts_of,
    unfolded,
    write_csv,
    write_parquet,
    write_workbook,
)
from licet.facts import OWN_PLACE, Application, Progress, untold
from licet.papers.portfolio.left_out import write_left_out
from licet.verdict import Finding, Portfolio, Told, say

_ENDS = ("lo", "hi")
_WIDTHS = {"notes": 60, "missing": 50, "met": 30, "possible": 30, "path": 40, "evidence": 60}
_NUMBERS = tuple(f"{n}_{e}" for n in ("cn_part1_value", "item_value", "share") for e in _ENDS)
_SPOKEN = {"outcome", "review", "if_in_force"}
"""Columns whose words a workbook says in the language of its reader."""

Table = Any
"""A Narwhals frame."""


def write_determinations(
    portfolio: Portfolio, folder: Path, lang: str = "en", progress: Progress = untold
) -> None:
    """Write `determinations.*`, `articles.*` and `quarantine.csv` into an existing folder.

    A table of more rows than a sheet can hold is not put into the workbook.
    """
    tables: dict[str, Table] = {}
    for done, (name, make) in enumerate(_TABLES.items()):
        progress("write", done, len(_TABLES) + 1)
        table = make(portfolio)
        write_parquet(table, folder / f"{name}.parquet")
        tables[name] = texts_of(table)
        write_csv(tables[name], folder / f"{name}.csv")
    progress("write", len(_TABLES), len(_TABLES) + 1)
    sheets = {name: _spoken(one, lang) for name, one in tables.items() if len(one) <= MOST_ROWS}
    if sheets:
        write_workbook(sheets, folder / "determinations.xlsx", widths=_WIDTHS, frozen=3)
    write_left_out(portfolio, folder / "quarantine.csv")


def _spoken(table: Table, lang: str) -> Table:
    """The words of outcomes and policies in the language of the reader."""
    told = [
        nw.col(name).replace_strict(words, [say(word, lang) for word in words], default=None)
        for name in table.columns
        if name.partition(":")[0] in _SPOKEN
        and (words := table[name].drop_nulls().unique().to_list())
    ]
    return table.with_columns(*told) if told else table


def lines_table(portfolio: Portfolio) -> Table:
    """One row a line: outcome and policy as the law stands and in each scenario."""
    names = line_columns(portfolio.scenarios)
    said = _table([_said(finding, portfolio) for finding in portfolio.findings], names)
    worth = frame({"value": portfolio.worth.shown}, {"value": "number"})
    own = portfolio.lines.drop("value", "currency").rename({"place": "source"})
    kept = said.drop("value", *own.columns)
    table = beside([own, worth, taken(kept, portfolio.of)])
    if any(OWN_PLACE in note for one in portfolio.findings for note in one.line.notes):
        table = filled(table, "notes", OWN_PLACE, "source")
    return table.select(*names)


def line_columns(names: Sequence[str]) -> Sequence[str]:
    """The columns of the table of lines, where the shipped scenarios have these names."""
    scenarios = [f"{kind}:{name}" for name in names for kind in ("outcome", "review")]
    return (
        "shipment",
        "line",
        "item",
        "on",
        "exporter",
        "importer",
        "end_user",
        "ship_from",
        "ship_to",
        "value",
        "currency",
        "outcome",
        "review",
        "possible",
        "possible_review",
        "if_in_force",
        *scenarios,
        "unknown_facts",
        "unknown_standing",
        "met",
        "missing",
        "notes",
        "source",
        "known",
        "scenario",
        "rulebook",
    )


def _said(finding: Finding, portfolio: Portfolio) -> dict[str, Any]:
    """What is the same for every line of a kind."""
    line, answer = finding.line, finding.answer
    facts = line.applications[0].sheet.facts if line.applications else {}
    row: dict[str, Any] = {
        "ship_from": facts.get("ship_from"),
        "ship_to": facts.get("ship_to"),
        "currency": portfolio.assembled.currency,
        "outcome": answer.outcome,
        "review": answer.review,
        "possible": "; ".join(answer.possible),
        "possible_review": "; ".join(answer.possible_review),
        "if_in_force": finding.answers["if_in_force"].outcome,
        "unknown_facts": finding.unknown_facts,
        "unknown_standing": finding.unknown_standing,
        "met": "; ".join(finding.met),
        "missing": "; ".join(m.name for m in finding.missing),
        "notes": "; ".join([line.quarantined] if line.quarantined else line.notes),
        "known": portfolio.known.isoformat(),
        "scenario": portfolio.scenario,
        "rulebook": portfolio.book.fingerprint,
    }
    for name in portfolio.scenarios:
        row[f"outcome:{name}"] = finding.answers[name].outcome
        row[f"review:{name}"] = finding.answers[name].review
    return row


def articles_table(portfolio: Portfolio) -> Table:
    """One row an article of a line: its values, its share and its own outcome."""
    names = (
        "item",
        "path",
        "annex1",
        "dual_use_code",
        *_NUMBERS,
        "outcome",
        "review",
        "possible",
        "missing",
        "met",
        "evidence",
    )
    said = _table(
        [
            _article(one, told)
            for finding in portfolio.findings
            for one, told in zip(finding.line.applications, finding.articles, strict=True)
        ],
        names,
    )
    sizes = [len(finding.articles) for finding in portfolio.findings]
    lines, articles = unfolded(portfolio.of, sizes)
    own = portfolio.lines.select("shipment", "line")
    return beside([taken(own, lines), taken(said, articles)])


def _article(one: Application, told: Told) -> dict[str, Any]:
    sheet, article, answer = one.sheet, one.article, told.answers["actual"]
    row: dict[str, Any] = {
        "item": one.item,
        "path": " › ".join(one.path),
        "annex1": sheet.facts.get("annex1"),
        "dual_use_code": sheet.facts.get("dual_use_code"),
        "outcome": answer.outcome,
        "review": answer.review,
        "possible": "; ".join(answer.possible),
        "missing": "; ".join(m.name for m in told.missing),
        "met": "; ".join(told.met),
        "evidence": "" if article is None else "; ".join(str(e) for e in article.evidence),
    }
    for name in ("cn_part1_value", "item_value"):
        _ends(row, name, sheet.facts.get(name))
    _ends(row, "share", None if article is None else article.share)
    return row


def _ends(row: dict[str, Any], name: str, value: object) -> None:
    if isinstance(value, Range):
        row[f"{name}_lo"] = None if value.lo is None else floor(value.lo)
        row[f"{name}_hi"] = None if value.hi is None else ceiling(value.hi)


def _table(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Table:
    kinds: dict[str, Kind] = {name: _KINDS.get(name, "text") for name in names}
    return frame({name: [row.get(name) for row in rows] for name in names}, kinds)


_KINDS: dict[str, Kind] = {
    "on": "date",
    "value": "number",
    "unknown_facts": "yes_no",
    "unknown_standing": "yes_no",
    **dict.fromkeys(_NUMBERS, "number"),
}
_TABLES = {"determinations": lines_table, "articles": articles_table}
