"""Takes the pictures of the README: plays the demo in a real browser. `python -m tools.pictures`.

Needs Debian's chromium, and the packages of requirements-dev.txt.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PORT = 5099
ADDRESS = f"http://127.0.0.1:{PORT}"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=nl"]
LAPTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
BEAMER = {"width": 1280, "height": 720}
OTHERS = ("Sanne", "Joris", "Noor", "Emre", "Łucja", "Daan")
OBJECTION = "Er zijn te weinig wagens om het maaisel op tijd af te voeren; dan verstikt het gras."
BETTER = (
    "- Eerste keer na 1 juli, tweede keer na 15 september.\n- We huren twee wagens erbij.\n- Het maaisel voeren we af."
)


def main() -> None:
    """Play the round and keep what the screens look like."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with _running_demo(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        _decide(browser)
        _meet(browser)
        _look_at_the_work(browser)
        browser.close()


def _decide(browser: Browser) -> None:
    marit, fatima = _sign_in(browser, "Marit", LAPTOP), _sign_in(browser, "Fatima", PHONE)
    marit.get_by_role("link", name=re.compile("Naar de ronde")).first.click()
    marit.get_by_role("radio", name="Hamer").check()
    marit.get_by_role("checkbox", name=re.compile("De stukken")).check()
    marit.get_by_role("button", name="Open de ronde").click()
    expect(marit.get_by_role("button", name="Toon nu")).to_be_visible()
    key = marit.url.split("/")[4]
    fatima.goto(f"/ronde/{key}")
    expect(fatima.get_by_role("button", name=re.compile("Bezwaar"))).to_be_visible()
    _keep(fatima, "phone")
    fatima.get_by_role("button", name=re.compile("Bezwaar")).click()
    fatima.get_by_label("In eigen woorden").fill(OBJECTION)
    fatima.get_by_role("button", name="Verstuur bezwaar").click()
    expect(fatima.get_by_text("Verzegeld")).to_be_visible()
    _consent(browser, key, OTHERS)
    _consent_here(marit)
    _keep(marit, "chair")
    marit.get_by_role("button", name="Toon antwoorden").click()
    wall = _sign_in(browser, "Marit", BEAMER)
    wall.goto(f"/ronde/{key}/scherm")
    expect(wall.get_by_text(OBJECTION)).to_be_visible()
    _keep(wall, "wall")
    marit.get_by_role("link", name="Nieuwe tekst").click()
    marit.get_by_role("textbox", name=re.compile("^Tekst")).fill(BETTER)
    _keep(marit, "working")
    marit.get_by_role("button", name=re.compile("Maak dit versie 2")).click()
    expect(marit.get_by_text("versie 2").first).to_be_visible()
    key = marit.url.split("/")[4]
    _consent(browser, key, (*OTHERS, "Fatima"))
    _consent_here(marit)
    marit.get_by_role("button", name="Toon antwoorden").click()
    marit.get_by_role("button", name="Leg besluit vast").click()
    marit.wait_for_url("**/besluiten/*")
    expect(marit.get_by_text("Opgelost in versie 2").first).to_be_visible()
    _keep(marit, "decision")


def _meet(browser: Browser) -> None:
    petra, tom = _sign_in(browser, "Petra", LAPTOP), _sign_in(browser, "Tom", LAPTOP)
    petra.get_by_role("link", name=re.compile("^Voorbereiden")).first.click()
    expect(petra.get_by_role("button", name="Stel de agenda vast")).to_be_visible()
    _keep(petra, "agenda")
    petra.get_by_role("button", name="Stel de agenda vast").click()
    key = petra.url.split("/")[4]
    tom.goto(f"/overleg/{key}/voorzitten")
    tom.get_by_role("button", name="Open het overleg").click()
    for outcome in ("Kennisgenomen", "Stel het verslag vast", "Kennisgenomen"):
        for step in ("Volgend punt", outcome):
            tom.locator(".action-bar").get_by_role("button", name=step, exact=True).click()
    tom.locator(".action-bar").get_by_role("button", name="Volgend punt", exact=True).click()
    expect(tom.locator("#now-heading")).to_contain_text("Verbouwing")
    tom.reload()
    expect(tom.get_by_role("button", name="Mening opgehaald").first).to_be_visible()
    _keep(tom, "meeting")


def _look_at_the_work(browser: Browser) -> None:
    bram, ruben = _sign_in(browser, "Bram", LAPTOP), _sign_in(browser, "Ruben", LAPTOP)
    bram.goto("/opdrachten")
    bram.get_by_role("link", name="Koele plekken in elke wijk").click()
    expect(bram.get_by_role("heading", name="Mijlpalen")).to_be_visible()
    _keep(bram, "assignment")
    ruben.goto("/programmas")
    ruben.get_by_role("link", name="Concernontwikkelprogramma").click()
    ruben.get_by_role("link", name="Rapportage 1").click()
    expect(ruben.get_by_role("heading", name="Hoe het ervoor staat")).to_be_visible()
    _keep(ruben, "programme")


def _consent(browser: Browser, key: str, names: tuple[str, ...]) -> None:
    for name in names:
        page = _sign_in(browser, name, PHONE)
        page.goto(f"/ronde/{key}")
        _consent_here(page)
        page.context.close()


def _consent_here(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Consent Ik kan")).click()
    expect(page.get_by_text("Jouw antwoord")).to_be_visible()


def _sign_in(browser: Browser, name: str, size: dict[str, int]) -> Page:
    page = browser.new_context(base_url=ADDRESS, viewport=size, locale="nl-NL").new_page()  # type: ignore[arg-type]
    page.goto("/inloggen")
    page.get_by_role("button", name=re.compile(name)).first.click()
    page.wait_for_url(f"{ADDRESS}/")
    return page


def _keep(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


@contextmanager
def _running_demo() -> Iterator[None]:
    """The demo municipality, served from a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite", "PORT": str(PORT)}
        server = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--with-demo"], env=environment, stdout=subprocess.DEVNULL
        )
        try:
            _wait_until_up()
            yield
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_until_up() -> None:
    import httpx

    for _ in range(200):
        try:
            httpx.get(f"{ADDRESS}/inloggen")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the demo did not come up in 20 seconds")


if __name__ == "__main__":
    main()
