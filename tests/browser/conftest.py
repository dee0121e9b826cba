"""What tests in a real browser share: chromium, the demo municipality behind a server, and people at their screens."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.house import House, install_demo
from tests.browser.line import Exchange
from tests.databases import IN_CI
from tests.server import running

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The first is the same engine without its windows, and takes a seventh less of a processor."""

CALM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one module: its event loop must not live on into other tests."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        if IN_CI:
            pytest.fail("CI must have a browser: install Debian's package chromium-headless-shell")
        pytest.skip("chromium is not installed on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CALM))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def exchange() -> Iterator[Exchange]:
    """Where the lines between browsers and servers come together."""
    exchange = Exchange()
    yield exchange
    exchange.close()


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
def house(demo_url: str, chromium: Browser, exchange: Exchange) -> Iterator[House]:
    """The demo municipality behind a server."""
    with running(demo_url) as server:
        house = House(server, chromium, exchange)
        yield house
        complaints = house.complaints
        house.close()
    assert complaints == []
