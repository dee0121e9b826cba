"""A process that lives beside the server: started with it, started again when it dies, and gone when the server is."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
STAYED_UP = 60.0
"""Seconds after which a companion that dies is started again at once."""
FINISH_WITHIN = 10.0


@contextmanager
def accompanied_by(arguments: Sequence[str], tell: str) -> Iterator[None]:
    """Run `python <arguments>` for as long as the block runs; `tell` is said when it died and is started again.

    It reads from a pipe that closes with this process, however this process ends.
    """
    companion = _Companion(arguments, tell)
    keeper = threading.Thread(target=companion.keep, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        companion.stop()
        keeper.join(FINISH_WITHIN)


class _Companion:
    def __init__(self, arguments: Sequence[str], tell: str) -> None:
        self._command = [sys.executable, *arguments]
        self._tell = tell
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def keep(self) -> None:
        """Start it, and start it again whenever it ends by itself."""
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            process = self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)  # noqa: S603 - our own
            if self._stopping.is_set():
                self._end(process)
            with suppress(subprocess.TimeoutExpired):
                process.wait(STAYED_UP)
            if process.poll() is None:
                pause = FIRST_PAUSE
                process.wait()
            if self._stopping.is_set():
                return
            print(self._tell, file=sys.stderr, flush=True)  # noqa: T201 - to whoever keeps the server running
            self._stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Let it finish what it does, and end it if that takes too long."""
        self._stopping.set()
        if self._process is not None:
            self._end(self._process)

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        if process.stdin is not None:
            with suppress(OSError):
                process.stdin.close()
        try:
            process.wait(FINISH_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
