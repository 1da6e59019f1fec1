"""Random facts for the tests: single values, whole cases, and cases that state everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from licet.basics import Range
from licet.rulebook import LAW, Fact, OneOf, Rulebook, atoms, facts, part_of, read, rulebook
from licet.verdict import decider, read_case
from licet.verdict.compile import Decider
from licet.verdict.table import Row, state, used_facts

BOOK = rulebook()
CONTRACT = tuple(
    """
    act act_form thing exporter_in ship_from ship_to importer_in end_user_in exporter_is_prc_person
    recipient_is_foreign annex1 annex1_part dual_use_code made_in origin cn_part1_value item_value
    made_with_cn_technology embedded importer_on_control_list importer_on_watch_list
    end_user_on_control_list end_user_on_watch_list importer_held_by_listed end_user_held_by_listed
    importer_branch_of_listed end_user_branch_of_listed recipient_under_transfer_ban
    end_user_military use_wmd use_terrorism use_military use_chips use_chip_tools use_military_ai
    use_logic_node_nm use_memory_layers use_humanitarian tech_field tech_kind tech_magnet_family
    tech_public_domain tech_basic_science tech_patent_necessary tech_catalogue_prohibited
    knows_foreign_rare_earth_use should_know_foreign_rare_earth_use assists_foreign_rare_earth
    """.split()
)
"""The facts that the contract promises to understand."""
_PLACES = ("CN", "JP", "US", "HK", "MY", "DE")
_NUMBERS = tuple(
    Decimal(n) for n in ("0.999999999999", "1", "1.000000000001", "14", "256", "1000", "0", "2500")
)
DAYS = st.dates(date(2024, 1, 1), date(2027, 3, 1)) | st.sampled_from(
    [
        date(2025, 10, 9) + timedelta(days=days)
        for start in (-1, 29, 53, 396, 413, 457)
        for days in range(start, start + 3)
    ]
)


def said_of(fact: Fact, book: Rulebook) -> tuple[str | int, ...]:
    """The codes that some predicate or entry tells apart, and one that none does."""
    predicates = {e.predicate for clause in book.clauses for e in clause.elements}
    named = {
        value
        for predicate in predicates
        for atom in atoms(predicate)
        if isinstance(atom, OneOf) and atom.fact == fact.name
        for value in atom.values
    }
    entries = [c.entry[1] for c in book.clauses if c.entry and c.entry[0] == fact.name]
    if fact.kind == "territory":
        return _PLACES
    other = [code for code in fact.codes if code not in named and code not in entries][:1]
    return (*sorted(named, key=str), *entries[::9], *other)


def value(fact: Fact, book: Rulebook = BOOK) -> st.SearchStrategy[Any]:
    """Any value of a fact; a number is a range, often of a single number."""
    if fact.kind == "yes_no":
        return st.booleans()
    if fact.kind != "number":
        return st.sampled_from(said_of(fact, book))
    numbers = st.sampled_from(_NUMBERS if fact.contract != "> 0" else _NUMBERS[1:6])
    single = numbers.map(lambda n: Range(n, n))
    return single | st.tuples(numbers, numbers).map(lambda pair: Range(min(pair), max(pair)))


_VALUES = {name: value(fact) for name, fact in used_facts(BOOK).items()}


def single(fact: Fact, book: Rulebook = BOOK) -> st.SearchStrategy[Any]:
    """Any value of a fact with nothing left open."""
    if fact.kind != "number":
        return value(fact, book)
    return value(fact, book).map(lambda found: Range(found.lo, found.lo))


def row(values: Mapping[str, Any], on: date, book: Rulebook = BOOK) -> Row:
    """A row with default readings; values of readings' columns among `values` replace them."""
    made: Row = {"on": on}
    for reading in book.readings.values():
        made[reading.column] = reading.default
    for name, stated in values.items():
        state(made, name, stated)
    return made


def some_facts(book: Rulebook = BOOK) -> st.SearchStrategy[dict[str, Any]]:
    """Most facts and readings that the rulebook looks at, at random."""
    known = {name: value(fact, book) for name, fact in used_facts(book).items()}
    unless = {name: st.one_of(some, some, some, st.none()) for name, some in known.items()}
    return st.fixed_dictionaries(unless).map(lambda found: agreed(_known(found), book))


def _known(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: stated for name, stated in found.items() if stated is not None}


def told() -> list[dict[str, Any]]:
    """The facts of the examples that tell a whole verdict, which reach every outcome."""
    found = []
    for path in sorted(LAW.rglob("*.examples.yaml")):
        for block in read(path.read_text(encoding="utf-8"), path.name):
            if "cite" not in block:
                case = read_case({"facts": block["facts"]}, BOOK)
                found.append(dict(case.facts))
    return found


TOLD = told()


@st.composite
def near_examples(draw: st.DrawFn) -> dict[str, Any]:
    """The facts of an example, some of them hidden and some replaced."""
    found = dict(draw(st.sampled_from(TOLD)))
    for name in draw(st.lists(st.sampled_from(sorted(found)), max_size=12)):
        found.pop(name, None)
    others = draw(st.lists(st.sampled_from(sorted(used_facts(BOOK))), max_size=6, unique=True))
    return agreed(found | {name: draw(_VALUES[name]) for name in others}, BOOK)


def all_facts(
    names: Iterable[str] | None = None, book: Rulebook = BOOK
) -> st.SearchStrategy[dict[str, Any]]:
    """A value for each of these facts (default: for every fact and reading used)."""
    every = {n: single(book.facts[n], book) for n in names or used_facts(book)}
    return st.fixed_dictionaries(every).map(lambda found: agreed(found, book))


def agreed(found: dict[str, Any], book: Rulebook = BOOK) -> dict[str, Any]:
    """The facts, with what follows from another one made to follow."""
    for name, fact in book.facts.items():
        if fact.follows and name in found and found.get(fact.follows) is not None:
            found[name] = part_of(str(found[fact.follows]))
    return found


ITEM = tuple(
    dict.fromkeys(
        f for c in BOOK.clauses if c.entry for e in c.elements for f in facts(e.predicate)
    )
)
"""The facts from which entries are proven."""
CLASSIFIED = ("annex1", "dual_use_code")


def items() -> list[dict[str, Any]]:
    """Whole items, each shaped like an example of an entry, with the codes its facts prove.

    A code stands there only if it is the one proven; with several, the code is left unsaid.
    """
    entries = {clause.cite for clause in BOOK.clauses if clause.entry}
    shapes: list[dict[str, Any]] = [{name: _none_of(BOOK.facts[name]) for name in ITEM}]
    for path in sorted(LAW.rglob("*.examples.yaml")):
        for block in read(path.read_text(encoding="utf-8"), path.name):
            if block.get("cite") in entries and block.get("met") is True:
                shapes.append(shapes[0] | dict(read_case({"facts": block["facts"]}, BOOK).facts))
    by = decider(BOOK, BOOK.checked_on)
    found = by.decide_rows([row(shape, BOOK.checked_on) for shape in shapes])
    return [shape | _codes(one, by) for shape, one in zip(shapes, found, strict=True)]


def _codes(found: Mapping[str, Any], by: Decider) -> dict[str, Any]:
    codes: dict[str, Any] = {}
    for fact in CLASSIFIED:
        own = [c for c in BOOK.clauses if c.entry and c.entry[0] == fact]
        proven = [c.entry[1] for c in own if c.entry and found[by.names.clauses[c.cite]]]
        codes[fact] = None if len(proven) > 1 else (proven or ["none"])[0]
    codes["annex1_part"] = None if codes["annex1"] is None else part_of(codes["annex1"])
    return codes


def _none_of(fact: Fact) -> bool | str | int:
    if fact.kind == "yes_no":
        return False
    return next((c for c in ("none", "other", "not_applicable") if c in fact.codes), fact.codes[-1])


def _one(stated: Any) -> Any:
    return Range(stated.lo, stated.lo) if isinstance(stated, Range) else stated


ITEMS = items()
_WHOLE = st.fixed_dictionaries({name: single(fact) for name, fact in used_facts(BOOK).items()})


@st.composite
def worlds(draw: st.DrawFn) -> dict[str, Any]:
    """One way the world may be: every fact and reading, none contradicting another."""
    world = draw(_WHOLE)
    if draw(st.booleans()):  # else the readings are at random as well
        world |= {r.column: r.default for r in BOOK.readings.values() if r.column in world}
    told = draw(near_examples())
    alike = [item for item in ITEMS if item["annex1"] == told.get("annex1")]
    world |= told
    world |= draw(st.sampled_from(alike or ITEMS))
    return {name: _one(stated) for name, stated in world.items() if stated is not None}
