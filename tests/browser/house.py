"""A server with the demo municipality, and everybody who comes to it with a browser."""

from typing import Any, TypeVar

from playwright.sync_api import Browser, expect

from app import create_app, demo
from app.core.database import db
from tests.browser.line import Exchange
from tests.browser.round_screens import Laptop, Phone
from tests.browser.somebody import Somebody
from tests.databases import settings_for
from tests.server import Server

READY_ROUND = "Bermen maaien we twee keer per jaar, na de bloei"
"""The round that the demo has set ready, for Marit to chair."""

OTHERS = (
    *("Sanne Wiersma", "Fatima Belhaj", "Joris Haverkamp", "Daan Westerink", "Emre Yıldırım"),
    *("Łucja Kowalczyk-van der Heijden", "Noor Achterberg"),
)
"""Who sits with Marit in her circle."""

Kind = TypeVar("Kind", bound=Somebody)


class House:
    """A server, and whoever comes to it. At the end nobody's browser may have complained."""

    def __init__(self, server: Server, browser: Browser, exchange: Exchange) -> None:
        self.server = server
        self._browser = browser
        self._exchange = exchange
        self.everybody: list[Somebody] = []

    def welcome(self, kind: type[Kind], name: str, **more: Any) -> Kind:
        """Somebody with a browser of their own."""
        somebody = kind(self._browser, self._exchange.line_to(self.server.port), name, **more)
        self.everybody.append(somebody)
        return somebody

    def close(self) -> None:
        """Send everybody home."""
        for somebody in self.everybody:
            somebody.leaves()

    @property
    def complaints(self) -> list[str]:
        """What any browser complained of."""
        return [f"{one.name}: {complaint}" for one in self.everybody for complaint in one.complaints]


def install_demo(url: str) -> None:
    """Fill a database with the demo municipality."""
    app = create_app(settings_for(url))
    with app.app_context():
        demo.install()
        db.session.remove()
        db.engine.dispose()


def the_ready_round(house: House, mode: str | None = None) -> Laptop:
    """Marit has the round before her that the demo has set ready, and opened it if a mode is given."""
    marit = house.welcome(Laptop, "Marit Oosterveld")
    marit.signs_in().opens("/")
    marit.follows(f"Naar de ronde: {READY_ROUND}")
    marit.page.wait_for_url("**/gespreksleider")
    marit.comes_to(marit.round_id)
    if mode:
        marit.opens_round(mode)
        expect(marit.page.locator(".phases")).to_be_visible()
    return marit


def on_the_phone(house: House, marit: Laptop, name: str = "Fatima Belhaj") -> Phone:
    """Somebody on their phone, in the round that is on the chair's screen."""
    phone = house.welcome(Phone, name)
    phone.signs_in()
    return phone.comes_to(marit.round_id)
