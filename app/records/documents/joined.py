"""PDF files that people brought, joined to a document of ours, in a process of its own that may break alone."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

SECONDS = 30
AT_ONCE = 2
MOST_BYTES = 60 * 1024 * 1024
"""Of all files together; what comes after that stays where it is."""
JOINER = Path(__file__).parent.parent / "office" / "joiner.py"
_turns = threading.BoundedSemaphore(AT_ONCE)


def page_counts(files: Sequence[bytes]) -> list[int | None]:
    """How many pages each PDF has, None for one that cannot be joined: broken, locked, or too long for one file."""
    whole = accumulate(len(one) for one in files)
    fitting = [one for one, upto in zip(files, whole, strict=True) if upto <= MOST_BYTES]
    counted: list[int | None] = []
    if fitting:
        try:
            counted = list(json.loads(_run("count", fitting)))
        except ValueError:
            counted = []
    return counted + [None] * (len(files) - len(counted))


def joined(ours: bytes, files: Sequence[bytes]) -> bytes:
    """Our PDF with each of the files behind its sheet, of which the last pages of ours are one each.

    Ours alone, with its sheets, when they cannot be joined after all.
    """
    if not files:
        return ours
    found = _run("join", [ours, *files])
    return found if found.startswith(b"%PDF-") else ours


def _run(what: str, files: Sequence[bytes]) -> bytes:
    sizes = json.dumps([len(one) for one in files]).encode()
    with _turns:
        try:
            ended = subprocess.run(  # noqa: S603 - our own program; the files are its input
                [sys.executable, "-I", str(JOINER), what],
                input=b"\n".join((sizes, b"".join(files))),
                capture_output=True,
                timeout=SECONDS,
                check=False,
                env={},
            )
        except subprocess.TimeoutExpired:
            return b""
    return ended.stdout if ended.returncode == 0 else b""
