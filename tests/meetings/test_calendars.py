"""Meetings in somebody's calendar: the right hour in every season, changes and cancellations, and who sees them."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component

from app.core import clock
from app.core.calendars import Entry, calendar_of
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.meetings.calendar import entry_of
from app.meetings.models import AgendaItem
from app.meetings.queries.meetings import locked_meeting
from app.meetings.rhythm import moment
from app.meetings.service import agenda, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData
from app.meetings.states import Involvement
from app.organisation.models import Membership, Person
from app.records import calendar
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.meetings.test_series import Weekly
from tests.query_count import counted_queries
from tests.snapshot import contents, difference


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def events(content: bytes | str) -> list[Component]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def keys(content: bytes | str) -> list[str]:
    return [str(one["UID"]).partition("@")[0] for one in events(content)]


def address_for(app: Flask, person: Person) -> str:
    """The address that somebody made on their own page."""
    visitor = Visitor(app).sign_in(person).open("/account/").submit("Maak een adres")
    field = visitor.page.select_one("input#address")
    assert field is not None
    return urlsplit(str(field["value"])).path


def fetched(app: Flask, path: str) -> str:
    """What a calendar program gets, which is signed in nowhere."""
    response = Visitor(app).download(path)
    assert response.content_type == "text/calendar; charset=utf-8"
    return response.text


def change(meets: Meets, **other: object) -> None:
    held = meets.meeting
    data = {"starts_at": held.starts_at, "duration": held.duration, "place": held.place} | other
    with transaction():
        planning.change_meeting(meets.meeting, MeetingData("Teamoverleg", **data), by=meets.circle.sanne)  # type: ignore[arg-type]


# The clock


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.integers(2026, 2035), st.integers(0, 51), st.integers(1, 7), st.times(time(0), time(23, 59)))
@ON_SQLITE_ALONE
def test_every_week_at_the_same_hour_whatever_the_season(
    app: Flask, year: int, week: int, weekday: int, at: time
) -> None:
    """Also for a program that knows nothing of the Netherlands, and reads the zone from the file."""
    at = at.replace(second=0, microsecond=0)
    first = date(year, 1, 1) + timedelta(days=(weekday - date(year, 1, 1).isoweekday()) % 7, weeks=week)
    days = [first + timedelta(weeks=number) for number in range(30)]
    if time(1, 59) < at < time(3):
        at = time(9, 0)  # an hour that is there twice, or not at all
    entries = [
        Entry(f"overleg-{number}", "Weekstart", moment(on, at), moment(on, at) + timedelta(hours=1), 0, clock.now())
        for number, on in enumerate(days)
    ]
    with app.app_context():
        file = Calendar.from_ical(calendar_of(entries))
    (zone,) = file.walk("VTIMEZONE")
    for event, on in zip(file.walk("VEVENT"), days, strict=True):
        assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
        assert (event["DTSTART"].dt.date(), event["DTSTART"].dt.time()) == (on, at)
        by_the_file = event["DTSTART"].dt.replace(tzinfo=zone.to_tz(lookup_tzid=False))
        assert by_the_file.utcoffset() == moment(on, at).utcoffset()


@ON_SQLITE_ALONE
def test_nine_o_clock_on_tuesday_before_and_after_the_change_of_summer_time(app: Flask) -> None:
    weekly = Weekly()
    days = [date(2027, 3, 23), date(2027, 3, 30), date(2027, 10, 26), date(2027, 11, 2)]
    for on in days:
        weekly.plan(on)
    with app.app_context():
        starts = [one["DTSTART"].dt for one in events(calendar.calendar_for(weekly.circle.fatima))]
    assert [one.date() for one in starts] == days
    assert [(one.hour, one.utcoffset()) for one in starts] == [(9, timedelta(hours=offset)) for offset in (1, 2, 2, 1)]


# One meeting


@ON_SQLITE_ALONE
def test_one_meeting_says_when_and_where_and_no_more(meets: Meets, app: Flask) -> None:
    meets.set_agenda()
    content = Visitor(app).sign_in(meets.circle.fatima).download(f"/overleg/{meets.meeting_id}/agenda.ics").text
    (event,) = events(content)
    assert Calendar.from_ical(content)["METHOD"] == "PUBLISH"
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("Teamoverleg", "Kamer 2.14", "CONFIRMED")
    assert str(event["URL"]).endswith(f"/overleg/{meets.meeting_id}")
    assert "balie" not in content
    Visitor(app).sign_in(meets.circle.cor).download(f"/overleg/{meets.meeting_id}/agenda.ics", status=404)


@ON_SQLITE_ALONE
def test_what_is_not_known_yet_is_tentative(meets: Meets, app: Flask) -> None:
    (event,) = events(calendar.calendar_for(meets.circle.fatima))
    assert event["STATUS"] == "TENTATIVE"


@pytest.mark.parametrize(
    ("other", "goes_up"),
    [
        ({"starts_at": moment(date(2027, 4, 6), time(9, 0))}, True),
        ({"place": "Raadzaal"}, True),
        ({"duration": 30}, True),
        ({}, False),
    ],
    ids=["another time", "another place", "a shorter one", "nothing that a calendar shows"],
)
@ON_SQLITE_ALONE
def test_a_change_is_a_higher_sequence_of_the_same_event(
    meets: Meets, app: Flask, other: dict[str, object], goes_up: bool
) -> None:
    (before,) = events(calendar_of([entry_of(meets.meeting)]))
    change(meets, **other)
    (after,) = events(calendar_of([entry_of(meets.meeting)]))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] - before["SEQUENCE"] == goes_up


@ON_SQLITE_ALONE
def test_a_meeting_that_is_called_off_is_told(meets: Meets, app: Flask) -> None:
    path = address_for(app, meets.circle.fatima)
    (before,) = events(fetched(app, path))
    with transaction():
        running.cancel(meets.meeting, by=meets.circle.sanne, reason="te veel zieken")
    content = fetched(app, path)
    (after,) = events(content)
    assert (after["STATUS"], after["SUMMARY"], after["UID"]) == ("CANCELLED", "Afgezegd: Teamoverleg", before["UID"])
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert "zieken" not in content


# The address


def test_an_address_is_shown_once_and_kept_as_a_digest(meets: Meets, app: Flask) -> None:
    path = address_for(app, meets.circle.fatima)
    assert keys(fetched(app, path)) == [f"overleg-{meets.meeting_id}"]
    token = path.removeprefix("/agenda/").removesuffix(".ics")
    assert token not in str(contents())
    own = Visitor(app).sign_in(meets.circle.fatima).open("/account/")
    assert own.sees("onder een adres dat je maakte op")
    assert token not in own.page.decode()


@pytest.mark.parametrize("act", ["revoke", "renew", "leave"])
def test_an_address_that_is_worth_nothing_is_as_any_other_that_never_was(meets: Meets, app: Flask, act: str) -> None:
    person = meets.circle.fatima
    path = address_for(app, person)
    own = Visitor(app).sign_in(person).open("/account/")
    if act == "revoke":
        own.submit("Trek in").submit("Ja, trek in")
        assert own.notice == "Je agenda-adres werkt niet meer."
    elif act == "renew":
        own.submit("Maak een nieuw adres")
    else:
        with transaction() as session:
            session.get_one(Person, person.id).starts_on = clock.today() - timedelta(days=9)
            session.get_one(Person, person.id).ends_on = clock.today() - timedelta(days=1)
    old, never = (Visitor(app).download(one, status=404) for one in (path, "/agenda/een-ander-adres.ics"))
    assert old.text.replace(path, "") == never.text.replace("/agenda/een-ander-adres.ics", "")


def test_to_look_changes_nothing(meets: Meets, app: Flask) -> None:
    path = address_for(app, meets.circle.fatima)
    before = contents()
    assert fetched(app, path) == fetched(app, path)
    assert difference(before, contents()) == {}


# Who sees what


def test_who_loses_the_seat_loses_the_meetings(meets: Meets, app: Flask) -> None:
    meets.set_agenda()
    person = meets.circle.fatima
    path = address_for(app, person)
    assert keys(fetched(app, path)) == [f"overleg-{meets.meeting_id}"]
    with transaction() as session:
        role = session.query(Membership).filter_by(person_id=person.id).one()
        role.starts_on, role.ends_on = (clock.today() - timedelta(days=days) for days in (9, 1))
    assert keys(fetched(app, path)) == [], "though a place was written down for them"


def test_who_is_invited_for_an_item_comes_for_that_item(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    with transaction():
        closed = ItemData("Een Zwaluwnest", time_box=15, confidentiality=Confidentiality.CONFIDENTIAL)
        item = agenda.add(meets.meeting, closed, by=circle.sanne)
        agenda.add(meets.meeting, ItemData("Daarna"), by=circle.sanne)
        agenda.involve(item, circle.wider, Involvement.INVITED, by=circle.sanne)
    path = address_for(app, circle.wim)
    assert keys(fetched(app, path)) == [], "a concept is for who prepares it"
    meets.set_agenda()
    content = fetched(app, path)
    (event,) = events(content)
    starts = meets.meeting.starts_at.replace(microsecond=0)
    assert event["DTSTART"].dt == starts + timedelta(minutes=20)
    assert event["DTEND"].dt == starts + timedelta(minutes=35)
    assert "Zwaluwnest" not in content
    with transaction():
        agenda.involve(in_agenda(meets, "Een Zwaluwnest"), circle.wider, Involvement.INFORMED, by=circle.sanne)
    assert keys(fetched(app, path)) == [], "who is only told does not have to come"


def in_agenda(meets: Meets, title: str) -> AgendaItem:
    return next(one for one in meets.meeting.items if one.title == title)


def test_a_stranger_has_an_empty_calendar(meets: Meets, app: Flask) -> None:
    meets.set_agenda()
    assert keys(fetched(app, address_for(app, meets.circle.cor))) == []


@ON_SQLITE_ALONE
def test_a_calendar_costs_the_same_however_much_there_is(app: Flask) -> None:
    weekly = Weekly()
    path = address_for(app, weekly.circle.fatima)

    def costs(days: Iterable[date]) -> int:
        for on in days:
            meeting_id = weekly.plan(on)
            with transaction():
                agenda.set_agenda(locked_meeting(meeting_id), by=weekly.circle.sanne)
        with counted_queries() as queries:
            fetched(app, path)
        return len(queries)

    few = costs([date(2027, 1, 5)])
    many = costs([date(2027, 1, 5) + timedelta(weeks=number) for number in range(1, 9)])
    assert many == few <= 15
