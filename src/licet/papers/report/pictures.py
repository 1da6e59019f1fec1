"""Every article of a portfolio drawn once, however many lines ship it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from licet.basics import Range
from licet.bom import Article
from licet.papers.report.closeness import bound_of
from licet.papers.report.figures import percent, share_text
from licet.papers.report.lines import Rows
from licet.papers.report.picture import Picture, picture_of
from licet.papers.report.scale import Subject
from licet.papers.report.speech import Speech
from licet.rulebook import Rulebook
from licet.verdict import Determination, Portfolio

PICTURES = 60
"""Pictures put into the page at most; those of the gravest lines first."""
_LOOKED = 200
"""Articles looked at for them at most."""
_OTHERS = 4
_NOTHING_HIGHER = Decimal("Infinity")
_Key = tuple[str, str | None, date, Range, Range]
"""Item, lot, a day on which it holds, counted value and value: what tells pictures apart."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture, the days on which it holds, and what the share is on others."""

    anchor: str
    picture: Picture
    share: str
    days: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """The picture beside one line: drawn as of its day, or of another with other prices."""

    drawn: Drawn
    share: str
    same: bool


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a portfolio, the greatest share first."""

    drawn: tuple[Drawn, ...]
    left_out: int
    """Articles that are not drawn."""
    _anchors: Mapping[str, str]
    _by: Mapping[_Key, Seen]

    def of(self, determination: Determination) -> Seen | None:
        """The picture of what was decided, if it is drawn."""
        article = determination.application.article
        return None if article is None else self._by.get(_key(article))

    def anchor(self, item: str) -> str | None:
        """Where the first picture of an item is."""
        return self._anchors.get(item)


@dataclass(slots=True)
class _Sitting:
    """An article as it is on some days."""

    article: Article
    picture: Picture
    share: str
    days: set[date]
    keys: list[_Key]


def bound_in(book: Rulebook) -> Decimal:
    """The share that the law names, in per cent, which no rounding may cross."""
    bound = bound_of(book)
    return Decimal(0) if bound is None else bound.percent


def subject_of(article: Article, currency: str | None, bound: Decimal) -> Subject:
    """What is drawn of an article."""
    return Subject(article.made_of, article.share, article.unknowns, currency or "", bound)


def pictures_of(rows: Rows, portfolio: Portfolio, say: Speech) -> Pictures:
    """The pictures of a portfolio's articles.

    An article made of the same parts on several days, at other prices and rates, is drawn once:
    as on the day on which its share is greatest.
    """
    every = _articles(rows)
    bound = bound_in(portfolio.book)
    alike: dict[object, dict[Picture, _Sitting]] = {}
    for key in _one_of_each_first(every)[:_LOOKED]:
        article, days = every[key]
        picture = picture_of(subject_of(article, portfolio.assembled.currency, bound), say)
        shape = tuple((row.level, row.name) for row in picture.rows)
        if shape not in alike and len(alike) == PICTURES:
            continue
        share = _share(article, bound, say)
        known = alike.setdefault(shape, {}).setdefault(
            picture, _Sitting(article, picture, share, set(), [])
        )
        known.days |= days
        known.keys.append(key)
    groups = [sorted(each.values(), key=_greatest_first) for each in alike.values()]
    groups.sort(key=lambda group: _greatest_first(group[0]))
    by: dict[_Key, Seen] = {}
    drawn = []
    for number, group in enumerate(groups, 1):
        one = _drawn(f"m{number}", group, say)
        drawn.append(one)
        by |= {k: Seen(one, each.share, each is group[0]) for each in group for k in each.keys}
    items = {article.item for article, _ in every.values()}
    anchors: dict[str, str] = {}
    for key, seen in by.items():
        anchors.setdefault(every[key][0].item, seen.drawn.anchor)
    return Pictures(tuple(drawn), len(items - set(anchors)), anchors, by)


def _drawn(anchor: str, group: Sequence[_Sitting], say: Speech) -> Drawn:
    first, *rest = group
    others = [say.join([each.share, _span(each.days, say)]) for each in rest[:_OTHERS]]
    if len(rest) > _OTHERS:
        others.append(say("and_more", count=len(rest) - _OTHERS))
    return Drawn(anchor, first.picture, first.share, _span(first.days, say), tuple(others))


def _articles(rows: Rows) -> dict[_Key, tuple[Article, set[date]]]:
    """Each article that may hold counted value, the gravest line's first, with its lines' days."""
    found: dict[_Key, tuple[Article, set[date]]] = {}
    findings, of = rows.portfolio.findings, rows.portfolio.of
    for kind in dict.fromkeys(of[number] for number in rows.gravest):
        for one in findings[kind].line.applications:
            article = one.article
            if article is not None and article.cn_part1_value.hi != 0:
                days = found.setdefault(_key(article), (article, set()))[1]
                days |= rows.decided_on(kind)
    return found


def _key(article: Article) -> _Key:
    return article.item, article.lot, article.on, article.cn_part1_value, article.item_value


def _one_of_each_first(every: Mapping[_Key, tuple[Article, set[date]]]) -> list[_Key]:
    """Each item as it is first met; then as it is on other days, with other prices."""
    met: Counter[str] = Counter()
    turns: dict[_Key, int] = {}
    for key, (article, _) in every.items():
        turns[key] = met[article.item]
        met[article.item] += 1
    return sorted(turns, key=lambda key: turns[key])


def _greatest_first(sitting: _Sitting) -> tuple[Decimal, str]:
    most = sitting.article.share.hi
    return -(_NOTHING_HIGHER if most is None else most), sitting.article.item


def _share(article: Article, bound: Decimal, say: Speech) -> str:
    return say("picture_share", share=share_text(percent(article.share), bound))


def _span(given: Iterable[date], say: Speech) -> str:
    days = sorted(given)
    if not days:
        return ""
    first, last = days[0], days[-1]
    return str(first) if first == last else say("day_to_day", first=first, last=last)
