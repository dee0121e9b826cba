"""Runs the benchmark: `make bench`, or `python -m bench --only push --database sqlite` for a part of it."""

import argparse
import asyncio
import json
import resource
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import uvloop

from bench.answering import measure_answers
from bench.connecting import measure_connect
from bench.growing import measure_growth
from bench.meeting import measure_meetings
from bench.programs import ask
from bench.pushing import measure_push, measure_under_load
from bench.rendering import measure_screens
from bench.room import Room
from tests import postgresql

SESSIONS = 520
MOST_FILES = 16384
AIMS: dict[str, Callable[[str, str, Room], Awaitable[None]]] = {
    "push": measure_push,
    "load": measure_under_load,
    "answer": measure_answers,
    "connect": measure_connect,
    "screen": measure_screens,
}
WHOLE_TOWNS: dict[str, Callable[[str, "Fresh"], Awaitable[None]]] = {
    "meetings": measure_meetings,
    "scale": measure_growth,
}
"""What is measured in databases of its own, without a room."""


def main() -> None:
    """Measure every aim on every database, or those that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=[*AIMS, *WHOLE_TOWNS], action="append", help="measure only this aim")
    parser.add_argument("--database", choices=DATABASES, action="append", help="measure only on this database")
    chosen = parser.parse_args()
    _allow_many_connections()
    for database in chosen.database or DATABASES:
        with DATABASES[database]() as fresh:
            if fresh is None:
                print(f"{database} is not on this machine: not measured", file=sys.stderr)
                continue
            for aim in chosen.only or [*AIMS, *WHOLE_TOWNS]:
                if aim in WHOLE_TOWNS:
                    asyncio.run(WHOLE_TOWNS[aim](database, fresh))
                    continue
                url = fresh(aim)
                room = Room(**json.loads(ask("bench.room", str(SESSIONS), database_url=url)))
                uvloop.run(_measure(AIMS[aim], database, url, room))


async def _measure(aim: Callable[[str, str, Room], Awaitable[None]], database: str, url: str, room: Room) -> None:
    async with asyncio.timeout(300):
        await aim(database, url, room)


def _allow_many_connections() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if most == resource.RLIM_INFINITY else min(MOST_FILES, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


Fresh = Callable[[str], str]
"""Makes an empty database with this name, and gives its address."""


@contextmanager
def _sqlite() -> Iterator[Fresh | None]:
    with tempfile.TemporaryDirectory(prefix="samensturen-bench-") as folder:
        yield lambda name: f"sqlite:///{Path(folder) / name}.sqlite"


@contextmanager
def _postgresql() -> Iterator[Fresh | None]:
    binaries = postgresql.find_binaries()
    if binaries is None:
        yield None
        return
    with postgresql.running_server(binaries, durable=True) as address:

        def fresh(name: str) -> str:
            with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
            return f"{address}/{name}"

        yield fresh


DATABASES = {"sqlite": _sqlite, "postgresql": _postgresql}

if __name__ == "__main__":
    main()
