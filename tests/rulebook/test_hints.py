"""A tariff number is a hint at what an item may be, and says so."""

from __future__ import annotations

import pytest

from licet.rulebook import hint, rulebook
from licet.rulebook.hints import hints


@pytest.mark.parametrize(
    ("number", "may_be"),
    [
        ("8505111000", "permanent magnets of rare-earth metals"),
        ("8505.11.10", "permanent magnets of metal"),
        ("850511", "permanent magnets of metal"),
        ("2805301910", "samarium, gadolinium or lutetium metal"),
        ("2805301200", "dysprosium metal"),
        ("2530.90.2000", "minerals"),
    ],
)
def test_the_longest_known_prefix_counts(number: str, may_be: str) -> None:
    found = hint(number)
    assert found is not None
    assert found.title["en"].startswith(may_be)
    said = found.says(number)
    assert said["en"].startswith(f"HS {number} may be")
    assert said["en"].endswith("a hint, not a classification")
    assert said["zh"].endswith("不构成归类")


@pytest.mark.parametrize("number", ["", "85", "8501.52", "motor"])
def test_an_unknown_number_gives_no_hint(number: str) -> None:
    assert hint(number) is None


def test_every_hint_points_to_codes_that_exist_and_says_how_it_is_known() -> None:
    facts = rulebook().business_facts()
    codes = {str(code) for name in ("annex1", "dual_use_code") for code in facts[name].codes}
    for found in hints().values():
        assert set(found.look_at) <= codes, found.prefix
        assert found.prefix.isdigit()
        assert found.authority in {"official", "press", "memory", "derived"}
        assert found.source
        assert found.title["zh"]
