"""Where everything is kept: an SQLite file, or a PostgreSQL database (15 or later).

What is written is written whole or not at all. SQLite keeps a write-ahead log and waits for the
disk before a write is confirmed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, NoSuchModuleError

from licet.basics import Fault, Refused
from licet.store.tables import RIGHTS

_STEPS = Path(__file__).with_name("steps")
_WAIT_SECONDS = 60
_NONE = "there is no store here yet; `licet case open` or `licet people add` makes one"
_OLDEST_SERVER = 15
_LOCK_OF_STEPS = 6_102_015
"""Number of the PostgreSQL lock under which one process at a time takes steps."""


def default_store() -> str:
    """The store that is used if none is named: a file in the user's data folder."""
    return os.environ.get("LICET_STORE") or usual_store()


def usual_store() -> str:
    """The file in the user's data folder, whatever is named."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return str(base / "licet" / "cases.sqlite")


class Store:
    """An open store; `writing` and `reading` give connections inside a transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name = engine.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The file of an SQLite store."""
        url = self._engine.url
        return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes; kept if the block ends well, else undone."""
        engine = self._engine.execution_options(licet_writes=True)
        with _refusing(self.name), engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, and sees one state of the store."""
        engine = self._engine
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with _refusing(self.name), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def grant(self, role: str) -> None:
        """Let a PostgreSQL role use the store; of what happened it may only add rows.

        Raises:
            Refused: the store is no PostgreSQL database, or the server refuses.
        """
        if self._engine.dialect.name != "postgresql":
            raise Refused(Fault(self.name, "store", "roles are for PostgreSQL; this is SQLite"))
        with self.writing() as connection:
            quoted = self._engine.dialect.identifier_preparer.quote(role)
            every = ", ".join(("alembic_version", *RIGHTS))
            connection.execute(text(f"REVOKE ALL ON {every} FROM {quoted}"))
            for table, rights in {"alembic_version": "SELECT", **RIGHTS}.items():
                connection.execute(text(f"GRANT {rights} ON {table} TO {quoted}"))


def made(name: str | None = None) -> bool:
    """Is there a store of that name, as far as this machine can tell? PostgreSQL is asked later."""
    url = _url(name or default_store())
    return url.get_backend_name() != "sqlite" or Path(str(url.database)).exists()


def open_store(name: str | None = None, *, make: bool = True) -> Store:
    """The store of that URL or file name, brought up to date if need be.

    Args:
        name: a file, or a URL of SQLite or PostgreSQL; `default_store` if none is given.
        make: make the store if there is none yet.

    Raises:
        Refused: it cannot be opened, there is none, or a newer Licet has written it.
    """
    url = _url(name or default_store())
    if url.get_backend_name() == "sqlite":
        if not make and not Path(str(url.database)).exists():
            raise Refused(Fault(str(url.database), "store", _NONE))
        engine = _sqlite(url)
    else:
        try:
            engine = create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED")
        except ModuleNotFoundError:
            expected = "the PostgreSQL driver is not installed: pip install 'licet[postgresql]'"
            raise Refused(Fault(str(url), "store", expected)) from None
    store = Store(engine)
    try:
        _take_steps(store, make=make)
    except BaseException:
        store.close()
        raise
    return store


def _url(name: str) -> URL:
    expected = "a file, sqlite:///FILE or postgresql://USER@HOST/DATABASE was expected"
    if "://" not in name:
        return URL.create("sqlite", database=str(Path(name).expanduser()))
    try:
        url = make_url(name)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError):
        raise Refused(Fault(name, "store", expected)) from None
    if backend in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite" or not url.database:
        raise Refused(Fault(url.render_as_string(), "store", expected))
    return url


def _sqlite(url: URL) -> Engine:
    try:
        Path(str(url.database)).absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        expected = f"its folder could not be made ({error.strerror})"
        raise Refused(Fault(str(url.database), "store", expected)) from None
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _settle(raw: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own type
        raw.isolation_level = None  # transactions begin where we say
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {setting}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("licet_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _take_steps(store: Store, *, make: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    newest = script.get_current_head()
    with store.reading() as connection:
        server = connection.dialect.server_version_info or (0,)
        if connection.dialect.name == "postgresql" and server < (_OLDEST_SERVER,):
            expected = f"PostgreSQL {_OLDEST_SERVER} or later was expected, not {server[0]}"
            raise Refused(Fault(store.name, "store", expected))
        taken = MigrationContext.configure(connection).get_current_revision()
    if taken == newest:
        return
    if taken is None and not make:
        raise Refused(Fault(store.name, "store", _NONE))
    if taken is not None and taken not in {one.revision for one in script.walk_revisions()}:
        raise Refused(Fault(store.name, "store", f"a newer Licet made it (step {taken})"))
    with store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK_OF_STEPS})"))
        with EnvironmentContext(config, script, fn=_upgrade(script)) as environment:
            environment.configure(connection=connection)
            environment.run_migrations()


def _upgrade(script: ScriptDirectory) -> Any:  # noqa: ANN401 - what alembic wants
    return lambda taken, _context: script._upgrade_revs("head", taken)  # noqa: SLF001 - as alembic's own commands do


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """Whatever the database refuses is refused with one line."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        said = str(error.orig).strip().splitlines() or ["no reason given"]
        raise Refused(Fault(name, "store", said[0])) from None
