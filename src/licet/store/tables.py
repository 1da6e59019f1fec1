"""What a PostgreSQL role may do with each table; a room that keeps something names its tables here.

The rooms above define their tables on `METADATA`, and add a step to `steps/versions` that makes
them.
"""

from __future__ import annotations

from sqlalchemy import MetaData

METADATA = MetaData()
_ADDED = "SELECT, INSERT"
_ALL = "SELECT, INSERT, UPDATE, DELETE"
RIGHTS = {
    "cases": "SELECT, INSERT, UPDATE",
    "chain": "SELECT, UPDATE",
    "journal": _ADDED,
    "heads": _ADDED,
    "releases": _ADDED,
    "removals": _ADDED,
    "contents": _ADDED,
    "attachments": _ADDED,
    "people": "SELECT, INSERT, UPDATE",
    "sessions": _ALL,
    "tokens": "SELECT, INSERT, UPDATE",
    "sign_ins": _ALL,
    "counters": _ALL,
    "kept_answers": _ALL,
    "people_log": _ADDED,
}
"""Table and rights; of what happened, nobody changes or deletes a row."""
APPEND_ONLY = tuple(name for name, rights in RIGHTS.items() if rights == _ADDED)
"""Nobody changes or deletes a row of these; a trigger refuses it, whoever asks."""
