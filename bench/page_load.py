"""Connections that load pages as fast as they come.

Run as `python -m bench.page_load PORT CONNECTIONS` with the room on standard input.
"""

import asyncio
import itertools
import json
import sys

import uvloop

from bench.http import Connection, get
from bench.room import Room


async def load(port: int, connections: int, room: Room) -> None:
    """Load pages until killed."""
    pages = [f"/ronde/{room.round_id}/deelnemer", f"/ronde/{room.round_id}/deelnemer/persoonlijk", "/besluiten", "/"]

    async def reader(number: int) -> None:
        connection = await Connection.open(port)
        for turn in itertools.count(number):
            status = await connection.ask(get(pages[turn % len(pages)], room.sessions[turn % len(room.sessions)]))
            if status != 200:
                raise RuntimeError(f"{pages[turn % len(pages)]} answered {status}")

    await asyncio.gather(*(reader(number) for number in range(connections)))


if __name__ == "__main__":
    uvloop.run(load(int(sys.argv[1]), int(sys.argv[2]), Room(**json.load(sys.stdin))))
