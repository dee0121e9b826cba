"""A real mail server on loopback, that can be down, refuse, or hang up."""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Takes mail in, as long as it is up. What it took over stays with it."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.received: list[EmailMessage] = []
        self.refuses: dict[str, str] = {}
        """By address: what is answered to mail for it."""
        self.hangs_up_after: int | None = None
        """The line is cut when it would take in a mail after so many."""
        self.holds_after: int | None = None
        """Keeps the line silent, having taken so many in, until `goes_on`."""
        self.holding = threading.Event()
        self.goes_on = threading.Event()
        self._controller: Controller | None = None

    def up(self) -> "MailServer":
        """Begin to listen, always at the same address."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def down(self) -> None:
        """Stop listening."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def counted(self) -> Counter[str]:
        """How often each mail arrived."""
        return Counter(str(one["Message-ID"]) for one in self.received)

    def for_(self, name: str) -> list[EmailMessage]:
        """The mails to somebody, oldest first."""
        return [one for one in self.received if name in str(one["To"])]

    async def handle_RCPT(  # noqa: N802 - its name in aiosmtpd
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.hangs_up_after is not None and len(self.received) >= self.hangs_up_after:
            cast(Any, server).transport.abort()
            return "421 hung up"
        if self.holds_after is not None and len(self.received) >= self.holds_after:
            self.holding.set()
            await asyncio.to_thread(self.goes_on.wait, 30)
        content = envelope.content
        assert isinstance(content, bytes)
        self.received.append(cast(EmailMessage, message_from_bytes(content, policy=policy.default)))
        return "250 taken over"


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server that is up, and down at the end."""
    server = MailServer().up()
    try:
        yield server
    finally:
        server.goes_on.set()
        server.down()
