"""The smallest HTTP client that can hold thousands of connections: raw bytes over asyncio."""

import asyncio

from bench.room import Session


def get(path: str, session: Session | None = None) -> bytes:
    """A request for a page or a stream."""
    cookie = f"Cookie: {session.cookie}\r\n" if session else ""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n".encode()


def post(path: str, body: str, session: Session) -> bytes:
    """A form that is sent."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {session.cookie}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


class Connection:
    """A connection that is kept open, for one request after another."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Connection":
        """Connect to the server on this port."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, request: bytes) -> int:
        """Send a request, read the answer to its end, and give its status."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        lines = head.decode().lower().split("\r\n")
        length = next((int(line.split(":")[1]) for line in lines if line.startswith("content-length:")), None)
        if length is not None:
            await self._reader.readexactly(length)
        elif "transfer-encoding: chunked" in lines:
            await self._skip_chunks()
        return status

    def close(self) -> None:
        """Hang up."""
        self._writer.close()

    async def _skip_chunks(self) -> None:
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            await self._reader.readexactly(size + 2)
        await self._reader.readexactly(2)
