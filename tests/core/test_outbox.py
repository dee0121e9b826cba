"""Mail on its way out: a mail server that is down, slow or choosy loses nothing and repeats nothing."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar

import config
from app.core import clock, outbox
from app.core.database import db
from app.core.errors import Refused
from app.core.letters import Appointment, Letter
from app.core.mailing import send_waiting
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.presentation import Said
from tests.databases import settings_for
from tests.mail_server import MailServer, mail_server
from tests.processes import Begun, begin
from tests.server import environment_for

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def settings(database_url: str, post: MailServer) -> config.Settings:
    return settings_for(database_url, smtp_host="127.0.0.1", smtp_port=post.port, smtp_security="none")


def write(*names: str, **more: Any) -> None:
    with transaction():
        for name in names:
            letter = Letter(
                Said("Graag je antwoord"), [Said("Kun je hiermee werken?")], [(Said("Antwoord"), "http://x/1")]
            )
            outbox.write(letter, to=f"person:{name}", name=name, address=f"{name.lower()}@voorbeeld.example", **more)


def mail_for(name: str) -> OutgoingMail:
    query = db.select(OutgoingMail).where(OutgoingMail.recipient == f"person:{name}")
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def later(time_machine: Any, by: timedelta) -> None:
    time_machine.move_to(clock.now() + by)


def test_a_server_that_is_down_loses_nothing_and_repeats_nothing(
    app: Flask, post: MailServer, settings: config.Settings, time_machine: Any
) -> None:
    post.down()
    write("Fatima", "Ben", "Noor")
    assert send_waiting(settings) == 0
    assert "refused" in mail_for("Ben").last_error.lower()
    post.up()
    assert send_waiting(settings) == 0, "it is tried again after a while, not at once"
    later(time_machine, timedelta(minutes=2))
    assert send_waiting(settings) == 3
    later(time_machine, timedelta(days=1))
    assert send_waiting(settings) == 0
    assert sorted(post.counted.values()) == [1, 1, 1]
    assert mail_for("Ben").content == "", "what is on its way is forgotten here"


def test_an_address_that_is_refused_for_good_holds_up_no_other(
    app: Flask, post: MailServer, settings: config.Settings, time_machine: Any
) -> None:
    post.refuses = {"ben@voorbeeld.example": "550 nobody of that name", "noor@voorbeeld.example": "451 not just now"}
    write("Fatima", "Ben", "Noor", "Daan")
    assert send_waiting(settings) == 2
    assert mail_for("Ben").given_up_at is not None
    assert "nobody of that name" in mail_for("Ben").last_error
    post.refuses = {}
    later(time_machine, timedelta(minutes=2))
    assert send_waiting(settings) == 1
    assert [len(post.for_(name)) for name in ("fatima", "ben", "noor", "daan")] == [1, 0, 1, 1]


def test_a_line_that_is_cut_halfway_repeats_only_what_was_cut(
    app: Flask, post: MailServer, settings: config.Settings, time_machine: Any
) -> None:
    post.hangs_up_after = 1
    write("Fatima", "Ben", "Noor")
    assert send_waiting(settings) == 1
    post.hangs_up_after = None
    later(time_machine, timedelta(minutes=2))
    assert send_waiting(settings) == 2
    assert sorted(post.counted.values()) == [1, 1, 1]


def test_workers_at_once_send_each_mail_once(app: Flask, post: MailServer, settings: config.Settings) -> None:
    write(*(f"Lid{number}" for number in range(30)))

    def work(_number: int) -> None:
        with app.app_context():
            while send_waiting(settings):
                pass

    with ThreadPoolExecutor(4) as several:
        list(several.map(work, range(4)))
    assert sorted(post.counted.values()) == [1] * 30


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(app: Flask, post: MailServer, database_url: str) -> None:
    """Killed while the server had the second mail in hand and had not said so: that one alone may come twice."""
    write("Fatima", "Ben", "Noor")
    post.holds_after = 1
    worker = _worker(database_url, post)
    assert post.holding.wait(20)
    worker.send(signal.SIGKILL)
    worker.wait()
    post.holds_after = None
    post.goes_on.set()
    with transaction() as session:  # the claim of who was killed is over
        for mail in session.scalars(db.select(OutgoingMail)):
            mail.claimed_until = None
    again = _worker(database_url, post, "--once")
    assert again.wait(30) == 0
    assert len(post.counted) == 3, "nothing is lost, and what is tried again keeps its identity"
    assert len(post.for_("fatima")) == 1
    assert len(post.for_("noor")) == 1
    assert len(post.for_("ben")) <= 2


def _worker(database_url: str, post: MailServer, *words: str) -> Begun:
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(post.port)}
    return begin(["worker", *words], environment_for(database_url) | mail)


def test_what_was_not_committed_was_never_written(app: Flask, post: MailServer, settings: config.Settings) -> None:
    def refused() -> None:
        with transaction():
            outbox.write(Letter(Said("x"), []), to="person:1", name="Ben", address="ben@voorbeeld.example")
            raise Refused("iets klopt niet")

    with pytest.raises(Refused):
        refused()
    assert send_waiting(settings) == 0


def test_the_same_reminder_is_written_once(app: Flask, post: MailServer, settings: config.Settings) -> None:
    write("Ben", once="reminder:1")
    write("Ben", once="reminder:1")
    assert send_waiting(settings) == 1


def test_without_a_mail_server_mail_waits_and_what_is_too_late_is_not_sent(
    app: Flask, post: MailServer, settings: config.Settings, database_url: str, time_machine: Any
) -> None:
    write("Fatima", useful_until=clock.now() + timedelta(hours=1))
    write("Ben")
    assert send_waiting(settings_for(database_url)) == 0
    later(time_machine, timedelta(hours=2))
    assert send_waiting(settings) == 1
    assert mail_for("Fatima").last_error == "te laat"


def test_it_is_given_up_after_days_not_before(
    app: Flask, post: MailServer, settings: config.Settings, time_machine: Any
) -> None:
    post.down()
    write("Ben")
    for _ in range(4):
        later(time_machine, timedelta(days=1))
        send_waiting(settings)
        assert mail_for("Ben").given_up_at is None
    later(time_machine, timedelta(days=2))
    send_waiting(settings)
    assert mail_for("Ben").given_up_at is not None
    post.up()


@pytest.mark.parametrize(
    ("ends", "begins", "offset"),
    [
        (datetime(2027, 3, 26, 16, 0, tzinfo=UTC), "16:30", "+0100"),
        (datetime(2027, 3, 29, 15, 0, tzinfo=UTC), "16:30", "+0200"),
    ],
    ids=["the last working day of winter time", "the first of summer time"],
)
def test_what_people_get(
    app: Flask, post: MailServer, settings: config.Settings, ends: datetime, begins: str, offset: str
) -> None:
    letter = Letter(
        Said("Graag vóór de termijn"),
        [
            Said("Kan tot %(moment)s."),
        ],
        [(Said("Geef je antwoord"), "http://127.0.0.1/antwoord/abc")],
        Appointment("ronde-1", Said("Laatste moment"), ends),
    )
    letter = Letter(letter.subject, [Said("Kan <tot> %(moment)s.", {"moment": ends})], letter.links, letter.appointment)
    with transaction():
        outbox.write(letter, to="person:1", name="Łucja <x>\r\nBcc: boef@x.nl", address="lucja@voorbeeld.example")
    assert send_waiting(settings) == 1
    (mail,) = post.received
    assert mail["Subject"] == "Graag vóór de termijn"
    assert mail["Bcc"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert isinstance(plain, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert "http://127.0.0.1/antwoord/abc" in plain.get_content()
    assert "17:00" in plain.get_content()
    assert "Kan &lt;tot&gt;" in html.get_content()
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(attachment.get_content())
    (event,) = calendar.walk("VEVENT")
    start = event["DTSTART"].dt
    assert (start.strftime("%H:%M"), start.strftime("%z")) == (begins, offset)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert event["DTEND"].dt == ends
    assert calendar.walk("VTIMEZONE")
