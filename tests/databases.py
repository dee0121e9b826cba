"""Fresh databases for tests: migrated once a session, copied for each test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

import config
from app import create_app
from app.core import schema
from app.core.database import db
from tests import postgresql

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


class SQLiteDatabases:
    """A migrated file, copied for each test."""

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

    def drop(self, url: str) -> None:
        """Throw a database away."""
        for leftover in self._folder.glob(Path(url.removeprefix("sqlite:///")).name + "*"):
            leftover.unlink()


class PostgreSQLDatabases:
    """A migrated template database, cloned for each test."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._numbers = itertools.count()
        self._run("CREATE DATABASE template_samensturen")
        migrate(self._url("template_samensturen"))

    def fresh(self) -> str:
        """The address of a new database."""
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_samensturen")
        return self._url(name)

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
        yield PostgreSQLDatabases(stack.enter_context(postgresql.running_server(binaries)))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh database; every test that asks for it runs on SQLite and on PostgreSQL."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.fresh()
    yield url
    databases.drop(url)
