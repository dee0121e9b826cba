"""Files that people brought along, kept outside the database and the web root under the digest of what is in them.

A file is written before the row that names it and never after, so that there is no row without its file. When the
transaction is undone, the file stays without a row until it is swept; by then it is more than a day old, so that
none is swept from under a transaction that has not ended.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Collection
from pathlib import Path

from flask import current_app

SWEPT_AFTER = 24 * 3600


def keep(content: bytes) -> str:
    """Keep a file, once whatever the number of times it is brought. Gives its digest."""
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.exists():
        os.utime(path)  # as young as a new one, so that it is not swept now
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
    return digest


def content_of(digest: str) -> bytes:
    """What is in a file that was kept. Raises `FileNotFoundError`."""
    return _path(digest).read_bytes()


def sweep(named: Collection[str]) -> int:
    """Throw away every file that no row names and that is more than a day old. Gives how many."""
    before = time.time() - SWEPT_AFTER
    swept = 0
    for path in _folder().glob("??/*"):
        if path.name not in named and path.stat().st_mtime < before:
            path.unlink()
            swept += 1
    return swept


def missing(named: Collection[str]) -> list[str]:
    """The digests of files that rows name and that are not there, or have something else in them."""
    return sorted(digest for digest in named if not _is_whole(digest))


def _is_whole(digest: str) -> bool:
    path = _path(digest)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _path(digest: str) -> Path:
    return _folder() / digest[:2] / digest


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].files
    return folder
