"""Who has to be asked about what, when a fact of one article of one line is missing.

A fact about a party is asked once for the party, one about an item once for the item and its
supplier; what a tracer could not find is asked where it is missing, deep in the parts list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from licet.bom import OPTIONS
from licet.facts import Application, Line
from licet.foresee.question import About, Effect, Kind, Letter, Question
from licet.intake import Folder
from licet.rulebook import Fact, Rulebook
from licet.verdict import Missing

ROLES = ("exporter", "importer", "end_user", "recipient")
CONTENT, WORTH, TECHNOLOGY = "cn_part1_value", "item_value", "made_with_cn_technology"
"""The facts that are traced through the parts list."""
INSIDE = "inside"
"""Asked where only some lots or alternatives hold an article."""
FORM_LEFT_IN = "embedded"
"""Asked of what is shipped, whichever article in it the fact is about."""
_ASKS: Mapping[str, tuple[str, str]] = {
    "content": (CONTENT, "supplier"),
    "declaration": (CONTENT, "supplier"),
    "origin": ("origin", "supplier"),
    "technology": (TECHNOLOGY, "supplier"),
    "counted": ("annex1", "engineer"),
    "value": (WORTH, "erp"),
    "price": ("price", "erp"),
    "supplier": ("supplier", "erp"),
    "lot": ("lot", "erp"),
    "quantity": ("quantity", "engineer"),
    "alternative": ("alternative", "engineer"),
    "bill": ("bill", "engineer"),
}
"""What a tracer lacks → what is asked, and of whom."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where a row of facts comes from: one article of one line."""

    line: Line
    application: Application

    @property
    def lot(self) -> str | None:
        """The lot of the article, where it is known."""
        article = self.application.article
        return None if article is None else article.lot


@dataclass
class Subjects:
    """Turns what a row lacks into questions."""

    book: Rulebook
    folder: Folder
    readings: Mapping[str, str | None] = field(default_factory=dict)
    """Those taken; one that is left open is a question for counsel."""
    _suppliers: dict[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, dict[str, None]] = {}
        for name in ("sources", "declarations"):
            for row in self.folder.tables[name].rows.iter_rows(named=True):
                if row["supplier"] is not None:
                    found.setdefault(row["item"], {})[row["supplier"]] = None
        self._suppliers = {item: tuple(names) for item, names in found.items()}
        self._made = {
            row[column]
            for name, column in (("bom", "parent"), ("processes", "item"))
            for row in self.folder.tables[name].rows.iter_rows(named=True)
        }

    def effects(self, context: Context, gap: Missing) -> tuple[Effect, ...]:
        """The questions that together would close a gap of a row."""
        if gap.kind == "standing":
            return (_law(gap.kind, gap.name, "operator", ()),)
        if gap.kind == "reading":
            column = self.book.readings[gap.name].column
            return (_law(gap.kind, gap.name, "counsel", (column,)),)
        if gap.name in {CONTENT, WORTH, TECHNOLOGY} and context.application.article is not None:
            return tuple(self._traced(context, gap.name))
        return tuple(self._stated(context, self.book.facts[gap.name]))

    def inside(self, context: Context) -> Question:
        """The question whether an article is in what is shipped, where only some lots hold it."""
        line = (context.line.shipment, context.line.line)
        return _effect(INSIDE, "line", line, Letter("erp")).question

    def key(self, context: Context, fact: str) -> Question:
        """The question whose answer is the fact, as far as it is not traced."""
        return self._stated(context, self.book.facts[fact])[0].question

    def _traced(self, context: Context, fact: str) -> Iterator[Effect]:
        article = context.application.article
        unknowns = () if article is None else article.unknowns
        own = {WORTH: {"value"}, TECHNOLOGY: {"technology"}}.get(fact)
        lacking = [
            one
            for one in unknowns
            if (one.what in own if own else one.what not in {"value", "technology"})
            and (own or one.moves is None or one.moves > 0)
        ]
        if not lacking and not self._open_readings():
            yield from self._stated(context, self.book.facts[fact])
        asked: dict[Question, Decimal | None] = {}
        for one in lacking:
            name, who = _ASKS[one.what]
            lot = context.lot if one.item == context.application.item else None
            for question in self._of_item(name, who, one.item, lot):
                asked.setdefault(question, one.moves)
        for reading in self._open_readings() if fact != WORTH else ():
            asked[_law("reading", reading, "counsel", ()).question] = None
        for question, moves in asked.items():
            yield Effect(question, (fact,), fact == CONTENT, moves, len(asked) == 1)

    def _open_readings(self) -> tuple[str, ...]:
        """The readings left open that the tracer follows."""
        return tuple(name for name in OPTIONS if self.readings.get(name, "") is None)

    def _stated(self, context: Context, fact: Fact) -> list[Effect]:
        line, item = context.line, context.application.item
        role = next((role for role in ROLES if fact.name.startswith(f"{role}_")), None)
        if role is not None:
            return self._of_party(context, fact, role)
        if fact.who == "customer":
            party = line.parties.get("end_user") or line.parties.get("importer")
            letter = Letter("customer", party)
            return [_effect(fact.name, "use", (party, line.item), letter)]
        if fact.who in {"supplier", "engineer", "laboratory"} or fact.name == WORTH:
            if fact.name == FORM_LEFT_IN:
                item = line.item or item
            asked = self._of_item(fact.name, fact.who, item, context.lot)
            return [Effect(question, (fact.name,)) for question in asked]
        return [_effect(fact.name, "line", (line.shipment, line.line), Letter(fact.who))]

    def _of_party(self, context: Context, fact: Fact, role: str) -> list[Effect]:
        """One question for the party; if none is named, who it is comes first."""
        line = context.line
        if role == "recipient":
            role = "end_user" if line.parties.get("end_user") else "importer"
            if fact.name == "recipient_under_transfer_ban" and not line.parties.get("end_user"):
                role = "end_user"
        party = line.parties.get(role)
        if party is None:
            buyer = line.parties.get("importer")
            letter = Letter("erp") if buyer is None else Letter("customer", buyer)
            return [_effect(role, "line", (line.shipment, line.line), letter, fact.name)]
        letter = Letter(fact.who, party if fact.who == "customer" else None)
        name = fact.name
        return [_effect(name, "party", (party,), letter)]

    def _of_item(self, name: str, who: str, item: str, lot: str | None) -> Iterator[Question]:
        sellers = self._suppliers.get(item, ())
        if who == "supplier" and not sellers and item in self._made:
            who = "engineer"
        if who == "supplier":
            for seller in sellers or (None,):
                yield _of_item(name, item, lot, (Letter(who, seller),))
        elif who == "laboratory" and sellers:
            others = (Letter("supplier", sellers[0]),) if len(sellers) == 1 else ()
            yield _of_item(name, item, lot, (Letter(who), *others))
        else:
            yield _of_item(name, item, lot, (Letter(who),))

    def suppliers(self, item: str) -> tuple[str, ...]:
        """Who delivers an item."""
        return self._suppliers.get(item, ())


def _of_item(name: str, item: str, lot: str | None, letters: tuple[Letter, ...]) -> Question:
    return Question("fact", name, "item", (item, lot), letters)


def _effect(
    name: str,
    about: About,
    subject: tuple[str | None, ...],
    letter: Letter,
    fact: str = "",
) -> Effect:
    return Effect(Question("fact", name, about, subject, (letter,)), (fact or name,))


def _law(kind: Kind, name: str, who: str, facts: tuple[str, ...]) -> Effect:
    return Effect(Question(kind, name, "law", (), (Letter(who),)), facts)
