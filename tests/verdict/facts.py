"""Random facts for the tests: single values, whole cases, and cases that state everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from licet.basics import Range
from licet.rulebook import Fact, OneOf, Rulebook, atoms, part_of, rulebook
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


def some_facts(
    book: Rulebook = BOOK, *, readings: bool = True
) -> st.SearchStrategy[dict[str, Any]]:
    """About half of all facts that the rulebook looks at, and some readings, at random."""
    columns = {reading.column for reading in book.readings.values()}
    names = [n for n in used_facts(book) if readings or n not in columns]
    unless = {name: st.none() | value(book.facts[name], book) for name in names}
    return st.fixed_dictionaries(unless).map(
        lambda found: agreed({n: v for n, v in found.items() if v is not None}, book)
    )


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
