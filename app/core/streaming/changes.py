"""How a process hears of commits: its own at once, those of other processes by way of the database.

On PostgreSQL every transaction that changes a subject notifies a channel. On SQLite the file tells that somebody wrote,
and revisions tell what. Nobody relies on having heard everything: after silence or a lost connection all is compared.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import psycopg
from sqlalchemy import URL

from app.core import live
from app.core.streaming.hub import Hub

log = logging.getLogger(__name__)

POLL_SECONDS = 0.02
RECONNECT_SECONDS = 1.0
KEEPALIVES: dict[str, Any] = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}


@contextmanager
def own_commits(hub: Hub) -> Iterator[None]:
    """Tell the hub of everything that this process commits."""
    loop = asyncio.get_running_loop()

    def tell(topics: frozenset[str]) -> None:
        loop.call_soon_threadsafe(hub.changed, topics)

    live.on_change(tell)
    try:
        yield
    finally:
        live.forget(tell)


async def commits_elsewhere(url: URL, hub: Hub) -> NoReturn:
    """Tell the hub of what other processes commit to the database at `url`, until cancelled."""
    if url.get_backend_name() == "postgresql":
        await _listen(url.set(drivername="postgresql").render_as_string(hide_password=False), hub)
    else:
        await _poll(str(url.database), hub)


async def _listen(address: str, hub: Hub) -> NoReturn:
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(address, autocommit=True, **KEEPALIVES) as connection:
                await connection.execute(f"LISTEN {live.CHANNEL}")
                hub.compare()
                async for notice in connection.notifies():
                    if topic := live.topic_from_elsewhere(notice.payload):
                        hub.changed([topic])
        except psycopg.Error as error:
            log.warning("not hearing from PostgreSQL, trying again: %s", error)
        await asyncio.sleep(RECONNECT_SECONDS)


async def _poll(path: str, hub: Hub) -> NoReturn:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        version = None
        while True:
            await hub.is_watched.wait()
            try:
                (present,) = connection.execute("PRAGMA data_version").fetchone()
            except sqlite3.OperationalError:
                present = version  # busy with recovery; the next time will tell
            if present != version:
                version = present
                hub.compare()
            await asyncio.sleep(POLL_SECONDS)
    finally:
        connection.close()
