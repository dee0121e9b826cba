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


class Hub:
    """Lives in the event loop of a process; every method but `run` returns at once."""

    def __init__(self, desk: Desk, admission: Admission) -> None:
        self.is_closed = False
        self.is_watched = asyncio.Event()
        """Set as long as at least one screen is open."""
        self._desk = desk
        self._admission = admission
        self._subjects: dict[str, Subject] = {}
        self._turns: dict[Screen, int] = {}
        self._by_actor: defaultdict[str, set[Screen]] = defaultdict(set)
        self._numbers = itertools.count()
        self._compares_again = False
        self._comparing: asyncio.Task[None] | None = None

    def join(self, screen: Screen) -> None:
        """Begin to show a screen what it asked for."""
        topic = _topic(screen.visit)
        if topic not in self._subjects:
            self._subjects[topic] = Subject(screen.visit.source, screen.visit.key, self._desk, self.doubt)
        self._turns[screen] = next(self._numbers)
        self._by_actor[screen.actor_key].add(screen)
        self.is_watched.set()
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
            self.doubt(self._by_actor.get(topic, ()))

    def compare(self) -> None:
        """Something may have changed that nobody told us: find out by revision."""
        self._compares_again = True
        if self._comparing is None:
            self._comparing = asyncio.create_task(self._compare())

    def doubt(self, screens: Iterable[Screen]) -> None:
        """Show these screens nothing more until their readers have been looked up again."""
        doubted = list(screens)
        for screen in doubted:
            screen.is_trusted = False
        self._look_up(doubted)

    def close(self) -> None:
        """End every stream and take no more; browsers come back to whoever serves next."""
        self.is_closed = True
        for screen in list(self._turns):
            screen.end()

    async def run(self) -> None:
        """Send heartbeats and look readers up again, spread evenly over time, for as long as the process serves."""
        for second in itertools.count():
            await asyncio.sleep(1)
            heartbeat = frames.heartbeat(clock.now())
            looked_up = []
            for screen, number in list(self._turns.items()):
                if (second - number) % HEARTBEAT_SECONDS == 0:
                    screen.beat(heartbeat)
                if (second - number) % LOOK_AGAIN_SECONDS == 0:
                    looked_up.append(screen)
            self._look_up(looked_up)

    def _look_up(self, screens: Iterable[Screen]) -> None:
        for screen in screens:
            self._admission.ask(screen.visit).add_done_callback(partial(self._on_verdict, screen))

    def _on_verdict(self, screen: Screen, answer: asyncio.Future[Verdict]) -> None:
        verdict = answer.result()
        if verdict.status == HTTPStatus.SERVICE_UNAVAILABLE:
            return  # not known: whoever was in doubt stays so until the next time
        if verdict.status != HTTPStatus.OK or verdict.actor_key != screen.actor_key:
            screen.end()
        elif subject := self._subjects.get(_topic(screen.visit)):
            screen.is_trusted = True
            subject.show(screen)

    async def _compare(self) -> None:
        while self._compares_again:
            self._compares_again = False
            watched: dict[Source, list[Subject]] = defaultdict(list)
            for subject in self._subjects.values():
                watched[subject.source].append(subject)
            for source, subjects in watched.items():
                try:
                    revisions = await self._desk.do(source.revisions, [subject.key for subject in subjects])
                except Exception:
                    log.exception("could not compare the revisions of every watched %s", source.kind)
                    self._compares_again = True
                    await asyncio.sleep(1)
                    continue
                for subject in subjects:
                    subject.touch(revisions.get(subject.key, math.inf))
        self._comparing = None


def _topic(visit: Visit) -> str:
    return f"{visit.source.kind}:{visit.key}"
