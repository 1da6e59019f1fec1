"""Law files become clauses: language, vocabulary, readings, standing, lists, the whole book."""

from licet.rulebook.book import LAW, STALE_AFTER_DAYS, Rulebook, law_files, read_book, rulebook
from licet.rulebook.clause import (
    DECIDING,
    RED_FLAGS,
    Clause,
    Element,
    Instrument,
    Reading,
    Scenario,
)
from licet.rulebook.draft import new_instrument
from licet.rulebook.files import Block, read
from licet.rulebook.hints import Hint, hint
from licet.rulebook.law_json import clause_json, fact_json, status_json
from licet.rulebook.lists import ListedParty, as_of, read_list
from licet.rulebook.notices import OwnList, add_notice, joined, own_lists, read_notice
from licet.rulebook.predicate import (
    All,
    Any,
    Atom,
    Compare,
    Holds,
    Not,
    OneOf,
    Predicate,
    atoms,
    facts,
    facts_of,
)
from licet.rulebook.standing import IN_FORCE, Standing, Timeline
from licet.rulebook.vocabulary import Fact, Words, nearest, part_of

__all__ = [
    "DECIDING",
    "IN_FORCE",
    "LAW",
    "RED_FLAGS",
    "STALE_AFTER_DAYS",
    "All",
    "Any",
    "Atom",
    "Block",
    "Clause",
    "Compare",
    "Element",
    "Fact",
    "Hint",
    "Holds",
    "Instrument",
    "ListedParty",
    "Not",
    "OneOf",
    "OwnList",
    "Predicate",
    "Reading",
    "Rulebook",
    "Scenario",
    "Standing",
    "Timeline",
    "Words",
    "add_notice",
    "as_of",
    "atoms",
    "clause_json",
    "fact_json",
    "facts",
    "facts_of",
    "hint",
    "joined",
    "law_files",
    "nearest",
    "new_instrument",
    "own_lists",
    "part_of",
    "read",
    "read_book",
    "read_list",
    "read_notice",
    "rulebook",
    "status_json",
]
