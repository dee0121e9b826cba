"""What happens by the clock, in a process of its own: `samensturen worker`. Features say what is to be done.

Nothing depends on it alone: whoever reads first lets happen whatever is due. It may be killed at any moment, and there
may be several.
"""

import logging
import os
import sys
import threading
from collections.abc import Callable

from flask import Flask

from app.core.database import db

log = logging.getLogger(__name__)

PAUSE = 3.0
"""Seconds between two times of looking whether there is something to do."""

Job = Callable[[], object]
"""Does what is due, in transactions of its own, and does nothing when nothing is."""

_EXTENSION = "samensturen_jobs"


def register(app: Flask, job: Job) -> None:
    """Have `job` done by the worker of `app`, after those that were registered before it."""
    app.extensions.setdefault(_EXTENSION, []).append(job)


def do_all(app: Flask) -> None:
    """Do every job once. One that fails holds up no other."""
    with app.app_context():
        for job in app.extensions.get(_EXTENSION, ()):
            try:
                job()
            except Exception:
                log.exception("a job of the worker failed; it is tried again")
            finally:
                db.session.rollback()
                db.session.remove()


def run(app: Flask, stop: threading.Event) -> None:
    """Do every job again and again, until `stop` is set."""
    while not stop.is_set():
        do_all(app)
        stop.wait(PAUSE)


def stop_with_the_parent(stop: threading.Event) -> None:
    """Set `stop` when whoever began this process is gone: they hold the other end of its standard input."""

    def listen() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            pass
        stop.set()

    threading.Thread(target=listen, daemon=True).start()
