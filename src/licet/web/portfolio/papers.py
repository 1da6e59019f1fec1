"""What may be taken away of a portfolio, and under which name."""

from __future__ import annotations

from pathlib import Path

from licet.web.portfolio.record import Record

PAPERS = {
    "xlsx": "determinations.xlsx",
    "csv": "determinations.csv",
    "parquet": "determinations.parquet",
    "articles": "articles.csv",
    "left-out": "quarantine.csv",
    "report": "report.html",
}
"""What may be taken away, and the file it is."""
_LONG = 40


def file_name(record: Record, path: Path) -> str:
    """A name to keep it under: the portfolio's and the paper's."""
    plain = "".join(sign if sign.isalnum() else "-" for sign in record.name)[:_LONG].strip("-")
    return f"{plain or 'portfolio'}-{path.name}"
