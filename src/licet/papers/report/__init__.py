"""Self-contained HTML: a whole portfolio's answer, one traced item; start reading at `page.py`."""

from licet.papers.report.board import article_drawn, drawing_style, write_board
from licet.papers.report.page import write_large_report, write_report
from licet.papers.report.summary import ORDER, Tally, Totals, waits_for
from licet.papers.report.trace_page import write_picture, write_trace

__all__ = [
    "ORDER",
    "Tally",
    "Totals",
    "article_drawn",
    "drawing_style",
    "waits_for",
    "write_board",
    "write_large_report",
    "write_picture",
    "write_report",
    "write_trace",
]
