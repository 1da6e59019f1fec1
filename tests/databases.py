"""Both databases: a test that asks for a store runs on SQLite and on a real PostgreSQL.

A room whose tests want one names these fixtures in its `conftest.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from licet.store import Store, open_store


def server_program(name: str) -> str:
    """The newest PostgreSQL program of that name that Debian has installed."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=_version)
    return str(found[-1]) if found else shutil.which(name) or name


def _version(path: Path) -> int:
    return int(path.parts[-3])


def as_server(*words: str) -> None:
    """Run a server program; not as root, which PostgreSQL refuses."""
    user = ["runuser", "-u", "nobody", "--"] if os.geteuid() == 0 else []
    subprocess.run([*user, *words], check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own, on a socket in a folder of our own: its URL."""
    place = (
        Path(tempfile.gettempdir()) / f"licet-{uuid.uuid4().hex[:12]}"
    )  # a socket's path is short
    place.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(place, "nobody")
    data = str(place / "data")
    initdb, pg_ctl = server_program("initdb"), server_program("pg_ctl")
    settings = f"-k {place} -c listen_addresses='' -c max_connections=120 -c fsync=off"
    try:
        as_server(initdb, "-D", data, "-U", "licet", "-A", "trust", "-E", "UTF8", "--locale=C")
        as_server(pg_ctl, "-D", data, "-w", "-l", str(place / "log"), "-o", settings, "start")
        yield f"postgresql://licet@/postgres?host={place}"
    finally:
        if Path(data, "postmaster.pid").exists():
            as_server(pg_ctl, "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(place, ignore_errors=True)


def make_database(server: str) -> str:
    """The URL of a new database on that server."""
    name = f"t{uuid.uuid4().hex[:12]}"
    driven = server.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(driven, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture
def new_database(postgresql: str) -> str:
    """The URL of a new database on a server of our own."""
    return make_database(postgresql)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("pg"))])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new store's URL on each of the two databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'cases.sqlite'}"
    return str(request.getfixturevalue("new_database"))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A new store on each of the two databases."""
    opened = open_store(url)
    yield opened
    opened.close()
