"""Law files become instruments; what is not in the language or the vocabulary is refused.

The day a text calls the last one (`through`) is kept as written: whether that day is still
included is reading A-18, so the turn to half-open days is made in `standing`, once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from licet.basics import TERRITORIES, Fault, Refused
from licet.rulebook.clause import (
    AUTHORITIES,
    EFFECTS,
    Change,
    Clause,
    Element,
    Instrument,
    Reading,
    Scenario,
)
from licet.rulebook.files import Block
from licet.rulebook.predicate import NotInLanguage, Predicate
from licet.rulebook.vocabulary import Fact, Words, nearest

_KEYS = {
    "instrument": "instrument short title published checked_on authority source clauses suspends"
    " resumes",
    "scenario": "scenario title note suspends resumes",
    "clause": "cite title in_force authority then when entry duty note",
    "element": "says holds",
    "change": "cite from through",
    "fact": "fact type codes codes_from contract title ask who unit follows graver",
    "reading": "id title options default why used_by",
}


class FileReader:
    """Reads the blocks of one file and collects what is wrong with them."""

    def __init__(self, file: str, parsed: dict[str, Predicate] | None = None) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.parsed = {} if parsed is None else parsed
        """Predicates read before, by their text: the same statement is read once."""

    def fault(self, place: str, expected: str, line: int | None) -> None:
        """Remember one thing that is wrong."""
        self.faults.append(Fault(self.file, place, expected, line))

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
        cite, start = self.need(block, "cite", str, place), self.need(block, "from", date, place)
        through = block.get("through")
        if through is not None and not isinstance(through, date):
            self.fault(place, "«through» must be a day (YYYY-MM-DD)", block.lines["through"])
        if cite is None or start is None:
            return None
        return Change(kind, cite, start, through, by, published)

    def changes(self, block: Block, by: str, published: date | None) -> tuple[Change, ...]:
        """All that a file suspends and resumes."""
        found = [
            self.change(kind, entry, by, published)
            for kind in ("suspends", "resumes")
            for entry in block.get(kind) or ()
        ]
        return tuple(change for change in found if change is not None)


def read_fact(reader: FileReader, block: Block) -> Fact | None:
    """One entry of `facts.yaml`."""
    name = reader.need(block, "fact", str, "fact")
    if name is None:
        return None
    reader.only(block, "fact", name)
    kind = block.get("type")
    if kind not in {"yes_no", "code", "territory", "number", "whole"}:
        reader.fault(name, "«type» is yes_no, code, territory, number or whole", block.line)
        return None
    codes: tuple[str | int, ...] = ()
    labels: Mapping[str | int, Words] = {}
    if kind == "territory":
        codes = TERRITORIES
    elif isinstance(block.get("codes"), Block):
        labels = {key: dict(value) for key, value in block["codes"].items()}
        codes = tuple(labels)
    elif isinstance(block.get("codes"), list):
        codes = tuple(block["codes"])
    contract = str(block.get("contract") or "")
    if contract not in {"", "> 0", ">= 0"}:
        reader.fault(name, "«contract» is > 0 or >= 0", block.lines["contract"])
    return Fact(
        name,
        kind,
        reader.words(block, "title", name),
        reader.words(block, "ask", name),
        str(block.get("who")),
        codes,
        labels,
        contract,
        str(block.get("follows") or ""),
        _graver(reader, block, name, kind, codes),
    )


def _graver(
    reader: FileReader, block: Block, name: str, kind: str, codes: Collection[str | int]
) -> bool | str | None:
    value = block.get("graver")
    allowed = {"yes_no": (True, False), "number": ("more", "less")}.get(kind, tuple(codes))
    if value is None or value in allowed:
        return value
    reader.fault(
        name, "«graver» is more or less (numbers), true or false, or a code", block.lines["graver"]
    )
    return None


def read_reading(reader: FileReader, block: Block) -> Reading | None:
    """One entry of `readings.yaml`."""
    name = reader.need(block, "id", str, "reading")
    if name is None:
        return None
    reader.only(block, "reading", name)
    options = reader.need(block, "options", Block, name) or {}
    if block.get("default") not in options:
        reader.fault(name, f"the default must be one of {', '.join(options)}", block.line)
    return Reading(
        name,
        reader.words(block, "title", name),
        {k: dict(v) for k, v in options.items()},
        str(block.get("default")),
        reader.words(block, "why", name),
        str(block.get("used_by")),
    )


def read_instrument(
    reader: FileReader, block: Block, vocabulary: Mapping[str, Fact]
) -> Instrument | None:
    """A whole law file."""
    reader.only(block, "instrument", str(block.get("instrument")))
    name = reader.need(block, "instrument", str, "instrument")
    short = reader.need(block, "short", str, "instrument")
    published = reader.need(block, "published", date, "instrument")
    checked_on = reader.need(block, "checked_on", date, "instrument")
    if None in (name, short, published, checked_on):
        return None
    authority = str(block.get("authority") or "official")
    clauses = [
        _clause(reader, entry, block, vocabulary, authority) for entry in block.get("clauses") or ()
    ]
    return Instrument(
        name,
        short,
        reader.words(block, "title", short),
        published,
        checked_on,
        dict(block.get("source") or {}),
        tuple(c for c in clauses if c is not None),
        reader.changes(block, short, published),
        reader.file,
    )


def read_scenario(reader: FileReader, block: Block) -> Scenario | None:
    """A whole scenario file."""
    name = reader.need(block, "scenario", str, "scenario")
    if name is None:
        return None
    reader.only(block, "scenario", name)
    return Scenario(
        name,
        reader.words(block, "title", name),
        reader.words(block, "note", name),
        reader.changes(block, name, None),
    )


def _clause(
    reader: FileReader, block: Block, whole: Block, vocabulary: Mapping[str, Fact], authority: str
) -> Clause | None:
    cite = reader.need(block, "cite", str, "clause")
    if cite is None:
        return None
    reader.only(block, "clause", cite)
    if not (
        cite == whole["short"] or cite.startswith((f"{whole['short']} ", f"{whole['short']}/"))
    ):
        reader.fault(cite, f"the cite must begin with «{whole['short']} »", block.line)
    effect = block.get("then")
    if effect not in EFFECTS:
        reader.fault(cite, f"«then» is one of {', '.join(EFFECTS)}", block.line)
        return None
    authority = str(block.get("authority") or authority)
    if authority not in AUTHORITIES:
        reader.fault(cite, f"«authority» is one of {', '.join(AUTHORITIES)}", block.line)
    span = block.get("in_force") or {}
    elements = tuple(
        element
        for entry in block.get("when") or ()
        if (element := _element(reader, cite, entry, vocabulary)) is not None
    )
    if not elements:
        reader.fault(cite, "«when» must hold at least one element", block.line)
    entry = block.get("entry")
    return Clause(
        cite,
        whole["short"],
        reader.words(block, "title", cite),
        effect,
        elements,
        span.get("from", whole["published"]),
        span.get("through"),
        authority,
        (entry["fact"], entry["code"]) if effect == "entry" and entry else None,
        dict(block["duty"]) if block.get("duty") else None,
        reader.words(block, "note", cite) if effect == "note" else None,
    )


def _element(
    reader: FileReader, cite: str, block: Block, vocabulary: Mapping[str, Fact]
) -> Element | None:
    reader.only(block, "element", cite)
    text = reader.need(block, "holds", str, cite)
    if text is None:
        return None
    if text not in reader.parsed:
        from licet.rulebook.language import parse

        try:
            reader.parsed[text] = parse(text, vocabulary)
        except NotInLanguage as error:
            reader.fault(cite, str(error), block.lines.get("holds", block.line))
            return None
    return Element(reader.words(block, "says", cite), text, reader.parsed[text])


def refuse(faults: Sequence[Fault]) -> None:
    """Raise `Refused` if there is any fault."""
    if faults:
        raise Refused(*faults)
