"""The steps make what the rooms above expect, and nobody changes what happened."""

from __future__ import annotations

import importlib

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from licet.store import APPEND_ONLY, METADATA, RIGHTS, Store
from tests.health.house import ROOMS, names_in


@pytest.fixture(autouse=True)
def _every_table() -> None:
    """A table is known once the room that keeps it was entered."""
    for room in names_in(ROOMS):
        importlib.import_module(f"licet.{room}")


def test_the_steps_make_what_the_code_expects(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_every_table_says_what_a_role_may_do_with_it(store: Store) -> None:
    with store.reading() as connection:
        there = set(inspect(connection).get_table_names())
    assert there - {"alembic_version"} == set(RIGHTS) == set(METADATA.tables)


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_a_trigger_keeps_what_happened(store: Store, table: str) -> None:
    with store.reading() as connection:
        postgresql = connection.dialect.name == "postgresql"
        asked = (
            "SELECT count(*) FROM pg_trigger WHERE tgname = 'append_only'"
            " AND tgrelid = CAST(:name AS regclass)"
            if postgresql
            else "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :name"
        )
        assert connection.execute(text(asked), {"name": table}).scalar_one() == (2, 1)[postgresql]
