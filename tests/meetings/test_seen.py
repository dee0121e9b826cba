"""What changed on an agenda since somebody last looked, told to them alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import transaction
from app.core.worker import do_all
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.meetings.models import AgendaSight
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.news import News, name_of, news_for
from app.meetings.service import agenda, planning
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData
from app.meetings.service.seeing import note_seen
from app.meetings.states import Involvement
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import TALK, Meets
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    """With a second item, and shared."""
    meets = Meets()
    with transaction():
        agenda.add(meets.meeting, ItemData("De fietsenstalling", time_box=10), by=meets.circle.sanne)
        agenda.announce(meets.meeting, by=meets.circle.sanne)
    return meets


def sees(meets: Meets, person: Person) -> None:
    with transaction():
        meeting = meets.meeting
        note_seen(meeting, name_of(meeting, agenda_of(meeting, person)), by=person)


def news(meets: Meets, person: Person) -> News:
    db.session.expire_all()  # as in a request of their own
    return news_for(load_meeting(meets.meeting_id), person)


def add(meets: Meets, title: str = "Erbij", **other: object) -> int:
    with transaction():
        return agenda.add(meets.meeting, replace(ItemData(title), **other), by=meets.circle.sanne).id  # type: ignore[arg-type]


def test_who_never_looked_is_told_of_no_changes(meets: Meets) -> None:
    add(meets)
    found = news(meets, meets.circle.fatima)
    assert not found.is_any
    assert found.is_to_note


def test_who_looked_and_looks_again_is_told_of_nothing(meets: Meets) -> None:
    sees(meets, meets.circle.fatima)
    found = news(meets, meets.circle.fatima)
    assert not found.is_any
    assert not found.is_to_note


def test_what_came_went_and_moved_is_told_until_it_is_seen(meets: Meets) -> None:
    circle = meets.circle
    for who in (circle.fatima, circle.ben):
        sees(meets, who)
    started = meets.meeting.starts_at
    with transaction():
        agenda.take_off(meets.item, by=circle.sanne)
    added = add(meets)
    second = next(one.id for one in meets.meeting.items if one.title == "De fietsenstalling")
    found = news(meets, circle.fatima)
    assert found.added == {added}
    assert [one.title for one in found.gone] == [TALK.title]
    assert found.times == {second: started + timedelta(minutes=20)}
    assert (found.changed, found.papers, found.was_at) == (frozenset(), frozenset(), None)
    sees(meets, circle.fatima)
    assert not news(meets, circle.fatima).is_any
    assert news(meets, circle.ben).is_any, "each has a last time of their own"


def test_other_words_and_another_time_for_the_whole(meets: Meets) -> None:
    circle = meets.circle
    sees(meets, circle.fatima)
    began = meets.meeting.starts_at
    with transaction():
        agenda.change_item(meets.item, replace(TALK, title="De balie in de zomer"), by=circle.sanne)
        data = MeetingData("Teamoverleg", began + timedelta(hours=1), 60, "Kamer 2.14")
        planning.change_meeting(meets.meeting, data, by=circle.sanne)
    found = news(meets, circle.fatima)
    assert (found.changed, found.was_at, found.times) == ({meets.item_id}, began, {})


def test_a_new_version_of_a_paper_is_told(meets: Meets) -> None:
    circle = meets.circle
    item_id = meets.put(circle.submit())
    sees(meets, circle.fatima)
    circle.set_ready()
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
    circle.amend()
    found = news(meets, circle.fatima)
    assert found.papers == {item_id}


def test_what_was_closed_meanwhile_is_not_named_as_gone(meets: Meets) -> None:
    """Somebody from elsewhere read an item that became none of their business."""
    circle = meets.circle
    with transaction():
        agenda.involve(meets.item, circle.wider, Involvement.INVITED, by=circle.sanne)
    sees(meets, circle.wim)
    with transaction():
        closed = replace(TALK, confidentiality=Confidentiality.CONFIDENTIAL)
        agenda.change_item(meets.item, closed, by=circle.sanne)
        agenda.leave_out(meets.item, circle.wider.id, by=circle.sanne)
        agenda.take_off(meets.item, by=circle.sanne)
    assert news(meets, circle.wim).gone == []
    with transaction() as session:
        assert TALK.title not in str([one.lines for one in session.query(AgendaSight)])


def test_what_changed_while_they_looked_is_not_seen(meets: Meets) -> None:
    circle = meets.circle
    shown = news(meets, circle.fatima).shown
    added = add(meets)
    with transaction():
        note_seen(meets.meeting, shown, by=circle.fatima)
    sees(meets, circle.ben)
    assert news(meets, circle.fatima).is_to_note
    assert added not in news(meets, circle.ben).added


def test_what_was_seen_is_forgotten_when_the_meeting_begins(meets: Meets, app: Flask) -> None:
    sees(meets, meets.circle.fatima)
    other = meets.plan(days=3)
    with transaction():
        meeting = locked_meeting(other)
        note_seen(meeting, name_of(meeting, agenda_of(meeting, meets.circle.ben)), by=meets.circle.ben)
    meets.set_agenda()
    do_all(app)
    assert held() == {meets.meeting_id, other}
    meets.open()
    do_all(app)
    assert held() == {other}


def held() -> set[int]:
    with transaction() as session:
        return {one.meeting_id for one in session.query(AgendaSight)}


def test_on_the_screen(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    page = Visitor(app).sign_in(circle.fatima).open(f"/overleg/{meets.meeting_id}")
    assert not page.sees("Sinds je vorige keer")
    page.submit("Ik heb deze agenda gezien")
    assert "Ik heb deze agenda gezien" not in page.buttons
    with transaction():
        agenda.take_off(meets.item, by=circle.sanne)
    add(meets)
    before = contents()
    page.open(f"/overleg/{meets.meeting_id}")
    assert difference(before, contents()) == {}, "to look is not to write"
    assert page.sees("Sinds je vorige keer", f"1 punt erbij. Van de agenda: {TALK.title}.", "Nieuw")
    assert page.sees("1 punt op een andere tijd.", "(was ")
    page.submit("Ik heb deze agenda gezien")
    assert not page.sees("Sinds je vorige keer")


def test_who_may_not_read_it_sees_nothing(meets: Meets, app: Flask) -> None:
    page = Visitor(app).sign_in(meets.circle.cor).open("/account/")
    before = contents()
    page.send(f"/overleg/{meets.meeting_id}/gezien", status=404, shown="x")
    assert difference(before, contents()) == {}


def test_it_costs_the_same_however_much_changed(meets: Meets, app: Flask) -> None:
    visitor = Visitor(app).sign_in(meets.circle.fatima)

    def costs(number: int) -> int:
        keys = [add(meets, f"Punt {one}") for one in range(number)]
        sees(meets, meets.circle.fatima)
        with transaction():
            for one in [one for one in meets.meeting.items if one.id in keys]:
                agenda.take_off(one, by=meets.circle.sanne)
        for one in range(number):
            add(meets, f"Nieuw punt {one}")
        with counted_queries() as queries:
            visitor.open(f"/overleg/{meets.meeting_id}")
        return len(queries)

    few, many = costs(1), costs(5)
    assert many <= few <= 40, f"{few} became {many}"
