"""What would change the answer: questions, flips between days and rulebooks, what-ifs."""

from licet.foresee.inquiry import Inquiry, Step
from licet.foresee.plan import Asked, Costs, Plan, plan
from licet.foresee.plan_json import money, plan_json
from licet.foresee.proof import Proof, prove
from licet.foresee.question import SOURCES, Letter, Question
from licet.foresee.wording import about, asks, word

__all__ = [
    "SOURCES",
    "Asked",
    "Costs",
    "Inquiry",
    "Letter",
    "Plan",
    "Proof",
    "Question",
    "Step",
    "about",
    "asks",
    "money",
    "plan",
    "plan_json",
    "prove",
    "word",
]
