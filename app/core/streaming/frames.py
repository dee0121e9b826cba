"""Server-sent events as bytes (HTML standard, section 9.2), framed as chunks of an HTTP/1.1 answer (RFC 9112, 7.1).

The chunk is part of the frame, so that one bytes object serves every screen of an audience.
"""

import re
from datetime import datetime

LAST_CHUNK = b"0\r\n\r\n"
_LINE_END = re.compile(r"\r\n|\r|\n")


def message(revision: int, html: str) -> bytes:
    """An unnamed message: the shared part of a screen."""
    return _chunk(_event(None, revision, html))


def personal(revision: int, version: str) -> bytes:
    """The version of the part that is only for this reader."""
    return _chunk(_event("personal", revision, version))


def heartbeat(now: datetime) -> bytes:
    """A sign of life with the server's time. It has no id: what the reader saw last stays what it was."""
    return _chunk(_event("heartbeat", None, now.isoformat(timespec="milliseconds")))


def gone(revision: int) -> bytes:
    """The last word about a subject that does not exist any more."""
    return _chunk(_event("gone", revision, ""))


def _event(name: str | None, revision: int | None, data: str) -> bytes:
    lines = [f"event: {name}"] if name else []
    if revision is not None:
        lines.append(f"id: {revision}")
    lines += [f"data: {line}" for line in _LINE_END.split(data)]
    return ("\n".join(lines) + "\n\n").encode()


def _chunk(content: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(content), content)
