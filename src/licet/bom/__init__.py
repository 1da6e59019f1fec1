"""How much of an article's value is counted input of a territory, and which technology made it.

START READING AT trace.py. This room knows no law: what counts arrives as arguments.
"""

from licet.bom.answers import Article
from licet.bom.bounds import Bounds
from licet.bom.composition import elements_of
from licet.bom.explain import Unknown
from licet.bom.explode import Line
from licet.bom.frames import Swept, sweep
from licet.bom.graph import Graph
from licet.bom.pieces import Piece
from licet.bom.question import OPTIONS, Counted
from licet.bom.trace import Articles, Found, Trace, articles_of, trace
from licet.bom.units import is_unit

__all__ = [
    "OPTIONS", "Article", "Articles", "Bounds", "Counted", "Found", "Graph", "Line", "Piece",
    "Swept", "Trace", "Unknown", "articles_of", "elements_of", "is_unit", "sweep", "trace",
]  # fmt: skip
