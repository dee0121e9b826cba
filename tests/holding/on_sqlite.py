"""The house on SQLite alone, for walks that do not depend on the database.

That lists and rules agree on both databases is held by tests/decisions/test_visibility.py.
"""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.core.database import db
from tests.databases import SQLiteDatabases, application


@pytest.fixture(scope="module")
def house(sqlite_databases: SQLiteDatabases) -> Iterator[Flask]:
    """The application on a database of its own for a whole module."""
    url = sqlite_databases.fresh()
    app = application(url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    sqlite_databases.drop(url)
