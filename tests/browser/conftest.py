"""What tests in a real browser share: chromium, the demo municipality behind a server, and people at their screens."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, sync_playwright

from app import create_app, demo
from app.core.database import db
from tests.browser.line import Line, lines
from tests.browser.somebody import Somebody
from tests.databases import IN_CI, settings_for
from tests.server import Server, running

CALM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Kind = TypeVar("Kind", bound=Somebody)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one module: its event loop must not live on into other tests."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        if IN_CI:
            pytest.fail("CI must have a browser: install Debian's package chromium")
        pytest.skip("chromium is not installed on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CALM))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def relay() -> Iterator[asyncio.AbstractEventLoop]:
    """Where the lines between browsers and servers live."""
    with lines() as loop:
        yield loop


class House:
    """A server, and whoever comes to it. At the end nobody's browser may have complained."""

    def __init__(self, server: Server, browser: Browser, relay: asyncio.AbstractEventLoop) -> None:
        self.server = server
        self._browser = browser
        self._relay = relay
        self.everybody: list[Somebody] = []

    def welcome(self, kind: type[Kind], name: str, **more: Any) -> Kind:
        """Somebody with a browser of their own."""
        somebody = kind(self._browser, Line(self._relay, self.server.port), name, **more)
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


@pytest.fixture(scope="session")
def demo_template(sqlite_databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo municipality in a file, to copy."""
    url = sqlite_databases.fresh()
    install_demo(url)
    return Path(url.removeprefix("sqlite:///"))


@pytest.fixture
def demo_url(demo_template: Path, tmp_path: Path) -> str:
    """A fresh demo municipality on SQLite."""
    path = tmp_path / "demo.sqlite"
    shutil.copy(demo_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def house(demo_url: str, chromium: Browser, relay: asyncio.AbstractEventLoop) -> Iterator[House]:
    """The demo municipality behind a server."""
    with running(demo_url) as server:
        house = House(server, chromium, relay)
        yield house
        complaints = house.complaints
        house.close()
    assert complaints == []
