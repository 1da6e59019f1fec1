"""People are kept in either database; hashing takes no time."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from tests.databases import new_database, postgresql, store, url

__all__ = ["new_database", "postgresql", "store", "url"]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr("licet.people.passwords._HASHER", quick)
