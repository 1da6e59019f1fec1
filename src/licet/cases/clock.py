"""How much of a time limit has run: PRC working days, stops and resumptions.

The day of an event is not counted (reading A-29): a limit that starts, or runs again, on a day
counts from the day after; of a stop, the day on which it stops still counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from licet.cases.calendar import NoCalendar, working_day_after, working_days
from licet.cases.table import Limit, table


@dataclass(frozen=True, slots=True)
class Event:
    """What a move did to the clock, and on which day."""

    on: date
    clock: str
    limit: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A limit as it stands on a day."""

    limit: Limit
    started: date
    due: date | None
    """The last day of the limit; `None` while it is stopped, lifted, or cannot be counted."""
    working_days_left: int | None
    """Negative once the limit is over."""
    stopped: bool
    note: str
    """Why there is no last day, if there is none."""


_STOPPED = "stopped: the time this takes is not counted (792 Art. 17)"
_LIFTED = {
    "lifts": "no limit runs while the matter is before the State Council (792 Art. 17)",
    "watch_list": "no limit runs: the importer or end user is on the watch list (792 Art. 26)",
}


def clock(events: Iterable[Event], on: date, *, watch_list: bool = False) -> Clock | None:
    """The clock that runs on a day, after what happened up to then; `None` if none does.

    Args:
        events: what happened, in order; moves without effect may be among them.
        on: the day that is asked about.
        watch_list: is the exporter domestic and a party on the watch list (no limit of review)?
    """
    kept: list[Event] = []
    for event in events:
        if event.on > on or not event.clock:
            continue
        if event.clock in {"starts", "ends"}:
            kept = []
        kept.append(event)
    if not kept or kept[0].clock != "starts":
        return None
    limit, started = table().limits[kept[0].limit], kept[0].on
    if watch_list and limit.name == "review":
        return Clock(limit, started, None, None, stopped=False, note=_LIFTED["watch_list"])
    if any(event.clock == "lifts" for event in kept):
        return Clock(limit, started, None, None, stopped=False, note=_LIFTED["lifts"])
    return _running(kept, limit, on)


def _running(kept: list[Event], limit: Limit, on: date) -> Clock:
    stopped = kept[-1].clock == "stops"
    left: int | None = None
    try:
        used, due = 0, None
        for since, until in _stretches(kept):
            counted = working_days(since, on if until is None else until)
            before, used = used, used + counted
            left = limit.days - used
            if due is None and (left <= 0 or until is None):
                due = working_day_after(since, limit.days - before)
    except NoCalendar as unknown:
        return Clock(limit, kept[0].on, None, left, stopped=stopped, note=str(unknown))
    note = _STOPPED if stopped and due is None else ""
    return Clock(limit, kept[0].on, due, left, stopped=stopped, note=note)


def _stretches(kept: list[Event]) -> Iterable[tuple[date, date | None]]:
    """The stretches in which the limit ran; the last has no end if it runs still."""
    since: date | None = None
    for event in kept:
        if event.clock == "stops" and since is not None:
            yield since, event.on
            since = None
        elif event.clock in {"starts", "resumes"}:
            since = event.on
    if since is not None:
        yield since, None
