"""A whole portfolio decided; start reading at `assess.py`."""

from licet.verdict.portfolio.answer import Answer, of_line, perhaps
from licet.verdict.portfolio.assess import Assessor, assess
from licet.verdict.portfolio.decision import Asked, Decision, Determination, Finding, Told
from licet.verdict.portfolio.portfolio import Portfolio, determinations

__all__ = [
    "Answer", "Asked", "Assessor", "Decision", "Determination", "Finding", "Portfolio", "Told",
    "assess", "determinations", "of_line", "perhaps",
]  # fmt: skip
