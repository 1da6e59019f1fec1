"""Licet: is a Chinese rare-earth export licence needed, why, and which fact would settle it?"""

from licet.basics import Fault, Range, Refused
from licet.rulebook import rulebook
from licet.verdict import Verdict, decide, in_language

__all__ = ["Fault", "Range", "Refused", "Verdict", "decide", "in_language", "rulebook"]
