"""Aim 4: how fast many screens come up, and what one of them costs in memory."""

import asyncio

from bench.figures import Aim, report
from bench.programs import application
from bench.pushing import wall
from bench.room import Room
from bench.screens import Audience

SCREENS = 500
WITHIN = Aim(at_most=1.0)
KILOBYTES = Aim(at_most=20)
FIRST_FEW = 50
SETTLE = 2.0


async def measure_connect(database: str, url: str, room: Room) -> None:
    """All screens at once, on a server that has had a few before."""
    with application(url) as server:
        early = Audience()
        await early.join(server.port, wall(room), room.sessions[:FIRST_FEW])
        early.leave()
        await asyncio.sleep(SETTLE)
        idle = server.memory
        audience = Audience()
        seconds = await audience.join(server.port, wall(room), room.sessions[:SCREENS])
        await asyncio.sleep(SETTLE)
        each = (server.memory - idle) / SCREENS / 1024
        audience.leave()
    about = {"database": database, "screens": SCREENS}
    report("connect", "until all have their state", seconds, "s", target=WITHIN, **about)
    report("connect", "memory for each screen", each, "KB", target=KILOBYTES, **about)
