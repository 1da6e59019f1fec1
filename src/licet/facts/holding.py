"""Does an assembly hold a listed magnet or target? Answered from its parts list, if it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from licet.basics import Truth, all_of, any_of
from licet.facts.sheet import Value
from licet.intake import Folder

HOLDS: Mapping[str, tuple[str, str]] = {
    "holds_listed_magnet": ("P2-I-", "magnet"),
    "holds_listed_target": ("P2-II-", "target"),
}
"""What may be held: how the entries of 61 begin that are it or hold it, and the form it has."""
BECAUSE = "its parts list"
_MAY_HOLD = frozenset({"finished_product", "equipment"})
"""Forms that are in no such entry and may hold something all the same."""
_NEVER_HOLDS = frozenset(
    {"metal", "alloy", "oxide", "compound", "mixture", "target", "magnet", "ore", "reagent"}
)
Facts = Mapping[str, Mapping[str, Value]]


def held(
    folder: Folder, codes: Mapping[str, Mapping[str, Value | None]], facts: Facts
) -> dict[str, dict[str, Value]]:
    """For each item with a parts list, what it surely holds or surely does not.

    Yes, if a line that always holds (no dates, lots or alternatives), in each of several bills,
    leads to a listed one; no, if every line is known, on any day and in any lot, and nothing in
    it is listed.

    Args:
        folder: with the table `bom`.
        codes: item → classified fact → code, as far as the items' own facts tell.
        facts: item → fact → value; what is stated there of an item is not asked of its parts.
    """
    bill = _Bill.of(folder)
    found: dict[str, dict[str, Value]] = defaultdict(dict)
    for fact, (entries, form) in HOLDS.items():
        answers = _Answers(bill, codes, facts, fact, entries, form)
        for item in bill.lines:
            truth = answers.inside(item)
            if truth is not None and fact not in facts.get(item, {}):
                found[item][fact] = truth
    return dict(found)


@dataclass(frozen=True, slots=True)
class _Line:
    component: str | None
    always: bool
    alternative: str | None
    bill: str | None


@dataclass(frozen=True, slots=True)
class _Bill:
    """The parts list by parent, and the parents whose list may lack a line."""

    lines: Mapping[str, Sequence[_Line]]
    torn: frozenset[str | None]

    @classmethod
    def of(cls, folder: Folder) -> _Bill:
        lines: dict[str, list[_Line]] = defaultdict(list)
        for row in folder.tables["bom"].rows.iter_rows(named=True):
            lines[row["parent"]].append(
                _Line(
                    row["component"],
                    _always(row),
                    row["alternative"] or None,
                    row.get("bill") or None,
                )
            )
        return cls(lines, folder.tainted()["bom"])

    def may_lack(self, item: str) -> bool:
        """Was a line of this item's list put in quarantine, or may it have been?"""
        return item in self.torn or None in self.torn


def _always(row: Mapping[str, Any]) -> bool:
    bounded = any(row[name] is not None for name in ("valid_from", "valid_to", "lot"))
    return not bounded and row["quantity"] is not None and row["quantity"] > 0


@dataclass(slots=True)
class _Answers:
    bill: _Bill
    codes: Mapping[str, Mapping[str, Value | None]]
    facts: Facts
    fact: str
    entries: str
    form: str
    known: dict[str, Truth] = field(default_factory=dict)

    def inside(self, item: str) -> Truth:
        """Does the item hold one, at any depth? An item inside itself leaves that open."""
        above: dict[str, Iterator[str]] = {item: self._parts(item)}
        while above:
            here, parts = next(reversed(above.items()))
            ahead = next((one for one in parts if one not in self.known and one not in above), None)
            if ahead is not None:
                above[ahead] = self._parts(ahead)
                continue
            if here not in self.known:
                self.known[here] = self._answer(here)
            above.popitem()
        return self.known[item]

    def _parts(self, item: str) -> Iterator[str]:
        lines = self.bill.lines.get(item, ())
        return (line.component for line in lines if line.component is not None)

    def _answer(self, item: str) -> Truth:
        stated = self.facts.get(item, {}).get(self.fact)
        if isinstance(stated, bool):
            return stated
        lines = self.bill.lines.get(item, ())
        if not lines:
            return self._without_parts(item)
        named = dict.fromkeys(line.bill for line in lines)
        bills = {bill: self._of_lines(self._held_in(lines, bill)) for bill in named}
        of_each = [truth for bill, truth in bills.items() if bill is not None or len(bills) == 1]
        truths = [_either(of_each), None] if self.bill.may_lack(item) else [_either(of_each)]
        return any_of(truths)

    def _held_in(self, lines: Sequence[_Line], bill: str | None) -> list[_Line]:
        """The lines of one of several bills, and those that are in each."""
        return [line for line in lines if line.bill in (None, bill)]

    def _of_lines(self, lines: Sequence[_Line]) -> Truth:
        groups: dict[str, list[Truth]] = defaultdict(list)
        truths: list[Truth] = []
        for line in lines:
            truth = self._of(line.component)
            truth = None if truth and not line.always else truth
            if line.alternative is None:
                truths.append(truth)
            else:
                groups[line.alternative].append(truth)
        truths += [_either(some) for some in groups.values()]
        return any_of(truths)

    def _of(self, component: str | None) -> Truth:
        """Is the component one, or does it hold one?"""
        if component is None:
            return None
        code = self.codes.get(component, {}).get("annex1")
        itself: Truth = None if code is None else str(code).startswith(self.entries)
        if itself is None and self.facts.get(component, {}).get("form") not in (None, self.form):
            itself = False  # what it holds is another question
        return any_of([itself, self.known.get(component)])

    def _without_parts(self, item: str) -> Truth:
        form = self.facts.get(item, {}).get("form")
        if form in _NEVER_HOLDS:
            return False
        if self.bill.may_lack(item) or form in _MAY_HOLD:
            return None
        code = self.codes.get(item, {}).get("annex1")
        return None if code is None else str(code).startswith(self.entries)


def _either(truths: Sequence[Truth]) -> Truth:
    """Is it so whichever of several is taken?"""
    return True if all_of(truths) else False if any_of(truths) is False else None
