"""The migrations make exactly the tables that the models describe, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import inspect

from app.core import schema
from app.core.database import Base, db


def test_the_migrations_are_complete(app: Flask) -> None:
    assert schema.is_complete()


def test_a_table_that_no_migration_makes_is_missed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.engine.connect().execution_options(samensturen_write=True) as connection:
        connection.exec_driver_sql("DROP TABLE contributions")
        connection.commit()
    assert not schema.is_complete()


def test_every_table_is_there(app: Flask) -> None:
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())
