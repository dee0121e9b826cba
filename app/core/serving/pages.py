"""Flask behind ASGI: a thread is given to a request when its body is complete, and taken back when it has answered.

Python runs one thread at a time: pages that are worked on together only make each other, and the live screens, wait.
So only a few have their turn at once, until their answer is complete: sending it takes no thread and no turn. Whoever
needs long, for a query or a large document, keeps its thread but gives its turn to the next.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, nullcontext
from functools import partial
from io import BytesIO
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from a2wsgi import WSGIMiddleware
from werkzeug.wsgi import ClosingIterator

from app.core.serving.bodies import Bodies, BodyRefused, SenderLeft

BODY = "samensturen.body"
DONE = "samensturen.done"
LONGEST_TURN = 0.25
"""Seconds after which the next request has its turn, though this one is not done. It must be long beside an ordinary
page: where pages give up their turn, they are worked on together after all, and then take longer still."""
WITHOUT_LIMIT = 0

Header = tuple[bytes, bytes]


class Pages:
    """A WSGI application as an ASGI application, on a fixed number of threads."""

    def __init__(
        self,
        wsgi: WSGIApplication,
        bodies: Bodies,
        *,
        threads: int,
        at_once: int,
        headers: Iterable[Header],
        during_a_turn: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        """`headers` are the security headers, for a refusal that the application knows nothing of.

        `during_a_turn` is entered in the event loop, for as long as somebody has their turn.
        """
        self._during_a_turn = during_a_turn
        self._bodies = bodies
        self._headers = list(headers)
        self._turns = asyncio.Semaphore(at_once)
        # Whatever a slow reader has not taken in yet waits in memory, not in a thread.
        self._bridge = WSGIMiddleware(cast(Any, _on_the_bridge(wsgi)), workers=threads, send_queue_size=WITHOUT_LIMIT)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one HTTP request."""
        try:
            scope[BODY] = await self._bodies.read(scope, receive)
        except SenderLeft:
            return
        except BodyRefused as refusal:
            await self._refuse(send, refusal)
            return
        async with self._turn() as end:
            scope[DONE] = partial(asyncio.get_running_loop().call_soon_threadsafe, end)
            await self._bridge(scope, receive, send)

    async def _refuse(self, send: Any, refusal: BodyRefused) -> None:
        about_itself = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"connection", b"close")]
        headers = [*self._headers, *about_itself]
        await send({"type": "http.response.start", "status": refusal.status.value, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[Callable[[], None]]:
        """Gives what ends it before its time."""
        await self._turns.acquire()
        turn = ExitStack()
        turn.callback(self._turns.release)
        turn.enter_context(self._during_a_turn())
        end = turn.close

        timer = asyncio.get_running_loop().call_later(LONGEST_TURN, end)
        try:
            yield end
        finally:
            timer.cancel()
            end()


def _on_the_bridge(wsgi: WSGIApplication) -> WSGIApplication:
    """What runs in a thread: with the body that was read before, and telling when the answer is complete."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        scope = environ["asgi.scope"]
        environ["wsgi.input"] = BytesIO(scope.pop(BODY))
        environ["wsgi.input_terminated"] = True
        return ClosingIterator(wsgi(environ, start_response), scope.pop(DONE))

    return application
