"""The tables of people, as SQLAlchemy sees them; a step of the store makes them.

Times are whole seconds since 1970. Of a cookie, a token or a state only the SHA-256 is kept.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from licet.store import METADATA

PEOPLE = Table(
    "people",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("shown", Text, nullable=False),
    Column("roles", Text, nullable=False),
    Column("password", Text),
    Column("issuer", Text),
    Column("subject", Text),
    Column("disabled", Boolean, nullable=False),
    UniqueConstraint("issuer", "subject", name="a_subject_is_one_person"),
)
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.name"), nullable=False, index=True),
    Column("made", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)
TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("person", Text, ForeignKey("people.name"), nullable=False, index=True),
    Column("label", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("ends", BigInteger, nullable=False),
    Column("revoked", BigInteger),
)
SIGN_INS = Table(
    "sign_ins",
    METADATA,
    Column("state", Text, primary_key=True),
    Column("browser", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("verifier", Text, nullable=False),
    Column("goes_to", Text, nullable=False),
    Column("ends", BigInteger, nullable=False),
)
COUNTERS = Table(
    "counters",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("ends", BigInteger, nullable=False),
)
KEPT_ANSWERS = Table(
    "kept_answers",
    METADATA,
    Column("caller", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("asked", Text, nullable=False),
    Column("status", Integer),
    Column("media", Text),
    Column("location", Text),
    Column("answer", LargeBinary),
    Column("ends", BigInteger, nullable=False),
)
PEOPLE_LOG = Table(
    "people_log",
    METADATA,
    Column(
        "seq",
        BigInteger().with_variant(Integer, "sqlite"),
        Identity(always=True),
        primary_key=True,
    ),
    Column("at", BigInteger, nullable=False),
    Column("act", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("person", Text),
    Column("detail", Text, nullable=False),
)
