"""Documents that leave the house: determinations of a portfolio, its report."""

from licet.papers.determinations import write_determinations

__all__ = ["write_determinations", "write_report"]


def write_report(portfolio, path, lang="en"):
    path.write_text("")
