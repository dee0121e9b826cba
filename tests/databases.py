"""Fresh databases for tests: migrated once a session, then copied for a module, or emptied for the next test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

import config
from app import create_app
from app.core import schema
from app.core.database import db
from app.core.sealing import init_sealing
from tests import postgresql
from tests.compiled_templates import COMPILED_TEMPLATES

SECRET_KEY = "a-secret-of-the-tests-that-is-long-enough"
FILES = tempfile.TemporaryDirectory(prefix="samensturen-files-")
"""Of all tests together: files are kept by what is in them, so that they do not get in each other's way."""
IN_CI = bool(os.environ.get("CI"))


def settings_for(url: str, **changes: object) -> config.Settings:
    """Settings of a development installation on this database."""
    chosen: dict[str, object] = {
        "files_folder": Path(FILES.name),
        "database_url": url,
        "secret_key": SECRET_KEY,
        "demo_sign_in": True,
        "public_register": True,
        **changes,
    }
    return config.Settings(**chosen)  # type: ignore[arg-type]


def migrate(url: str) -> None:
    """Bring the database at `url` to the latest schema."""
    app = create_app(settings_for(url))
    with app.app_context():
        schema.upgrade()
        db.engine.dispose()


def application(url: str) -> Flask:
    """The application on the database at `url`. It does not wait for the disk: what outlives a power cut is tested
    elsewhere (tests/holding/test_sigkill.py).
    """
    app = create_app(settings_for(url))
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    return app


class SQLiteDatabases:
    """A migrated file, and copies of it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.sqlite"
        self._numbers = itertools.count()
        migrate(f"sqlite:///{self._template}")

    def fresh(self) -> str:
        """The address of a new database."""
        path = self._folder / f"test-{next(self._numbers)}.sqlite"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def empty(self, url: str) -> None:
        """Make a database as good as new. Nothing may be connected to it."""
        self.drop(url)
        shutil.copy(self._template, url.removeprefix("sqlite:///"))

    def drop(self, url: str) -> None:
        """Throw a database away."""
        for leftover in self._folder.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
            leftover.unlink()


EMPTY = """
CREATE FUNCTION pg_temp.empty() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  SET LOCAL session_replication_role = replica;
  {}
  PERFORM setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences WHERE last_value IS NOT NULL;
END $$
"""
EMPTY_A_TABLE = "IF EXISTS (SELECT FROM {0}) THEN DELETE FROM {0}; END IF;"
"""Kept with its plans by one connection: making a new database, or planning anew, is what most of a short test took."""


class PostgreSQLDatabases:
    """A migrated template database, and clones of it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = itertools.count()
        self._emptied: dict[str, psycopg.Connection] = {}
        self._run("CREATE DATABASE template_samensturen")
        migrate(self._url("template_samensturen"))

    def fresh(self) -> str:
        """The address of a new database."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_samensturen")
        return self._url(name)

    def empty(self, url: str) -> None:
        """Make a database as good as new; the template holds no rows."""
        if url not in self._emptied:
            connection = psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True)
            names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            tables = [EMPTY_A_TABLE.format(f'"{name}"') for (name,) in names if name != "alembic_version"]
            connection.execute(EMPTY.format("\n  ".join(tables)))  # type: ignore[arg-type]
            self._emptied[url] = connection
        self._emptied[url].execute("SELECT pg_temp.empty()")

    def close(self) -> None:
        """Let go of what is kept open."""
        for connection in self._emptied.values():
            connection.close()

    def drop(self, url: str) -> None:
        """Throw a database away."""
        self._run(f"DROP DATABASE {url.rsplit('/', 1)[1]} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return f"{self._address}/{name}".replace("postgresql://", "postgresql+psycopg://")

    def _run(self, statement: str) -> None:
        with psycopg.connect(f"{self._address}/postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SQLiteDatabases:
    return SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgreSQLDatabases]:
    binaries = postgresql.find_binaries()
    if binaries is None:
        if IN_CI:
            pytest.fail("CI must have PostgreSQL: install Debian's package postgresql")
        pytest.skip("PostgreSQL is not installed on this machine")
    with ExitStack() as stack:
        databases = PostgreSQLDatabases(stack.enter_context(postgresql.running_server(binaries)))
        stack.callback(databases.close)
        yield databases


@pytest.fixture(scope="session")
def applications() -> Iterator[dict[str, Flask]]:
    """One application for each kind of database, for all tests: making one takes longer than most."""
    made: dict[str, Flask] = {}
    yield made
    for app in made.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def house_with_no_rows(request: pytest.FixtureRequest, applications: dict[str, Flask]) -> Flask:
    """The application on an empty database; on SQLite and on PostgreSQL in turn."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    if request.param not in applications:
        applications[request.param] = application(databases.fresh())
    app = applications[request.param]
    databases.empty(url_of(app))
    init_sealing(app)
    return app


ON_SQLITE_ALONE = pytest.mark.on_sqlite_alone
"""For rules and screens in which no database has a say: what depends on one is tried on both, in the same folder."""


@pytest.fixture
def database_url(house_with_no_rows: Flask) -> str:
    """The address of an empty database; every test that asks for it runs on SQLite and on PostgreSQL."""
    return url_of(house_with_no_rows)


def url_of(app: Flask) -> str:
    """The address of the database of an application."""
    return str(app.config["SETTINGS"].database_url)
