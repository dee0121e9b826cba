"""Somebody at a running server, who came in by the front door, and what several of them do at the same moment."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
from bs4 import BeautifulSoup

from app.core.database import db
from app.organisation.models import Person
from tests.server import Server

LONGEST_PAUSE = 0.012
"""Seconds between the first and the last of those who act at once: about as long as one request takes."""

Act = Callable[[], httpx.Response]


class Browser:
    """One browser with its own cookies. It follows no redirects: where an act leads is part of its answer."""

    def __init__(self, server: Server, person: Person) -> None:
        self.name = person.name
        self._http = httpx.Client(base_url=server.url, timeout=20, verify=False)
        self._token = self._find_token("/inloggen")
        self.post("/inloggen/demo", person=person.id)
        self._token = self._find_token("/account/")

    def get(self, path: str) -> httpx.Response:
        """Ask for a page."""
        return self._http.get(path)

    def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form, with the token that belongs to this browser."""
        return self._http.post(path, data={"csrf_token": self._token, **fields})

    def will_post(self, path: str, **fields: Any) -> Act:
        """The same, to be done later."""
        return lambda: self.post(path, **fields)

    @property
    def cookies(self) -> httpx.Cookies:
        """What the server gave this browser to keep."""
        return self._http.cookies

    def _find_token(self, path: str) -> str:
        field = BeautifulSoup(self._http.get(path).text, "html.parser").select_one("input[name=csrf_token]")
        assert field is not None, f"no form on {path}"
        return str(field["value"])


def at_once(chance: random.Random, *acts: Act) -> list[httpx.Response]:
    """Let everybody act at the same moment, give or take some milliseconds of chance. The answers in the same order."""
    db.session.rollback()  # whatever the test has read itself must not hold the others up
    together = Barrier(len(acts))

    def do(act: Act, pause: float) -> httpx.Response:
        together.wait()
        time.sleep(pause)
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        pauses = [chance.uniform(0, LONGEST_PAUSE) for _ in acts]
        return list(threads.map(do, acts, pauses))


def times(number: int) -> Iterator[random.Random]:
    """Chance, so many times, and the same in every run."""
    return (random.Random(seed) for seed in range(number))


def told(response: httpx.Response) -> str:
    """What a page that refuses says, in the words its reader sees."""
    page = BeautifulSoup(response.text, "html.parser")
    return " ".join(part.get_text(" ", strip=True) for part in page.select("[data-message], .error-summary"))


def form_on(response: httpx.Response) -> dict[str, str]:
    """What the first form within a page would send as it stands there, without the button and the token."""
    form = BeautifulSoup(response.text, "html.parser").select_one("main form")
    assert form is not None, f"no form on {response.url}"
    texts = {str(field["name"]): field.get_text().removeprefix("\n") for field in form.select("textarea")}
    lines = {
        str(field["name"]): str(field.get("value", ""))
        for field in form.select("input[name]:not([type=checkbox]):not([type=radio])")
    }
    ticked = {str(field["name"]): str(field.get("value", "on")) for field in form.select("input[checked]")}
    chosen = {
        str(field["name"]): str(option["value"])
        for field in form.select("select")
        for option in field.select("option[selected]") or field.select("option")[:1]
    }
    return {name: value for name, value in (texts | lines | ticked | chosen).items() if name != "csrf_token"}
