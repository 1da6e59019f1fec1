"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Application, Assembled, Line, assemble
from licet.facts.items import add_stated, item_rows
from licet.facts.parties import Lists, Standing
from licet.facts.sheet import Sheet

__all__ = [
    "Application",
    "Assembled",
    "Line",
    "Lists",
    "Sheet",
    "Standing",
    "add_stated",
    "assemble",
    "item_rows",
]
