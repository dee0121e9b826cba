"""Aims 1 and 2: from the POST of an answer to its receipt on every open screen, in quiet and under load."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bench.figures import Aim, percentile, report
from bench.http import Connection, post
from bench.programs import Program, application, bare_pusher, page_loaders
from bench.room import Room, Session
from bench.screens import Audience

SCREENS = (100, 500, 2000)
COMPARED = (500, 2000)
MOST_TIMES_BARE = Aim(at_most=2.5)
LOADED_SCREENS = 500
LOADING_CONNECTIONS = 8
UNDER_LOAD = {"sqlite": Aim(at_most=120), "postgresql": Aim(at_most=60)}
WARM_UP = 5
EVENTS = 40
PAUSE = 0.15
"""Seconds between two events: longer than the server waits to gather changes."""
QUIET = 4.0
"""Seconds in which is measured what the server uses when nothing happens."""


@dataclass(frozen=True)
class Pushes:
    """What one series of changes gave, in milliseconds."""

    arrivals: list[float]
    last: list[float]
    cpu: float
    """For each change, in the server, beside what it uses anyway."""
    idle_cpu: float
    """What it uses anyway, for each second."""

    @property
    def median(self) -> float:
        """The median over all screens and changes."""
        return percentile(self.arrivals, 0.5)


async def measure_push(database: str, url: str, room: Room) -> None:
    """Aim 1, beside the bare program."""
    answers = answering(room)
    with application(url) as server:
        for count in SCREENS:
            async with _watching(server.port, wall(room), room, count) as audience:
                ours = await series(server, audience, answers)
                frame = await _frame_of_a_change(server.port, audience, answers())
            about = {"database": database, "screens": count, "frame_bytes": len(frame)}
            _report("push", ours, **about)
            if count in COMPARED:
                bare = await _bare(frame, count)
                _report("push, bare", bare, **about)
                report("push", "p50 ratio", ours.median / bare.median, "times bare", target=MOST_TIMES_BARE, **about)
                report("push", "cpu ratio", ours.cpu / bare.cpu, "times bare", target=MOST_TIMES_BARE, **about)


async def measure_under_load(database: str, url: str, room: Room) -> None:
    """Aim 2: the same while pages are being loaded."""
    with application(url) as server:
        async with _watching(server.port, wall(room), room, LOADED_SCREENS) as audience:
            with page_loaders(server.port, room, LOADING_CONNECTIONS):
                await asyncio.sleep(1)
                pushes = await series(server, audience, answering(room))
    about = {"database": database, "screens": LOADED_SCREENS, "loading": LOADING_CONNECTIONS}
    report("under load", "p50", pushes.median, "ms", **about)
    report("under load", "p99", percentile(pushes.arrivals, 0.99), "ms", target=UNDER_LOAD[database], **about)
    report("under load", "last", percentile(pushes.last, 0.5), "ms", **about)


def wall(room: Room) -> str:
    """The stream of the shared screen: an answer after the reveal changes it for everybody."""
    return f"/ronde/{room.round_id}/stroom/scherm"


def answering(room: Room) -> Callable[[], bytes]:
    """Gives the requests with which the members answer, one after another and each time differently."""
    numbers = itertools.count()

    def next_request() -> bytes:
        turn, member = divmod(next(numbers), len(room.members))
        return answer_of(room, room.members[member], turn)

    return next_request


def answer_of(room: Room, member: Session, turn: int) -> bytes:
    """The form with which a member answers: a concern, the next turn none, and so on, so that all see a difference."""
    choice = "consent" if turn % 2 else "concern"
    body = f"csrf_token={member.csrf_token}&choice={choice}&text=Let+op+de+oversteek"
    return post(f"/ronde/{room.round_id}/antwoord", body, member)


async def series(server: Program, audience: Audience, next_request: Callable[[], bytes]) -> Pushes:
    """Make a change again and again, and wait each time until it has arrived everywhere."""
    connection = await Connection.open(server.port)
    arrivals: list[float] = []
    last: list[float] = []

    async def one() -> None:
        audience.expect()
        begun = time.perf_counter()
        status = await connection.ask(next_request())
        if status not in {200, 204, 302}:
            raise RuntimeError(f"an answer was refused with {status}")
        moments = [1000 * (moment - begun) for moment in await audience.arrivals()]
        arrivals.extend(moments)
        last.append(max(moments))
        await asyncio.sleep(PAUSE)

    for _ in range(WARM_UP):
        await one()
    arrivals.clear()
    last.clear()
    idle = await _idle_cpu(server)
    begun, before = time.perf_counter(), server.cpu_seconds
    for _ in range(EVENTS):
        await one()
    used = server.cpu_seconds - before - idle * (time.perf_counter() - begun)
    connection.close()
    return Pushes(arrivals, last, 1000 * used / EVENTS, 1000 * idle)


async def _idle_cpu(server: Program) -> float:
    """Processor seconds a second while nothing happens and all screens are open."""
    before = server.cpu_seconds
    await asyncio.sleep(QUIET)
    return (server.cpu_seconds - before) / QUIET


async def _bare(frame: bytes, count: int) -> Pushes:
    with bare_pusher(frame) as program:
        nobody = Session("", "")
        async with _joined(program.port, "/", [nobody] * count) as audience:
            return await series(program, audience, lambda: post("/", "", nobody))


async def _frame_of_a_change(port: int, audience: Audience, request: bytes) -> bytes:
    """The very bytes that a screen gets when somebody answers."""
    screen = audience.screens[0]
    screen.keeps = True
    audience.expect()
    connection = await Connection.open(port)
    await connection.ask(request)
    await audience.arrivals()
    await asyncio.sleep(PAUSE)
    connection.close()
    return screen.kept


@asynccontextmanager
async def _watching(port: int, path: str, room: Room, count: int) -> AsyncIterator[Audience]:
    sessions = [room.sessions[number % len(room.sessions)] for number in range(count)]
    async with _joined(port, path, sessions) as audience:
        yield audience


@asynccontextmanager
async def _joined(port: int, path: str, sessions: list[Session]) -> AsyncIterator[Audience]:
    audience = Audience()
    await audience.join(port, path, sessions)
    await asyncio.sleep(1)
    try:
        yield audience
    finally:
        audience.leave()
        await asyncio.sleep(0.5)


def _report(aim: str, pushes: Pushes, **about: object) -> None:
    report(aim, "p50", pushes.median, "ms", **about)
    report(aim, "p99", percentile(pushes.arrivals, 0.99), "ms", **about)
    report(aim, "last", percentile(pushes.last, 0.5), "ms", **about)
    report(aim, "cpu per event", pushes.cpu, "ms", **about)
    report(aim, "cpu when nothing happens", pushes.idle_cpu, "ms/s", **about)
