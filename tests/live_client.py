"""A reader of live streams that sees every byte: plain sockets, so that it can also read slowly or not at all."""

import re
import socket
import time
from dataclasses import dataclass

import httpx

from tests.server import Server

RECEIVE_SIZE = 65536


@dataclass(frozen=True)
class Event:
    """One server-sent event. The name of an unnamed one is "message"."""

    name: str
    id: str | None
    data: str


class StreamEnded(Exception):
    """The server ended the stream, neatly or not."""


class Stream:
    """A stream that was asked for. Whether it is given, `wait` tells."""

    def __init__(self, server: Server, path: str, cookies: httpx.Cookies, receive_buffer: int = 0) -> None:
        self._socket = socket.socket()
        if receive_buffer:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._socket.connect(("127.0.0.1", server.port))
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self._socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        self._read = b""
        self._text = b""
        self.bytes_read = 0
        self.status = 0

    def wait(self) -> int:
        """The status of the answer, once it is there."""
        head = self._read_until(b"\r\n\r\n", time.monotonic() + 10).decode()
        self.status = int(head.split(" ")[1])
        self.headers = httpx.Headers([tuple(line.split(": ", 1)) for line in head.split("\r\n")[1:]])  # type: ignore[misc]
        return self.status

    def next(self, name: str | None = None, within: float = 5) -> Event:
        """The next event, or the next of this name. Raises `TimeoutError` or `StreamEnded`."""
        deadline = time.monotonic() + within
        while True:
            while b"\n\n" not in self._text:
                self._text += self._chunk(deadline)
            written, self._text = self._text.split(b"\n\n", 1)
            event = _parse(written.decode())
            if name in {None, event.name}:
                return event

    def next_text(self, within: float = 5) -> str:
        """The data of the next unnamed message."""
        return self.next("message", within).data

    def is_silent(self, seconds: float) -> bool:
        """Whether nothing but heartbeats comes for so long."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                if self.next(within=deadline - time.monotonic()).name != "heartbeat":
                    return False
            except TimeoutError:
                return True

    def ends(self, within: float = 5) -> bool:
        """Whether the server ends the stream in time; what it still sends is read and forgotten."""
        try:
            while True:
                self.next(within=within)
        except StreamEnded:
            return True
        except TimeoutError:
            return False

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def _chunk(self, deadline: float) -> bytes:
        size = int(self._read_until(b"\r\n", deadline), 16)
        while len(self._read) < size + 2:
            self._receive(deadline)
        chunk, self._read = self._read[:size], self._read[size + 2 :]
        if size == 0:
            raise StreamEnded
        return chunk

    def _read_until(self, mark: bytes, deadline: float) -> bytes:
        while mark not in self._read:
            self._receive(deadline)
        found, self._read = self._read.split(mark, 1)
        return found

    def _receive(self, deadline: float) -> None:
        self._socket.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            received = self._socket.recv(RECEIVE_SIZE)
        except ConnectionError:
            received = b""
        if not received:
            raise StreamEnded
        self.bytes_read += len(received)
        self._read += received


def _parse(written: str) -> Event:
    fields = re.findall(r"^(\w+): (.*)$", written, re.MULTILINE)
    names = dict(fields)
    data = "\n".join(value for name, value in fields if name == "data")
    return Event(names.get("event", "message"), names.get("id"), data)
