"""The check before sending finds every error that was put in, and none in a clean dossier."""

from __future__ import annotations

from pathlib import Path

import pytest

from licet.papers.checks import KINDS, check_dossier
from tests.papers.dossiers import DAY, SPOILS, clean, read

CLEAN = 50
EACH = 2
"""Dossiers in which each error is put."""


def kinds(folder: Path, raw: dict[str, object]) -> list[str]:
    """The kinds of findings of a dossier."""
    return [one.kind for one in check_dossier(read(folder, raw), DAY)]


def test_nothing_is_found_in_fifty_clean_dossiers_of_which_no_two_are_alike(tmp_path: Path) -> None:
    seen = set()
    for seed in range(CLEAN):
        folder = tmp_path / str(seed)
        folder.mkdir()
        raw = clean(folder, seed)
        found = check_dossier(read(folder, raw), DAY)
        assert [f"{seed} {one.kind} {one.places} {one.words['en']}" for one in found] == []
        seen.add(repr(raw["application"]))
    assert len(seen) == CLEAN


@pytest.mark.parametrize("name", SPOILS)
def test_an_error_that_is_put_in_is_found(tmp_path: Path, name: str) -> None:
    kind, spoil = SPOILS[name]
    for seed in range(100, 100 + EACH):
        folder = tmp_path / str(seed)
        folder.mkdir()
        raw = clean(folder, seed)
        spoil(raw, folder)
        assert kind in kinds(folder, raw), (seed, name)


def test_there_are_errors_of_at_least_thirty_kinds_and_each_says_what_it_is() -> None:
    put_in = {kind for kind, _ in SPOILS.values()}
    assert len(put_in) >= 30
    assert put_in <= set(KINDS)
