"""How close each article lies to the share that the law names, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from licet.basics import Range, Truth, plain
from licet.papers.report.figures import HUNDRED, amount_text, percent, place, share_text
from licet.papers.report.lines import Row
from licet.papers.report.speech import Speech
from licet.papers.report.verdicts import Verdicts
from licet.rulebook import Compare, Rulebook, Words, atoms
from licet.verdict import Determination

COUNTED, WHOLE = "cn_part1_value", "item_value"
"""The facts whose relation the law tests."""
_DECADES = 3
"""Powers of ten shown below the share at most."""
STATES: Mapping[Truth, str] = {True: "reaches", None: "may_reach", False: "below"}


@dataclass(frozen=True, slots=True)
class Bound:
    """The share that a clause names: from there on (or over it) the clause's element holds."""

    cite: str
    title: Words
    percent: Decimal
    strict: bool

    def reached(self, share: Range) -> Truth:
        """Is the share reached by every value the range allows?"""
        if not self.strict:
            return share.at_least(self.percent)
        if share.lo is not None and share.lo > self.percent:
            return True
        return False if share.hi is not None and share.hi <= self.percent else None


@dataclass(frozen=True, slots=True)
class Bar:
    """One article: its share, where its ends stand on the axis, and whether it matters."""

    item: str
    description: str
    entry: str
    made_in: str
    state: str
    label: str
    start: str
    width: str
    end: str
    open_below: bool
    open_above: bool
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
    counts: Mapping[str, int]


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
    rows: Sequence[Row], book: Rulebook, verdicts: Verdicts, say: Speech
) -> Closeness | None:
    """The articles of a portfolio; `None` if there are none, or the law names no share."""
    bound = bound_of(book)
    articles = _articles(rows)
    if bound is None or not articles:
        return None
    verdicts.prepare(group[0][1] for group in articles.values())
    shares = {key: _percent_of(group[0][1]) for key, group in articles.items()}
    lowest, highest = _decades(shares.values(), bound)
    bars = [
        _bar(group, shares[key], bound, (lowest, highest), verdicts, say)
        for key, group in articles.items()
    ]
    order = list(STATES.values())
    bars.sort(
        key=lambda bar: (bool(bar.beside), order.index(bar.state), -Decimal(bar.end), bar.item)
    )
    return Closeness(
        bound,
        plain(bound.percent),
        place(bound.percent, lowest, highest),
        tuple(
            (plain(Decimal(1).scaleb(power)), place(Decimal(1).scaleb(power), lowest, highest))
            for power in range(lowest, highest + 1)
        ),
        tuple(bars),
        {state: sum(b.state == state and not b.beside for b in bars) for state in order},
    )


Found = list[tuple[Row, Determination]]


def _articles(rows: Sequence[Row]) -> dict[object, Found]:
    """Determinations by article: the same item with the same numbers is one."""
    found: dict[object, Found] = {}
    for row in rows:
        for one in row.decision.determinations:
            article = one.application.article
            if article is not None:
                facts = one.case.facts
                key = (
                    article.item,
                    article.lot,
                    article.share,
                    article.cn_part1_value,
                    article.item_value,
                    facts.get("made_in"),
                    facts.get("annex1"),
                )
                found.setdefault(key, []).append((row, one))
    return found


def _percent_of(determination: Determination) -> Range:
    article = determination.application.article
    return percent(article.share) if article is not None else Range()


def _decades(shares: Iterator[Range] | object, bound: Bound) -> tuple[int, int]:
    """The powers of ten between which the axis runs."""
    ends = [x for share in shares for x in (share.lo, share.hi) if x is not None and x > 0]  # type: ignore[attr-defined]
    own = bound.percent.adjusted()
    lowest = min((x.adjusted() for x in ends), default=own)
    highest = max((-(-x).adjusted() + 1 for x in ends), default=own)
    return max(min(lowest, own - 1), own - _DECADES), max(min(highest, 2), own + 1)


def _bar(
    group: Found, share: Range, bound: Bound, axis: tuple[int, int], verdicts: Verdicts, say: Speech
) -> Bar:
    row, one = group[0]
    article, facts = one.application.article, one.case.facts
    lo = Decimal(0) if share.lo is None else share.lo
    start = Decimal(place(lo, *axis))
    end = HUNDRED if share.hi is None else Decimal(place(share.hi, *axis))
    described = row.description if article is not None and article.item == row.item else ""
    return Bar(
        "?" if article is None else article.item,
        described,
        str(facts.get("annex1", "?")),
        str(facts.get("made_in", "?")),
        STATES[bound.reached(share)],
        share_text(share, bound.percent),
        plain(start),
        plain(end - start),
        plain(end),
        lo < Decimal(1).scaleb(axis[0]),
        share.hi is None,
        amount_text(None if article is None else article.cn_part1_value),
        amount_text(None if article is None else article.item_value),
        len({row.anchor for row, _ in group}),
        _beside(group, bound, verdicts, say),
    )


def _beside(group: Found, bound: Bound, verdicts: Verdicts, say: Speech) -> str:
    """A statement of the clause that fails for every line of the article, whatever the share.

    Only a statement whose facts are the same in all of them can speak for all.
    """
    verdict = verdicts.of(group[0][1])
    clause = next((c for c in verdict["clauses"] if c["cite"] == bound.cite), None)
    for element in () if clause is None else clause["elements"]:
        same = all(
            len({one.case.facts.get(name) for _, one in group}) == 1 for name in element["facts"]
        )
        if element["met"] is False and COUNTED not in element["facts"] and same:
            return say.of(element["says"])
    return ""
