"""The demo municipality with its mail, its worker, and a clock that can be put forward."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.house import House
from tests.browser.later import FILE
from tests.browser.line import Exchange
from tests.mail_server import MailServer, mail_server
from tests.processes import begin
from tests.server import environment_for, running


class Town:
    """The demo municipality with its mail server, its worker, and a clock that can be put forward."""

    def __init__(self, house: House, post: MailServer, url: str, clock: Path) -> None:
        self.house, self.post, self._url, self._clock = house, post, url, clock

    def mail_goes(self) -> None:
        """The worker does what there is to do now, and stops; it sends some at a time, so until none is left."""
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.post.port)}
        sent = -1
        while sent < len(self.post.received):
            sent = len(self.post.received)
            assert begin(["worker", "--once"], environment_for(self._url) | mail).wait(60) == 0

    def days_go_by(self, days: int) -> None:
        self._clock.write_text(str(days))

    def asked_for_an_answer(self, name: str) -> list[EmailMessage]:
        """The mails to somebody that ask an answer, oldest first; what the demo's meetings send is left out."""
        return [one for one in self.post.for_(name) if "Graag je antwoord: " in str(one["Subject"])]

    def link_in_mail_to(self, name: str) -> str:
        """Where the button in the last mail that asks somebody leads, without the server: it is behind a line."""
        body = self.asked_for_an_answer(name)[-1].get_body(("html",))
        assert body is not None
        found = re.search(r'href="https?://[^/"]+(/antwoord/[^"]+)"', body.get_content())
        assert found is not None
        return found[1]


@pytest.fixture
def town(
    demo_url: str, chromium: Browser, exchange: Exchange, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Town]:
    clock = tmp_path / "clock"
    clock.write_text("0")
    monkeypatch.setenv(FILE, str(clock))
    with mail_server() as post, running(demo_url, "tests.browser.later:create_asgi_app") as server:
        house = House(server, chromium, exchange)
        yield Town(house, post, demo_url, clock)
        complaints = house.complaints
        house.close()
    assert complaints == []
