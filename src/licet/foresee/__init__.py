"""What would change the answer: questions, flips between days and rulebooks, what-ifs."""

from licet.foresee.changes_json import Changed, changes, changes_json
from licet.foresee.impact import Impact, Side, impact, next_turn
from licet.foresee.impact_json import (
    Group,
    flip_groups,
    flip_rows,
    grouped,
    headline,
    impact_json,
    turn_json,
)
from licet.foresee.inquiry import Inquiry, Step
from licet.foresee.line import (
    LineChanges,
    answer_json,
    case_changes_json,
    line_changes,
    line_changes_json,
)
from licet.foresee.plan import Asked, Costs, Plan, plan
from licet.foresee.plan_json import money, plan_json
from licet.foresee.proof import Proof, prove
from licet.foresee.question import SOURCES, Letter, Question
from licet.foresee.whatif import change_json, turns
from licet.foresee.without import End, Turned, turned_by
from licet.foresee.witness import Comparison, Difference, LawOn
from licet.foresee.wording import about, asks, choices, side_name, supposed, word

__all__ = [
    "SOURCES",
    "Asked",
    "Changed",
    "Comparison",
    "Costs",
    "Difference",
    "End",
    "Group",
    "Impact",
    "Inquiry",
    "LawOn",
    "Letter",
    "LineChanges",
    "Plan",
    "Proof",
    "Question",
    "Side",
    "Step",
    "Turned",
    "about",
    "answer_json",
    "asks",
    "case_changes_json",
    "change_json",
    "changes",
    "changes_json",
    "choices",
    "flip_groups",
    "flip_rows",
    "grouped",
    "headline",
    "impact",
    "impact_json",
    "line_changes",
    "line_changes_json",
    "money",
    "next_turn",
    "plan",
    "plan_json",
    "prove",
    "side_name",
    "supposed",
    "turn_json",
    "turned_by",
    "turns",
    "word",
]
