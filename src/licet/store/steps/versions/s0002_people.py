"""Who may do what, who is signed in, which programs hold a token, and the log of all that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from licet.store.steps.append_only import append_only

revision = "0002"
down_revision = "0001"
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, and keep the log."""
    _people()
    _requests()
    op.create_table(
        "people_log",
        sa.Column("seq", _NUMBER, sa.Identity(always=True), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("person", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
    )
    append_only("people_log")


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("issuer", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.UniqueConstraint("issuer", "subject", name="a_subject_is_one_person"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, sa.ForeignKey("people.name"), nullable=False, index=True),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("person", sa.Text, sa.ForeignKey("people.name"), nullable=False, index=True),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
        sa.Column("revoked", sa.BigInteger),
    )


def _requests() -> None:
    op.create_table(
        "sign_ins",
        sa.Column("state", sa.Text, primary_key=True),
        sa.Column("browser", sa.Text, nullable=False),
        sa.Column("nonce", sa.Text, nullable=False),
        sa.Column("verifier", sa.Text, nullable=False),
        sa.Column("goes_to", sa.Text, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("ends", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "kept_answers",
        sa.Column("caller", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("media", sa.Text),
        sa.Column("answer", sa.LargeBinary),
        sa.Column("ends", sa.BigInteger, nullable=False),
    )
