"""A picture of who holds a party, in layers, with the chain that decides; start at `page.py`."""

from licet.papers.holders.page import Told, style, told_of, write_holders
from licet.papers.holders.speech import Telling

__all__ = ["Telling", "Told", "style", "told_of", "write_holders"]
