"""Blocks of a law file read one by one, and every fault of the file collected.

The day a text calls the last one (`through`) is kept as written: whether that day is still
included is reading A-18, so the turn to half-open days is made in `standing`, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from licet.basics import Fault
from licet.rulebook.clause import Change
from licet.rulebook.files import Block
from licet.rulebook.predicate import Predicate
from licet.rulebook.vocabulary import Words, nearest

_KEYS = {
    "instrument": "instrument short title published checked_on authority source clauses suspends"
    " resumes",
    "scenario": "scenario title note suspends resumes",
    "in_force": "from through",
    "entry": "fact code",
    "duty": "name to deadline",
    "clause": "cite title in_force authority then when entry duty note",
    "element": "says holds",
    "change": "cite from through",
    "fact": "fact type codes codes_from contract title ask who unit follows graver",
    "reading": "id title options default why used_by",
}


class FileReader:
    """Reads the blocks of one file and collects what is wrong with them."""

    def __init__(
        self,
        file: str,
        parsed: dict[str, Predicate] | None = None,
        cited: dict[str, str] | None = None,
    ) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.parsed = {} if parsed is None else parsed
        """Predicates read before, by their text: the same statement is read once."""
        self.cited = {} if cited is None else cited
        """The file in which each cite stands."""

    def fault(self, place: str, expected: str, line: int | None) -> None:
        """Remember one thing that is wrong."""
        self.faults.append(Fault(self.file, place, expected, line))

    def blocks(self, value: object, place: str, line: int) -> Iterator[Block]:
        """The mappings of a list; whatever else stands there is a fault."""
        for entry in value if isinstance(value, list) else [] if value is None else [value]:
            if isinstance(entry, Block):
                yield entry
            else:
                self.fault(place, f"a mapping was expected, not «{str(entry)[:60]}»", line)

    def inside(self, block: Block, key: str, place: str) -> Iterator[Block]:
        """The mappings listed under a key."""
        return self.blocks(block.get(key), f"{place} {key}", block.lines.get(key, block.line))

    def need(self, block: Block, key: str, kind: type, place: str) -> Any:  # noqa: ANN401
        """The value of a key that must be there and of this type; `None` (and a fault) if not."""
        value = block.get(key)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            name = {str: "a text", date: "a day (YYYY-MM-DD)", Block: "a mapping", list: "a list"}
            self.fault(
                place, f"«{key}» must be {name.get(kind, kind)}", block.lines.get(key, block.line)
            )
            return None
        return value

    def one_of(self, block: Block, key: str, allowed: tuple[str, ...], place: str) -> str | None:
        """The value of a key that must be one of a few; `None` (and a fault) if not."""
        value = block.get(key)
        if value in allowed:
            return str(value)
        expected = f"«{key}» is one of {', '.join(allowed)}{nearest(str(value), allowed)}"
        self.fault(place, expected, block.lines.get(key, block.line))
        return None

    def span(self, block: Block, place: str) -> tuple[date | None, date | None]:
        """`from` and `through`: the first and the last day, each where it is given."""
        days: list[date | None] = []
        for key in ("from", "through"):
            given = block.get(key) is not None
            days.append(self.need(block, key, date, place) if given else None)
        return days[0], days[1]

    def only(self, block: Block, kind: str, place: str) -> None:
        """Fault every key that blocks of this kind do not have."""
        allowed = _KEYS[kind].split()
        for key in block:
            if key not in allowed:
                self.fault(
                    place, f"no key is called «{key}»{nearest(key, allowed)}", block.lines[key]
                )

    def words(self, block: Block, key: str, place: str) -> Words:
        """A text in English and Chinese."""
        value = block.get(key)
        if isinstance(value, Block) and all(isinstance(value.get(k), str) for k in ("en", "zh")):
            return dict(value)
        self.fault(place, f"«{key}» must be a text in en and zh", block.lines.get(key, block.line))
        return {"en": "", "zh": ""}

    def change(self, kind: Any, block: Block, by: str, published: date | None) -> Change | None:  # noqa: ANN401
        """One entry of `suspends` or `resumes`."""
        place = f"{by} {kind}"
        self.only(block, "change", place)
        cite = self.need(block, "cite", str, place)
        start, through = self.span(block, place)
        if start is None and "from" not in block:
            self.fault(place, "«from» must be a day (YYYY-MM-DD)", block.line)
        if start is not None and through is not None and through < start:
            self.fault(place, "«through» is before «from»", block.lines["through"])
        if cite is None or start is None:
            return None
        return Change(kind, cite, start, through, by, published)

    def changes(self, block: Block, by: str, published: date | None) -> tuple[Change, ...]:
        """All that a file suspends and resumes."""
        found = [
            self.change(kind, entry, by, published)
            for kind in ("suspends", "resumes")
            for entry in self.inside(block, kind, by)
        ]
        return tuple(change for change in found if change is not None)
