"""Aim 3: answers a second through the whole application, and how old a change is before it is sent at such a pace."""

import asyncio
import itertools
import re
import time

from bench.figures import Aim, percentile, report
from bench.http import Connection
from bench.programs import application, ask
from bench.pushing import answer_of, wall
from bench.room import Room
from bench.screens import Audience, Screen

SCREENS, SATURATED_SCREENS = SIZES = (100, 500)
CONNECTIONS = 8
SECONDS = 6.0
WARM_UP = 1.0
SHARE_OF_BARE = {"sqlite": Aim(at_least=1 / 6), "postgresql": Aim(at_least=2 / 5)}
OLDEST = Aim(at_most=150)
_REVISION = re.compile(rb"^id: (\d+)$", re.MULTILINE)


async def measure_answers(database: str, url: str, room: Room) -> None:
    """The pace with a hundred screens, beside the bare rows; then the delay with five hundred."""
    with application(url) as server:
        pace, _ = await _saturate(server.port, room, SCREENS)
        _, delays = await _saturate(server.port, room, SATURATED_SCREENS)
    bare = float(ask("bench.bare_rows", str(room.round_id), str(SECONDS), database_url=url))
    about = {"database": database, "screens": SCREENS, "connections": CONNECTIONS}
    report("answer", "pace", pace, "answers/s", **about)
    report("answer", "pace, bare rows", bare, "answers/s", **about)
    report("answer", "pace ratio", pace / bare, "times bare", target=SHARE_OF_BARE[database], **about)
    about["screens"] = SATURATED_SCREENS
    report("answer", "oldest unsent change, p50", percentile(delays, 0.5), "ms", **about)
    report("answer", "oldest unsent change, p99", percentile(delays, 0.99), "ms", target=OLDEST, **about)


class Saturation:
    """Answers by as many connections as keep the server busy, and when they were seen on a screen.

    Every answer raises the revision of the round by one, and a state carries its revision: it holds so many answers.
    """

    def __init__(self, room: Room, screen: Screen, revision: int) -> None:
        self._room = room
        self._screen = screen
        self._revision = revision
        self._acknowledged: list[float] = []
        self._seen = 0
        self._delays: list[float] = []

    async def answer(self, number: int, port: int, until: float) -> None:
        """Answer again and again on one connection, as a member of its own."""
        connection = await Connection.open(port)
        for turn in itertools.count():
            if time.perf_counter() >= until:
                break
            status = await connection.ask(answer_of(self._room, self._room.members[number], turn))
            if status != 302:
                raise RuntimeError(f"an answer was refused with {status}")
            self._acknowledged.append(time.perf_counter())
        connection.close()

    def on_state(self, screen: Screen, at: float) -> None:
        """A screen got a state: note how long ago the oldest answer that is new in it was acknowledged."""
        if screen is not self._screen:
            return
        held = revision_in(screen) - self._revision
        news = self._acknowledged[self._seen : held]
        if news:
            self._delays.append(1000 * (at - news[0]))
        self._seen = max(self._seen, held)

    def since(self, begun: float) -> tuple[float, list[float]]:
        """Answers a second from a moment on; and for each push, the milliseconds that its oldest change waited."""
        counted = [moment for moment in self._acknowledged if moment >= begun]
        return len(counted) / (self._acknowledged[-1] - begun), self._delays


def revision_in(screen: Screen) -> int:
    """The revision of the last state that a screen kept; forgets what it kept."""
    revision = int(_REVISION.findall(screen.kept)[-1])
    screen.kept = b""
    return revision


async def _saturate(port: int, room: Room, screens: int) -> tuple[float, list[float]]:
    audience = Audience()
    await audience.join(port, wall(room), [room.sessions[number % len(room.sessions)] for number in range(screens)])
    probe = audience.screens[-1]
    probe.keeps = True
    audience.expect()
    connection = await Connection.open(port)
    await connection.ask(answer_of(room, room.members[-1], SIZES.index(screens)))
    await audience.arrivals()
    saturation = Saturation(room, probe, revision_in(probe))
    probe.on_state = saturation.on_state
    begun = time.perf_counter() + WARM_UP
    await asyncio.gather(*(saturation.answer(number, port, begun + SECONDS) for number in range(CONNECTIONS)))
    audience.leave()
    return saturation.since(begun)
