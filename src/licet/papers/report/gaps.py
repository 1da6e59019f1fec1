"""What is missing in the whole portfolio, who can say it, and how much hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from licet.bom import Unknown
from licet.papers.report.figures import grouped
from licet.papers.report.lines import Part, Rows
from licet.papers.report.speech import Speech
from licet.papers.report.summary import Tally
from licet.rulebook import Rulebook

WHO = ("erp", "supplier", "customer", "laboratory", "engineer", "counsel", "operator")
"""Who can answer, in the order in which it is cheapest to ask."""
_TRACED = {"cn_part1_value", "item_value", "made_with_cn_technology"}
"""Facts that come out of the bill of materials, which says itself what leaves them open."""
_ROLES = ("importer", "end_user", "exporter")
_NAMED, _LISTED = 6, 100


@dataclass(frozen=True, slots=True)
class Gap:
    """One question: whom it concerns, and what waits for its answer."""

    kind: str
    name: str
    question: str
    tally: Tally
    anchors: tuple[tuple[str, str], ...]
    """Anchor and name of the first lines that wait."""
    more_anchors: int
    about: tuple[str, ...]
    more_about: int
    openers: tuple[str, ...]
    """What in the folder leaves it open, the greatest mover first."""


@dataclass(slots=True)
class _Waiting:
    kinds: dict[int, None] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)
    """Whom or what it concerns → the first line that asks."""
    lines: dict[int, None] = field(default_factory=dict)
    """The kinds of which each line is asked about for itself."""
    openers: dict[Unknown, None] = field(default_factory=dict)


def gaps_of(rows: Rows, book: Rulebook, say: Speech) -> dict[str, list[Gap]]:
    """Who → questions, those on which most value hangs first."""
    waiting: dict[tuple[str, str], _Waiting] = {}
    for part in rows.every_part:
        parties = rows.parties(rows.portfolio.findings[part.kind]) if part.missing else {}
        for gap in part.missing:
            found = waiting.setdefault((gap.kind, gap.name), _Waiting())
            found.kinds[part.kind] = None
            about = _about(gap.name, parties, part)
            if about is None:
                found.lines[part.kind] = None
            else:
                for each in about:
                    found.about.setdefault(each, rows.of_kind[part.kind][0])
            article = part.application.article
            if gap.name in _TRACED and article is not None:
                found.openers |= dict.fromkeys(article.unknowns)
    by_who: dict[str, list[Gap]] = {who: [] for who in WHO}
    for (kind, name), found in waiting.items():
        by_who[_who(kind, name, book)].append(_gap(kind, name, found, rows, say))
    for gaps in by_who.values():
        gaps.sort(key=lambda gap: (-gap.tally.value, -gap.tally.lines, gap.name))
    return {who: gaps for who, gaps in by_who.items() if gaps}


def _who(kind: str, name: str, book: Rulebook) -> str:
    if kind == "fact":
        return book.facts[name].who
    return "counsel" if kind == "reading" else "operator"


def _about(name: str, parties: Mapping[str, str], part: Part) -> list[str] | None:
    """The party or the item that a question speaks of; `None` if it is the line itself."""
    for role in _ROLES:
        if name.startswith(role):
            return [parties[role]] if role in parties else None
    if name.startswith(("use_", "recipient_", "knows", "should_know")):
        return [parties[r] for r in ("end_user", "importer") if r in parties][:1]
    if name in {"ship_from", "ship_to", "act", "act_form", "movement"}:
        return None
    return [part.application.item]


def _gap(kind: str, name: str, found: _Waiting, rows: Rows, say: Speech) -> Gap:
    tally = rows.tally(found.kinds)
    own = [(row.number, row.name) for row in rows.first(found.lines, _NAMED)]
    every = [*((number, about) for about, number in found.about.items()), *own]
    named = [about for _, about in sorted(every, key=lambda pair: pair[0])]
    most = len(found.about) + rows.tally(found.lines).lines
    about, most = ([], 0) if kind == "standing" else (named[:_NAMED], most)
    return Gap(
        kind,
        name,
        _question(kind, name, rows.portfolio.book, say),
        tally,
        tuple((row.anchor, row.name) for row in rows.first(found.kinds, _LISTED)),
        max(0, tally.lines - _LISTED),
        tuple(about),
        max(0, most - _NAMED),
        tuple(_openers(name, found.openers, say)),
    )


def _question(kind: str, name: str, book: Rulebook, say: Speech) -> str:
    if kind == "fact":
        return say.of(book.facts[name].ask)
    if kind == "reading":
        return say.of(book.readings[name].title)
    instrument = next(one for one in book.instruments if one.short == name)
    return say("which_instrument", title=say.of(instrument.title), cite=name)


def _openers(name: str, openers: dict[Unknown, None], say: Speech) -> list[str]:
    kinds = {"item_value": {"value"}, "made_with_cn_technology": {"technology"}}
    wanted = kinds.get(name)
    kept = [
        one
        for one in openers
        if (one.what in wanted if wanted else one.what not in {"value", "technology"})
    ]
    kept.sort(key=lambda one: (one.moves is not None, -(one.moves or 0), one.item))
    greatest: dict[tuple[str, str, str], Unknown] = {}
    for one in kept:
        greatest.setdefault((one.what, one.item, str(one.where)), one)
    texts = [_opener(one, say, moving=wanted is None) for one in greatest.values()]
    return texts[:_NAMED]


def _opener(one: Unknown, say: Speech, *, moving: bool) -> str:
    where = "" if one.where is None else f" ({one.where})"
    text = f"{one.item}{say.colon}{say('unknown_' + one.what)}{where}"
    if not moving:
        return text
    moved = say("without_limit") if one.moves is None else say("moves", by=grouped(one.moves))
    return say.join([text, moved])
