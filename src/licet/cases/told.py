"""Everything that is told of cases: to the desk, to its calendar and mail, to strangers."""

from __future__ import annotations

from licet.cases.contents import MOST_BYTES, Paper, contents
from licet.cases.feed import feed
from licet.cases.house import OPEN, USUAL, Choice, beneath, choices, choose, house, readings_of
from licet.cases.printed import printed
from licet.cases.public import verified
from licet.cases.reminders import write_reminders
from licet.cases.show import listed, show

__all__ = [
    "MOST_BYTES",
    "OPEN",
    "USUAL",
    "Choice",
    "Paper",
    "beneath",
    "choices",
    "choose",
    "contents",
    "feed",
    "house",
    "listed",
    "printed",
    "readings_of",
    "show",
    "verified",
    "write_reminders",
]
