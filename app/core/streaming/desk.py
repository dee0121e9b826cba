"""Where asynchronous code has the application do something: in a thread, inside a request context."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from flask import Flask
from werkzeug.test import create_environ

from app.core.serving.precedence import Precedence

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


class Desk:
    """A few threads with a database session of their own for each piece of work.

    The request context belongs to nobody: what is rendered in it is the same for a whole audience.
    """

    def __init__(self, app: Flask, precedence: Precedence, *, threads: int) -> None:
        """`precedence` says who goes first; what is done here does not unless it says so."""
        self.precedence = precedence
        self._app = app
        self._environ = create_environ(base_url=app.config["SETTINGS"].address)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="streaming")

    async def do(self, work: Callable[Arguments, Answer], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        """What `work` gives, or raises."""

        def inside() -> Answer:
            with self._app.request_context(dict(self._environ)):
                return work(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._threads, inside)

    def close(self) -> None:
        """Let the threads go once they have finished."""
        self._threads.shutdown(wait=False, cancel_futures=True)
