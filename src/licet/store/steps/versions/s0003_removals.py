"""A case may be removed once nobody has to keep it: its texts go, its tombstone stays.

Of the journal and the releases, the texts of a removed case may be emptied, once its tombstone
stands after them; number, order and hashes stay, so the chain is still whole. Nothing else of what
happened is ever changed.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licet.store.steps.append_only import append_only

revision = "0003"
down_revision = "0002"
_EMPTIED = {
    "journal": ("body = ''", ("seq", "case_number", "previous", "hash")),
    "releases": ("asked = '' AND {new}answer = ''", ("seq", "case_number", "quantity")),
}
_REFUSES = """
CREATE FUNCTION licet_empties_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'journal' THEN
    IF {journal} THEN RETURN NEW; END IF;
  ELSIF TG_TABLE_NAME = 'releases' THEN
    IF {releases} THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    """Make the table of tombstones, and let the texts of what is under one be emptied."""
    op.create_table(
        "removals",
        sa.Column(
            "case_number", sa.Integer, sa.ForeignKey("cases.number"),
            primary_key=True, autoincrement=False,
        ),
        sa.Column("seq", sa.BigInteger, sa.ForeignKey("journal.seq"), nullable=False),
    )  # fmt: skip
    append_only("removals")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSES.format(**{name: _only_emptied(name) for name in _EMPTIED}))
        for name in _EMPTIED:
            op.execute(f"DROP TRIGGER append_only ON {name}")
            op.execute(
                f"CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION licet_append_only()"
            )
            op.execute(
                f"CREATE TRIGGER append_only_rows BEFORE UPDATE ON {name} "
                "FOR EACH ROW EXECUTE FUNCTION licet_empties_only()"
            )
        return
    for name in _EMPTIED:
        op.execute(f"DROP TRIGGER {name}_no_update")
        op.execute(
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} "
            f"WHEN NOT coalesce({_only_emptied(name)}, 0) BEGIN "
            f"SELECT RAISE(ABORT, 'rows of {name} are never changed or deleted'); END"
        )


def _only_emptied(name: str) -> str:
    """The condition that a row's texts are emptied, nothing else, and a tombstone allows it."""
    emptied, kept = _EMPTIED[name]
    same = " AND ".join(f"NEW.{column} = OLD.{column}" for column in kept)
    allowed = (
        "EXISTS (SELECT 1 FROM removals WHERE removals.case_number = OLD.case_number "
        "AND removals.seq > OLD.seq)"
    )
    return f"(NEW.{emptied.format(new='NEW.')} AND {same} AND {allowed})"
