"""What every room stands on: truth, ranges, days, places, evidence. Imports no other room."""

from licet.basics.cells import BEGINS, NUMBER, harmless, harmless_row
from licet.basics.currencies import CURRENCIES
from licet.basics.days import Span, day, next_day
from licet.basics.evidence import Evidence, Fault, Refused
from licet.basics.identifiers import identifier, registrations, tidy
from licet.basics.places import EUROPEAN_UNION, TERRITORIES
from licet.basics.ranges import (
    DIGITS,
    NOTHING_KNOWN,
    PLACES,
    ZERO,
    Range,
    ceiling,
    exact,
    floor,
    plain,
)
from licet.basics.truth import Truth, all_of, any_of, negate
from licet.basics.typed import typed_number
from licet.basics.writing import json_text

__all__ = [
    "BEGINS",
    "CURRENCIES",
    "DIGITS",
    "EUROPEAN_UNION",
    "NOTHING_KNOWN",
    "NUMBER",
    "PLACES",
    "TERRITORIES",
    "ZERO",
    "Evidence",
    "Fault",
    "Range",
    "Refused",
    "Span",
    "Truth",
    "all_of",
    "any_of",
    "ceiling",
    "day",
    "exact",
    "floor",
    "harmless",
    "harmless_row",
    "identifier",
    "json_text",
    "negate",
    "next_day",
    "plain",
    "registrations",
    "tidy",
    "typed_number",
]
