"""What the tests of this room share: the law, the examples decided, a case that is all known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from licet.intake import Folder, fact_kinds, read_folder
from licet.rulebook import Rulebook, rulebook
from licet.verdict import Case, Portfolio, assess, read_case

EXAMPLES = Path(__file__).parents[2] / "examples"
KNOWN = date(2026, 11, 22)
LAPSED = "suspension-lapsed"
NO = (
    "exporter_is_prc_person importer_on_control_list importer_on_watch_list"
    " end_user_on_control_list end_user_on_watch_list importer_held_by_listed"
    " end_user_held_by_listed importer_branch_of_listed end_user_branch_of_listed"
    " recipient_under_transfer_ban end_user_military use_wmd use_terrorism use_military"
    " use_chips use_chip_tools use_military_ai use_humanitarian made_with_cn_technology"
).split()
ALL_KNOWN: dict[str, Any] = {
    "act": "export", "act_form": "trade", "thing": "goods", "movement": "ordinary",
    "exporter_in": "JP", "ship_from": "JP", "ship_to": "TW", "importer_in": "TW",
    "end_user_in": "TW", "recipient_is_foreign": True, "annex1": "P2-I-3",
    "dual_use_code": "1C905.a.4", "made_in": "JP", "origin": "JP", "embedded": "component",
    "cn_part1_value": "2.50", "item_value": "1890.00", "tech_field": "none", "tech_kind": "none",
    **dict.fromkeys(NO, False),
}  # fmt: skip
"""A Japanese motor with 0.13 % of Chinese dysprosium to Taiwan: a licence, ordinary policy."""


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return rulebook()


@pytest.fixture(scope="session")
def kitakami(book: Rulebook) -> Folder:
    return read_folder(EXAMPLES / "kitakami-motors", fact_kinds(book.business_facts()))


@pytest.fixture(scope="session")
def lapsed(book: Rulebook, kitakami: Folder) -> Portfolio:
    """The Japanese exporter, decided as if the suspension had lapsed."""
    return assess(kitakami, book, known=KNOWN, scenario=LAPSED)


def case(book: Rulebook, **facts: Any) -> Case:
    """The case that is all known, with some facts stated anew; `None` takes one away."""
    raw = {"on": "2026-11-22", "known": "2026-11-22", "scenario": LAPSED}
    return read_case({**raw, "facts": {**ALL_KNOWN, **facts}}, book)
