"""The files of an assessed portfolio; start reading at `files.py`."""

from licet.papers.portfolio.afar import write_afar
from licet.papers.portfolio.determinations import write_determinations
from licet.papers.portfolio.files import write_portfolio
from licet.papers.portfolio.left_out import LeftOut, left_out, touched, touches
from licet.papers.portfolio.parts import MANIFEST, write_parts
from licet.papers.portfolio.records import write_portfolio_records
from licet.papers.portfolio.tables import write_tables

__all__ = [
    "MANIFEST", "LeftOut", "left_out", "touched", "touches", "write_afar", "write_determinations",
    "write_parts", "write_portfolio", "write_portfolio_records", "write_tables",
]  # fmt: skip
