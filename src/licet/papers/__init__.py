"""Documents that leave the house: determinations of a portfolio, its report, an impact."""

from licet.papers.determinations import write_determinations
from licet.papers.impact import write_impact
from licet.papers.report import write_report

__all__ = ["write_determinations", "write_impact", "write_report"]
