"""The papers of a case are kept themselves, each content once, under its SHA-256.

A content goes when no case that may still be read has it: a removed case lets go of its papers once
its tombstone stands after them. Until then nobody changes or deletes one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
_GOES = {
    "attachments": (
        "EXISTS (SELECT 1 FROM removals WHERE removals.case_number = OLD.case_number "
        "AND removals.seq > OLD.seq)"
    ),
    "contents": "NOT EXISTS (SELECT 1 FROM attachments WHERE attachments.sha256 = OLD.sha256)",
}
_REFUSES = """
CREATE FUNCTION licet_let_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'attachments' THEN
    IF {attachments} THEN RETURN OLD; END IF;
  ELSIF TG_TABLE_NAME = 'contents' THEN
    IF {contents} THEN RETURN OLD; END IF;
  END IF;
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END $$
"""


def upgrade() -> None:
    """Make both tables, and keep what is in them."""
    op.create_table(
        "contents",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "attachments",
        sa.Column(
            "seq", sa.BigInteger, sa.ForeignKey("journal.seq"),
            primary_key=True, autoincrement=False,
        ),
        sa.Column("case_number", sa.Integer, sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("sha256", sa.Text, sa.ForeignKey("contents.sha256"), nullable=False),
        sa.Index("attachments_by_content", "sha256"),
    )  # fmt: skip
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(_REFUSES.format(**_GOES))
    for name in _GOES:
        (_on_postgresql if postgresql else _on_sqlite)(name)


def _on_postgresql(name: str) -> None:
    op.execute(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR TRUNCATE ON {name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION licet_append_only()"
    )
    op.execute(
        f"CREATE TRIGGER append_only_rows BEFORE DELETE ON {name} "
        "FOR EACH ROW EXECUTE FUNCTION licet_let_go()"
    )


def _on_sqlite(name: str) -> None:
    refused = f"SELECT RAISE(ABORT, 'rows of {name} are never changed or deleted'); END"
    op.execute(f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} BEGIN {refused}")
    op.execute(
        f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} "
        f"WHEN NOT ({_GOES[name]}) BEGIN {refused}"
    )
