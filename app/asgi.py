"""The server's door: live streams go to the hub in the event loop, everything else to Flask in a thread."""

import asyncio
import multiprocessing
import os
import signal
from contextlib import AsyncExitStack
from functools import partial
from typing import Any

from flask import Flask, Response

from app import create_app
from app.core.database import db
from app.core.serving.bodies import Bodies
from app.core.serving.pages import Header, Pages
from app.core.serving.precedence import Precedence
from app.core.serving.process import keep_for_good
from app.core.streaming.endpoint import Streams
from app.web.headers import add_security_headers

READING = frozenset({"GET", "HEAD", "OPTIONS"})
THREADS = 12
READ_AT_ONCE = 1
WRITE_AT_ONCE = 2
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Door:
    """The whole application as an ASGI application."""

    def __init__(self, app: Flask) -> None:
        with app.app_context():
            engine = db.engine
        headers = _security_headers(app)
        precedence = Precedence()
        precedence.between_questions_to(engine)
        self._streams = Streams(app, engine.url, headers, precedence)
        bodies = Bodies(app.config["MAX_CONTENT_LENGTH"])
        pages = partial(Pages, bodies=bodies, threads=THREADS, headers=headers)
        # Apart, so that no page that is read, however slow, makes an answer wait.
        self._reading = pages(precedence.patient_application(app.wsgi_app), at_once=READ_AT_ONCE)
        self._writing = pages(app.wsgi_app, at_once=WRITE_AT_ONCE, during_a_turn=precedence.first)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one connection, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            visit = self._streams.visit(scope)
            if visit is not None:
                await self._streams.follow(visit, receive, send)
            elif scope["method"] in READING:
                await self._reading(scope, receive, send)
            else:
                await self._writing(scope, receive, send)

    async def _live(self, receive: Any, send: Any) -> None:
        async with AsyncExitStack() as stack:
            await receive()
            await stack.enter_async_context(self._streams.running())
            _before_stopping(self._streams.close)
            _stop_with_the_parent()
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


def create_asgi_app() -> Door:
    """Make the application for the settings of the environment. Raises `config.UnsafeSettings`."""
    door = Door(create_app())
    keep_for_good()
    return door


def _security_headers(app: Flask) -> list[Header]:
    """The headers that every page has, for answers that Flask does not make."""
    with app.app_context():
        headers = add_security_headers(Response()).headers
    del headers["Content-Type"], headers["Content-Length"]  # each answer has its own
    return [(name.lower().encode(), value.encode()) for name, value in headers]


def _before_stopping(act: Any) -> None:
    """Have `act` done first when the server is told to stop: it waits for answers to end, and a stream never does."""
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        inherited = signal.getsignal(number)

        def on_signal(number: int, frame: Any, inherited: Any = inherited) -> None:
            loop.call_soon_threadsafe(act)
            if callable(inherited):
                inherited(number, frame)

        signal.signal(number, on_signal)


def _stop_with_the_parent() -> None:
    """When several processes serve and the one that began them was killed, do not live on alone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        asyncio.get_running_loop().add_reader(parent.sentinel, os.kill, os.getpid(), signal.SIGTERM)
