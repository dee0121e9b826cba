"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from app import create_app
from app.core.database import db
from tests.cast import cast, visitor
from tests.databases import database_url, postgresql_databases, settings_for, sqlite_databases

__all__ = ["cast", "database_url", "postgresql_databases", "sqlite_databases", "visitor"]


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all applications of a test run."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


COMPILED_TEMPLATES = CompiledTemplates()


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    """The application on a fresh database, inside its context; on both databases in turn."""
    app = create_app(settings_for(database_url))
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
