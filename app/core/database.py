"""The database: the declarative base, column types, and how a connection reads and writes.

SQLite begins reading transactions with BEGIN and writing ones with BEGIN IMMEDIATE (see `transaction`). Python's own
transaction handling is switched off for it: that lost updates when two requests raced (tests/core/test_races.py).
"""

from datetime import UTC, datetime
from enum import StrEnum
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BindParameter, Connection, Dialect, Engine, Enum, MetaData, bindparam, event
from sqlalchemy import DateTime as SQLDateTime
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass
from sqlalchemy.types import TypeDecorator

from app.core import clock

WRITE = "samensturen_write"
"""Execution option of a connection whose transaction is begun for writing."""

BUSY_SECONDS = 5.0
"""How long a writer waits for another before it gives up with a plain refusal."""


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False):
    """The parent of every model. Columns without a default are required when an object is made."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. SQLite drops the time zone; this puts it back."""

    impl = SQLDateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime, turn any other into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime has no place in the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back as an aware datetime in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def moment_of_asking() -> BindParameter[datetime]:
    """The present moment in a condition, looked up whenever it is asked: so that a condition may be kept."""
    return bindparam(None, callable_=lambda: clock.now(), type_=UTCDateTime(), unique=True)


def enum_column(states: type[StrEnum], name: str = "") -> Enum:
    """A column type for a StrEnum: stored by value, refused by the database when it is none of them."""
    return Enum(
        states,
        native_enum=False,
        length=32,
        create_constraint=True,
        name=name or states.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
        validate_strings=True,
    )


def init_database(app: Flask) -> None:
    """Bind the database to `app` and teach its engine how to begin."""
    db.init_app(app)
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    else:
        _prepare_postgresql(engine)


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(BUSY_SECONDS * 1000)}")
        connection.execute("SET jit = off")  # compiling takes longer than a page may: 146 of 311 ms of the overview
        connection.commit()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: SQLiteConnection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
