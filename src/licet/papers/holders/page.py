"""Start reading here: who stands above a party becomes one HTML page that needs nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from licet.facts import Holders
from licet.papers.holders.picture import Picture, picture_of
from licet.papers.holders.speech import Telling
from licet.verdict import say_fault

_TEMPLATES = Path(__file__).parent
_WAYS = ("direct", "chain", "product", "aggregate")
ROWS = 1000
"""Holdings in the table at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """One holding in the table."""

    owner: str
    owned: str
    share: str
    days: str
    source: str
    decides: bool


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that is said about a party's holders, in one language."""

    anchor: str
    name: str
    answer: str
    picture: Picture
    chain: tuple[str, ...]
    ways: tuple[tuple[str, str, str], ...]
    asks: tuple[str, ...]
    cautions: tuple[str, ...]
    faults: tuple[str, ...]
    rows: tuple[Row, ...]
    holders: Holders
    tell: Telling

    @property
    def drawing(self) -> Markup:
        """The picture as SVG, to be set into a page that has its style."""
        made = _template("picture.svg").render(told=self, tell=self.tell, picture=self.picture)
        return Markup(made)  # noqa: S704 - the template escapes what is put into it


def told_of(holders: Holders, lang: str, anchor: str = "holders") -> Told:
    """What is said about a party's holders; `anchor` makes the ids of a page unique."""
    tell = Telling(lang, holders.parties)
    held = holders.held
    chain = set(map(id, held.chain))
    links = [link for links in holders.into.values() for link in links]
    rows = [
        Row(
            tell.name(link.owner), tell.name(link.owned), ", ".join(tell.held(link)),
            " ".join(tell.days(link)),
            "; ".join(dict.fromkeys(stake.source for stake in link.stakes if stake.source)),
            id(link) in chain,
        )
        for link in links[:ROWS]
    ]  # fmt: skip
    return Told(
        anchor, tell.name(held.party), tell.answer(held.held), picture_of(holders, tell),
        tuple(map(tell.sentence, held.chain)),
        tuple(
            (tell(way), tell.truth(share.held), tell.share(share.per_cent))
            for way, share in ((way, held.by_reading[way]) for way in _WAYS)
        ),
        tuple(tell.questions(held)),
        tuple(map(tell.caution, holders.cautions)),
        tuple(say_fault(one, lang) for one in held.faults),
        tuple(rows), holders, tell,
    )  # fmt: skip


def write_holders(holders: Holders, path: Path, lang: str = "en") -> None:
    """Write the page of a party's holders: the answer, the picture, and all it rests on.

    Args:
        holders: everybody above the party on a day.
        path: the HTML file.
        lang: en, zh-Hans or zh-Hant.
    """
    told = told_of(holders, lang)
    page = _template("page.html").render(told=told, tell=told.tell, style=style(), lang=lang)
    path.write_text(page, encoding="utf-8")


@cache
def style() -> str:
    """The style of the picture, light and dark, for the page it is set into."""
    return (_TEMPLATES / "picture.css").read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return made.get_template(name)
