"""One open screen: remembers what its reader was shown, and sends only what is new to them."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from app.core.streaming import frames
from app.core.streaming.source import Snapshot, Source

LONGEST_BEHIND = 20.0
"""Seconds after which a reader who takes nothing in is dropped; their browser comes back for the present state."""


@dataclass(frozen=True, eq=False, slots=True)
class Picture:
    """A snapshot and the one frame in which every screen of the audience gets its HTML."""

    snapshot: Snapshot
    frame: bytes

    @classmethod
    def of(cls, snapshot: Snapshot, previous: "Picture | None") -> "Picture":
        """Make a picture, with the frame of the previous one when the HTML is still the same."""
        if previous is not None and previous.snapshot.html == snapshot.html:
            return cls(snapshot, previous.frame)
        return cls(snapshot, frames.message(snapshot.revision, snapshot.html))


@dataclass(frozen=True, eq=False, slots=True)
class Visit:
    """Who asks to follow what: the request with its cookies, and the address taken apart."""

    scope: Any
    source: Source
    key: int
    audience: str


class Screen:
    """A stream to one reader.

    There is no queue. A reader who has not yet taken in what was sent before is skipped; later they get the newest
    state and nothing of what was between.
    """

    __slots__ = ("_behind_since", "_frame", "_transport", "_version", "actor_key", "doubts", "is_trusted", "visit")

    def __init__(self, visit: Visit, actor_key: str, transport: asyncio.Transport) -> None:
        self.visit = visit
        self.actor_key = actor_key
        self.is_trusted = True
        """False while it is looked up again whether this reader may still follow: until then they are shown nothing."""
        self.doubts = 0
        """How often that was doubted: a verdict on an earlier doubt does not settle a later one."""
        self._transport = transport
        self._frame: bytes | None = None
        self._version: str | None = None
        self._behind_since: float | None = None

    def doubt(self) -> None:
        """Show nothing more until `settle` is called."""
        self.is_trusted = False
        self.doubts += 1

    def settle(self, doubts: int) -> None:
        """The reader could still follow when there were so many doubts."""
        self.is_trusted = doubts == self.doubts

    def show(self, picture: Picture) -> bool:
        """Send what this reader has not seen of `picture`. False when they are behind and must be shown it later."""
        if not self.is_trusted or self._transport.is_closing():
            return True
        snapshot = picture.snapshot
        version = snapshot.version_for(self.actor_key)
        if self._frame is picture.frame and self._version == version:
            return True
        if self._is_behind():
            return False
        if self._frame is not picture.frame:
            self._transport.write(picture.frame)
            self._frame = picture.frame
        if self._version != version:
            self._transport.write(frames.personal(snapshot.revision, version))
            self._version = version
        return True

    def beat(self, heartbeat: bytes) -> None:
        """Send a sign of life, unless there is something unread on its way already."""
        if not self._transport.is_closing() and not self._is_behind():
            self._transport.write(heartbeat)

    def end(self, last_words: bytes = b"") -> None:
        """End the stream neatly, after what was already sent."""
        if not self._transport.is_closing():
            self._transport.write(last_words + frames.LAST_CHUNK)
            self._transport.close()

    def _is_behind(self) -> bool:
        if self._transport.get_write_buffer_size() == 0:
            self._behind_since = None
            return False
        now = time.monotonic()
        self._behind_since = self._behind_since or now
        if now - self._behind_since > LONGEST_BEHIND:
            self._transport.abort()
        return True
