"""A kept answer says again where what was made stands, as the first one did (`Location`)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Answers kept before have no place to say; they are kept for a day."""
    op.add_column("kept_answers", sa.Column("location", sa.Text))
