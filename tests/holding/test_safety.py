"""Every answer is safe: its headers and cookies, forms only we can send, text that cannot run, links that stay here."""

import re
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from app import create_app
from app.core import clock
from app.core.files import POLICY as FILES
from app.decisions import ROUNDS, screens
from app.web.assets import asset
from tests.browserless import inspected
from tests.databases import SQLiteDatabases, settings_for
from tests.holding.hostile import DOCUMENT, LINE, TEXT, Town, harm_in
from tests.holding.on_sqlite import house
from tests.holding.walk import FILLED_IN, NO_ID, Walker, addresses
from tests.live_client import Stream
from tests.server import Server
from tests.snapshot import contents, difference

__all__ = ["house"]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
"""What every answer says but the static files, which may be kept and hold nothing of anybody."""


@pytest.fixture(scope="module")
def town(house: Flask) -> Town:
    return Town(house)


def unsafe(headers: httpx.Headers) -> dict[str, str | None]:
    """The headers that are not what they should be; a file to keep has a stricter policy."""
    wanted = ALWAYS | ({"Content-Security-Policy": FILES} if "Content-Disposition" in headers else {})
    return {name: headers.get(name) for name, value in wanted.items() if headers.get(name) != value}


def headers_of(response: TestResponse) -> httpx.Headers:
    return httpx.Headers(list(response.headers))


# Text that was stored


def test_text_of_others_is_harmless_on_every_page(town: Town) -> None:
    """Every page for everybody who may read it; those of the chair are looked at as every page in these tests is."""
    wrong, pages = [], 0
    for turn, (name, reader) in enumerate(town.readers.items()):
        things = town.things()
        if name != "chair":  # who sees less takes every other thing, each reader others
            things = {argument: keys[turn % 2 :: 2] or keys for argument, keys in things.items()}
        for address in addresses(town.app, "GET", things):
            response = reader.look(address.path)
            if response.status_code != 200 or response.mimetype != "text/html":
                continue
            pages += 1
            wrong += [f"{name}: {address.path}: {harm}" for harm in harm_in(response.text)]
            assert "7777777" not in response.text, "a template ran what somebody wrote"
            if name == "chair" and not address.path.endswith("persoonlijk"):
                inspected(response.text, address.path)
    assert not wrong, "\n".join(wrong[:20])
    assert pages > 200


def test_what_is_pushed_to_live_screens_is_harmless(town: Town) -> None:
    for key in town.stages.keys().round_id[:12]:
        with town.app.app_context(), town.app.test_request_context():
            for audience, shown in ROUNDS.snapshots(key, screens.AUDIENCES).items():
                assert harm_in(shown.html) == [], f"round {key}, {audience}"


def test_what_a_page_gives_back_of_an_address_or_a_form_is_harmless(town: Town) -> None:
    """A search, a filter, a form with a mistake, a preview of a document, a question that is asked once more."""
    chair, nobody = town.readers["chair"], Walker(town.app)
    sealed = f"/ronde/{town.stages.sealed}"
    echoes = [
        chair.look(f"/{where}?{name}={LINE}")
        for where in ("voorstellen", "besluiten", "mensen/", f"voorstellen/{NO_ID}")
        for name in ("zoek", "kring", "staat", "deel", "van", "pagina", "niveau")
    ]
    echoes += [
        chair.look(f"{sealed}/{screen}?keuze={LINE}&wijzig={LINE}") for screen in ("deelnemer", "gespreksleider")
    ]
    echoes += [nobody.look(f"/inloggen?next={LINE}"), nobody.act("/inloggen", email=LINE, password=LINE, next=LINE)]
    echoes += [nobody.act(f"/gast/{town.things()['code'][0]}", name=LINE * 2), nobody.look(f"/{LINE}")]
    echoes += [chair.act("/voorstellen/nieuw", what=LINE * 9, why=TEXT, body=TEXT, advices=TEXT, arguments=TEXT)]
    echoes += [chair.act(f"{sealed}/uitvoering", confirmed="", person=str(town.circle.joost.id), reason=TEXT)]
    echoes += [chair.act("/besluiten/importeren", file=(BytesIO(DOCUMENT.encode()), f"{LINE}.md"))]
    assert [harm for response in echoes for harm in harm_in(response.text)] == []
    assert {response.status_code for response in echoes} <= {200, 302, 400, 404, 409, 422}


def test_the_search_for_harm_finds_it() -> None:
    """What a page with that text in it as it is would hold."""
    found = harm_in("<!doctype html><title>x</title><p>" + TEXT.replace("<!--", ""))
    for harm in (
        "<script>",
        "<img onerror",
        "<svg onload",
        "<iframe>",
        "<object>",
        "<base>",
        "javascript:",
        "vbscript:",
    ):
        assert any(harm in one for one in found), harm


# Headers and cookies


def test_every_answer_has_the_headers(town: Town) -> None:
    """Pages, pieces, pictures, redirects and refusals alike."""
    chair, nobody = town.readers["chair"], Walker(town.app)
    answers = [
        (address.path, reader.look(address.path))
        for reader in (chair, nobody)
        for address in addresses(town.app, "GET", town.things())
    ]
    answers += [
        ("405", chair.act("/besluiten")),
        ("404", chair.look("/nergens")),
        ("400", chair._request("POST", "/uitloggen", {})),
        ("403", town.readers["colleague"].act("/kringen/nieuw")),
        ("409", chair.act(f"/ronde/{town.stages.sealed}/leg-vast")),
        ("413", chair.act("/besluiten/importeren", file=(BytesIO(bytes(12_000_000)), "groot.txt"))),
        ("422", chair.act("/voorstellen/nieuw", what="")),
        ("no file", chair.look("/static/nergens.css")),
    ]
    seen = {str(response.status_code) for _, response in answers}
    assert seen >= {"200", "302", "400", "403", "404", "405", "409", "413", "422"}
    wrong = [f"{path}: {unsafe(headers_of(response))}" for path, response in answers if unsafe(headers_of(response))]
    assert not wrong, "\n".join(wrong[:20])


def test_an_error_of_ours_has_the_headers_and_tells_nothing_of_itself(tmp_path) -> None:
    """On a database without tables every page fails."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'leeg.sqlite'}"))
    response = app.test_client().get("/inloggen")
    assert response.status_code == 500
    assert unsafe(headers_of(response)) == {}
    assert "Traceback" not in response.text
    assert "people" not in response.text


def test_files_streams_and_refusals_of_the_server_have_the_headers(house: Flask, town: Town, server: Server) -> None:
    cookies, key = town.readers["chair"].cookies, town.stages.sealed
    for path in ("app.css", "app.js", "icons.svg", "favicon.svg"):
        headers = server.http.get(asset(path)).headers
        assert headers["Content-Security-Policy"] == POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
    streams = {
        200: Stream(server, f"/ronde/{key}/stroom/scherm", cookies),
        401: Stream(server, f"/ronde/{key}/stroom/scherm", httpx.Cookies()),
        404: Stream(server, f"/ronde/{NO_ID}/stroom/scherm", cookies),
    }
    for status, stream in streams.items():
        assert stream.wait() == status
        assert unsafe(stream.headers) == {}
    chunks = (b"x" * 100_000 for _ in range(130))
    too_large = server.http.post("/inloggen", content=chunks)
    assert too_large.status_code == 413
    assert unsafe(too_large.headers) == {}


@pytest.mark.parametrize("secure", [False, True])
def test_the_one_cookie_is_for_us_alone(sqlite_databases: SQLiteDatabases, secure: bool) -> None:
    app = create_app(settings_for(sqlite_databases.fresh(), secure_cookies=secure))
    scheme = "https" if secure else "http"
    response = app.test_client().get("/inloggen", base_url=f"{scheme}://localhost")
    (cookie,) = response.headers.getlist("Set-Cookie")
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("session=")
    assert set(attributes) == {"HttpOnly", "SameSite=Lax", "Path=/"} | ({"Secure"} if secure else set())
    assert ("Strict-Transport-Security" in response.headers) is secure


# Forms


def test_no_act_is_done_without_a_token(town: Town) -> None:
    """Without one, with a made-up one, and with one from another browser: refused before anything is looked at."""
    chair, beheerder = town.readers["chair"], town.readers["beheerder"]
    tokens = {"none": "", "made up": "ImFiYyI.abc.def", "of another": beheerder.token}
    before = contents()
    done = [
        f"{address.path}, {kind} ({response.status})"
        for address in addresses(town.app, "POST", town.things())
        for kind, token in tokens.items()
        if (response := chair._request("POST", address.path, {**FILLED_IN, "csrf_token": token})).status_code != 400
    ]
    assert not done, "\n".join(done[:20])
    assert difference(before, contents()) == {}


def test_a_form_may_lie_there_for_a_day(town: Town) -> None:
    """A round may last that long: what was opened in the morning can be sent the next one."""
    secretary = town.readers["secretary"]
    assert secretary.token
    with time_machine.travel(clock.now() + timedelta(hours=23), tick=True):
        response = secretary.act(f"/ronde/{town.stages.weighing}/notitie", text="Een dag later.")
        assert response.status_code == 302
        assert "Een dag later." in secretary.look(f"/ronde/{town.stages.weighing}/gespreksleider").text


@pytest.mark.parametrize(
    ("field", "length"),
    [("what", 301), ("why", 200_001), ("body", 200_001), ("advices", 200_001), ("section_finances", 200_001)],
)
def test_what_is_too_long_is_refused_and_said(town: Town, field: str, length: int) -> None:
    before = contents()
    unit = str(town.circle.unit.id)
    response = town.readers["chair"].act("/voorstellen/nieuw", unit=unit, **{field: "x" * length})
    assert response.status_code == 422
    assert "te lang" in response.text
    assert difference(before, contents()) == {}


def test_a_file_that_is_too_large_is_refused_and_said(town: Town) -> None:
    chair = town.readers["chair"]
    response = chair.act("/besluiten/importeren", file=(BytesIO(bytes(12_000_000)), "groot.txt"))
    assert response.status_code == 413
    assert "te groot" in response.text


# Where one is led

ELSEWHERE = (
    "https://elders.example/",
    "//elders.example",
    "///elders.example",
    "/\\elders.example",
    "\\\\elders.example",
    "/\t/elders.example",
    "\t//elders.example",
    "https:elders.example",
    "javascript:alert(1)",
    "http:/\\elders.example",
    " //elders.example",
    "/\n/elders.example",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_to_no_other_place(town: Town, target: str) -> None:
    person = town.circle.cor
    signed_in, visitor = town.readers["colleague"], Walker(town.app)
    visitor.token  # noqa: B018 - taken before signing in, as from the page itself
    led = [
        signed_in._request("GET", "/inloggen", query={"next": [target]}),
        visitor.act("/inloggen/demo", person=str(person.id), next=target),
    ]
    for response in led:
        assert response.status_code in {302, 303}
        assert response.location == "/"


def test_the_way_back_from_an_error_stays_here(town: Town) -> None:
    client = town.app.test_client()
    for referrer in ("https://elders.example/", "http://localhost.elders.example/", "javascript:alert(1)"):
        assert "elders" not in client.get("/nergens", headers={"Referer": referrer}).text
        assert harm_in(client.get("/nergens", headers={"Referer": referrer}).text) == []


def test_no_page_leads_to_where_the_request_says_it_came_in(town: Town) -> None:
    """A forged host is in no address that others get to see."""
    chair = town.readers["chair"]
    for address in addresses(town.app, "GET", town.things()):
        response = chair._client.get(address.path, base_url="http://elders.example")
        assert "elders.example" not in re.sub(r"(https:|=)//elders\.example", "", response.text), address.path
        assert "elders.example" not in str(response.headers), address.path
