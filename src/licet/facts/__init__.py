"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Assembly, assemble
from licet.facts.contents import contents_of
from licet.facts.derive import follow_line
from licet.facts.holders import Holder, Holders, holders_of
from licet.facts.holding import held
from licet.facts.items import described_facts, item_rows
from licet.facts.kinds import Kinds, between, days_of_facts, deciding, each_day, kinds
from licet.facts.line import Application, Assembled, Line, Progress, untold
from licet.facts.lists import Lists, published
from licet.facts.parties import Parties, Standing
from licet.facts.screened import screened_json
from licet.facts.sheet import OWN_PLACE, Sheet
from licet.facts.tracing import Tracer, left_out_of
from licet.facts.worth import Worth

__all__ = [
    "OWN_PLACE",
    "Application",
    "Assembled",
    "Assembly",
    "Holder",
    "Holders",
    "Kinds",
    "Line",
    "Lists",
    "Parties",
    "Progress",
    "Sheet",
    "Standing",
    "Tracer",
    "Worth",
    "assemble",
    "between",
    "contents_of",
    "days_of_facts",
    "deciding",
    "described_facts",
    "each_day",
    "follow_line",
    "held",
    "holders_of",
    "item_rows",
    "kinds",
    "left_out_of",
    "published",
    "screened_json",
    "untold",
]
