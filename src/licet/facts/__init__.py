"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Application, Assembled, Line, assemble
from licet.facts.items import item_rows, stated_facts
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
    "item_rows",
    "stated_facts",
]
