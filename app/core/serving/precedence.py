"""What is live goes first: an answer, and showing it on every screen. Whatever is only read waits for that.

Python runs one thread at a time, so a page that is worked on beside an answer makes everybody wait for its own sake.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from sqlalchemy import Connection, Engine, event

from app.core.database import WRITE

LONGEST_WAIT = 0.25
"""Seconds for which one page gives way in all: where answers keep coming, pages must be read too."""


class Precedence:
    """Who goes first in one process. `first` belongs to the event loop, the rest to the threads that are given work."""

    def __init__(self) -> None:
        self._going_first = 0
        self._is_clear = threading.Event()
        self._is_clear.set()
        self._patience = threading.local()

    @contextmanager
    def first(self) -> Iterator[None]:
        """Go first, for as long as this takes."""
        self._going_first += 1
        self._is_clear.clear()
        try:
            yield
        finally:
            self._going_first -= 1
            if not self._going_first:
                self._is_clear.set()

    @contextmanager
    def patient(self) -> Iterator[None]:
        """Give way, at the beginning and whenever the work inside calls `give_way`."""
        self._patience.ends_at = time.monotonic() + LONGEST_WAIT
        self.give_way()
        try:
            yield
        finally:
            del self._patience.ends_at

    def give_way(self) -> None:
        """Wait until nothing goes first or this thread's patience is over; not at all in one that has none."""
        ends_at = getattr(self._patience, "ends_at", None)
        if ends_at is not None and not self._is_clear.is_set():
            self._is_clear.wait(max(ends_at - time.monotonic(), 0))

    def patient_application(self, wsgi: WSGIApplication) -> WSGIApplication:
        """The same application, giving way."""

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            with self.patient():
                return wsgi(environ, start_response)

        return application

    def between_questions_to(self, engine: Engine) -> Callable[..., None]:
        """Let the patient give way before each question to the database, unless they are writing: others wait then.

        Gives what listens to the engine.
        """

        def before_a_question(connection: Connection, *_question: Any) -> None:
            if not connection.get_execution_options().get(WRITE):
                self.give_way()

        event.listen(engine, "before_cursor_execute", before_a_question)
        return before_a_question
