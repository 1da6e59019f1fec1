"""Documents that leave the house: determinations of a portfolio, its report."""

from licet.papers.report import write_report

__all__ = ["write_report"]
