"""uvicorn's HTTP connection, lent to whoever writes to thousands of them at once.

Going through ASGI's `send` for every screen costs twice the processor time of writing one bytes object to all of
their connections (docs/adr/0010-how-it-is-served.md), and tells nothing about a reader who lags behind.
"""

from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

TRANSPORT = "samensturen.transport"
"""The ASGI extension that holds the connection."""


class LendingProtocol(HttpToolsProtocol):
    """Puts its transport in the scope of each request, under the extension `TRANSPORT`."""

    def on_message_begin(self) -> None:
        """Make the scope of a new request."""
        super().on_message_begin()
        self.scope["extensions"] = {TRANSPORT: cast(Any, self.transport)}
