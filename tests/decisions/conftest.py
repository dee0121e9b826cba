"""What the tests of decisions share."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.core import live
from app.core.database import db
from tests.databases import settings_for


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def house(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on one database for a whole module, of tests that leave it as they found it."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.fresh()
    app = create_app(settings_for(url))
    app.testing = True
    with app.app_context():
        _do_not_wait_for_the_disk()
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


def _do_not_wait_for_the_disk() -> None:
    """What survives a power cut is tested elsewhere; here thousands of transactions are made."""
    if db.engine.dialect.name == "sqlite":
        event.listen(db.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        db.engine.dispose()


@pytest.fixture
def told() -> Iterator[list[str]]:
    """The topics that were announced to the screens, in order."""
    topics: list[str] = []

    def listen(news: frozenset[str]) -> None:
        topics.extend(sorted(news))

    live.on_change(listen)
    yield topics
    live.forget(listen)
