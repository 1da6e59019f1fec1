"""Which days of a case are due: the last day of a limit that runs, and of a licence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licet.cases.files import CaseFile
from licet.cases.show import clock_of, every
from licet.cases.table import table
from licet.store import Store

_REMIND_DAYS = 5
_EXPIRES_SOON_DAYS = 30


@dataclass(frozen=True, slots=True)
class Due:
    """A day that is due, what for and by which rule; `remind` is how many days before it."""

    case: str
    what: str
    """``review``, ``amendment``, ``report`` or ``term``."""
    day: date
    item: str
    en: str
    zh: str
    rule: str
    remind: int
    left: int | None
    """PRC working days left, where the limit is counted in them."""

    @property
    def text(self) -> str:
        """The line that people read."""
        return f"{self.case} {self.item}: {self.en} {self.zh} ({self.rule})"


def due_days(store: Store, day: date) -> list[Due]:
    """Every day that is due, as the cases stand on a day."""
    return [one for case in every(store) for one in _due(case, day)]


def _due(case: CaseFile, day: date) -> Iterator[Due]:
    running = clock_of(case, day)
    item = case.application.item or "item not named"
    if running is not None and running.due is not None:
        limit = running.limit
        words, left = limit.words, running.working_days_left
        said = (item, words["en"], words["zh"], limit.rule)
        yield Due(case.id, limit.name, running.due, *said, _REMIND_DAYS, left)
    state = table().states[case.state_on(day)]
    if case.licence is not None and state.part == "licence" and not state.closed:
        said = (item, f"licence {case.licence.number} ends", "许可证到期", "792 Art. 15")
        yield Due(case.id, "term", case.licence.until, *said, _EXPIRES_SOON_DAYS, None)
