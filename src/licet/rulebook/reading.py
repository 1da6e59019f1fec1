"""Law files become instruments; what is not in the language or the vocabulary is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from licet.basics import TERRITORIES, Fault, Refused
from licet.rulebook.clause import (
    AUTHORITIES,
    EFFECTS,
    Clause,
    Element,
    Instrument,
    Reading,
    Scenario,
)
from licet.rulebook.files import Block
from licet.rulebook.predicate import NotInLanguage, facts
from licet.rulebook.reader import FileReader
from licet.rulebook.vocabulary import Fact, Words

FACT_KINDS = ("yes_no", "code", "territory", "number", "whole")


def read_fact(reader: FileReader, block: Block) -> Fact | None:
    """One entry of `facts.yaml`."""
    name = reader.need(block, "fact", str, "fact")
    if name is None:
        return None
    reader.only(block, "fact", name)
    kind: Any = reader.one_of(block, "type", FACT_KINDS, name)
    if kind is None:
        return None
    codes: tuple[str | int, ...] = ()
    labels: Mapping[str | int, Words] = {}
    if kind == "territory":
        codes = TERRITORIES
    elif isinstance(block.get("codes"), Block):
        labels = {key: reader.words(block["codes"], key, name) for key in block["codes"]}
        codes = tuple(labels)
    elif isinstance(block.get("codes"), list):
        codes = tuple(block["codes"])
    if kind in {"code", "whole"} and not codes and block.get("codes_from") != "entries":
        reader.fault(name, "«codes» must say what it may be", block.line)
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
        block.get("codes_from") == "entries",
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
    options = reader.need(block, "options", Block, name) or Block()
    if block.get("default") not in options:
        reader.fault(name, f"the default must be one of {', '.join(options)}", block.line)
    return Reading(
        name,
        reader.words(block, "title", name),
        {key: reader.words(options, key, name) for key in options},
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
        _clause(reader, entry, block, vocabulary, authority)
        for entry in reader.inside(block, "clauses", short)
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
    _cited(reader, cite, whole["short"], block.lines["cite"])
    effect: Any = reader.one_of(block, "then", EFFECTS, cite)
    if effect is None:
        return None
    if "authority" in block:
        authority = reader.one_of(block, "authority", AUTHORITIES, cite) or authority
    start = through = None
    for span in reader.inside(block, "in_force", cite):
        reader.only(span, "in_force", cite)
        start, through = reader.span(span, cite)
    found = [_element(reader, cite, one, vocabulary) for one in reader.inside(block, "when", cite)]
    if not found:
        reader.fault(cite, "«when» must hold at least one element", block.line)
    elements = tuple(element for element in found if element is not None)
    return Clause(
        cite,
        whole["short"],
        reader.words(block, "title", cite),
        effect,
        elements,
        start or whole["published"],
        through,
        authority,
        _entry(reader, cite, block, elements, vocabulary) if effect == "entry" else None,
        _duty(reader, cite, block) if effect == "duty" else None,
        reader.words(block, "note", cite) if effect == "note" else None,
    )


def _cited(reader: FileReader, cite: str, short: str, line: int) -> None:
    if not (cite == short or cite.startswith((f"{short} ", f"{short}/"))):
        reader.fault(cite, f"the cite must begin with «{short} »", line)
    if cite in reader.cited:
        reader.fault(cite, f"this cite stands in {reader.cited[cite]} too", line)
    reader.cited[cite] = reader.file


def _entry(
    reader: FileReader,
    cite: str,
    block: Block,
    elements: Sequence[Element],
    vocabulary: Mapping[str, Fact],
) -> tuple[str, str] | None:
    """The fact that an entry classifies, and the code it gives."""
    entry = reader.need(block, "entry", Block, cite)
    if entry is None:
        return None
    reader.only(entry, "entry", cite)
    decided = {name for name, fact in vocabulary.items() if fact.from_entries or fact.follows}
    fact = reader.one_of(entry, "fact", tuple(sorted(decided)), cite)
    code = reader.need(entry, "code", str, cite)
    for name in (name for element in elements for name in facts(element.predicate)):
        if name in decided:
            expected = f"an entry looks only at what the item is, not at «{name}»"
            reader.fault(cite, expected, block.lines["when"])
    return None if fact is None or code is None else (fact, code)


def _duty(reader: FileReader, cite: str, block: Block) -> dict[str, object] | None:
    duty = reader.need(block, "duty", Block, cite)
    if duty is None:
        return None
    reader.only(duty, "duty", cite)
    name = reader.need(duty, "name", str, cite)
    told = {key: reader.words(duty, key, cite) for key in ("to", "deadline") if key in duty}
    return {"name": name, **told}


def _element(
    reader: FileReader, cite: str, block: Block, vocabulary: Mapping[str, Fact]
) -> Element | None:
    reader.only(block, "element", cite)
    says = reader.words(block, "says", cite)
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
    return Element(says, text, reader.parsed[text])


def refuse(faults: Sequence[Fault]) -> None:
    """Raise `Refused` if there is any fault."""
    if faults:
        raise Refused(*faults)
