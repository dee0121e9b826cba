"""What pushing costs at least: asyncio and uvloop, and one bytes object written to every connection.

Run as `python -m bench.bare_push PORT` with the bytes on standard input.
"""

import asyncio
import sys

import uvloop

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
DONE = b"HTTP/1.1 204 No Content\r\n\r\n"


class Pusher(asyncio.Protocol):
    """Every GET is a screen; a POST is a change, and goes to all of them."""

    screens: set[asyncio.Transport]
    frame: bytes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember whom to write to."""
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Take a request; those of the measurement come in one piece."""
        if data.startswith(b"GET"):
            self.screens.add(self.transport)
            self.transport.write(HEAD + self.frame)
        else:
            self.transport.write(DONE)
            for screen in self.screens:
                screen.write(self.frame)

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget a screen."""
        self.screens.discard(self.transport)


async def serve(port: int, frame: bytes) -> None:
    """Push `frame` until killed."""
    Pusher.screens, Pusher.frame = set(), frame
    server = await asyncio.get_running_loop().create_server(Pusher, "127.0.0.1", port, backlog=2048)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), sys.stdin.buffer.read()))
