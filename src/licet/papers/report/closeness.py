"""How close each article lies to the share that the law names, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import reduce

from licet.basics import Range, Truth, plain
from licet.papers.report.figures import HUNDRED, amount_text, percent, place, share_text
from licet.papers.report.lines import Part, Rows, descriptions
from licet.papers.report.speech import Speech
from licet.papers.report.verdicts import Verdicts
from licet.rulebook import Compare, Rulebook, Words, atoms
from licet.verdict import Portfolio, Verdict

COUNTED, WHOLE = "cn_part1_value", "item_value"
"""The facts whose relation the law tests."""
_DECADES = 3
"""Powers of ten shown below the share at most."""
_TOP = 2
"""The axis ends at a hundred per cent: no input is worth more than the whole it is in."""
STATES: Mapping[Truth, str] = {True: "reaches", None: "may_reach", False: "below"}
VARIES = "varies"
_BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class Bound:
    """The share that a clause names: from there on (or over it) the clause's element holds."""

    cite: str
    title: Words
    percent: Decimal
    strict: bool

    def reached(self, counted: Range, whole: Range) -> Truth:
        """Does the share hold whatever the two values are? Exact, as the law compares them."""
        if _over(counted.lo, whole.hi, self):
            return True
        return False if _under(counted.hi, whole.lo, self) else None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A range on the axis: where it starts and ends, and which end the axis cannot hold."""

    start: str
    width: str
    end: str
    open_below: bool
    open_above: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One article: its share on every day and of every lot, and whether it matters."""

    item: str
    description: str
    entry: str
    made_in: str
    state: str
    label: str
    strokes: tuple[Stroke, ...]
    """One for each figure the article has; prices and rates of the day make them differ."""
    counted: str
    whole: str
    lines: int
    beside: str
    """The statement of the clause that already fails for another reason, if one does."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """Every article's bar, with the axis they share."""

    bound: Bound
    label: str
    at: str
    ticks: tuple[tuple[str, str], ...]
    """Label and place of each power of ten."""
    bars: tuple[Bar, ...]
    counts: str
    """How many articles reach the share, may, do not, or need not care."""
    left_out: int = 0
    """Articles that lie farther off and are not among the bars."""


def _over(counted: Decimal | None, whole: Decimal | None, bound: Bound) -> bool:
    if counted is None or whole is None:
        return False
    share = Fraction(counted) * 100 - Fraction(whole) * Fraction(bound.percent)
    return share > 0 or (share == 0 and not bound.strict)


def _under(counted: Decimal | None, whole: Decimal | None, bound: Bound) -> bool:
    return counted is not None and whole is not None and not _over(counted, whole, bound)


def bound_of(book: Rulebook) -> Bound | None:
    """The first clause that compares the counted value with the article's, and its share."""
    for clause in book.clauses:
        for element in clause.elements:
            for atom in atoms(element.predicate):
                share = _share(atom) if isinstance(atom, Compare) else None
                if share is not None:
                    strict = isinstance(atom, Compare) and atom.op == ">"
                    return Bound(clause.cite, clause.title, share, strict)
    return None


def _share(atom: Compare) -> Decimal | None:
    if [fact for _, fact in atom.left] != [COUNTED] or [f for _, f in atom.right] != [WHOLE]:
        return None
    return HUNDRED * Decimal(atom.right[0][0]) / Decimal(atom.left[0][0])


def closeness_of(
    rows: Rows,
    portfolio: Portfolio,
    verdicts: Verdicts,
    say: Speech,
    most: int | None = None,
) -> Closeness | None:
    """The articles of a portfolio; `None` if there are none, or the law names no share.

    Of more than `most`, if that is given, those that lie nearest to the share.
    """
    book, described = portfolio.book, descriptions(portfolio)
    bound = bound_of(book)
    articles = _articles(rows)
    if bound is None or not articles:
        return None
    every = len(articles)
    if most is not None and every > most:
        near = sorted(articles, key=lambda key: _apart(articles[key], bound.percent))[:most]
        articles = {key: articles[key] for key in near}
    firsts = {key: rows.determination(group[0]) for key, group in articles.items()}
    verdicts.prepare(firsts.values())
    axis = _decades([share for group in articles.values() for share in _shares(group)], bound)
    bars = [
        _bar(
            group,
            bound,
            axis,
            described,
            rows.tally({part.kind for part in group}).lines,
            _beside(group, bound, verdicts.of(firsts[key]), say),
        )
        for key, group in articles.items()
    ]
    bars.sort(key=lambda bar: (-max(Decimal(s.end) for s in bar.strokes), bar.item))
    powers = [Decimal(1).scaleb(power) for power in range(axis[0], axis[1] + 1)]
    return Closeness(
        bound,
        plain(bound.percent),
        place(bound.percent, *axis),
        tuple((plain(power), place(power, *axis)) for power in powers),
        tuple(bars),
        say("if_lines", parts=say.join(list(_counted(bars, say)))),
        every - len(bars),
    )


def _apart(group: Found, percent: Decimal) -> tuple[bool, Decimal]:
    """How far an article lies from the share: nothing, where it may be either side of it."""
    share = reduce(Range.hull, _shares(group))
    lo, hi = share.lo or Decimal(0), share.hi
    if lo <= percent and (hi is None or hi >= percent):
        return False, Decimal(0)
    end = lo if lo > percent or hi is None else hi
    return end <= 0, max(end, percent) / min(end, percent) if end > 0 else Decimal(0)


def _counted(bars: Sequence[Bar], say: Speech) -> Iterator[str]:
    for state in (*STATES.values(), VARIES, _BESIDE):
        number = sum(state == (_BESIDE if bar.beside else bar.state) for bar in bars)
        if number:
            yield say.count(f"count_{state}", number)


Found = list[Part]


def _articles(rows: Rows) -> dict[object, Found]:
    """What was decided by article: the same item, classified and made alike."""
    found: dict[object, Found] = {}
    for one in rows.every_part:
        if one.application.article is not None:
            facts = one.application.sheet.facts
            key = one.application.item, facts.get("made_in"), facts.get("annex1")
            found.setdefault(key, []).append(one)
    return found


def _shares(group: Found) -> list[Range]:
    """The different shares of an article, in per cent."""
    articles = (one.application.article for one in group)
    return list(dict.fromkeys(percent(a.share) for a in articles if a is not None))


def _decades(shares: Sequence[Range], bound: Bound) -> tuple[int, int]:
    """The powers of ten between which the axis runs."""
    ends = [x for share in shares for x in (share.lo, share.hi) if x is not None and x > 0]
    own = bound.percent.adjusted()
    lowest = min((x.adjusted() for x in ends), default=own)
    return max(min(lowest, own - 1), own - _DECADES), max(_TOP, own + 1)


def _bar(
    group: Found,
    bound: Bound,
    axis: tuple[int, int],
    described: Mapping[str, str],
    lines: int,
    beside: str,
) -> Bar:
    one, shares = group[0].application, _shares(group)
    articles = [d.application.article for d in group if d.application.article is not None]
    states = {STATES[bound.reached(_fact(d, COUNTED), _fact(d, WHOLE))] for d in group}
    return Bar(
        one.item,
        described.get(one.item, ""),
        str(one.sheet.facts.get("annex1", "?")),
        str(one.sheet.facts.get("made_in", "?")),
        states.pop() if len(states) == 1 else VARIES,
        share_text(reduce(Range.hull, shares), bound.percent),
        tuple(_stroke(share, axis) for share in shares),
        amount_text(reduce(Range.hull, (a.cn_part1_value for a in articles))),
        amount_text(reduce(Range.hull, (a.item_value for a in articles))),
        lines,
        beside,
    )


def _fact(part: Part, name: str) -> Range:
    """A number as the law was told it; nothing is known of one that is not a range."""
    value = part.application.sheet.facts.get(name)
    return value if isinstance(value, Range) else Range()


def _stroke(share: Range, axis: tuple[int, int]) -> Stroke:
    lo = Decimal(0) if share.lo is None else share.lo
    start = Decimal(place(lo, *axis))
    end = HUNDRED if share.hi is None else Decimal(place(share.hi, *axis))
    below = lo < Decimal(1).scaleb(axis[0])
    return Stroke(plain(start), plain(end - start), plain(end), below, share.hi is None)


def _beside(group: Found, bound: Bound, verdict: Verdict, say: Speech) -> str:
    """A statement of the clause that fails for every line of the article, whatever the share.

    Only a statement whose facts are the same in all of them can speak for all.
    """
    clause = next((c for c in verdict["clauses"] if c["cite"] == bound.cite), None)
    for element in () if clause is None else clause["elements"]:
        same = all(
            len({one.application.sheet.facts.get(name) for one in group}) == 1
            for name in element["facts"]
        )
        if element["met"] is False and COUNTED not in element["facts"] and same:
            return say.of(element["says"])
    return ""
