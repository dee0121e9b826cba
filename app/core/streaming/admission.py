"""Who may follow: found out the way a page does it, by Flask's session and Flask-Login, for many at a time."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast

from a2wsgi.wsgi import build_environ
from flask import Flask, g

from app.core.errors import NotFound
from app.core.routing import current_actor
from app.core.serving.precedence import Precedence
from app.core.streaming.desk import Desk
from app.core.streaming.screen import Visit

log = logging.getLogger(__name__)

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Verdict:
    """Whether somebody may follow: 200 with their actor key, 401 for nobody, 404 for who may not know it exists."""

    status: HTTPStatus
    actor_key: str = ""


class Admission:
    """Looks up visits in the order they came, together with whoever else is waiting at that moment."""

    def __init__(self, app: Flask, precedence: Precedence) -> None:
        self._app = app
        self._desk = Desk(app, precedence, threads=1)
        self._waiting: list[tuple[Visit, asyncio.Future[Verdict]]] = []
        self._work: asyncio.Task[None] | None = None

    def ask(self, visit: Visit) -> "asyncio.Future[Verdict]":
        """The verdict on one visit, when it is there: 503 when it could not be found out."""
        answer: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self._waiting.append((visit, answer))
        if self._work is None:
            self._work = asyncio.create_task(self._answer_all())
        return answer

    def close(self) -> None:
        """Stop looking up."""
        self._desk.close()

    async def _answer_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            try:
                verdicts = await self._desk.do(self._judge, [visit for visit, _ in batch])
            except Exception:
                log.exception("could not find out who may follow")
                verdicts = [Verdict(HTTPStatus.SERVICE_UNAVAILABLE)] * len(batch)
            for (_, answer), verdict in zip(batch, verdicts, strict=True):
                if not answer.done():
                    answer.set_result(verdict)
        self._work = None

    def _judge(self, visits: Sequence[Visit]) -> list[Verdict]:
        with self._desk.precedence.patient():
            return [self._verdict(visit) for visit in visits]

    def _verdict(self, visit: Visit) -> Verdict:
        environ = build_environ(visit.scope, cast(Any, BytesIO()))
        with self._app.request_context(dict(environ)):
            # All visits of a batch share one session, and thereby the `g` in which Flask-Login remembers who is asking.
            g.pop("_login_user", None)
            actor = current_actor()
            if actor is None:
                return Verdict(HTTPStatus.UNAUTHORIZED)
            try:
                may_follow = visit.source.may_follow(actor, visit.key, visit.audience)
            except NotFound:
                may_follow = False
            return Verdict(HTTPStatus.OK if may_follow else HTTPStatus.NOT_FOUND, actor.actor_key)
