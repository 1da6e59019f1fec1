"""Cases, licences with their draw-down, and the journal.

The tables of what happened take new rows only: a trigger refuses the rest, whoever asks.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
APPEND_ONLY = ("journal", "heads", "releases")
_REFUSES = """
CREATE FUNCTION licet_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$
"""


def upgrade() -> None:
    """Make the tables and their triggers."""
    _cases()
    _journal()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_REFUSES)
        for name in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION licet_append_only()"
            )
        return
    for name in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} BEGIN "
                f"SELECT RAISE(ABORT, 'rows of {name} are never changed or deleted'); END"
            )


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("application", sa.Text, nullable=False),
        sa.Column("stated", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("replaces", sa.Integer, sa.ForeignKey("cases.number")),
        sa.Column("hold", sa.Boolean, nullable=False),
        sa.Column("licence", sa.Text, unique=True),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_until", sa.Date),
        sa.Column("unit", sa.Text),
        sa.Column("quantity", sa.BigInteger),
        sa.Column("drawn", sa.BigInteger, nullable=False),
        sa.CheckConstraint("drawn >= 0", name="drawn_is_not_negative"),
        sa.CheckConstraint("drawn = 0 OR drawn <= quantity", name="never_overdrawn"),
    )
    op.create_table(
        "releases",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("case_number", sa.Integer, sa.ForeignKey("cases.number"), nullable=False),
        sa.Column("key", sa.Text),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.CheckConstraint("quantity > 0", name="something_is_released"),
        sa.UniqueConstraint("case_number", "key", name="a_key_releases_once"),
    )


def _journal() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("case_number", sa.Integer, sa.ForeignKey("cases.number"), index=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    op.create_table(
        "heads",
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
    )
    chain = op.create_table(
        "chain",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
    )
    op.bulk_insert(chain, [{"id": 1, "seq": 0, "hash": "0" * 64, "cases": 0}])
