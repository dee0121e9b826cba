"""A mail as people read it: a few sentences, one button, and perhaps an appointment; made into a message to send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from flask import current_app
from flask_babel import gettext as _

from app.core import clock
from app.core.calendars import Entry, Method, calendar_of
from app.core.telling import Tellable, told

NOTICE = timedelta(minutes=30)
"""How long an appointment for a deadline takes; it ends at the deadline."""


@dataclass(frozen=True)
class Appointment:
    """A deadline to put in one's calendar. A later one with the same key takes its place."""

    key: str
    title: Tellable
    ends_at: datetime


@dataclass(frozen=True)
class Letter:
    """What a mail says. A title that is not for everybody has no place in it, for mail is read by many machines."""

    subject: Tellable
    lines: Sequence[Tellable]
    links: Sequence[tuple[Tellable, str]] = ()
    """The text of a button, and the whole address where it leads."""
    appointment: Appointment | None = None
    meeting: Entry | None = None
    """A meeting to come to, or one that is called off."""


def address_of(path: str) -> str:
    """The whole address of a page, for outside the browser."""
    return str(current_app.config["SETTINGS"].address) + path


def message(letter: Letter, *, name: str, address: str) -> EmailMessage:
    """The letter as a message to one person, with the identity that it keeps however often it is tried."""
    settings = current_app.config["SETTINGS"]
    name = " ".join(name.split())
    made = EmailMessage()
    made["From"] = Address(_("Samensturen"), addr_spec=settings.mail_from)
    made["To"] = f"{Address(name)} <{address}>" if not address.isascii() else Address(name, addr_spec=address)
    made["Subject"] = " ".join(told(letter.subject).split())
    made["Date"] = format_datetime(clock.now())
    made["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    greeting, closing = _("Dag %(name)s,", name=name), _("Samensturen van %(place)s", place=settings.municipality)
    lines = [told(line) for line in letter.lines]
    links = [(told(label), url) for label, url in letter.links]
    made.set_content("\n\n".join([greeting, *lines, *(f"{label}:\n{url}" for label, url in links), closing]) + "\n")
    words = {"subject": made["Subject"], "greeting": greeting, "lines": lines, "links": links, "closing": closing}
    made.add_alternative(current_app.jinja_env.get_template("letter.html").render(words), subtype="html")
    if letter.appointment is not None:
        _attach(made, calendar_of([_calendar(letter.appointment)]), "termijn.ics", Method.PUBLISH)
    if letter.meeting is not None:
        method = Method.CANCEL if letter.meeting.is_cancelled else Method.REQUEST
        _attach(made, calendar_of([letter.meeting], method, invited=(name, address)), "overleg.ics", method)
    return made


def _calendar(appointment: Appointment) -> Entry:
    return Entry(
        key=appointment.key,
        title=told(appointment.title),
        starts_at=appointment.ends_at - NOTICE,
        ends_at=appointment.ends_at,
        sequence=int(clock.now().timestamp()),
        written_at=clock.now(),
        is_busy=False,
        alarm_before=timedelta(hours=3),
    )


def _attach(made: EmailMessage, calendar: bytes, filename: str, method: Method) -> None:
    made.add_attachment(calendar.decode(), subtype="calendar", filename=filename, params={"method": method.value})
