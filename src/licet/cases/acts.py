"""Everything that people do with a case, gathered; each is explained where it is done."""

from __future__ import annotations

from licet.cases.advice import ADVICE, advise
from licet.cases.again import remembered
from licet.cases.desk import Done, Hand, approve, move, open_case
from licet.cases.grounds import Grounds
from licet.cases.records import attach, attach_content, hold
from licet.cases.release import Shipment, release
from licet.cases.removal import remove

__all__ = [
    "ADVICE",
    "Done",
    "Grounds",
    "Hand",
    "Shipment",
    "advise",
    "approve",
    "attach",
    "attach_content",
    "hold",
    "move",
    "open_case",
    "release",
    "remembered",
    "remove",
]
