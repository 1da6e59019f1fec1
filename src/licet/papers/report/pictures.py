"""Every article of a portfolio drawn once, however many lines ship it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from licet.bom import Article
from licet.papers.report.closeness import bound_of
from licet.papers.report.figures import percent, share_text
from licet.papers.report.lines import Row, gravest_first
from licet.papers.report.picture import Picture, picture_of
from licet.papers.report.scale import Subject
from licet.papers.report.speech import Speech
from licet.rulebook import Rulebook
from licet.verdict import Determination, Portfolio

PICTURES = 60
"""Pictures put into the page at most; those of the gravest lines first."""
_LOOKED = 2000
"""Articles looked at for them at most."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture, and the days on which it holds."""

    anchor: str
    picture: Picture
    share: str
    days: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a portfolio, the greatest share first."""

    drawn: tuple[Drawn, ...]
    left_out: int
    """Articles that are not drawn."""
    _by: Mapping[int, Drawn]

    def of(self, determination: Determination) -> Drawn | None:
        """The picture of what was decided, if it is drawn."""
        article = determination.application.article
        return None if article is None else self._by.get(id(article.made_of))


def bound_in(book: Rulebook) -> Decimal:
    """The share that the law names, in per cent, which no rounding may cross."""
    bound = bound_of(book)
    return Decimal(0) if bound is None else bound.percent


def subject_of(article: Article, currency: str | None, bound: Decimal) -> Subject:
    """What is drawn of an article."""
    return Subject(article.made_of, article.share, article.unknowns, currency or "", bound)


def pictures_of(rows: Sequence[Row], portfolio: Portfolio, say: Speech) -> Pictures:
    """The pictures of a portfolio's articles."""
    every = _articles(rows)
    bound = bound_in(portfolio.book)
    found: dict[Picture, list[int]] = {}
    for key in _one_of_each_first(every)[:_LOOKED]:
        article = every[key][0]
        picture = picture_of(subject_of(article, portfolio.assembled.currency, bound), say)
        if picture in found or len(found) < PICTURES:
            found.setdefault(picture, []).append(key)
    ordered = sorted(found.items(), key=lambda one: _greatest(every[one[1][0]][0]))
    drawn: list[Drawn] = []
    by: dict[int, Drawn] = {}
    for number, (picture, keys) in enumerate(ordered, 1):
        days = sorted(day for key in keys for day in every[key][1])
        share = share_text(percent(every[keys[0]][0].share), bound)
        one = Drawn(
            f"m{number}", picture, say("picture_share", share=_with_sign(share)), _span(days, say)
        )
        drawn.append(one)
        by |= dict.fromkeys(keys, one)
    items = {article.item for article, _ in every.values()}
    shown = {every[key][0].item for key in by}
    return Pictures(tuple(drawn), len(items - shown), by)


def _articles(rows: Sequence[Row]) -> dict[int, tuple[Article, set[date]]]:
    """Each article that may hold counted value, the gravest line's first, with its lines' days."""
    found: dict[int, tuple[Article, set[date]]] = {}
    for row in sorted(rows, key=gravest_first):
        for one in row.decision.determinations:
            article = one.application.article
            if article is not None and article.cn_part1_value.hi != 0:
                days = found.setdefault(id(article.made_of), (article, set()))[1]
                days |= set() if row.on is None else {row.on}
    return found


def _one_of_each_first(every: Mapping[int, tuple[Article, set[date]]]) -> list[int]:
    """Each item as it is first met; then as it is on other days, with other prices."""
    met: Counter[str] = Counter()
    turns: dict[int, int] = {}
    for key, (article, _) in every.items():
        turns[key] = met[article.item]
        met[article.item] += 1
    return sorted(turns, key=lambda key: turns[key])


def _greatest(article: Article) -> tuple[Decimal, str]:
    most = article.share.hi
    return (Decimal("-Infinity") if most is None else -most), article.item


def _with_sign(share: str) -> str:
    return share if share == "?" else f"{share} %"


def _span(days: Sequence[date], say: Speech) -> str:
    if not days:
        return ""
    first, last = days[0], days[-1]
    return str(first) if first == last else say("day_to_day", first=first, last=last)
