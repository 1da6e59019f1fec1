"""The tables of the store, as SQLAlchemy sees them; the steps of the store make them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from licet.store import METADATA

CASES = Table(
    "cases",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("application", Text, nullable=False),
    Column("stated", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("replaces", Integer, ForeignKey("cases.number")),
    Column("hold", Boolean, nullable=False),
    Column("licence", Text, unique=True),
    Column("valid_from", Date),
    Column("valid_until", Date),
    Column("unit", Text),
    Column("quantity", BigInteger),
    Column("drawn", BigInteger, nullable=False),
    CheckConstraint("drawn >= 0", name="drawn_is_not_negative"),
    CheckConstraint("drawn = 0 OR drawn <= quantity", name="never_overdrawn"),
)
RELEASES = Table(
    "releases",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("case_number", Integer, ForeignKey("cases.number"), nullable=False),
    Column("key", Text),
    Column("asked", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("quantity", BigInteger, nullable=False),
    CheckConstraint("quantity > 0", name="something_is_released"),
    UniqueConstraint("case_number", "key", name="a_key_releases_once"),
)
JOURNAL = Table(
    "journal",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("case_number", Integer, ForeignKey("cases.number"), index=True),
    Column("body", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
CHAIN = Table(
    "chain",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", Text, nullable=False),
    Column("cases", Integer, nullable=False),
)
HEADS = Table(
    "heads",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("signature", Text, nullable=False),
)
REMOVALS = Table(
    "removals",
    METADATA,
    Column(
        "case_number",
        Integer,
        ForeignKey("cases.number"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("seq", BigInteger, ForeignKey("journal.seq"), nullable=False),
)
"""Cases that were removed, and the entry that is their tombstone."""
CONTENTS = Table(
    "contents",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""Papers themselves, each content once."""
ATTACHMENTS = Table(
    "attachments",
    METADATA,
    Column("seq", BigInteger, ForeignKey("journal.seq"), primary_key=True, autoincrement=False),
    Column("case_number", Integer, ForeignKey("cases.number"), nullable=False),
    Column("sha256", Text, ForeignKey("contents.sha256"), nullable=False),
    Index("attachments_by_content", "sha256"),
)
"""Which entry of which case brought which content."""
