"""The body of a request, read whole before a thread is given to it: a slow sender costs no thread."""

import asyncio
from http import HTTPStatus
from typing import Any

LONGEST_PAUSE = 10.0
LONGEST_UPLOAD = 120.0
MOST_HELD = 96 * 1024 * 1024
"""Bytes of all bodies together that are not complete yet."""


class BodyRefused(Exception):
    """The body will not be read. Carries the status of the answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class SenderLeft(Exception):
    """The connection was lost before the body was complete; there is nobody to answer."""


class Bodies:
    """Reads the bodies of all requests of a process, within limits of size and time."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._held = 0

    async def read(self, scope: Any, receive: Any) -> bytes:
        """The whole body. Raises `BodyRefused` or `SenderLeft`.

        A body whose announced length is too large is not read: the application sees the length and answers.
        """
        announced = _announced_length(scope)
        if announced is None or announced > self._largest:
            return b""
        body = bytearray()
        try:
            async with asyncio.timeout(LONGEST_UPLOAD):
                while await self._read_part(receive, body):
                    pass
        except TimeoutError:
            raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT) from None
        finally:
            self._held -= len(body)
        return bytes(body)

    async def _read_part(self, receive: Any, body: bytearray) -> bool:
        async with asyncio.timeout(LONGEST_PAUSE):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderLeft
        body += message["body"]
        self._held += len(message["body"])
        if len(body) > self._largest:
            raise BodyRefused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if self._held > MOST_HELD:
            raise BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE)
        return bool(message["more_body"])


def _announced_length(scope: Any) -> int | None:
    """How long the body will be at most: None without a body, 0 when it comes in chunks of unknown number."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value)
        if name == b"transfer-encoding":
            return 0
    return None
