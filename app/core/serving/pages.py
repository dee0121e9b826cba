"""Flask behind ASGI: bodies are complete and answers are let go of, before and after a thread works on them."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, cast
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from a2wsgi import WSGIMiddleware

from app.core.serving.bodies import Bodies, BodyRefused, SenderLeft

BODY = "samensturen.body"
WITHOUT_LIMIT = 0


class Pages:
    """A WSGI application as an ASGI application, on a fixed number of threads."""

    def __init__(self, wsgi: WSGIApplication, *, threads: int, largest_body: int) -> None:
        self._bodies = Bodies(largest_body)
        # Whatever a slow reader has not taken in yet waits in memory, not in a thread.
        self._bridge = WSGIMiddleware(cast(Any, _with_body(wsgi)), workers=threads, send_queue_size=WITHOUT_LIMIT)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one HTTP request."""
        try:
            scope[BODY] = await self._bodies.read(scope, receive)
        except SenderLeft:
            return
        except BodyRefused as refusal:
            await _refuse(send, refusal)
            return
        await self._bridge(scope, receive, send)


def _with_body(wsgi: WSGIApplication) -> WSGIApplication:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.input"] = BytesIO(environ["asgi.scope"].pop(BODY))
        environ["wsgi.input_terminated"] = True
        return wsgi(environ, start_response)

    return application


async def _refuse(send: Any, refusal: BodyRefused) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": refusal.status.value, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
