"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Application, Assembled, Line, assemble
from licet.facts.contents import contents_of
from licet.facts.holders import Holder, Holders, holders_of
from licet.facts.holding import held
from licet.facts.items import described_facts, item_rows
from licet.facts.lists import Lists, published
from licet.facts.parties import Parties, Standing
from licet.facts.sheet import Sheet
from licet.facts.tracing import Tracer

__all__ = [
    "Application",
    "Assembled",
    "Holder",
    "Holders",
    "Line",
    "Lists",
    "Parties",
    "Sheet",
    "Standing",
    "Tracer",
    "assemble",
    "contents_of",
    "described_facts",
    "held",
    "holders_of",
    "item_rows",
    "published",
]
