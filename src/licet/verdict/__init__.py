"""The engine: start reading at `decide.py`."""

from licet.verdict.case import Case, Value, cases_of, keep_contract, read_case, read_value
from licet.verdict.compile import THROUGH, Decider, decider, decider_of
from licet.verdict.compose import OUTCOMES, POLICIES, UNDETERMINED
from licet.verdict.decide import decide, decide_cases, decide_table, proof_of, verdict_texts
from licet.verdict.examples import check_examples, stale
from licet.verdict.graph import Node, Steps
from licet.verdict.missing import Missing, candidates, missing
from licet.verdict.portfolio import (
    Answer,
    Asked,
    Assessor,
    Decision,
    Determination,
    Finding,
    Portfolio,
    Told,
    assess,
    determinations,
    of_line,
    perhaps,
)
from licet.verdict.proof import Verdict, shown
from licet.verdict.queue import Queue, Queued, classify, classify_items, queue
from licet.verdict.sql import select
from licet.verdict.table import (
    Row,
    carried_along,
    column_names,
    facts_table,
    row_of,
    state,
    table_of,
    value_in,
)
from licet.verdict.words import (
    LANGUAGES,
    in_language,
    say,
    say_duty,
    say_expected,
    say_fault,
    say_note,
    territory_words,
)
from licet.verdict.worlds import ACTUAL, ALL_IN_FORCE, World

__all__ = [
    "ACTUAL",
    "ALL_IN_FORCE",
    "LANGUAGES",
    "OUTCOMES",
    "POLICIES",
    "THROUGH",
    "UNDETERMINED",
    "Answer",
    "Asked",
    "Assessor",
    "Case",
    "Decider",
    "Decision",
    "Determination",
    "Finding",
    "Missing",
    "Node",
    "Portfolio",
    "Queue",
    "Queued",
    "Row",
    "Steps",
    "Told",
    "Value",
    "Verdict",
    "World",
    "assess",
    "candidates",
    "carried_along",
    "cases_of",
    "check_examples",
    "classify",
    "classify_items",
    "column_names",
    "decide",
    "decide_cases",
    "decide_table",
    "decider",
    "decider_of",
    "determinations",
    "facts_table",
    "in_language",
    "keep_contract",
    "missing",
    "of_line",
    "perhaps",
    "proof_of",
    "queue",
    "read_case",
    "read_value",
    "row_of",
    "say",
    "say_duty",
    "say_expected",
    "say_fault",
    "say_note",
    "select",
    "shown",
    "stale",
    "state",
    "table_of",
    "territory_words",
    "value_in",
    "verdict_texts",
]
