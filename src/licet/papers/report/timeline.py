"""The law's timeline: what stands when, and on which of those days the portfolio ships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from licet.basics import plain
from licet.papers.report.speech import Speech
from licet.rulebook import DECIDING, Clause, Timeline
from licet.verdict import Portfolio, decider

_THROUGH = "A-18"
_MARGIN = timedelta(days=31)
_YEARS = timedelta(days=800)
_PER_LETTER = {True: Decimal(1), False: Decimal(2)}
_PADDING = Decimal(2)
"""Per cent of the width that a letter takes, Latin or Chinese, and the space around a word."""
_TICKS = 10


@dataclass(frozen=True, slots=True)
class Stretch:
    """A standing between two days, and where it lies, in per cent of the width."""

    standing: str
    since: date
    left: str
    width: str
    word: str


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a scenario would have follow where the law as known says nothing."""

    title: str
    before: tuple[str, date] | None
    """The standing that lasts until the first step, and its last day."""
    steps: tuple[tuple[date, str], ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """Clauses of one instrument that stand and fall together."""

    short: str
    title: str
    cites: str
    stretches: tuple[Stretch, ...]
    steps: tuple[tuple[date, str], ...]
    supposed: tuple[Supposed, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every track, the axis, the portfolio's days and the day of knowledge."""

    tracks: tuple[Track, ...]
    unchanged: tuple[str, ...]
    """Instruments that stand alike on every day shown."""
    ticks: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, date, int], ...]
    """Place, day, lines."""
    known: str
    first: date
    last: date


def calendar_of(portfolio: Portfolio, say: Speech) -> Calendar:
    """The timeline of the clauses that decide, as known (and in the scenario, if one is taken)."""
    book = portfolio.book
    through = portfolio.readings.get(_THROUGH, book.readings[_THROUGH].default)
    by = decider(book, portfolio.known, through, portfolio.scenario)
    worlds = {world.name: world.timelines for world in by.worlds}
    shipped = _shipped(portfolio)
    groups: dict[tuple[object, ...], list[Clause]] = {}
    for clause in book.clauses:
        if clause.then in DECIDING:
            groups.setdefault((clause.instrument, by.actual[clause.cite].steps), []).append(clause)
    every = [line for timelines in worlds.values() for line in timelines.values()]
    axis = _axis(every, shipped, portfolio.known)
    tracks = [_track(some, worlds, axis, portfolio, say) for some in groups.values()]
    changing = [track for track in tracks if any(on > axis.first for on, _ in track.steps)]
    order = list(dict.fromkeys(t.short for t in sorted(changing, key=lambda t: len(t.steps) == 1)))
    changing.sort(key=lambda track: order.index(track.short))
    return Calendar(
        tuple(changing),
        tuple(track.cites for track in tracks if track not in changing and track.steps),
        tuple(axis.ticks()),
        tuple((axis.at(on), on, lines) for on, lines in sorted(shipped.items())),
        axis.at(portfolio.known),
        axis.first,
        axis.last,
    )


def _shipped(portfolio: Portfolio) -> Counter[date]:
    """How many lines were decided for each day."""
    own = Counter(portfolio.lines["on"].drop_nulls().to_list())
    asked = portfolio.asked.on
    return own if asked is None else Counter({asked: own.total()} if own else {})


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def at(self, on: date) -> str:
        """Where a day lies, in per cent."""
        whole = (self.last - self.first).days
        spot = Decimal((on - self.first).days) * 100 / Decimal(whole)
        return plain(max(Decimal(0), min(Decimal(100), spot)).quantize(Decimal("0.01")))

    def ticks(self) -> list[tuple[str, str]]:
        """The firsts of months, as many as there is room for."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((s for s in (1, 2, 3, 6) if months // s <= _TICKS), 12)
        found = []
        for month in range(self.first.year * 12, self.last.year * 12 + 12, step):
            on = date(month // 12, month % 12 + 1, 1)
            if self.first < on < self.last:
                found.append((f"{on:%Y-%m}", self.at(on)))
        return found


def _axis(timelines: Sequence[Timeline], shipped: Mapping[date, int], known: date) -> _Axis:
    """Room for every change of the last years and for every shipment."""
    days = [on for line in timelines if len(line.steps) > 2 for on, _ in line.steps]  # noqa: PLR2004
    days += [*shipped, known]
    last = max(days) + _MARGIN
    earliest = max(min(days), min(shipped, default=known) - _YEARS)
    return _Axis(earliest - _MARGIN, last)


def _track(
    clauses: Sequence[Clause],
    worlds: Mapping[str, Mapping[str, Timeline]],
    axis: _Axis,
    portfolio: Portfolio,
    say: Speech,
) -> Track:
    book, first = portfolio.book, clauses[0]
    steps = worlds["actual"][first.cite].steps
    instrument = next(one for one in book.instruments if one.short == first.instrument)
    others = [c for c in instrument.clauses if c.then in DECIDING and c not in clauses]
    titles = {name: scenario.title for name, scenario in book.scenarios.items()}
    return Track(
        first.instrument,
        say.of(instrument.title),
        _cites(clauses) if others else first.instrument,
        tuple(_stretches(steps, axis, say)),
        tuple(step for step in steps if step != steps[0] or step[1] != "not_yet"),
        tuple(
            _supposed(
                say.supposing(say.of(titles[name])), lines[first.cite].steps, steps, axis, say
            )
            for name, lines in worlds.items()
            if name in titles and lines[first.cite].steps != steps
        ),
    )


Steps = tuple[tuple[date, str], ...]


def _supposed(title: str, steps: Steps, known: Steps, axis: _Axis, say: Speech) -> Supposed:
    new = tuple(step for step in steps if step not in known)
    kept = [step for step in steps if step in known and (not new or step[0] < new[0][0])]
    before = (kept[-1][1], new[0][0] - timedelta(days=1)) if kept and new else None
    open_since = next((on for on, standing in known if standing == "unknown"), axis.last)
    since = [(max(on, open_since), s) for on, s in (*kept[-1:], *new)]
    return Supposed(title, before, new, tuple(_stretches(since, axis, say)))


def _cites(clauses: Sequence[Clause]) -> str:
    names = [clause.cite for clause in clauses]
    return ", ".join(names) if len(names) <= 3 else f"{names[0]} … {names[-1]}"  # noqa: PLR2004


def _stretches(steps: Sequence[tuple[date, str]], axis: _Axis, say: Speech) -> list[Stretch]:
    found = []
    ends = [on for on, _ in steps[1:]] + [axis.last]
    for (since, standing), until in zip(steps, ends, strict=True):
        if until <= axis.first or since >= axis.last:
            continue
        left, right = Decimal(axis.at(since)), Decimal(axis.at(until))
        word = say.of(standing)
        room = _PER_LETTER[say.lang == "en"] * len(word) + _PADDING
        word = word if right - left >= room else ""
        found.append(Stretch(standing, since, plain(left), plain(right - left), word))
    return found
