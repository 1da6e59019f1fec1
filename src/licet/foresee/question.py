"""A question to somebody: what is asked, about what, and who can answer it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

SOURCES = ("erp", "engineer", "supplier", "customer", "laboratory", "counsel", "operator")
"""Who knows things: our own records, our engineers, and those to whom letters go."""
Kind = Literal["fact", "reading", "standing"]
About = Literal["item", "party", "use", "line", "law"]
"""What a question is about: an item (and lot), a party, what a party uses an item for, one line
of a shipment, or the law."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One addressee: a kind of source and, for suppliers and customers, which party."""

    who: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to find out.

    Attributes:
        kind: fact, reading or standing.
        name: the fact, the reading's id, the cite of the instrument; or what a tracer lacks
            (price, supplier, bill, end_user …).
        about: what sort of thing it is about.
        subject: item and lot · party · party and item · shipment and line · nothing.
        letters: who can answer, the likeliest first.
    """

    kind: Kind
    name: str
    about: About
    subject: tuple[str | None, ...]
    letters: tuple[Letter, ...]

    @property
    def letter(self) -> Letter:
        """Who is most likely to know."""
        return self.letters[0]

    @property
    def item(self) -> str | None:
        """The item asked about, if it is about one."""
        if self.about == "item":
            return self.subject[0]
        return self.subject[1] if self.about == "use" else None

    @property
    def lot(self) -> str | None:
        """The lot asked about, if a single one is."""
        return self.subject[1] if self.about == "item" else None

    @property
    def party(self) -> str | None:
        """The party asked about, if it is about one."""
        return self.subject[0] if self.about in {"party", "use"} else None

    @property
    def line(self) -> tuple[str | None, ...] | None:
        """Shipment and line, if it is about one line only."""
        return self.subject if self.about == "line" else None


@dataclass(frozen=True, slots=True)
class Effect:
    """How the answer to a question changes one row of facts.

    Attributes:
        question: what is asked.
        facts: the fact it states.
        traced: is the fact a sum traced through a parts list?
        moves: of a traced sum with several open amounts, by how much this one moves it at
            most; `None` is without limit.
        alone: is it the only amount that is open?
    """

    question: Question
    facts: tuple[str, ...]
    traced: bool = False
    moves: Decimal | None = None
    alone: bool = True
