"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import create_app
from app.core.database import db
from tests.cast import cast, visitor
from tests.databases import database_url, postgresql_databases, settings_for, sqlite_databases

__all__ = ["cast", "database_url", "postgresql_databases", "sqlite_databases", "visitor"]


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application on a fresh database, inside its context; on both databases in turn."""
    app = create_app(settings_for(database_url))
    app.testing = True
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
