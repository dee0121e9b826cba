"""The middle of the live screens of one process: who watches what, and whom a change concerns."""

import asyncio
import itertools
import logging
import math
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus

from app.core import clock
from app.core.streaming import frames
from app.core.streaming.admission import Admission, Verdict
from app.core.streaming.desk import Desk
from app.core.streaming.screen import Screen, Visit
from app.core.streaming.source import Source
from app.core.streaming.subject import Subject

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 10
LOOK_AGAIN_SECONDS = 30
"""How long somebody whose permission ended unnoticed may still be shown what changes."""
RETRY_SECONDS = 1.0
LOOK_AGAIN_PARTS = 6
"""In how many parts all readers are looked up again: few, because what a part shares is read once."""


class Hub:
    """Lives in the event loop of a process; every method but `run` returns at once."""

    def __init__(self, desk: Desk, admission: Admission) -> None:
        self.is_closed = False
        self.is_watched = asyncio.Event()
        """Set as long as at least one screen is open."""
        self._loop = asyncio.get_running_loop()
        self._desk = desk
        self._admission = admission
        self._rights_changed_at = -math.inf
        self._subjects: dict[str, Subject] = {}
        self._turns: dict[Screen, int] = {}
        self._by_actor: defaultdict[str, set[Screen]] = defaultdict(set)
        self._numbers = itertools.count()
        self._compares_again = False
        self._comparing: asyncio.Task[None] | None = None

    def join(self, screen: Screen, asked_at: float) -> None:
        """Begin to show a screen what it asked for. `asked_at` is the loop's time before its reader was looked up."""
        topic = _topic(screen.visit)
        if topic not in self._subjects:
            self._subjects[topic] = Subject(screen.visit.source, screen.visit.key, self._desk, self.doubt)
        self._turns[screen] = next(self._numbers)
        self._by_actor[screen.actor_key].add(screen)
        self.is_watched.set()
        if self._rights_changed_at >= asked_at:
            self.doubt([screen])
        self._subjects[topic].join(screen)

    def leave(self, screen: Screen) -> None:
        """Forget a screen. A subject that nobody watches is forgotten too: what is kept of it would grow stale."""
        topic = _topic(screen.visit)
        subject = self._subjects[topic]
        subject.leave(screen)
        if not subject.screens:
            del self._subjects[topic]
        del self._turns[screen]
        self._by_actor[screen.actor_key].discard(screen)
        if not self._by_actor[screen.actor_key]:
            del self._by_actor[screen.actor_key]
        if not self._turns:
            self.is_watched.clear()

    def changed(self, topics: Iterable[str]) -> None:
        """These subjects changed; when a topic is an actor, such as "person:12", what they may see did."""
        for topic in topics:
            if topic in self._subjects:
                self._subjects[topic].touch()
            else:
                self._rights_changed_at = self._loop.time()
                self.doubt(self._by_actor.get(topic, ()))

    def compare(self) -> None:
        """Something may have changed that nobody told us: find out by revision."""
        self._compares_again = True
        if self._comparing is None:
            self._comparing = asyncio.create_task(self._compare_all())

    def doubt(self, screens: Iterable[Screen]) -> None:
        """Show these screens nothing more until their readers have been looked up again."""
        for screen in list(screens):
            screen.doubt()
            self._look_up(screen)

    def close(self) -> None:
        """End every stream and take no more; browsers come back to whoever serves next."""
        self.is_closed = True
        for screen in list(self._turns):
            screen.end()

    async def run(self) -> None:
        """Send heartbeats and look readers up again, spread over time, for as long as the process serves."""
        for second in itertools.count():
            await asyncio.sleep(1)
            heartbeat = frames.heartbeat(clock.now())
            part, rest = divmod(second, LOOK_AGAIN_SECONDS // LOOK_AGAIN_PARTS)
            for screen, number in list(self._turns.items()):
                if (second - number) % HEARTBEAT_SECONDS == 0:
                    screen.beat(heartbeat)
                if rest == 0 and (part - number) % LOOK_AGAIN_PARTS == 0:
                    self._look_up(screen)

    def _look_up(self, screen: Screen) -> None:
        self._admission.ask(screen.visit).add_done_callback(partial(self._on_verdict, screen, screen.doubts))

    def _on_verdict(self, screen: Screen, doubts: int, answer: asyncio.Future[Verdict]) -> None:
        verdict = answer.result()
        if verdict.status == HTTPStatus.SERVICE_UNAVAILABLE:
            return  # not known: whoever was in doubt stays so until the next time
        if verdict.status != HTTPStatus.OK or verdict.actor_key != screen.actor_key:
            screen.end()
        elif subject := self._subjects.get(_topic(screen.visit)):
            screen.settle(doubts)
            subject.show(screen)

    async def _compare_all(self) -> None:
        try:
            while self._compares_again:
                self._compares_again = False
                for source in {subject.source for subject in self._subjects.values()}:
                    await self._compare(source)
        finally:
            self._comparing = None

    async def _compare(self, source: Source) -> None:
        subjects = [subject for subject in self._subjects.values() if subject.source is source]
        try:
            revisions = await self._desk.do(source.revisions, [subject.key for subject in subjects])
        except Exception:
            log.exception("could not compare the revisions of every watched %s", source.kind)
            self._compares_again = True
            await asyncio.sleep(RETRY_SECONDS)
            return
        for subject in subjects:
            subject.touch(revisions.get(subject.key, math.inf))


def _topic(visit: Visit) -> str:
    return f"{visit.source.kind}:{visit.key}"
