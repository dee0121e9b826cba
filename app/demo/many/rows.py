"""Rows by the thousand, each with its chained journal: what the verbs and `journal.record` would have written."""

import dataclasses
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Table, bindparam, text, update
from sqlalchemy import insert as insert_into
from sqlalchemy.orm import Session
from sqlalchemy.orm.base import LoaderCallableStatus

from app.core import search
from app.core.actor import SYSTEM
from app.core.database import Base
from app.core.journal import START, JournalEntry, JournalPayload
from app.core.numbering import NumberSeries

AT_ONCE = 20_000
_WORD = re.compile(r"[^\W_]+")
_Like = SimpleNamespace
"""Stands in for an object of the journal of which only the columns are read: making those took a third of the time."""


class Rows:
    """Collects rows with ids of its own, and writes many at once in an order in which each finds what it points to."""

    def __init__(self, session: Session, chance: Random) -> None:
        self._session = session
        self._chance = chance
        self._waiting: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        self._changes: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = defaultdict(list)
        self._blank: dict[type[Base], dict[str, Any]] = {}
        self._last_id: dict[Table, int] = defaultdict(int)
        self._tails: dict[tuple[str, int], tuple[int, str]] = {}
        self._folded: dict[str, str] = {}
        self._count = 0
        self._is_postgresql = session.get_bind().dialect.name == "postgresql"

    def add(self, model: type[Base], **values: Any) -> int:
        """A new row; what is not given is as when the model is made. Returns its id."""
        table = _table(model)
        self._last_id[table] += 1
        row_id = self._last_id[table]
        self._put(model, {"id": row_id, **values})
        return row_id

    def change(self, model: type[Base], row_id: int, **values: Any) -> None:
        """Change a row that was added before, as the event does that is told to the journal beside it."""
        names = tuple(sorted(values))
        self._changes[_table(model), names].append(
            {f"to_{name}": value for name, value in values.items()} | {"of": row_id}
        )

    def tell(
        self,
        kind: str,
        subject_id: int,
        event: str,
        at: datetime,
        who: str = SYSTEM.actor_key,
        details: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> None:
        """One event in the chain of a subject. `more` may be the source, the target and the version."""
        position, previous = self._tails.get((kind, subject_id), (0, START))
        salt, content = f"{self._chance.getrandbits(128):032x}", dict(details or {})
        row: dict[str, Any] = {
            "subject_kind": kind, "subject_id": subject_id, "position": position + 1, "at": at, "actor": who,
            "on_behalf_of": None, "event": event, "source": None, "target": None, "version": None, "channel": "screen",
            "payload_digest": "", "previous": previous, "digest": "", **more,
        }  # fmt: skip
        row["payload_digest"] = JournalPayload.digest(_Like(salt=salt, content=content))  # type: ignore[arg-type]
        row["digest"] = JournalEntry.chained(_Like(**row))  # type: ignore[arg-type]
        self._tails[kind, subject_id] = position + 1, row["digest"]
        entry_id = self.add(JournalEntry, **row)
        self._put(JournalPayload, {"entry_id": entry_id, "salt": salt, "content": content})

    def last_id(self, model: type[Base]) -> int:
        """The id of the row that was added last."""
        return self._last_id[_table(model)]

    def make_findable(self, kind: str, subject_id: int, *written: str) -> None:
        """What `search.index` does. Each word is folded once: there are fewer words than texts."""
        words = [search.mark_of(kind)]
        for word in _WORD.findall(" ".join(written)):
            folded = word if word.isdecimal() else self._folded.get(word)
            if folded is None:
                folded = self._folded[word] = search.fold(word)
            words.append(folded)
        self.add(search.SearchText, kind=kind, subject_id=subject_id, words=" ".join(words))

    def number(self, given: Mapping[str, int]) -> None:
        """Note the last number that was given in each series."""
        for name, last in given.items():
            self._put(NumberSeries, {"name": name, "last": last})

    def finish(self) -> None:
        """Write what is left, and let the database go on counting after the last id."""
        self._write()
        for (table, names), rows in self._changes.items():
            changed: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
            statement = update(table).where(table.c.id == bindparam("of")).values(changed)
            self._session.connection().execute(statement, rows)
        if self._is_postgresql:
            for table, last in self._last_id.items():
                sequence = text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})")
                self._session.execute(sequence)

    def _put(self, model: type[Base], values: dict[str, Any]) -> None:
        if model not in self._blank:
            self._blank[model] = _blank(model)
        self._waiting[_table(model)].append(self._blank[model] | values)
        self._count += 1
        if self._count >= AT_ONCE:
            self._write()

    def _write(self) -> None:
        for table in Base.metadata.sorted_tables:
            if rows := self._waiting.pop(table, None):
                if self._is_postgresql:
                    self._copy(table, rows)
                else:
                    self._session.connection().execute(insert_into(table), rows)
        self._count = 0

    def _copy(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Insert as PostgreSQL likes it for many rows."""
        connection = self._session.connection()
        dialect = connection.dialect
        ready = {one.name: one.type.dialect_impl(dialect).bind_processor(dialect) for one in table.columns}
        cursor: Any = connection.connection.cursor()
        with cursor.copy(f"COPY {table} ({', '.join(ready)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([process(row[name]) if process else row[name] for name, process in ready.items()])


def moment(day: date, minutes: int = 0) -> datetime:
    """A moment on a working day, so many minutes after it began."""
    return datetime.combine(day, time(8), tzinfo=UTC) + timedelta(minutes=minutes)


def person(person_id: int) -> str:
    """The pseudonym of somebody in the journal."""
    return f"person:{person_id}"


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101 - no model is mapped to anything else
    return table


def _blank(model: type[Base]) -> dict[str, Any]:
    """The values that a new object of a model has by itself."""
    factories = {one.name: one.default_factory for one in dataclasses.fields(model)}
    blank: dict[str, Any] = {}
    for column in _table(model).columns:
        factory = factories.get(column.key, dataclasses.MISSING)
        value = factory() if callable(factory) else getattr(column.default, "arg", None)
        blank[column.key] = None if isinstance(value, LoaderCallableStatus) else value  # SQLAlchemy's sign for None
    version = model.__mapper__.version_id_col
    if version is not None:
        blank[version.name] = 1
    return blank
