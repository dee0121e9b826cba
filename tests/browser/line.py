"""The line between a browser and the server: hears every byte the server sends, and can be cut or fall silent."""

import asyncio
import threading

BLOCK = 65536


class Line:
    """A relay on a port of its own. The browser behind it is somebody's; nothing else uses it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, port: int) -> None:
        self._loop = loop
        self._server_port = port
        self._heard: list[bytearray] = []
        self._open: dict[asyncio.StreamWriter, bytearray] = {}
        """The browser's end of every open connection, and what was heard on it."""
        self._passes = asyncio.Event()
        self._passes.set()
        self._is_cut = False
        self._port: int = asyncio.run_coroutine_threadsafe(self._listen(), loop).result(10)

    @property
    def url(self) -> str:
        """Where the browser finds the server."""
        return f"http://127.0.0.1:{self._port}"

    def has_heard(self, text: str) -> bool:
        """Whether the server ever sent this text: in a page, in part of one, or as a message of a live stream."""
        return any(text.encode() in connection for connection in list(self._heard))

    @property
    def is_following(self) -> bool:
        """Whether a live stream is open."""
        return any(b"text/event-stream" in heard for heard in self._open.values())

    def cut(self) -> None:
        """Break every connection, and let none be made."""
        self._loop.call_soon_threadsafe(self._cut)

    def fall_silent(self) -> None:
        """Let nothing through any more, without a word: as a phone that walks out of reach of the network."""
        self._loop.call_soon_threadsafe(self._passes.clear)

    def repair(self) -> None:
        """Connections that were silent are broken; new ones work."""
        self._loop.call_soon_threadsafe(self._repair)

    async def close(self) -> None:
        """Break every connection, and wait until nothing of them is left."""
        self._cut()
        self._passes.set()
        self._server.close()
        while self._open:
            await asyncio.sleep(0.01)

    def _cut(self) -> None:
        self._is_cut = True
        for writer in self._open:
            writer.transport.abort()  # the other end follows

    def _repair(self) -> None:
        if not self._passes.is_set():
            self._cut()
            self._passes.set()
        self._is_cut = False

    async def _listen(self) -> int:
        self._server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def _connect(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        if self._is_cut:
            to_browser.transport.abort()
            return
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self._server_port)
        except OSError:
            to_browser.transport.abort()
            return
        heard = bytearray()
        self._heard.append(heard)
        self._open[to_browser] = heard
        await asyncio.gather(self._pass_on(browser, to_server), self._pass_on(server, to_browser, heard))
        del self._open[to_browser]

    async def _pass_on(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, heard: bytearray | None = None
    ) -> None:
        try:
            while block := await source.read(BLOCK):
                await self._passes.wait()
                if heard is not None:
                    heard += block
                target.write(block)
                await target.drain()
        except OSError:
            pass
        finally:
            target.close()


class Exchange:
    """Where lines come together: an event loop in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._lines: list[Line] = []

    def line_to(self, server_port: int) -> Line:
        """A new line."""
        line = Line(self._loop, server_port)
        self._lines.append(line)
        return line

    def close(self) -> None:
        """Cut every line, and let the thread end."""
        for line in self._lines:
            asyncio.run_coroutine_threadsafe(line.close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()
