"""How a file leaves the house: to be kept, never to be run or shown as one of our pages."""

from flask import Response

POLICY = "default-src 'none'; sandbox"


def as_file(content: bytes, name: str, media_type: str) -> Response:
    """An answer that a browser saves under `name` (letters, digits, dots and dashes), whatever is in it."""
    answer = Response(content, mimetype=media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
