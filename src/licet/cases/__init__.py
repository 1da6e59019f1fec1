"""A licence application's life, and the licence it leads to: start reading at `desk.py`."""

from licet.cases.advice import ADVICE, advise
from licet.cases.again import remembered
from licet.cases.application import Application, filled, read_application, split
from licet.cases.audit import Audit, audit
from licet.cases.backup import Kept, backup, restore
from licet.cases.calendar import NoCalendar, is_working_day, working_day_after, working_days
from licet.cases.clock import Clock, Event, clock
from licet.cases.conditions import KINDS as CONDITIONS
from licet.cases.desk import Done, Hand, approve, move, open_case
from licet.cases.feed import feed
from licet.cases.grounds import Grounds
from licet.cases.journal import Head, read_head, seal
from licet.cases.licence import units
from licet.cases.printed import printed
from licet.cases.public import verified
from licet.cases.records import attach, hold, note_paper
from licet.cases.release import Shipment, release
from licet.cases.reminders import write_reminders
from licet.cases.show import listed, show
from licet.cases.table import LICENCES, Move, Table, table
from licet.store import Store, open_store

__all__ = [
    "ADVICE",
    "CONDITIONS",
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
    "restore",
    "seal",
    "show",
    "split",
    "table",
    "units",
    "verified",
    "working_day_after",
    "working_days",
    "write_reminders",
]
