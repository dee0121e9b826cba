"""The application with a clock that can be put forward from outside: the only thing about it that is not real."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.core import clock

FILE = "TESTS_CLOCK"
"""Names the file that holds by how many days the clock is ahead."""

_now = clock.now


def create_asgi_app() -> Any:
    """The server's door, behind that clock."""
    from app.asgi import create_asgi_app as create

    file = Path(os.environ[FILE])
    clock.now = lambda: _now() + timedelta(days=int(file.read_text()))
    return create()
