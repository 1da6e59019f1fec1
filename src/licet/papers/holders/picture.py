"""The picture of a party's holders: boxes and arrows with their words, ready to be set as SVG."""

from __future__ import annotations

import heapq
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from licet.facts import Holder, Holders
from licet.ownership import Link
from licet.papers.holders.layers import Edge, Line, Plan, Point, arrange
from licet.papers.holders.speech import Telling

MOST = 40
"""Parties that are drawn at most; the table below the picture has all."""
FEW = 3
"""Of holders nobody asks about, and who are held by nobody on record, so many beside each other."""
_ROOM, _NAME, _SMALL, _PAD = 190.0, 17.0, 15.0, 10.0
_LETTER, _SMALL_LETTER = 14.8, 13.2
"""How wide an em is taken to be: more than it is set, since names and what decides are bold."""
_MARGIN = 14.0
_LINES = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A party: what is written in its box, line by line with its style, and where it stands."""

    left: float
    top: float
    width: float
    height: float
    lines: tuple[tuple[str, str], ...]
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A holding: its way, and what is said of it in the middle."""

    path: str
    head: str
    lines: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float
    style: str
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, and how many holdings are not."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A holding that is drawn, with the box of its owner (a veiled one has a box of its own)."""

    link: Link
    owner: str
    lines: tuple[str, ...]


def picture_of(holders: Holders, tell: Telling) -> Picture:
    """The picture of everybody above a party; of the weightiest, if they are very many."""
    root = holders.held.party
    every = [link for links in holders.into.values() for link in links]
    drawn = [
        _Drawn(link, _box_of(link), (*tell.held(link), *tell.days(link)))
        for link in _chosen(root, holders)
    ]
    written = {root: _party(root, holders, tell)}
    for one in drawn:
        if one.owner not in written:
            written[one.owner] = (
                _veiled(one.link, tell) if one.link.opaque or one.link.owner is None
                else _party(one.owner, holders, tell)
            )  # fmt: skip
    sizes = {name: _size(lines) for name, (lines, _) in written.items()}
    edges = [Edge(one.owner, one.link.owned, _label(one.lines)) for one in drawn]
    plan = arrange(root, sizes, edges)
    boxes = [
        _box(plan.boxes[name], sizes[name], lines, style, tell.name(name))
        for name, (lines, style) in written.items()
    ]
    return Picture(
        plan.size[0] + 2 * _MARGIN,
        plan.size[1] + 2 * _MARGIN,
        tuple(boxes),
        _arrows(drawn, edges, plan, holders, tell),
        len(every) - len(drawn),
    )


def _box_of(link: Link) -> str:
    """The name of the owner's box; a holder that is not known is another one each time."""
    if link.owner is None or link.opaque:
        return f"?\x00{link.owner or ''}\x00{link.owned}"
    return link.owner


def _chosen(root: str, holders: Holders) -> list[Link]:
    """The holdings among the parties that are drawn: those of the chain first, then the near."""
    chain = set(map(id, holders.held.chain))
    parties = {root}
    found: list[Link] = []
    beside: Counter[str] = Counter()
    waiting: list[tuple[tuple[bool, bool, int], int, Link]] = []

    def look(party: str, depth: int) -> None:
        for link in holders.into.get(party, ()):
            plain = holders.parties.get(link.owner or "", Holder("")).listed is False
            rank = (id(link) not in chain, plain and not link.opaque, depth)
            heapq.heappush(waiting, (rank, len(waiting) + len(found), link))

    look(root, 0)
    while waiting:
        (_, plain, depth), _, link = heapq.heappop(waiting)
        owner = _box_of(link)
        idle = plain and owner not in parties and not holders.into.get(owner)
        if owner not in parties and (len(parties) >= MOST or (idle and beside[link.owned] >= FEW)):
            continue
        beside[link.owned] += idle
        found.append(link)
        if owner not in parties:
            parties.add(owner)
            look(owner, depth + 1)
    return found


Written = tuple[tuple[tuple[str, str], ...], str]
"""The lines of a box, each with its style, and the style of the box."""


def _party(name: str, holders: Holders, tell: Telling) -> Written:
    held = holders.parties.get(name, Holder(name))
    own, *others = tell.names(held)
    lines = [(text, "name") for text in wrapped(own, _LETTER)]
    for other in others:
        lines += [(text, "other") for text in wrapped(other, _SMALL_LETTER, 2)]
    listing = tell.listing(held)
    lines += [(text, "listing") for text in wrapped(listing, _SMALL_LETTER, 2)] if listing else []
    styles = ["asked"] if name == holders.held.party else []
    styles += {True: ["listed"], None: ["perhaps"], False: []}[held.listed]
    return tuple(lines), " ".join(styles)


def _veiled(link: Link, tell: Telling) -> Written:
    """A holder that nobody knows, or whom another one stands before."""
    if link.owner is None:
        return ((tell("somebody"), "name"),), "veiled"
    lines = [(text, "name") for text in wrapped(tell.name(link.owner), _LETTER)]
    return (*lines, (tell("behind"), "listing")), "veiled"


def _size(lines: Sequence[tuple[str, str]]) -> tuple[float, float]:
    width = max(
        measure(text, _LETTER if style == "name" else _SMALL_LETTER) for text, style in lines
    )
    height = sum(_NAME if style == "name" else _SMALL for _, style in lines)
    return max(72.0, width + 2 * _PAD), height + 2 * _PAD - 4


def _label(lines: Sequence[str]) -> tuple[float, float]:
    width = max(measure(line, _SMALL_LETTER) for line in lines)
    return width + _PAD, _SMALL * len(lines) + 4


def _box(
    at: Point, size: tuple[float, float], lines: tuple[tuple[str, str], ...], style: str, title: str
) -> Box:
    left, top = at[0] - size[0] / 2 + _MARGIN, at[1] - size[1] / 2 + _MARGIN
    return Box(left, top, *size, lines, style, title)


def _arrows(
    drawn: Sequence[_Drawn], edges: Sequence[Edge], plan: Plan, holders: Holders, tell: Telling
) -> tuple[Arrow, ...]:
    chain = set(map(id, holders.held.chain))
    decides = {True: "decides", None: "hangs", False: ""}[holders.held.held]
    arrows = []
    for one, edge, line in zip(drawn, edges, plan.lines, strict=True):
        width, height = edge.label
        left, top = line.label[0] - width / 2 + _MARGIN, line.label[1] - height / 2 + _MARGIN
        styles = [decides] if id(one.link) in chain else []
        styles += ["thin"] if one.link.indirect or one.link.opaque else []
        arrows.append(
            Arrow(
                _path(line), _head(line), one.lines, left, top, width, height,
                " ".join(styles), tell.sentence(one.link),
            )
        )  # fmt: skip
    # What decides lies on top.
    return tuple(sorted(arrows, key=lambda arrow: decides in arrow.style.split()))


def _path(line: Line) -> str:
    """A smooth way that leaves and reaches every bend upright."""
    points = [(x + _MARGIN, y + _MARGIN) for x, y in line.points]
    (x, y), *rest = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for to_x, to_y in rest:
        half = (y + to_y) / 2
        parts.append(f"C{x:.1f} {half:.1f} {to_x:.1f} {half:.1f} {to_x:.1f} {to_y:.1f}")
        x, y = to_x, to_y
    return "".join(parts)


def _head(line: Line) -> str:
    """The head of the arrow, at the box of what is held."""
    x, y = line.points[0] if line.upward else line.points[-1]
    x, y, back = x + _MARGIN, y + _MARGIN, 8.0 if line.upward else -8.0
    return f"M{x:.1f} {y:.1f}l-4.5 {back:.1f}h9z"


def measure(text: str, letter: float) -> float:
    """About how wide a text is, rather too wide than too narrow."""
    return sum(_wide(character) for character in text) * letter


def _wide(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character in "ilj.,:;|'·- I":
        return 0.38
    return 0.76 if character.isupper() or character in "mwMW%@—" else 0.64


def wrapped(text: str, letter: float, most: int = _LINES) -> list[str]:
    """A text in lines that fit a box; the last one says that more was cut off."""
    lines = [""]
    for piece in _pieces(text):
        if measure(lines[-1] + piece.rstrip(), letter) <= _ROOM or not lines[-1]:
            lines[-1] += piece
            continue
        lines.append(piece.lstrip())
    lines = [part for line in lines for part in _broken(line.strip(), letter)]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip() + "…"]
    return lines


def _pieces(text: str) -> list[str]:
    """Words with their blanks; every wide character may end a line."""
    pieces = [""]
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if wide:
            pieces += [character, ""]
        elif character == " ":
            pieces[-1] += character
            pieces.append("")
        else:
            pieces[-1] += character
    return [piece for piece in pieces if piece]


def _broken(line: str, letter: float) -> list[str]:
    """A word that is longer than a line, in parts."""
    if measure(line, letter) <= _ROOM or " " in line:
        return [line]
    fits = max(1, int(_ROOM / letter / 0.62))
    return [line[at : at + fits] for at in range(0, len(line), fits)]
