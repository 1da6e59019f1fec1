"""What changing a fact would mean: a choice of design, or something that may look otherwise.

A change of what the goods are, hold and were made with is a choice anybody may make. A change
of where they go, who is named, what they are said to be for or in what they are put turns the
answer only if it is true; made for the answer's sake it may look like circumvention. A reading
is for counsel.
"""

from __future__ import annotations

from typing import Literal

from licet.rulebook import Fact

Mark = Literal["design", "may_look_like_circumvention", "counsel", "outside"]
"""`outside` is what nobody chooses: a market rate, a listing, the standing of the law."""

_DESIGN = frozenset(
    "annex1 annex1_part cn_part1_value dual_use_code equipment family form main_element"
    " made_in made_with_cn_equipment made_with_cn_technology mixture_holds origin processing"
    " reagent us_scrutiny_material upstream_cn_technology holds_listed_magnet holds_listed_target"
    " equipment_in_parameters cn_technology_essential_step"
    " cn_technology_acquired_after_start tech_field tech_kind tech_magnet_family"
    " tech_public_domain tech_basic_science tech_patent_necessary".split()
)
_OUTSIDE = ("_on_control_list", "_on_watch_list", "_on_unreliable_list", "under_transfer_ban")
_NOTICES = frozenset({"endangers_security", "notified_by_mofcom", "tech_catalogue_prohibited"})


def mark_of(fact: Fact) -> Mark:
    """How a change of the fact is marked; what is not known as a design choice is not one."""
    if fact.name.startswith("reading_"):
        return "counsel"
    if fact.name in _DESIGN or fact.name.startswith("has_"):
        return "design"
    if fact.name.endswith(_OUTSIDE) or fact.name in _NOTICES:
        return "outside"
    return "may_look_like_circumvention"
