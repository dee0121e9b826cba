"""Coming in: with the right password, not with another, and slower after each failure."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from app.organisation import browser, identity, passwords, service
from app.organisation.models import Person, SignInAttempt, SignInSession
from app.organisation.service import slow_down
from tests.browserless import Visitor
from tests.cast import Cast
from tests.databases import ON_SQLITE_ALONE, settings_for
from tests.stored import everything

pytestmark = ON_SQLITE_ALONE

PASSWORD = "regen fiets lantaarn boom"
WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar."
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def light_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashes that take no time; those of the real weight are tested in test_passwords.py."""
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._hash_of_nobody.cache_clear()
    yield
    passwords._hash_of_nobody.cache_clear()


@pytest.fixture
def fatima(cast: Cast) -> Person:
    """Somebody with a password."""
    with transaction():
        service.set_password(cast.representative, PASSWORD, actor=SYSTEM)
    return cast.representative


def try_to_sign_in(visitor: Visitor, email: str, password: str, status: int = 200) -> Visitor:
    return visitor.open("/inloggen").submit_form("/inloggen", status, email=email, password=password)


def fail(visitor: Visitor, email: str, times: int, status: int = 422) -> None:
    for _ in range(times):
        try_to_sign_in(visitor, email, "niet het goede wachtwoord", status)


def is_in(visitor: Visitor) -> bool:
    visitor.open("/account/")
    return visitor.heading == "Mijn account"


def test_the_right_password_opens_the_house(visitor: Visitor, fatima: Person) -> None:
    visitor.open("/mensen/?zoek=fatima")
    assert visitor.heading == "Inloggen"
    assert visitor.sees("Log in om verder te gaan.")
    visitor.submit_form("/inloggen", email=f"  {fatima.email.upper()} ", password=PASSWORD)
    assert visitor.path == "/mensen/?zoek=fatima"
    assert is_in(visitor)
    assert visitor.sees("deze browser")


@pytest.mark.parametrize(
    ("who", "password"),
    [
        ("fatima.bouzid@voorbeeld.example", "regen fiets lantaarn"),
        ("fatima.bouzid@voorbeeld.example", PASSWORD.upper()),
        ("niemand@voorbeeld.example", PASSWORD),
        ("marijke.postma@voorbeeld.example", PASSWORD),
        ("x", PASSWORD),
    ],
    ids=["a wrong password", "in capitals", "an unknown address", "somebody without a password", "no address at all"],
)
def test_every_failure_looks_the_same(visitor: Visitor, fatima: Person, who: str, password: str) -> None:
    try_to_sign_in(visitor, who, password, status=422)
    assert visitor.sees(WRONG)
    assert visitor.value_of("email") == who
    assert password not in visitor.page.decode()
    assert not is_in(visitor)


def test_a_hash_of_former_days_is_made_anew(visitor: Visitor, fatima: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    former = fatima.password_hash
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    try_to_sign_in(visitor, fatima.email, PASSWORD)
    db.session.refresh(fatima)
    assert fatima.password_hash != former
    assert passwords.is_right(fatima.password_hash, PASSWORD)


def test_who_has_left_does_not_come_in(visitor: Visitor, fatima: Person, time_machine: Any) -> None:
    with transaction():
        service.end_person(fatima, clock.today(), actor=SYSTEM)
    time_machine.move_to(clock.now() + timedelta(days=1))
    try_to_sign_in(visitor, fatima.email, PASSWORD, status=422)
    assert visitor.sees(WRONG)


class TestSlowDown:
    """Whoever fails waits longer each time, wherever the failures are counted from."""

    def test_after_some_failures_even_the_right_password_has_to_wait(
        self, visitor: Visitor, fatima: Person, time_machine: Any
    ) -> None:
        time_machine.move_to(clock.now(), tick=False)
        fail(visitor, fatima.email, slow_down.FREE_TOGETHER + 1)
        try_to_sign_in(visitor, fatima.email, PASSWORD, status=429)
        assert visitor.sees("Dit ging te vaak mis. Probeer het over 30 seconden opnieuw.")
        assert not is_in(visitor)
        time_machine.shift(31)
        try_to_sign_in(visitor, fatima.email, PASSWORD)
        assert is_in(visitor)

    def test_success_clears_the_slate(self, visitor: Visitor, fatima: Person) -> None:
        fail(visitor, fatima.email, slow_down.FREE_TOGETHER)
        try_to_sign_in(visitor, fatima.email, PASSWORD)
        visitor.submit("Uitloggen")
        fail(visitor, fatima.email, slow_down.FREE_TOGETHER)

    def test_a_restart_makes_no_difference(self, visitor: Visitor, fatima: Person, database_url: str) -> None:
        fail(visitor, fatima.email, slow_down.FREE_TOGETHER + 1)
        restarted = create_app(settings_for(database_url))
        restarted.testing = True
        with restarted.app_context():
            stranger = Visitor(restarted)
            try_to_sign_in(stranger, fatima.email, PASSWORD, status=429)
            db.session.remove()
            db.engine.dispose()

    def test_trying_too_soon_makes_it_no_longer(self, visitor: Visitor, fatima: Person, time_machine: Any) -> None:
        time_machine.move_to(clock.now(), tick=False)
        fail(visitor, fatima.email, slow_down.FREE_TOGETHER + 1)
        before = everything()["sign_in_attempts"]
        fail(visitor, fatima.email, 3, status=429)
        assert everything()["sign_in_attempts"] == before

    def test_a_stranger_elsewhere_does_not_keep_the_owner_out(self, app: Flask, fatima: Person) -> None:
        fail(Visitor(app, "203.0.113.9"), fatima.email, slow_down.FREE_TOGETHER + 1)
        owner = Visitor(app, "192.0.2.77")
        try_to_sign_in(owner, fatima.email, PASSWORD)
        assert is_in(owner)

    def test_an_address_nobody_has_waits_as_well(self, visitor: Visitor, fatima: Person) -> None:
        fail(visitor, "niemand@voorbeeld.example", slow_down.FREE_TOGETHER + 1)
        fail(visitor, "niemand@voorbeeld.example", 1, status=429)

    @pytest.mark.parametrize(
        ("failures", "seconds"),
        [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (11, 900), (5000, 900)],
    )
    def test_how_long(self, failures: int, seconds: int) -> None:
        assert slow_down.wait_after(failures, slow_down.FREE_TOGETHER) == seconds * SECOND

    @pytest.mark.parametrize(
        ("how", "free"),
        [
            ("one address guessed at from many places", slow_down.FREE_OF_EMAIL),
            ("one place that guesses at many addresses", slow_down.FREE_OF_ADDRESS),
        ],
    )
    def test_guessing_widely(self, app: Flask, how: str, free: int) -> None:
        widely = how.startswith("one address")
        with transaction():
            for number in range(free + 1):
                email, place = ("one@x.example", f"10.1.0.{number}") if widely else (f"{number}@x.example", "10.1.0.1")
                slow_down.demand_patience(email, place)
                slow_down.count_failure(email, place)
            with pytest.raises(slow_down.TooSoon):
                slow_down.demand_patience(*(("one@x.example", "10.9.9.9") if widely else ("new@x.example", "10.1.0.1")))
            slow_down.demand_patience("other@x.example", "10.9.9.9")

    def test_an_attacker_cannot_wait_in_the_same_ipv6_network(self, app: Flask) -> None:
        with transaction():
            for number in range(slow_down.FREE_TOGETHER + 1):
                slow_down.count_failure("one@x.example", f"2001:db8:0:7::{number}")
            with pytest.raises(slow_down.TooSoon):
                slow_down.demand_patience("one@x.example", "2001:db8:0:7:ffff::1")
            slow_down.demand_patience("one@x.example", "2001:db8:0:8::1")

    def test_failures_are_forgotten_after_a_day_and_hold_no_address(self, app: Flask, time_machine: Any) -> None:
        with transaction():
            slow_down.count_failure("one@x.example", "10.0.0.1")
        assert "one@x.example" not in str(everything()["sign_in_attempts"])
        time_machine.move_to(clock.now() + slow_down.REMEMBERED + SECOND)
        with transaction():
            slow_down.count_failure("two@x.example", "10.0.0.1")
        assert db.session.scalar(select(func.count()).select_from(SignInAttempt)) == 1


class TestSessions:
    """A browser stands for somebody until it is signed out, here or elsewhere."""

    def test_signing_out_makes_the_cookie_worthless(self, app: Flask, visitor: Visitor, cast: Cast) -> None:
        visitor.sign_in(cast.chair)
        thief = Visitor(app).with_cookies_of(visitor)
        assert is_in(thief)
        visitor.open("/").submit("Uitloggen")
        assert visitor.path == "/inloggen"
        assert not is_in(visitor)
        assert not is_in(thief)

    def test_signing_out_everywhere_takes_effect_at_once(self, app: Flask, cast: Cast) -> None:
        laptop, phone, other = (Visitor(app).sign_in(person) for person in (cast.chair, cast.chair, cast.leader))
        laptop.open("/account/").submit("Overal uitloggen")
        assert not is_in(laptop)
        assert not is_in(phone)
        assert is_in(other)

    def test_one_browser_can_be_signed_out_from_another(self, app: Flask, cast: Cast) -> None:
        laptop, phone = Visitor(app).sign_in(cast.chair), Visitor(app).sign_in(cast.chair)
        assert is_in(laptop)
        laptop.submit_form("/account/browsers/2/uitloggen")
        assert is_in(laptop)
        assert not is_in(phone)

    def test_nobody_signs_out_somebody_elses_browser(self, app: Flask, cast: Cast) -> None:
        mine, theirs = Visitor(app).sign_in(cast.chair), Visitor(app).sign_in(cast.leader)
        mine.open("/account/").send("/account/browsers/2/uitloggen", 404)
        assert is_in(theirs)

    def test_a_session_ends_after_a_month(self, visitor: Visitor, cast: Cast, time_machine: Any) -> None:
        with transaction():
            token = service.open_session(cast.chair)
        time_machine.move_to(clock.now() + timedelta(days=29))
        assert service.person_of_session(token) is cast.chair
        time_machine.move_to(clock.now() + timedelta(days=2))
        assert service.person_of_session(token) is None

    def test_signing_in_anew_ends_what_was(self, app: Flask, visitor: Visitor, cast: Cast) -> None:
        visitor.sign_in(cast.chair)
        before = Visitor(app).with_cookies_of(visitor)
        visitor.open("/account/").send("/inloggen/demo", person=cast.leader.id)
        assert is_in(visitor)
        assert visitor.sees("Joost van Dijk")
        assert not is_in(before)

    def test_only_digests_are_kept(self, cast: Cast) -> None:
        with transaction():
            tokens = [service.open_session(cast.chair), service.invite(cast.chair, actor=cast.administrator)]
        assert not [token for token in tokens if token in str(everything())]

    def test_a_token_of_another_kind_or_none_at_all(self, app: Flask) -> None:
        for made_up in ("session:", "session:x", "person:1", "1", "", ":", "nobody:x"):
            assert identity.load(made_up) is None

    def test_a_kind_of_identity_has_one_loader(self, app: Flask) -> None:
        with pytest.raises(ValueError, match="registered twice"):
            identity.register(browser.PERSON, lambda _token: None)


class TestPassword:
    """Changing one's own password."""

    def change(self, visitor: Visitor, old: str, new: str, again: str | None = None, status: int = 200) -> None:
        visitor.open("/account/wachtwoord")
        visitor.submit("Wachtwoord wijzigen", status, old=old, new=new, again=again or new)

    def test_a_new_password_signs_out_the_other_browsers(self, app: Flask, fatima: Person) -> None:
        laptop, phone = Visitor(app).sign_in(fatima), Visitor(app).sign_in(fatima)
        self.change(laptop, PASSWORD, "zeven paarse olifanten")
        assert is_in(laptop)
        assert not is_in(phone)
        try_to_sign_in(phone, fatima.email, PASSWORD, status=422)
        try_to_sign_in(phone, fatima.email, "zeven paarse olifanten")
        assert is_in(phone)

    @pytest.mark.parametrize(
        ("old", "new", "again", "field", "reason"),
        [
            ("iets heel anders", "zeven paarse olifanten", None, "old", "Dit is niet je huidige wachtwoord."),
            (PASSWORD, "kort", None, "new", "Kies een wachtwoord van minstens 12 tekens."),
            (PASSWORD, "e" * 11, None, "new", "Kies een wachtwoord van minstens 12 tekens."),
            (PASSWORD, "e" * 201, None, "new", "Kies een wachtwoord van hoogstens 200 tekens."),
            (PASSWORD, "zeven paarse olifanten", "acht olifanten", "again", "Dit is niet hetzelfde als hierboven."),
            (PASSWORD, PASSWORD, None, "new", "Dit is je oude wachtwoord. Kies een ander."),
            ("", "zeven paarse olifanten", None, "old", "Vul dit in."),
        ],
    )
    def test_is_refused_at_the_field(
        self, app: Flask, fatima: Person, old: str, new: str, again: str | None, field: str, reason: str
    ) -> None:
        visitor, phone = Visitor(app).sign_in(fatima), Visitor(app).sign_in(fatima)
        before = fatima.password_hash, len(everything()["journal_entries"])
        self.change(visitor, old, new, again, status=422)
        assert visitor.error_at(field) == reason
        db.session.refresh(fatima)
        assert (fatima.password_hash, len(everything()["journal_entries"])) == before
        assert is_in(phone)

    def test_the_rule_stands_at_the_field(self, visitor: Visitor, fatima: Person) -> None:
        visitor.sign_in(fatima).open("/account/wachtwoord")
        assert visitor.sees("Minstens 12 tekens.")

    def test_a_stolen_browser_cannot_guess_on(self, visitor: Visitor, fatima: Person) -> None:
        visitor.sign_in(fatima)
        for _ in range(slow_down.FREE_TOGETHER + 1):
            self.change(visitor, "geraden wachtwoord", "zeven paarse olifanten", status=422)
        self.change(visitor, PASSWORD, "zeven paarse olifanten", status=422)
        assert visitor.sees("Dit ging te vaak mis.")


class TestInvitation:
    """The link with which somebody chooses a first password."""

    def link(self, app: Flask, cast: Cast) -> str:
        administrator = Visitor(app).sign_in(cast.administrator)
        administrator.open(f"/mensen/{cast.outsider.id}").submit("Maak een uitnodiging")
        shown = administrator.page.select_one("#link")
        assert shown is not None
        return str(shown["value"]).removeprefix("http://127.0.0.1:5000")

    def test_it_lets_somebody_in_once(self, app: Flask, visitor: Visitor, cast: Cast) -> None:
        link = self.link(app, cast)
        visitor.open(link)
        assert visitor.heading == "Welkom, Lotte Vermeer"
        visitor.submit("Wachtwoord kiezen", 422, new="kort", again="kort")
        visitor.submit("Wachtwoord kiezen", new=PASSWORD, again=PASSWORD)
        assert is_in(visitor)
        second = Visitor(app).open(link, 404)
        assert second.heading == "Deze uitnodiging geldt niet meer"
        second.open("/inloggen").send(link, 404, new=PASSWORD, again=PASSWORD)
        assert not is_in(second)

    def test_it_lapses_after_three_days(self, app: Flask, visitor: Visitor, cast: Cast, time_machine: Any) -> None:
        link = self.link(app, cast)
        time_machine.move_to(clock.now() + timedelta(days=3, seconds=1))
        visitor.open(link, 404)

    def test_a_newer_one_replaces_it(self, app: Flask, visitor: Visitor, cast: Cast) -> None:
        link = self.link(app, cast)
        self.link(app, cast)
        visitor.open(link, 404)


class TestLeadingAway:
    """No link leads from the sign-in to somewhere else."""

    @pytest.mark.parametrize(
        ("target", "expected"),
        [
            ("/kringen/3", "/kringen/3"),
            ("/mensen/?zoek=de%20vries&pagina=2", "/mensen/?zoek=de%20vries&pagina=2"),
            ("https://kwaad.example/", None),
            ("//kwaad.example/", None),
            ("///kwaad.example/", None),
            ("/\\kwaad.example/", None),
            ("\\/kwaad.example", None),
            ("/\t/kwaad.example", None),
            ("/\n/kwaad.example", None),
            ("javascript:alert(1)", None),
            ("http:kwaad.example", None),
            (" /kringen/", None),
            ("kringen/", None),
            ("", None),
            (None, None),
        ],
    )
    def test_local_path(self, target: str | None, expected: str | None) -> None:
        assert browser.local_path(target) == expected

    @pytest.mark.parametrize("target", ["https://kwaad.example/", "//kwaad.example/", "/\\kwaad.example/"])
    def test_the_sign_in_stays_here(self, visitor: Visitor, fatima: Person, target: str) -> None:
        visitor.open("/inloggen")
        visitor.send("/inloggen", email=fatima.email, password=PASSWORD, next=target)
        assert visitor.path == "/"

    def test_what_was_to_be_sent_is_not_what_is_opened_afterwards(self, visitor: Visitor, cast: Cast) -> None:
        visitor.open("/inloggen").send("/kringen/nieuw", name="x")
        assert visitor.path == "/inloggen"


class TestDemo:
    """One click signs in as one of the people, in the demo and nowhere else."""

    def test_one_click(self, visitor: Visitor, cast: Cast) -> None:
        visitor.open("/kringen/3")
        assert visitor.sees("Demo: kies wie je bent", "Team Ruimte", "Gespreksleider", "Zonder rol in een kring")
        visitor.submit("Inloggen als Marijke Postma")
        assert visitor.heading == "Team Ruimte"

    def test_it_is_a_form_like_any_other(self, app: Flask, cast: Cast) -> None:
        assert app.test_client().post("/inloggen/demo", data={"person": cast.chair.id}).status_code == 400

    def test_somebody_who_is_not_there(self, visitor: Visitor, cast: Cast) -> None:
        visitor.open("/inloggen").send("/inloggen/demo", 404, person=4000)

    @pytest.mark.parametrize("environment", ["production", "development"])
    def test_it_does_not_exist_elsewhere(self, database_url: str, cast: Cast, environment: str) -> None:
        settings = settings_for(
            database_url, environment=environment, demo_sign_in=False, secure_cookies=environment == "production"
        )
        elsewhere = create_app(settings)
        elsewhere.testing = True
        with elsewhere.app_context():
            visitor = Visitor(elsewhere, secure=environment == "production").open("/inloggen")
            assert not visitor.sees("Demo")
            assert "Marijke Postma" not in visitor.page.decode()
            sessions = db.session.scalar(select(func.count()).select_from(SignInSession))
            visitor.send("/inloggen/demo", 404, person=cast.chair.id)
            assert db.session.scalar(select(func.count()).select_from(SignInSession)) == sessions
            db.session.remove()
            db.engine.dispose()


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1", "Safari, iPhone"),
        ("curl/8.0", ""),
    ],
)
def test_the_name_of_a_browser(user_agent: str, name: str) -> None:
    assert browser.name_of(user_agent) == name
