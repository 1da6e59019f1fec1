"""An exporter's folder becomes rows of facts, each with evidence; start at `assemble.py`."""

from licet.facts.assemble import Application, Assembled, Line, assemble
from licet.facts.items import item_rows
from licet.facts.parties import Lists, Standing

__all__ = ["Application", "Assembled", "Line", "Lists", "Standing", "assemble", "item_rows"]
