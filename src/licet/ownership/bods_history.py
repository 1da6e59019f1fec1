"""The versions of a BODS relationship become rows that each hold for a span of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Label = tuple[str, str]
"""The type of an interest, and whether it is direct."""


@dataclass(frozen=True, slots=True)
class Version:
    """A relationship as one statement puts it; `stated` is the statement's day."""

    statement: str
    owner: str | None
    owned: str
    day: date | None
    interests: tuple[dict[str, Any], ...]
    closed: bool = False
    line: int | None = None

    @property
    def stated(self) -> date:
        """The day of the statement; one without a day comes before all others."""
        return date.min if self.day is None else self.day


def rows_of(versions: Sequence[Version]) -> Iterator[dict[str, Any]]:
    """The rows of a relationship, from its versions in the order of their days.

    An interest lasts until the next version states it anew: from the day the new one began,
    or, where it only corrects the share, from the day of the correction. A closed record
    ends with its interests, at the latest on the eve of the closing.
    """
    starts = _starts(versions)
    for place, version in enumerate(versions):
        after = place + 1 if place + 1 < len(versions) else None
        for interest in version.interests:
            start = starts[place].get(interest["label"], interest["from"])
            if after is not None:
                label = interest["label"]
                following = starts[after].get(label, versions[after].stated)
                last: date | None = date.min if following in (None, start) else _eve(following)
            else:
                ends = version.closed and interest["to"] is None
                last = _eve(version.stated) if ends else None
            if last is None or not (last == date.min or (start is not None and last < start)):
                yield from _last_day_open(version, interest, start, last)


def _starts(versions: Sequence[Version]) -> list[dict[Label, date | None]]:
    """For each version since when each of its interests is as it says, by label."""
    starts: list[dict[Label, date | None]] = []
    old: dict[Label, dict[str, Any]] = {}
    for version in versions:
        begun: dict[Label, date | None] = {}
        for interest in version.interests:
            label, start = interest["label"], interest["from"]
            before = old.get(label)
            if before is not None and before["from"] == start:
                # Restated as it was, or with another share: corrected on the statement's day.
                start = starts[-1][label] if _share(before) == _share(interest) else version.stated
            begun[label] = start
        starts.append(begun)
        old = {interest["label"]: interest for interest in version.interests}
    return starts


def _eve(given: date) -> date:
    return given if given == date.min else given - timedelta(days=1)


def _last_day_open(
    version: Version, interest: dict[str, Any], start: date | None, last: date | None
) -> Iterator[dict[str, Any]]:
    """The row; on the day an interest ends it may be held still or no longer."""
    ended: date | None = interest["to"]
    if ended is None or (last is not None and last < ended):
        yield _row(version, interest, start, last)
        return
    if start is None or start < ended:
        yield _row(version, interest, start, _eve(ended))
    yield {**_row(version, interest, ended, ended), "share_lo": None}


def _row(
    version: Version, interest: dict[str, Any], start: date | None, last: date | None
) -> dict[str, Any]:
    return {
        "owner": version.owner, "owned": version.owned, "share_lo": interest["share_lo"],
        "share_hi": interest["share_hi"], "kind": interest["kind"], "from": start, "to": last,
        "source": version.statement, "_line": version.line,
    }  # fmt: skip


def _share(interest: dict[str, Any]) -> tuple[Any, Any]:
    return interest["share_lo"], interest["share_hi"]
