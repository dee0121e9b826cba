"""The door to the live screens: `GET /<prefix>/<key>/stroom/<audience>` as an ASGI application."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from flask import Flask
from sqlalchemy import URL

from app.core.serving.connection import TRANSPORT
from app.core.serving.pages import Header
from app.core.serving.precedence import Precedence
from app.core.streaming.admission import Admission
from app.core.streaming.changes import commits_elsewhere, own_commits
from app.core.streaming.desk import Desk
from app.core.streaming.hub import Hub
from app.core.streaming.screen import Screen, Visit
from app.core.streaming.source import source_at

READING_THREADS = 2
_ADDRESS = re.compile(r"/(?P<prefix>[a-z-]+)/(?P<key>[0-9]{1,9})/stroom/(?P<audience>[a-z-]+)")


class Streams:
    """Every stream of one process."""

    def __init__(self, app: Flask, database: URL, headers: Iterable[Header], precedence: Precedence) -> None:
        """`headers` are the security headers that every answer of the application has."""
        self._database = database
        self._headers = list(headers)
        self._desk = Desk(app, precedence, threads=READING_THREADS)
        self._admission = Admission(app, precedence)
        self._hub: Hub | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Listen for changes as long as the process serves."""
        self._hub = Hub(self._desk, self._admission)
        with own_commits(self._hub):
            tasks = [
                asyncio.create_task(commits_elsewhere(self._database, self._hub)),
                asyncio.create_task(self._hub.run()),
            ]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
                self._desk.close()
                self._admission.close()

    def close(self) -> None:
        """End every stream, so that the process can stop; call it in the event loop."""
        if self._hub is not None:
            self._hub.close()

    def visit(self, scope: Any) -> Visit | None:
        """What this request wants to follow; None when it does not ask for a stream."""
        match = _ADDRESS.fullmatch(scope["path"]) if scope["method"] == "GET" else None
        source = source_at(match["prefix"]) if match else None
        if match is None or source is None or match["audience"] not in source.audiences:
            return None
        return Visit(scope, source, int(match["key"]), match["audience"])

    async def follow(self, visit: Visit, receive: Any, send: Any) -> None:
        """Answer with a stream that lasts until the reader leaves, or with a bare refusal."""
        hub = self._hub
        if hub is None or hub.is_closed:
            return await self._refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)
        asked_at = asyncio.get_running_loop().time()
        verdict = await self._admission.ask(visit)
        if verdict.status != HTTPStatus.OK or hub.is_closed:
            return await self._refuse(send, verdict.status)
        await send({"type": "http.response.start", "status": 200, "headers": self._stream_headers()})
        screen = Screen(visit, verdict.actor_key, visit.scope["extensions"][TRANSPORT])
        hub.join(screen, asked_at)
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            hub.leave(screen)

    def _stream_headers(self) -> list[Header]:
        # The hub writes chunks to the connection by itself; a proxy must pass them on at once.
        return [
            *self._headers,
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"transfer-encoding", b"chunked"),
            (b"x-accel-buffering", b"no"),
        ]

    async def _refuse(self, send: Any, status: HTTPStatus) -> None:
        headers = [*self._headers, (b"content-type", b"text/plain"), (b"content-length", b"0")]
        await send({"type": "http.response.start", "status": status.value, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
