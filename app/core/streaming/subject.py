"""One subject that is being followed: who watches it, what they are shown, and when it is read again."""

import asyncio
import logging
import math
from collections.abc import Callable, Iterable

from app.core.errors import NotFound
from app.core.streaming import frames
from app.core.streaming.desk import Desk
from app.core.streaming.screen import Picture, Screen
from app.core.streaming.source import Snapshot, Source

log = logging.getLogger(__name__)

PUSH_INTERVAL = 0.05
"""Seconds between two pushes. The first change goes out at once; what follows within this time goes together."""

RETRY_INTERVAL = 1.0
AT_ONCE = 100
"""So many screens are written to before the event loop does its other work, which is also when the writing happens."""


class Subject:
    """The screens of one subject, by audience, and the picture that each audience has before it."""

    def __init__(self, source: Source, key: int, desk: Desk, doubt: Callable[[Iterable[Screen]], None]) -> None:
        """`doubt` is given the screens whose readers must be looked up again before they are shown more."""
        self.source = source
        self.key = key
        self._desk = desk
        self._doubt = doubt
        self._screens: dict[str, set[Screen]] = {}
        self._pictures: dict[str, Picture] = {}
        self._revision = -1
        self._wanted = -1.0
        """The revision that is known to exist; infinity when it changed, to a revision that nobody told us."""
        self._reading: asyncio.Task[None] | None = None
        self._behind: asyncio.Task[None] | None = None

    @property
    def screens(self) -> list[Screen]:
        """Everybody who watches."""
        return [screen for screens in self._screens.values() for screen in screens]

    def join(self, screen: Screen) -> None:
        """Show a new screen the present state, now or as soon as it has been read."""
        self._screens.setdefault(screen.visit.audience, set()).add(screen)
        if screen.visit.audience in self._pictures:
            self.show(screen)
        else:
            self.touch()

    def leave(self, screen: Screen) -> None:
        """Forget a screen."""
        audience = self._screens.get(screen.visit.audience, set())
        audience.discard(screen)
        if not audience:
            self._screens.pop(screen.visit.audience, None)
            self._pictures.pop(screen.visit.audience, None)

    def touch(self, revision: float = math.inf) -> None:
        """It changed: read it again, at once or when the interval is over, unless `revision` was read already."""
        self._wanted = max(self._wanted, revision)
        if self._wanted > self._revision and self._reading is None:
            self._reading = asyncio.create_task(self._keep_reading())

    def show(self, screen: Screen) -> None:
        """Show one screen what its audience has before it."""
        picture = self._pictures.get(screen.visit.audience)
        if picture and not screen.show(picture) and self._behind is None:
            self._behind = asyncio.create_task(self._help_who_is_behind())

    def end(self, last_words: bytes = b"") -> None:
        """End every stream of this subject."""
        for screen in self.screens:
            screen.end(last_words)

    async def _keep_reading(self) -> None:
        try:
            while self._wanted > self._revision and self._screens:
                self._wanted = -1
                with self._desk.precedence.first():
                    pause = await self._read()
                await asyncio.sleep(pause)
        finally:
            self._reading = None

    async def _read(self) -> float:
        """Read the subject and show it to everybody. Gives the seconds to wait before it is read again."""
        try:
            snapshots = await self._desk.do(self.source.snapshots, self.key, tuple(self._screens))
        except NotFound:
            self.end(frames.gone(max(self._revision, 0)))
            return PUSH_INTERVAL
        except Exception:
            log.exception("could not read %s %s for its screens", self.source.kind, self.key)
            self._wanted = math.inf
            return RETRY_INTERVAL
        self._revision = min(snapshot.revision for snapshot in snapshots.values())
        for audience, snapshot in snapshots.items():
            await self._publish(audience, snapshot)
        return PUSH_INTERVAL

    async def _publish(self, audience: str, snapshot: Snapshot) -> None:
        screens = list(self._screens.get(audience, ()))
        if not screens:
            return  # the last one left in the meantime: a picture that nobody keeps up to date would only grow stale
        self._pictures[audience] = Picture.of(snapshot, self._pictures.get(audience))
        if snapshot.readers is not None:
            self._doubt(screen for screen in screens if screen.actor_key not in snapshot.readers)
        for start in range(0, len(screens), AT_ONCE):
            for screen in screens[start : start + AT_ONCE]:
                self.show(screen)
            await asyncio.sleep(0)

    async def _help_who_is_behind(self) -> None:
        """Offer the newest state again and again to whoever had not yet taken in an older one."""
        try:
            late = True
            while late:
                await asyncio.sleep(PUSH_INTERVAL)
                late = False
                for audience, picture in list(self._pictures.items()):
                    for screen in list(self._screens.get(audience, ())):
                        late |= not screen.show(picture)
        finally:
            self._behind = None
