"""Open screens, seen from outside: at what moment a change arrived on each of them."""

import asyncio
import re
import time
from collections.abc import Callable

from bench.http import get
from bench.room import Session

AT_ONCE = 100
_STATE = re.compile(rb"\r\nid: (\d+)\ndata: <")
SMALLEST_STATE = 1000
"""Bytes: what is shorter is a heartbeat, or tells a reader that their own part changed."""


class Screen(asyncio.Protocol):
    """One open stream."""

    def __init__(self, request: bytes, on_state: Callable[["Screen", float], None]) -> None:
        self._request = request
        self.on_state = on_state
        self._size = 0
        self.is_waiting = True
        self.keeps = False
        self.kept = b""
        """What came since `keeps` was set."""
        self.revision = -1
        """Of the state that came last."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Tell when a whole state is there: an event ends in an empty line, perhaps inside a chunk."""
        if self.keeps:
            self.kept += data
        for found in _STATE.finditer(data):
            self.revision = int(found[1])
        self._size += len(data)
        if data.endswith((b"\n\n\r\n", b"\n\n")):
            if self._size >= SMALLEST_STATE:
                self.on_state(self, time.perf_counter())
            self._size = 0


class Audience:
    """Many screens, and the moments at which the latest change arrived on them."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self._arrivals: list[float] = []
        self._everybody = asyncio.Event()

    async def join(self, port: int, path: str, sessions: list[Session], patience: float = 60) -> float:
        """Open a screen for each session. Gives the seconds until all of them had their first state."""
        loop = asyncio.get_running_loop()
        self._arrivals, self._expected = [], len(sessions)
        self._everybody.clear()
        begun = time.perf_counter()
        for start in range(0, len(sessions), AT_ONCE):
            requests = [get(path, session) for session in sessions[start : start + AT_ONCE]]
            made = [Screen(request, self._arrived) for request in requests]
            await asyncio.gather(*(loop.create_connection(lambda one=one: one, "127.0.0.1", port) for one in made))
            self.screens += made
        await asyncio.wait_for(self._everybody.wait(), patience)
        return max(self._arrivals) - begun

    def expect(self, but: int = 0) -> None:
        """From now on wait for the next change, on all screens but the first so many."""
        awaited = self.screens[but:]
        self._arrivals, self._expected = [], len(awaited)
        self._everybody.clear()
        for screen in awaited:
            screen.is_waiting = True

    async def arrivals(self, patience: float = 10) -> list[float]:
        """The moments at which the change arrived, when it has arrived everywhere. Raises `TimeoutError`."""
        await asyncio.wait_for(self._everybody.wait(), patience)
        return self._arrivals

    def leave(self) -> None:
        """Close every screen."""
        for screen in self.screens:
            screen.transport.abort()

    def _arrived(self, screen: Screen, at: float) -> None:
        if screen.is_waiting:
            screen.is_waiting = False
            self._arrivals.append(at)
            if len(self._arrivals) == self._expected:
                self._everybody.set()
