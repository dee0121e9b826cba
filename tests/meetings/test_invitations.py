"""Who is asked to come hears of a meeting by mail, with it for their calendar: once for each thing that happens."""

from collections import Counter
from datetime import timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest
from flask import Flask
from icalendar import Calendar, Component

from app.core import clock
from app.core.database import db
from app.core.errors import Refused
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem
from app.meetings.service import agenda, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData
from app.meetings.states import Involvement
from app.organisation.models import Membership, Person
from app.organisation.states import Role
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def mails(since: int = 0) -> list[EmailMessage]:
    rows = db.session.query(OutgoingMail).filter(OutgoingMail.id > since).order_by(OutgoingMail.id)
    return [cast(EmailMessage, message_from_string(one.content, policy=policy.default)) for one in rows]


def last() -> int:
    found = db.session.query(OutgoingMail.id).order_by(OutgoingMail.id.desc()).first()
    return found[0] if found else 0


def addressed(people: list[Person]) -> Counter[str]:
    return Counter(one.email for one in people)


def to(found: list[EmailMessage]) -> Counter[str]:
    return Counter(one["To"].addresses[0].addr_spec for one in found)


def attached(mail: EmailMessage) -> tuple[str, Component]:
    """The method of the calendar in a mail, and its one event."""
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(cast(EmailMessage, part).get_content())
    assert part.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def said(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def announce(meets: Meets) -> None:
    with transaction():
        agenda.announce(meets.meeting, by=meets.circle.sanne)


def change(meets: Meets, **other: Any) -> None:
    held = meets.meeting
    data = {"starts_at": held.starts_at, "duration": held.duration, "place": held.place} | other
    with transaction():
        planning.change_meeting(meets.meeting, MeetingData("Teamoverleg", **data), by=meets.circle.sanne)


def cancel(meets: Meets) -> None:
    with transaction():
        running.cancel(meets.meeting, by=meets.circle.sanne, reason="te veel zieken")


def test_everybody_at_the_table_gets_one_mail_with_the_meeting_for_their_calendar(meets: Meets) -> None:
    announce(meets)
    circle = meets.circle
    found = mails()
    assert to(found) == addressed([*circle.members, circle.pien])
    (hers,) = [one for one in found if one["To"].addresses[0].addr_spec == circle.fatima.email]
    assert hers["Subject"] == "Voorlopige agenda: Teamoverleg"
    method, event = attached(hers)
    assert (method, event["STATUS"], event["LOCATION"]) == ("REQUEST", "CONFIRMED", "Kamer 2.14")
    assert event["DTSTART"].dt == meets.meeting.starts_at.replace(microsecond=0)
    assert str(event["ATTENDEE"]) == f"mailto:{circle.fatima.email}"
    assert str(event["ORGANIZER"]).startswith("mailto:")
    assert f"/overleg/{meets.meeting_id}" in said(hers)


@pytest.mark.parametrize(
    ("before", "act", "subject"),
    [
        ("", "announce", "Voorlopige agenda: Teamoverleg"),
        ("announce", "announce", "Nieuwe voorlopige agenda: Teamoverleg"),
        ("announce", "set", "Agenda: Teamoverleg"),
        ("set", "set", "Nieuwe agenda: Teamoverleg"),
        ("set", "move", "Gewijzigd: Teamoverleg"),
        ("announce", "elsewhere", "Gewijzigd: Teamoverleg"),
        ("announce", "cancel", "Afgezegd: Teamoverleg"),
        ("announce", "same", None),
        ("", "move", None),
        ("", "cancel", None),
    ],
    ids=[
        "a first agenda",
        "a next one",
        "the agenda was set",
        "it was sent again",
        "another time",
        "another place",
        "called off",
        "nothing a calendar shows",
        "a concept moves silently",
        "a concept that nobody knew of goes silently",
    ],
)
def test_what_happens_is_one_mail_each(meets: Meets, before: str, act: str, subject: str | None) -> None:
    acts = {
        "": lambda: None,
        "announce": lambda: announce(meets),
        "set": meets.set_agenda,
        "move": lambda: change(meets, starts_at=meets.meeting.starts_at + timedelta(hours=2)),
        "elsewhere": lambda: change(meets, place="Raadzaal"),
        "same": lambda: change(meets),
        "cancel": lambda: cancel(meets),
    }
    acts[before]()
    since = last()
    acts[act]()
    found = mails(since)
    people = [*meets.circle.members, meets.circle.pien] if subject else []
    assert to(found) == addressed(people)
    assert {one["Subject"] for one in found} == ({subject} if subject else set())


def test_calendars_take_over_what_changed_and_drop_what_is_called_off(meets: Meets) -> None:
    meets.set_agenda()
    change(meets, starts_at=meets.meeting.starts_at + timedelta(days=7))
    cancel(meets)
    mine = [one for one in mails() if one["To"].addresses[0].addr_spec == meets.circle.fatima.email]
    told = [attached(one) for one in mine]
    assert [method for method, _event in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["UID"]) for _method, event in told}) == 1
    assert [event["SEQUENCE"] for _method, event in told] == [1, 2, 3]
    assert told[-1][1]["STATUS"] == "CANCELLED"
    assert "te veel zieken" in said(mine[-1])


def test_who_need_not_come_any_more_hears_so_once_and_may_be_asked_again(meets: Meets) -> None:
    """A unit that is taken off an item, and somebody who left the circle; whoever is inactive is left alone."""
    circle = meets.circle
    with transaction():
        item = agenda.add(meets.meeting, ItemData("De balie"), by=circle.sanne)
        agenda.involve(item, circle.wider, Involvement.INVITED, by=circle.sanne)
    announce(meets)
    since = last()
    with transaction() as session:
        agenda.leave_out(session.get_one(AgendaItem, item.id), circle.wider.id, by=circle.sanne)
        (seat,) = [one for one in session.query(Membership) if one.person_id == circle.joost.id]
        seat.starts_on, seat.ends_on = clock.today() - timedelta(days=9), clock.today() - timedelta(days=1)
    announce(meets)
    dropped = [
        one for one in mails(since) if str(one["Subject"]) == f"Je hoeft er niet bij te zijn: {meets.meeting.title}"
    ]
    assert to(dropped) == addressed([circle.wim, circle.joost])
    assert {attached(one)[0] for one in dropped} == {"CANCEL"}
    assert {attached(one)[1]["SEQUENCE"] for one in dropped} == {2}
    since = last()
    with transaction() as session:
        agenda.involve(session.get_one(AgendaItem, item.id), circle.wider, Involvement.INVITED, by=circle.sanne)
    announce(meets)
    assert [attached(one) for one in mails(since) if "niet bij" in str(one["Subject"])] == [], "it is told once"
    (again,) = [one for one in mails(since) if one["To"].addresses[0].addr_spec == circle.wim.email]
    method, event = attached(again)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 3), "a calendar takes it in again"


def test_who_is_invited_for_an_item_hears_from_when_to_when_and_not_what(meets: Meets) -> None:
    circle = meets.circle
    with transaction() as session:
        session.add(Membership(person=circle.fatima, unit=circle.wider, role=Role.MEMBER))
        closed = ItemData("Een Zwaluwnest", time_box=15, confidentiality=Confidentiality.CONFIDENTIAL)
        item = agenda.add(meets.meeting, closed, by=circle.sanne)
        agenda.involve(item, circle.wider, Involvement.INVITED, by=circle.sanne)
    announce(meets)
    (his,) = [one for one in mails() if one["To"].addresses[0].addr_spec == circle.wim.email]
    _method, event = attached(his)
    starts = meets.meeting.starts_at.replace(microsecond=0) + timedelta(minutes=20)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (starts, starts + timedelta(minutes=15))
    assert "Je bent uitgenodigd voor een deel" in said(his)
    (hers,) = [one for one in mails() if one["To"].addresses[0].addr_spec == circle.fatima.email]
    _method, event = attached(hers)
    assert event["DTSTART"].dt == meets.meeting.starts_at.replace(microsecond=0), "who sits in both comes for all of it"
    everything = "".join(one.content for one in db.session.query(OutgoingMail))
    assert "Zwaluwnest" not in everything
    assert "balie" not in everything
    since = last()
    cancel(meets)
    assert circle.wim.email in to(mails(since)), "who was invited for an item hears that it is called off"
    assert to(mails(since))[circle.fatima.email] == 1


def test_who_is_only_informed_or_away_for_long_is_left_alone(meets: Meets) -> None:
    circle = meets.circle
    with transaction() as session:
        agenda.involve(meets.item, circle.wider, Involvement.INFORMED, by=circle.sanne)
        role = session.query(Membership).filter_by(person_id=circle.fatima.id).one()
        role.absent_from = clock.today()
    announce(meets)
    assert not {circle.wim.email, circle.fatima.email} & set(to(mails()))


def test_what_is_refused_is_not_told(meets: Meets) -> None:
    meets.set_agenda()
    since = last()
    with pytest.raises(Refused), transaction():
        running.cancel(meets.meeting, by=meets.circle.sanne, reason=" ")
    assert mails(since) == []


def test_nobody_is_asked_to_come_to_what_has_been(meets: Meets) -> None:
    change(meets, starts_at=clock.now() - timedelta(days=2))
    meets.set_agenda()
    assert mails() == []
