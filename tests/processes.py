"""Processes of their own, forked off one in which the application is loaded: that takes longer than most tests.

What is begun here is real: it can be killed, it has its own environment and files, and shares nothing with the test.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(["tests.loaded"])


class Living(ABC):
    """One process, at the head of its own session."""

    @property
    @abstractmethod
    def pid(self) -> int:
        """What the system knows it by."""

    @property
    @abstractmethod
    def code(self) -> int | None:
        """With what it ended; None while it lives, and minus the signal for one that was killed."""

    @abstractmethod
    def wait(self, within: float = 30) -> int:
        """Wait until it has ended, and give with what. Raises `TimeoutError`."""

    def send(self, number: int) -> None:
        """Send it a signal."""
        os.kill(self.pid, number)

    def kill_all(self) -> None:
        """Kill it and every process it began at once, as a power cut does."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait(10)


class Begun(Living):
    """One that was forked off, to do something of this program."""

    def __init__(self, act: Callable[..., None], *given: Any, environment: Mapping[str, str], folder: Path) -> None:
        self._process = _forking.Process(target=_live, args=(act, given, dict(environment), str(folder)))
        self._process.start()

    @property
    def pid(self) -> int:
        """What the system knows it by."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def code(self) -> int | None:
        """With what it ended; None while it lives, and minus the signal for one that was killed."""
        return self._process.exitcode

    def wait(self, within: float = 30) -> int:
        """Wait until it has ended, and give with what. Raises `TimeoutError`."""
        self._process.join(within)
        if self.code is None:
            raise TimeoutError(f"process {self.pid} still lives after {within} seconds")
        return self.code


class Spawned(Living):
    """One that loads everything anew: a forked one cannot begin others by itself (uvicorn looks for its stdin)."""

    def __init__(self, module: str, *words: str, environment: Mapping[str, str], folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *words], cwd=folder, env=dict(environment), start_new_session=True
        )

    @property
    def pid(self) -> int:
        """What the system knows it by."""
        return self._process.pid

    @property
    def code(self) -> int | None:
        """With what it ended; None while it lives, and minus the signal for one that was killed."""
        return self._process.poll()

    def wait(self, within: float = 30) -> int:
        """Wait until it has ended, and give with what. Raises `TimeoutError`."""
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired as expired:
            raise TimeoutError(str(expired)) from expired


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    returncode: int
    stdout: str
    stderr: str


def begin(words: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT) -> Begun:
    """Begin `samensturen` with these words."""
    return Begun(_type, list(words), environment=environment, folder=folder)


def run(words: Sequence[str], environment: Mapping[str, str], folder: Path, typed: str = "") -> Ended:
    """Have `samensturen` do something, with something typed when it asks, and wait until it is done."""
    with tempfile.TemporaryDirectory() as held:
        Path(held, "stdin").write_text(typed)
        ended = Begun(_type, list(words), held, environment=environment, folder=folder).wait(60)
        return Ended(ended, *(Path(held, name).read_text() for name in ("stdout", "stderr")))


def _live(act: Callable[..., None], given: tuple[Any, ...], environment: dict[str, str], folder: str) -> None:
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    warnings.simplefilter("ignore")
    act(*given)


def _type(words: list[str], streams: str | None = None) -> None:
    """`streams` is the folder in which stands what is typed, and to which goes what is said."""
    from app import cli

    if streams is not None:
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            setattr(sys, name, open(Path(streams, name), mode, encoding="utf-8"))  # noqa: SIM115 - as long as it lives
    sys.argv = ["samensturen", *words]
    cli.main()
