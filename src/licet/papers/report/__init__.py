"""Self-contained HTML: a whole portfolio's answer, one traced item; start reading at `page.py`."""

from licet.papers.report.board import article_drawn, drawing_style, write_board
from licet.papers.report.page import write_report
from licet.papers.report.trace_page import write_picture, write_trace

__all__ = [
    "article_drawn",
    "drawing_style",
    "write_board",
    "write_picture",
    "write_report",
    "write_trace",
]
