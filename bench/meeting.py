"""A hundred meetings at once: from a change by the chair to every screen of that meeting, beside one meeting alone.

Some screens read slowly, and some go away and come back meanwhile: they must end where the others are.
"""

import asyncio
import time
from collections.abc import Callable

from bench.figures import percentile, report
from bench.hall import Table, tables_from
from bench.http import Connection, post
from bench.programs import Program, application, ask
from bench.screens import Audience

MEETINGS = 100
ROUNDS = 4
"""How often the floor is given in each meeting."""
CHANGES_A_SECOND = 10
"""Over all meetings together: each changes every ten seconds."""
SEE_OTHER = 303
SLOW = 2
"""Of the screens of each meeting: so many read nothing until the end."""
COMING_BACK = 2
"""And so many go away in the middle and come back."""


async def measure_meetings(database: str, fresh: Callable[[str], str]) -> None:
    """One meeting alone, and then all of them on the same server."""
    url = fresh("meetings")
    tables = tables_from(ask("bench.hall", str(MEETINGS), database_url=url))
    alone = await _measure(database, url, tables[:1])
    together = await _measure(database, url, tables)
    about = {"database": database, "meetings": MEETINGS}
    more = MEETINGS - 1
    report("meetings", "memory of one more meeting", (together[0] - alone[0]) / more, "MB", **about)
    report("meetings", "cpu of one more meeting", (together[1] - alone[1]) / more, "ms/s", **about)


async def _measure(database: str, url: str, tables: list[Table]) -> tuple[float, float]:
    """Prints the figures for these meetings. Gives the server's memory (MB) and processor time (ms for each second)."""
    about = {"database": database, "meetings": len(tables), "screens": sum(len(one.sessions) for one in tables)}
    with application(url) as server:
        bare = server.memory
        audiences = [Audience() for _ in tables]
        for table, audience in zip(tables, audiences, strict=True):
            await audience.join(server.port, _stream(table), table.sessions)
        await asyncio.sleep(2)
        memory = (server.memory - bare) / 1e6
        for audience in audiences:
            for screen in audience.screens[:SLOW]:
                screen.transport.pause_reading()
        arrivals, used = await _changes(server, tables, audiences)
        lost = await _lost(audiences)
        for audience in audiences:
            audience.leave()
    report("meetings", "p50", percentile(arrivals, 0.5), "ms", **about)
    report("meetings", "p95", percentile(arrivals, 0.95), "ms", **about)
    report("meetings", "p99", percentile(arrivals, 0.99), "ms", **about)
    report("meetings", "memory a screen", 1000 * memory / int(str(about["screens"])), "kB", **about)
    report("meetings", "cpu while they go on", used, "ms/s", **about)
    report("meetings", "screens that ended behind", lost, "screens", **about)
    return memory, used


async def _changes(server: Program, tables: list[Table], audiences: list[Audience]) -> tuple[list[float], float]:
    """The moments (ms) at which changes arrived on the screens that read, and the processor time (ms a second)."""
    arrivals: list[float] = []
    pace = len(tables) / CHANGES_A_SECOND if len(tables) > 1 else 1.0
    begun, before = time.perf_counter(), server.cpu_seconds

    async def one(table: Table, audience: Audience, place: int) -> None:
        audience.expect(but=SLOW)
        connection = await Connection.open(server.port)
        pressed = time.perf_counter()
        chair = table.sessions[0]
        body = f"csrf_token={chair.csrf_token}&place={table.places[place]}"
        status = await connection.ask(post(f"/overleg/{table.meeting_id}/geef-woord", body, chair))
        if status != SEE_OTHER:
            raise RuntimeError(f"the floor was not given: {status}")
        moments = await audience.arrivals()
        connection.close()
        arrivals.extend(1000 * (moment - pressed) for moment in moments)

    async def go_on(number: int, table: Table, audience: Audience) -> None:
        await asyncio.sleep(pace * number / len(tables))
        for turn in range(ROUNDS):
            begun_at = time.perf_counter()
            await one(table, audience, 1 + turn % (len(table.places) - 1))
            if turn == ROUNDS // 2 - 1:
                await _come_back(server, table, audience)
            await asyncio.sleep(max(0.0, pace - (time.perf_counter() - begun_at)))

    pairs = zip(tables, audiences, strict=True)
    await asyncio.gather(*(go_on(number, table, audience) for number, (table, audience) in enumerate(pairs)))
    return arrivals, 1000 * (server.cpu_seconds - before) / (time.perf_counter() - begun)


async def _come_back(server: Program, table: Table, audience: Audience) -> None:
    for screen in audience.screens[-COMING_BACK:]:
        screen.transport.abort()
    del audience.screens[-COMING_BACK:]
    await audience.join(server.port, _stream(table), table.sessions[-COMING_BACK:])


async def _lost(audiences: list[Audience]) -> int:
    """How many screens did not end at the last state of their meeting, the slow ones once they read again."""
    for audience in audiences:
        for screen in audience.screens[:SLOW]:
            screen.transport.resume_reading()
    await asyncio.sleep(3)
    behind = 0
    for audience in audiences:
        reached = [screen.revision for screen in audience.screens]
        behind += sum(1 for one in reached if one < max(reached))
    return behind


def _stream(table: Table) -> str:
    return f"/overleg/{table.meeting_id}/stroom/deelnemer"
