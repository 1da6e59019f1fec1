"""What makes a table take new rows only: triggers that refuse the rest, whoever asks."""

from __future__ import annotations

from alembic import op


def append_only(*names: str) -> None:
    """Let nobody change or delete a row of these tables (the function is of step 0001)."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name in names:
        if postgresql:
            op.execute(
                f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {name} "
                "FOR EACH STATEMENT EXECUTE FUNCTION licet_append_only()"
            )
            continue
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} BEGIN "
                f"SELECT RAISE(ABORT, 'rows of {name} are never changed or deleted'); END"
            )
