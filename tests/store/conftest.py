"""The store is either database."""

from __future__ import annotations

from tests.databases import new_database, postgresql, store, url

__all__ = ["new_database", "postgresql", "store", "url"]
