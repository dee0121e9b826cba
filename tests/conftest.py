"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.core.database import db
from app.core.serving.process import keep_for_good
from tests.cast import cast, visitor
from tests.databases import applications, database_url, house_with_no_rows, postgresql_databases, sqlite_databases

__all__ = [
    "applications",
    "cast",
    "database_url",
    "house_with_no_rows",
    "postgresql_databases",
    "sqlite_databases",
    "visitor",
]


@pytest.fixture
def app(house_with_no_rows: Flask) -> Iterator[Flask]:
    """The application on an empty database, inside its context; on both databases in turn."""
    with house_with_no_rows.app_context():
        yield house_with_no_rows
        db.session.remove()
        db.engine.dispose()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on PostgreSQL what no database has a say in."""
    left = {one for one in items if one.get_closest_marker("on_sqlite_alone") and one.get_closest_marker("postgresql")}
    if left:
        config.hook.pytest_deselected(items=list(left))
        items[:] = [one for one in items if one not in left]


def pytest_collection_finish() -> None:
    """A tenth of the time went to collecting garbage that stays: what was loaded, and every test."""
    keep_for_good()
