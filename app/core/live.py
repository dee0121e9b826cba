"""Who is told what changed, and only after the commit.

A topic is "<kind>:<id>". The message carries nothing else: each listener reads what it may see. On PostgreSQL the topic
travels with the transaction (NOTIFY), so that every process hears it; on SQLite other processes see by the file that
something was written and compare versions.
"""

import os
import secrets
from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core import transaction
from app.core.database import db

CHANNEL = "samensturen"
_TOPICS = "live_topics"

_here = secrets.token_hex(4)
_listeners: list[Callable[[frozenset[str]], None]] = []


def announce(kind: str, key: int) -> None:
    """Note that a subject changed; it is told when the transaction has been committed."""
    db.session().info.setdefault(_TOPICS, set()).add(f"{kind}:{key}")


def on_change(listener: Callable[[frozenset[str]], None]) -> None:
    """Call `listener` with the changed topics after each commit of this process."""
    _listeners.append(listener)


def forget(listener: Callable[[frozenset[str]], None]) -> None:
    """Stop calling `listener`."""
    _listeners.remove(listener)


def topic_from_elsewhere(notice: str) -> str | None:
    """The topic of a notice on `CHANNEL`; None when this process sent it and was told already."""
    topic, _, process = notice.partition("@")
    return None if process == _process() else topic


def _process() -> str:
    return f"{_here}.{os.getpid()}"


@transaction.before_commit
def _send_with_the_transaction(session: Session) -> None:
    topics = session.info.get(_TOPICS)
    if topics and session.get_bind().dialect.name == "postgresql":
        session.flush()
        session.execute(
            text("SELECT pg_notify(:channel, topic) FROM unnest(CAST(:topics AS text[])) AS topic"),
            {"channel": CHANNEL, "topics": [f"{topic}@{_process()}" for topic in sorted(topics)]},
        )


@transaction.after_commit
def _tell_this_process(news: dict[str, Any]) -> None:
    topics = frozenset(news.get(_TOPICS, ()))
    if topics:
        transaction.tell(_listeners, topics)
