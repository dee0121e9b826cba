"""A round in writing, with a real mail server: invited by mail, answered from a phone, shown by the deadline, decided.

Marit chairs; Fatima answers by the link in her mail without signing in, Joris on his own screen with a concern; the
others stay silent. The clock is put forward, and nobody but time ends the round.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.house import House, the_ready_round
from tests.browser.later import FILE
from tests.browser.line import Exchange
from tests.browser.round_screens import BUTTONS, Laptop, Phone
from tests.mail_server import MailServer, mail_server
from tests.server import ROOT, environment_for, running


class Town:
    """The demo municipality with its mail server, its worker, and a clock that can be put forward."""

    def __init__(self, house: House, post: MailServer, url: str, clock: Path) -> None:
        self.house, self.post, self._url, self._clock = house, post, url, clock

    def mail_goes(self) -> None:
        """The worker does what there is to do now, and stops."""
        mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(self.post.port)}
        command = [sys.executable, "-W", "ignore", "-m", "app.cli", "worker", "--once"]
        subprocess.run(command, cwd=ROOT, env=environment_for(self._url) | mail, check=True, timeout=60)

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


def test_from_an_invitation_by_mail_to_a_decision(town: Town) -> None:
    marit = the_ready_round(town.house)
    marit.page.locator("#written summary").click()
    marit.page.locator("#open-written").get_by_label("Hamer", exact=True).check()
    marit.page.locator("#open-written").get_by_label("De stukken zijn vooraf gestuurd").check()
    marit.page.locator("#open-written").get_by_label("Werkdagen voor consent").fill("3")
    marit.presses("Open schriftelijk")
    marit.sees("Termijnen")

    town.mail_goes()
    assert len(town.asked_for_an_answer("voorbeeld.example")) == 8 + 6, "eight here, and six in the demo's own round"
    fatima = town.house.welcome(Phone, "Fatima Belhaj", bypass_csp=True)
    fatima.page.goto(town.link_in_mail_to("fatima"))
    fatima.sees("Deze link is van Fatima Belhaj. Je bent niet ingelogd.")
    assert (found_by_axe(fatima.page), sticking_out(fatima.page)) == ([], [])
    fatima.page.get_by_role("button", name=BUTTONS["consent"], exact=True).click()
    fatima.sees("Dank je wel, het is binnen.")
    assert found_by_axe(fatima.page) == []
    fatima.page.goto("/")
    expect(fatima.page).to_have_url(re.compile("/inloggen"))

    joris = town.house.welcome(Phone, "Joris Haverkamp")
    joris.signs_in()
    joris.sees("Dit wacht op jou")
    joris.page.get_by_role("link", name=re.compile("Geef je antwoord: Bermen")).click()
    joris.has_a_concern("Let op het zicht bij de kruising.")

    marit.sees("Kun je hiermee werken? Alle antwoorden worden tegelijk getoond.")
    marit.does_not_see("Let op het zicht bij de kruising.")
    town.days_go_by(10)
    fatima.page.goto(town.link_in_mail_to("fatima"))
    fatima.sees("Deze link is verlopen: de termijn is voorbij.")
    marit.sees("Let op het zicht bij de kruising.")
    marit.sees(re.compile("Niet geantwoord, dus afwezig: .*Noor Achterberg"))
    _decides(marit)

    town.mail_goes()
    assert "De antwoorden zijn er" in str(town.post.for_("marit")[-1]["Subject"])
    assert sorted(set(town.post.counted.values())) == [1]


def _decides(marit: Laptop) -> None:
    marit.presses("Leg besluit vast")
    expect(marit.page).to_have_url(re.compile("/besluiten/GRO-"))
    marit.sees("Schriftelijk")
    marit.sees("Afwezig, geen consent gegeven")
