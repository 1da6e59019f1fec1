"""A licence application's life, and the licence it leads to: start reading at `desk.py`."""

from licet.cases.acts import (
    ADVICE,
    Done,
    Grounds,
    Hand,
    Shipment,
    advise,
    approve,
    attach,
    hold,
    move,
    note_paper,
    open_case,
    release,
    remembered,
    remove,
)
from licet.cases.application import Application, filled, read_application, split
from licet.cases.audit import Audit, audit
from licet.cases.backup import Kept, backup, restore
from licet.cases.calendar import NoCalendar, is_working_day, working_day_after, working_days
from licet.cases.clock import Clock, Event, clock
from licet.cases.journal import Head, read_head, seal
from licet.cases.table import LICENCES, Move, Table, table
from licet.cases.told import feed, listed, printed, show, verified, write_reminders
from licet.store import Store, open_store

__all__ = [
    "ADVICE",
    "LICENCES",
    "Application",
    "Audit",
    "Clock",
    "Done",
    "Event",
    "Grounds",
    "Hand",
    "Head",
    "Kept",
    "Move",
    "NoCalendar",
    "Shipment",
    "Store",
    "Table",
    "advise",
    "approve",
    "attach",
    "audit",
    "backup",
    "clock",
    "feed",
    "filled",
    "hold",
    "is_working_day",
    "listed",
    "move",
    "note_paper",
    "open_case",
    "open_store",
    "printed",
    "read_application",
    "read_head",
    "release",
    "remembered",
    "remove",
    "restore",
    "seal",
    "show",
    "split",
    "table",
    "verified",
    "working_day_after",
    "working_days",
    "write_reminders",
]
