"""The only place that commits. It begins the write first, and tells the world only after the commit.

Beginning first matters: whoever reads, and only then asks SQLite to write, is refused at once when another commit came
between; on PostgreSQL they would decide on what is no longer true.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Select, select, text, true
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.core.database import BUSY_SECONDS, WRITE, Base, db
from app.core.errors import Busy, NotFound

log = logging.getLogger(__name__)

_after_commit: list[Callable[[dict[str, Any]], None]] = []
_before_commit: list[Callable[[Session], None]] = []
_writing = threading.Lock()
_file_locks: dict[str, FileLock] = {}

POLL_SECONDS = 0.004

_UNDER_WAY = "transaction_under_way"

_WAIT_FOR_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")

Model = TypeVar("Model", bound=Base)
News = TypeVar("News")


def before_commit(hook: Callable[[Session], None]) -> Callable[[Session], None]:
    """Register what must be part of every transaction, just before its commit."""
    _before_commit.append(hook)
    return hook


def after_commit(hook: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """Register who is told after every commit; receives what the transaction left in `session.info`."""
    _after_commit.append(hook)
    return hook


@contextmanager
def transaction() -> Iterator[Session]:
    """Do everything inside, or nothing.

    Gives the session, on which anything read before has been forgotten. On any error nothing is kept and nobody is
    told. Raises `Busy` when writing could not begin within five seconds or another transaction got in between, and
    `RuntimeError` inside another transaction, whose work it would throw away.
    """
    session: Session = db.session()
    if _UNDER_WAY in session.info:
        raise RuntimeError("a transaction was begun inside another")
    session.rollback()
    session.expire_all()
    with _turn_to_write():
        session.info[_UNDER_WAY] = True
        try:
            _begin(session)
            yield session
            for hook in _before_commit:
                hook(session)
            session.commit()
        except BaseException as error:
            session.rollback()
            session.info.clear()
            if _is_contention(error):
                raise Busy from error
            raise
    news = dict(session.info)
    session.info.clear()
    tell(_after_commit, news)


def tell(listeners: Iterable[Callable[[News], None]], news: News) -> None:
    """Call every listener. What was decided stands: one that fails neither undoes it nor silences the others."""
    for listener in list(listeners):
        try:
            listener(news)
        except Exception:
            log.exception("telling the news after a commit failed")


def locked(model: type[Model], key: int) -> Model:
    """Read one row by its key inside a `transaction`, locked until its end. Raises `NotFound`."""
    found = locked_where(select(model).where(model.__mapper__.primary_key[0] == key))
    if found is None:
        raise NotFound
    return found


def locked_where(query: Select[Model]) -> Model | None:
    """Read the one row `query` asks for, fresh from the database and locked until the end of the transaction.

    It is locked before it is read: whatever PostgreSQL joins to a row it had to wait for is from before the wait. On
    SQLite the transaction has the whole database to itself.
    """
    if db.session.get_bind().dialect.name != "sqlite":
        key = query.column_descriptions[0]["entity"].__mapper__.primary_key
        wanted = true() if query.whereclause is None else query.whereclause
        db.session.execute(select(*key).where(wanted).with_for_update())
    return db.session.scalar(query.execution_options(populate_existing=True))


def wait_for_turn(name: str) -> None:
    """Let two transactions that write what this name stands for queue up, though there is no row yet to lock.

    SQLite has only one writer at a time anyway.
    """
    session = db.session()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_WAIT_FOR_TURN, {"name": name})


def _begin(session: Session) -> None:
    session.connection(execution_options={WRITE: True})


@contextmanager
def _turn_to_write() -> Iterator[None]:
    """On SQLite, wait for our turn in an orderly queue: its own waiting starves the unlucky."""
    lock = _file_lock()
    if lock is None:
        yield
        return
    if not _writing.acquire(timeout=BUSY_SECONDS):
        raise Busy
    try:
        try:
            lock.acquire(timeout=BUSY_SECONDS, poll_interval=POLL_SECONDS)
        except Timeout as error:
            raise Busy from error
        try:
            yield
        finally:
            lock.release()
    finally:
        _writing.release()


def _file_lock() -> FileLock | None:
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        return None
    path = str(Path(str(url.database)).resolve()) + ".lock"
    if path not in _file_locks:
        _file_locks[path] = FileLock(path, thread_local=False)
    return _file_locks[path]


def _is_contention(error: BaseException) -> bool:
    if isinstance(error, StaleDataError):
        return True
    if isinstance(error, OperationalError) and "locked" in str(error):
        return True
    code = getattr(getattr(error, "orig", None), "sqlstate", None) if isinstance(error, DBAPIError) else None
    return code in {"40001", "40P01", "55P03"}
