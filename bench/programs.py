"""The programs that are measured, each a process of its own that ends with the measurement."""

import json
import os
import resource
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.room import Room

ROOT = Path(__file__).parents[1]
SECRET_KEY = secrets.token_urlsafe(48)


class Program:
    """A running program that listens on a port."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port = port
        self.process = process
        self._seen = psutil.Process(process.pid)

    @property
    def cpu_seconds(self) -> float:
        """Processor time so far, of all its processes."""
        return sum(sum(one.cpu_times()[:2]) for one in self._family())

    @property
    def memory(self) -> int:
        """Bytes of memory in use now, of all its processes."""
        return sum(one.memory_info().rss for one in self._family())

    def _family(self) -> list[psutil.Process]:
        return [self._seen, *self._seen.children(recursive=True)]


def settings_for(database_url: str, port: int = 0) -> dict[str, str]:
    """The environment of a process that uses this database."""
    return {**os.environ, "DATABASE_URL": database_url, "SECRET_KEY": SECRET_KEY, "PORT": str(port)}


@contextmanager
def application(database_url: str) -> Iterator[Program]:
    """The application, served as always."""
    port = _free_port()
    command = [sys.executable, "-m", "app.cli", "serve"]
    with _running(command, port, settings_for(database_url, port)) as program:
        yield program


@contextmanager
def bare_pusher(frame: bytes) -> Iterator[Program]:
    """The bare program that pushes these bytes."""
    port = _free_port()
    with _running([sys.executable, "-m", "bench.bare_push", str(port)], port, dict(os.environ), frame) as program:
        yield program


@contextmanager
def page_loaders(port: int, room: Room, connections: int) -> Iterator[None]:
    """Connections that load one page after another, in a process of their own."""
    command = [sys.executable, "-m", "bench.page_load", str(port), str(connections)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(
            json.dumps({"round_id": room.round_id, "sessions": [vars(s) for s in room.members]}).encode()
        )
        process.stdin.close()
        try:
            yield
        finally:
            process.terminate()


def ask(module: str, *words: str, database_url: str) -> str:
    """What a module of the benchmark prints when it is run as a program."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(
        command, cwd=ROOT, env=settings_for(database_url), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def generate(decisions: int, database_url: str) -> float:
    """Fill an empty database with so many decisions. Gives the seconds of processor time it took."""
    command = [sys.executable, "-m", "app.cli", "generate", "--decisions", str(decisions)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=settings_for(database_url), check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def _running(command: list[str], port: int, environment: dict[str, str], given: bytes = b"") -> Iterator[Program]:
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
        try:
            _wait_for_answer(port, process)
            yield Program(port, process)
        finally:
            process.terminate()


def _wait_for_answer(port: int, process: "subprocess.Popen[bytes]") -> None:
    """A socket may listen before there is somebody behind it: only an answer counts."""
    for _ in range(600):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} stopped with exit code {process.returncode}")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
                connection.sendall(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if connection.recv(12):
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"{process.args} did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
