"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Application, Assembled, Line, assemble
from licet.facts.items import described_facts, item_rows
from licet.facts.parties import Lists, Parties, Standing
from licet.facts.tracing import Tracer

__all__ = [
    "Application",
    "Assembled",
    "Line",
    "Lists",
    "Parties",
    "Standing",
    "Tracer",
    "assemble",
    "described_facts",
    "item_rows",
]
