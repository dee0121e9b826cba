"""How a file leaves the house: to be kept, never to be run or shown as one of our pages."""

import re
from urllib.parse import quote

from flask import Response

POLICY = "default-src 'none'; sandbox"


def as_file(content: bytes, name: str, media_type: str) -> Response:
    """An answer that a browser saves under `name`, whatever is in it."""
    answer = Response(content, content_type=media_type)
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", name)
    answer.headers["Content-Disposition"] = f"attachment; filename={plain}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
