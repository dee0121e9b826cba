"""What the tests of decisions share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.core import live
from app.core.database import db
from tests.databases import application


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def house(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on one database for a whole module, of tests that leave it as they found it."""
    databases = request.getfixturevalue(f"{request.param}_databases")
    url = databases.fresh()
    app = application(url)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def told() -> Iterator[list[str]]:
    """The topics that were announced to the screens, in order."""
    topics: list[str] = []

    def listen(news: frozenset[str]) -> None:
        topics.extend(sorted(news))

    live.on_change(listen)
    yield topics
    live.forget(listen)
