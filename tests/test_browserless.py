"""The browser of the tests must see what is wrong with a page, and do what a browser does with a form."""

from urllib.parse import urlencode

import pytest
from flask import Flask, redirect, request
from markupsafe import escape
from werkzeug.wrappers import Response

from tests.browserless import Visitor, inspected

GOOD = """<!doctype html>
<html lang="nl"><head><title>Titel</title></head><body><main><h1>Kop</h1>{}</main></body></html>
"""


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        (GOOD.replace("<title>Titel</title>", ""), "has 0 titles"),
        (GOOD.replace("Titel", " "), "empty title"),
        (GOOD.replace("<h1>Kop</h1>", ""), "0 headings"),
        (GOOD.format("<h1>Nog een</h1>"), "2 headings"),
        (GOOD.format("<p style='color: red'>x</p>"), "has ['style']"),
        (GOOD.format("<p onclick='x()'>x</p>"), "has ['onclick']"),
        (GOOD.format("<style>p {}</style>"), "inline style"),
        (GOOD.format("<script>x()</script>"), "inline script"),
        (GOOD.format("<p><div>x</div></p>"), "not valid HTML"),
        (GOOD.format("<a href='/'>x</b></a>"), "not valid HTML"),
        (GOOD.format("<p id='a'>x</p><p id='a'>y</p>"), "gives an id twice"),
        (GOOD.replace("<!doctype html>", ""), "not valid HTML"),
    ],
)
def test_finds_what_is_wrong(page: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=r"^/x") as found:
        inspected(page, "/x")
    assert complaint in str(found.value)


def test_finds_nothing_wrong_with_a_good_page() -> None:
    inspected(GOOD.format("<p>Goed</p>"), "/x")


FORM = GOOD.format(
    """<a href="/elders">Elders</a> <a href="/weg">Weg</a>
    <form method="post" action="/ontvangen" id="f">
    <input type="hidden" name="geheim" value="1"><input name="naam" value="Noor"><input name="uit" disabled value="x">
    <textarea name="tekst">
een
twee</textarea>
    <label for="k1">Ja</label><input type="radio" id="k1" name="keus" value="j" checked>
    <label for="k2">Nee</label><input type="radio" id="k2" name="keus" value="n">
    <input type="checkbox" name="vink" value="aan">
    <select name="rol"><option value="a">Adviseur</option><option value="l" selected>Lid</option></select>
    <button name="wat" value="bewaar">Bewaar</button><button formaction="/elders">Toch niet</button></form>
    <input name="buiten" form="f" value="b"><button form="f">Ver weg</button><button disabled>Dicht</button>"""
)


def receive() -> Response:
    """Take a form, and lead to a page that says what was in it."""
    return redirect("/gekregen?" + urlencode({"dit": str(sorted(request.form.lists()))}), 303)


@pytest.fixture
def browser() -> Visitor:
    """A browser on a small site of its own."""
    site = Flask("site")
    site.add_url_rule("/", "form", lambda: FORM)
    site.add_url_rule("/elders", "elsewhere", lambda: GOOD.format("elders"), methods=["GET", "POST"])
    site.add_url_rule("/weg", "away", lambda: redirect("https://elders.example/"))

    site.add_url_rule("/ontvangen", "receive", receive, methods=["POST"])
    site.add_url_rule("/gekregen", "received", lambda: GOOD.format(escape(request.args["dit"])))
    return Visitor(site).open("/")


def test_sends_what_stands_in_a_form(browser: Visitor) -> None:
    browser.submit("Bewaar")
    assert browser.sees("('geheim', ['1'])", "('naam', ['Noor'])", "('keus', ['j'])", "('rol', ['l'])")
    assert browser.sees("('buiten', ['b'])", "('wat', ['bewaar'])", r"('tekst', ['een\r\ntwee'])")
    assert not browser.sees("vink")
    assert not browser.sees("'uit'")


def test_fills_in_by_value_or_by_text(browser: Visitor) -> None:
    browser.submit("Ver weg", naam="Bram", keus="Nee", rol="Adviseur", vink=True)
    assert browser.sees("('naam', ['Bram'])", "('keus', ['n'])", "('rol', ['a'])", "('vink', ['aan'])")
    assert not browser.sees("'wat'")


def test_follows_links_and_the_address_of_a_button(browser: Visitor) -> None:
    assert browser.click("Elders").path == "/elders"
    assert browser.open("/").submit("Toch niet").path == "/elders"


@pytest.mark.parametrize(
    "mistake",
    [
        lambda browser: browser.click("Nergens"),
        lambda browser: browser.click("Weg"),
        lambda browser: browser.submit("Nergens"),
        lambda browser: browser.submit("Dicht"),
        lambda browser: browser.submit("Bewaar", onbekend="x"),
        lambda browser: browser.submit("Bewaar", rol="Koning"),
        lambda browser: browser.submit("Bewaar", keus="Misschien"),
        lambda browser: browser.open("/elders", 404),
    ],
)
def test_does_only_what_a_browser_can(browser: Visitor, mistake: object) -> None:
    with pytest.raises(AssertionError):
        mistake(browser)  # type: ignore[operator]
