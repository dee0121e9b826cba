"""A real server as a process of its own, on a free port, for tests that need more than one client or a real network."""

import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

import config
from app.core.serving.process import listen, serve
from tests.databases import SECRET_KEY
from tests.processes import ROOT, Begun, Living, Spawned

REAL_APPLICATION = "app.asgi:create_asgi_app"


class Server:
    """One server: where it listens, and how to stop it."""

    def __init__(self, database_url: str, factory: str, processes: int) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
        self.http = httpx.Client(base_url=self.url, cookies=no_cookies, timeout=20, verify=False)
        """For requests of nobody in particular: it keeps no cookies."""
        self._environment = environment_for(database_url) | {"PORT": str(self.port), "PROCESSES": str(processes)}
        self._factory, self._processes = factory, processes
        self.start()

    def start(self) -> None:
        """Start it, at first or again after it was stopped or killed; ready when this returns."""
        self.process: Living = (
            Begun(_serve, self._factory, environment=self._environment, folder=ROOT)
            if self._processes == 1
            else Spawned("tests.server", self._factory, environment=self._environment, folder=ROOT)
        )
        _wait_until_up(self.port, self.process)

    def stop(self, within: float = 15) -> float:
        """Ask it to stop, as an administrator does. Gives how many seconds that took."""
        begun = time.monotonic()
        self.process.send(signal.SIGTERM)
        self.process.wait(within)
        return time.monotonic() - begun

    def kill(self) -> None:
        """Kill every process of it at once, as a power cut does."""
        self.process.kill_all()


@contextmanager
def running(database_url: str, factory: str = REAL_APPLICATION, processes: int = 1) -> Iterator[Server]:
    """A server on this database. `factory` is "module:function" that makes its ASGI application."""
    server = Server(database_url, factory, processes)
    try:
        yield server
    finally:
        if server.process.code is None:
            server.kill()


def environment_for(database_url: str) -> dict[str, str]:
    """The environment of a process that uses this database."""
    return {
        **os.environ,
        "DATABASE_URL": database_url.replace("postgresql+psycopg://", "postgresql://"),
        "SECRET_KEY": SECRET_KEY,
        "SAMENSTUREN_ENV": "development",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(port: int, process: Living) -> None:
    """The socket listens before the application is loaded, so only an answer counts."""
    for _ in range(300):
        if process.code is not None:
            raise RuntimeError(f"the server stopped with exit code {process.code}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if connection.recv(12):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not come up")


def _serve(factory: str) -> None:
    settings = config.from_environment()
    serve(factory, listen(settings.host, settings.port), settings.processes)


if __name__ == "__main__":
    _serve(sys.argv[1])
