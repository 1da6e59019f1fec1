"""The table is whole, and printed as it is."""

from __future__ import annotations

from pathlib import Path

from licet.cases import LICENCES, printed, table
from licet.cases.guards import NEEDS
from licet.rulebook import rulebook

HOUSE = Path(__file__).parents[2]
NOT_IN_THE_BOOK = {"desk", "ECL Art. 41", "792 Art. 20"}


def test_the_documents_print_the_table_as_it_is() -> None:
    assert printed() in (HOUSE / "docs" / "cases.md").read_text(encoding="utf-8")


def test_a_move_joins_two_states_once_and_each_state_can_be_reached() -> None:
    steps = [(move.origin, move.to) for move in table().moves]
    assert len(steps) == len(set(steps))
    assert {name for step in steps for name in step} == set(table().states)
    assert {to for _, to in steps} | {"draft"} == set(table().states)


def test_exactly_the_closed_states_lead_nowhere() -> None:
    leads = {move.origin for move in table().moves}
    assert {name for name, state in table().states.items() if state.closed} == set(
        table().states
    ) - leads


def test_every_rule_is_a_clause_of_the_law_files_or_named_as_none() -> None:
    cites = {clause.cite for clause in rulebook().clauses} | NOT_IN_THE_BOOK
    rules = {move.rule for move in table().moves} | {one.rule for one in table().documents}
    rules |= {one.rule for one in table().limits.values()}
    rules |= {one.rule for one in table().forms.values()}
    rules |= {one.rule for one in table().statements}
    assert rules - cites == set()


def test_conditions_limits_and_forms_of_moves_are_known() -> None:
    for move in table().moves:
        assert set(move.needs) <= set(NEEDS), move
        assert set(move.forms) <= set(table().forms), move
        assert move.clock in {"", "starts", "stops", "resumes", "lifts", "ends"}, move
        assert (move.limit in table().limits) == (move.clock == "starts"), move
        assert move.who in {"applicant", "authority", "either", "desk"}, move


def test_every_licence_is_entered_with_its_particulars_and_goes_through_four_eyes() -> None:
    """Take away the moves that need approval: no licence can be reached any more."""
    reached, before = {"draft"}, set[str]()
    while reached != before:
        before = set(reached)
        reached |= {m.to for m in table().moves if m.origin in before and "approval" not in m.needs}
    licence = {name for name, state in table().states.items() if state.part == "licence"}
    assert reached & licence == set()
    enters = [m for m in table().moves if m.to in licence and m.origin not in licence]
    assert enters != []
    assert all("particulars" in move.needs for move in enters)


def test_a_suspended_licence_comes_back_only_by_the_authority() -> None:
    back = [m for m in table().moves if m.origin == "suspended" and m.to != "expired"]
    assert {(m.to, m.who) for m in back if m.to == "valid"} == {("valid", "authority")}
    assert {m.to for m in back} == {"valid", "revoked", "returned"}


def test_each_form_of_licence_has_its_longest_term() -> None:
    assert {name: table().forms[name].years for name in LICENCES} == {
        "single": 1,
        "general": 3,
        "registration": 1,
    }


def test_every_name_has_words_in_both_languages() -> None:
    named = (table().states, table().limits, table().forms)
    words = [one.words for each in named for one in each.values()]
    assert all(all(said.values()) for said in words)
    assert len({said["zh"] for said in words}) == len(words)
