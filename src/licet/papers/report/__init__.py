"""One self-contained HTML page that answers for a whole portfolio; start reading at `page.py`."""

from licet.papers.report.page import write_report

__all__ = ["write_report"]
