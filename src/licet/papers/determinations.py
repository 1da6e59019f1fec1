"""The determinations of a portfolio as Parquet, CSV and XLSX: a table of lines, one of articles.

Values are exact decimals as text in CSV and XLSX, DECIMAL(32,12) in Parquet. What is not known
is an empty cell; it is never nought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from licet.basics import Range, ceiling, floor, plain
from licet.engine import Kind, frame, write_csv, write_parquet
from licet.papers.left_out import write_left_out
from licet.verdict import Decision, Determination, Portfolio, say

_ENDS = ("lo", "hi")
_WIDTHS = {"notes": 60, "missing": 50, "met": 30, "possible": 30, "path": 40, "evidence": 60}


def write_determinations(portfolio: Portfolio, folder: Path, lang: str = "en") -> None:
    """Write `determinations.*`, `articles.*` and `quarantine.csv` into an existing folder."""
    tables = {"determinations": lines_table(portfolio), "articles": articles_table(portfolio)}
    for name, (columns, kinds) in tables.items():
        write_parquet(frame(columns, kinds), folder / f"{name}.parquet")
        texts = {column: [_text(value) for value in values] for column, values in columns.items()}
        write_csv(frame(texts, dict.fromkeys(texts, "text")), folder / f"{name}.csv")
    _write_xlsx(tables, folder / "determinations.xlsx", lang)
    write_left_out(portfolio, folder / "quarantine.csv")


Columns = dict[str, list[Any]]
Kinds = dict[str, Kind]


def lines_table(portfolio: Portfolio) -> tuple[Columns, Kinds]:
    """One row a line: outcome and policy as the law stands and in each scenario."""
    rows = [_line_row(decision, portfolio) for decision in portfolio.decisions]
    kinds: Kinds = {
        "on": "date",
        "value": "number",
        "unknown_facts": "yes_no",
        "unknown_standing": "yes_no",
    }
    names = list(_line_row_names(portfolio))
    return _columns(rows, names), {name: kinds.get(name, "text") for name in names}


def _line_row_names(portfolio: Portfolio) -> Sequence[str]:
    scenarios = [f"{kind}:{name}" for name in portfolio.scenarios for kind in ("outcome", "review")]
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


def _line_row(decision: Decision, portfolio: Portfolio) -> dict[str, Any]:
    line, answer = decision.line, decision.answer
    facts = line.applications[0].sheet.facts if line.applications else {}
    met = dict.fromkeys(cite for d in decision.determinations for cite in d.met)
    row: dict[str, Any] = {
        "shipment": line.shipment,
        "line": line.line,
        "item": line.item,
        "on": line.on,
        **{role: line.parties.get(role) for role in ("exporter", "importer", "end_user")},
        "ship_from": facts.get("ship_from"),
        "ship_to": facts.get("ship_to"),
        "value": _decimal(line.value),
        "currency": portfolio.assembled.currency,
        "outcome": answer.outcome,
        "review": answer.review,
        "possible": "; ".join(answer.possible),
        "possible_review": "; ".join(answer.possible_review),
        "if_in_force": decision.answers["if_in_force"].outcome,
        "unknown_facts": decision.unknown_facts,
        "unknown_standing": decision.unknown_standing,
        "met": "; ".join(met),
        "missing": "; ".join(m.name for m in decision.missing),
        "notes": "; ".join([line.quarantined] if line.quarantined else line.notes),
        "source": line.place,
        "known": portfolio.known.isoformat(),
        "scenario": portfolio.scenario,
        "rulebook": portfolio.book.fingerprint,
    }
    for name in portfolio.scenarios:
        row[f"outcome:{name}"] = decision.answers[name].outcome
        row[f"review:{name}"] = decision.answers[name].review
    return row


def articles_table(portfolio: Portfolio) -> tuple[Columns, Kinds]:
    """One row an article of a line: its values, its share and its own outcome."""
    numbers = [f"{n}_{end}" for n in ("cn_part1_value", "item_value", "share") for end in _ENDS]
    names = [
        "shipment",
        "line",
        "item",
        "path",
        "annex1",
        "dual_use_code",
        *numbers,
        "outcome",
        "review",
        "possible",
        "missing",
        "met",
        "evidence",
    ]
    rows = [
        _article_row(determination)
        for decision in portfolio.decisions
        for determination in decision.determinations
    ]
    return _columns(rows, names), {n: "number" if n in numbers else "text" for n in names}


def _article_row(found: Determination) -> dict[str, Any]:
    sheet, article = found.application.sheet, found.application.article
    row: dict[str, Any] = {
        "shipment": found.line.shipment,
        "line": found.line.line,
        "item": found.application.item,
        "path": " › ".join(found.application.path),
        "annex1": sheet.facts.get("annex1"),
        "dual_use_code": sheet.facts.get("dual_use_code"),
        "outcome": found.answer.outcome,
        "review": found.answer.review,
        "possible": "; ".join(found.answer.possible),
        "missing": "; ".join(m.name for m in found.missing),
        "met": "; ".join(found.met),
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


def _columns(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Columns:
    return {name: [row.get(name) for row in rows] for name in names}


def _decimal(value: Fraction | None) -> Decimal | None:
    """A value as a decimal, the twelfth place rounded half to even: it is shown, never tested."""
    if value is None:
        return None
    return Decimal(round(value * 10**12)).scaleb(-12)


def _text(value: Any) -> str | None:  # noqa: ANN401 - any cell
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return plain(value) if isinstance(value, Decimal) else str(value)


def _write_xlsx(tables: Mapping[str, tuple[Columns, Kinds]], path: Path, lang: str) -> None:
    from xlsxwriter import Workbook

    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        for name, (columns, _) in tables.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 3)
            for number, (column, values) in enumerate(columns.items()):
                sheet.write_string(0, number, column, head)
                sheet.set_column(number, number, _WIDTHS.get(column, 16))
                for row, value in enumerate(values, 1):
                    text = _text(value)
                    if text is not None:
                        spoken = column.partition(":")[0] in {"outcome", "review", "if_in_force"}
                        sheet.write_string(row, number, say(text, lang) if spoken else text)
            sheet.autofilter(0, 0, max(len(values), 1), len(columns) - 1)
