"""The engine: start reading at `decide.py`."""

from licet.verdict.case import Case, cases_of, read_case, read_value
from licet.verdict.classify import classify, classify_items
from licet.verdict.compile import THROUGH, Decider, decider
from licet.verdict.compose import OUTCOMES, POLICIES, UNDETERMINED
from licet.verdict.decide import decide, decide_cases
from licet.verdict.examples import check_examples, stale
from licet.verdict.portfolio import Answer, Decision, Determination, Portfolio, assess
from licet.verdict.proof import Verdict
from licet.verdict.sql import select
from licet.verdict.table import row_of
from licet.verdict.words import LANGUAGES, in_language, say, say_duty

__all__ = [
    "LANGUAGES",
    "OUTCOMES",
    "POLICIES",
    "THROUGH",
    "UNDETERMINED",
    "Answer",
    "Case",
    "Decider",
    "Decision",
    "Determination",
    "Portfolio",
    "Verdict",
    "assess",
    "cases_of",
    "check_examples",
    "classify",
    "classify_items",
    "decide",
    "decide_cases",
    "decider",
    "in_language",
    "read_case",
    "read_value",
    "row_of",
    "say",
    "say_duty",
    "select",
    "stale",
]
