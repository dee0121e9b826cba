"""Somebody behind a browser of their own, on a line of their own. Selectors live in this package's navigators only."""

import re
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, expect

from tests.browser.line import Line

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1280, "height": 900}
WALL = {"width": 1280, "height": 720}

AT_ONCE = 15_000
"""Milliseconds within which a change by one must be on all screens: far more than it takes, on a slow and busy machine.

How long it does take is measured by the benchmark."""

OF_THE_NETWORK = ("Failed to load resource", "net::ERR_", "Failed to fetch", "network error")
HERE_STILL = "samensturenHereStill"


class Somebody:
    """A person with a browser. What the browser complains of is kept."""

    size = LAPTOP

    def __init__(self, browser: Browser, line: Line, name: str, *, javascript: bool = True, **preferences: Any) -> None:
        self.name = name
        self.line = line
        self.javascript = javascript
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=line.url,
            viewport=self.size,  # type: ignore[arg-type]
            locale="nl-NL",
            java_script_enabled=javascript,
            **preferences,
        )
        self.page = self.context.new_page()
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def signs_in(self) -> "Somebody":
        """Choose themselves on the demo's page to sign in."""
        self.page.goto("/inloggen")
        self.page.get_by_role("button", name=f"Inloggen als {self.name}").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Vandaag")
        return self

    def signs_in_as(self, person_id: int) -> "Somebody":
        """Be this person from here on, also one whom the demo's page does not show."""
        self.context.clear_cookies()
        self.page.goto("/inloggen")
        token = self.page.locator("input[name=csrf_token]").first.get_attribute("value")
        sent = {"csrf_token": token or "", "person": str(person_id)}
        self.context.request.post("/inloggen/demo", form=sent)
        return self

    def opens(self, path: str) -> "Somebody":
        """Go to an address, and mark the page, so that it shows when it was loaded anew."""
        self.page.goto(path)
        if self.javascript:
            self.page.evaluate(f"window.{HERE_STILL} = true")
        return self

    def follows_live(self) -> None:
        """Wait until the screen follows what happens; one without JavaScript never does."""
        if self.javascript:
            expect(self.page.locator("[data-live=connected]")).to_be_attached()

    def sees(self, text: str | re.Pattern[str], within: float = AT_ONCE) -> None:
        """This stands on the screen, or does within this many milliseconds, all by itself."""
        if not self.javascript:
            self._loads_anew()
        expect(self._words(text)).to_be_visible(timeout=within)

    def sees_for_a_while(self, text: str | re.Pattern[str], milliseconds: float = 1_000) -> None:
        """This stands on the screen, and nothing that was still on its way takes it away."""
        self.sees(text)
        self.page.wait_for_timeout(milliseconds)
        assert self._words(text).is_visible()

    def does_not_see(self, text: str | re.Pattern[str]) -> None:
        """This stands nowhere on the screen."""
        expect(self.page.locator("body").get_by_text(text)).to_have_count(0)

    def presses(self, button: str | re.Pattern[str], *, exact: bool = True) -> None:
        """Press the button with this name."""
        self.page.get_by_role("button", name=button, exact=exact).first.click()

    def follows(self, link: str) -> None:
        """Follow the link with this name."""
        self.page.get_by_role("link", name=link, exact=True).first.click()

    @property
    def text(self) -> str:
        """Everything in the page, shown or hidden, as it is written in its source now."""
        return self.page.content()

    @property
    def has_stayed(self) -> bool:
        """Whether this is still the very page that was opened, never loaded anew."""
        return bool(self.page.evaluate(f"window.{HERE_STILL} === true"))

    def leaves(self) -> None:
        """Close the browser."""
        self.context.close()

    def _loads_anew(self) -> None:
        """Load the page again. What was pressed just before may be leading to another page still: then that one."""
        try:
            self.page.reload()
        except Error as error:
            if "Not attached to an active page" not in str(error):
                raise
            self.page.wait_for_load_state()
            self.page.reload()

    def _words(self, text: str | re.Pattern[str]) -> Locator:
        return self.page.locator("body").get_by_text(text).and_(self.page.locator(":visible")).first

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not _is_of_the_network(message):
            self.complaints.append(f"{message.type}: {message.text}")


def _is_of_the_network(message: ConsoleMessage) -> bool:
    """Whether the browser only tells that there was no connection, or that the server refused something."""
    return any(sign in message.text for sign in OF_THE_NETWORK)


class Here:
    """Where somebody is on their page: what they typed, where the caret stands, and where that is on the screen."""

    SCRIPT = """async () => {
      const field = document.activeElement;
      const top = () => Math.round(field.getBoundingClientRect().top);
      for (let still = 0, before = top(); still < 5; still = before === top() ? still + 1 : 0, before = top()) {
        await new Promise(requestAnimationFrame); // until the page has come to rest
      }
      return { field: field.id, typed: field.value, start: field.selectionStart, end: field.selectionEnd, top: top() };
    }"""

    def __init__(self, somebody: Somebody) -> None:
        self._found: dict[str, Any] = somebody.page.evaluate(self.SCRIPT)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Here) and self._found == other._found

    def __repr__(self) -> str:
        return repr(self._found)
