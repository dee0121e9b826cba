"""Days on which a series does not meet, when its papers close, and minutes that come on its agenda by themselves."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.errors import Refused
from app.core.transaction import transaction
from app.meetings.models import MeetingSeries
from app.meetings.queries.meetings import load_meeting, load_series, locked_meeting, locked_series
from app.meetings.rhythm import coming_days, moment
from app.meetings.service import agenda, attendance, items, minutes, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData, SeriesData
from app.meetings.states import ItemKind, ItemType, MeetingState, Outcome
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

WEEKLY = SeriesData("Weekstart", starts_on=date(2027, 1, 4), weekday=2)


class Weekly:
    """Team Ruimte meets every Tuesday, led by Marieke."""

    def __init__(self, data: SeriesData = WEEKLY) -> None:
        self.circle = Circle()
        with transaction():
            self.id = planning.start_series(self.circle.unit, data, by=self.circle.sanne).id

    @property
    def series(self) -> MeetingSeries:
        return locked_series(self.id)

    def plan(self, on: date) -> int:
        with transaction():
            return planning.plan_next(self.series, on, by=self.circle.sanne).id

    def hold(self, on: date, *, share: bool = True) -> int:
        """A meeting that was held, with everything held over."""
        meeting_id, sanne = self.plan(on), self.circle.sanne
        with transaction():
            agenda.set_agenda(locked_meeting(meeting_id), by=sanne)
        with transaction():
            meeting = locked_meeting(meeting_id)
            attendance.mark_present(meeting, [one.id for one in meeting.attendees], by=sanne)
        with transaction():
            running.open_meeting(locked_meeting(meeting_id), by=sanne)
        with transaction():
            for one in locked_meeting(meeting_id).items:
                items.conclude(one, Outcome.HELD_OVER, by=sanne)
        with transaction():
            running.close_meeting(locked_meeting(meeting_id), by=sanne)
        if share:
            with transaction():
                minutes.share(locked_meeting(meeting_id), by=sanne)
        return meeting_id

    def adopted_by(self, meeting_id: int) -> list[int | None]:
        """The meetings of which the minutes stand on an agenda, in order."""
        return [one.adopts_id for one in load_meeting(meeting_id).items if one.kind is ItemKind.MINUTES]


@pytest.fixture
def weekly(app: Flask) -> Weekly:
    return Weekly()


# Days without a meeting


def test_days_that_are_left_out_are_told_with_the_reason(weekly: Weekly) -> None:
    with transaction():
        planning.pause_series(weekly.series, date(2027, 1, 11), date(2027, 1, 20), "Vakantie", by=weekly.circle.sanne)
    days = coming_days(load_series(weekly.id), date(2027, 1, 1), 2)
    told = [(one.on.day, one.pause.why if one.pause else None) for one in days]
    assert told == [(5, None), (12, "Vakantie"), (19, "Vakantie"), (26, None)]


def test_days_are_left_out_and_taken_back_on_the_screen(weekly: Weekly, app: Flask) -> None:
    page = Visitor(app).sign_in(weekly.circle.sanne).open(f"/overlegreeks/{weekly.id}")
    wrong = {"pause-starts_on": "2027-01-20", "pause-ends_on": "2027-01-11", "pause-why": "Vakantie"}
    page.submit("Sla over", status=422, **wrong)
    assert page.error_at("pause-ends_on") == "De laatste dag ligt voor de eerste."
    assert page.value_of("pause-why") == "Vakantie"
    page.submit("Sla over", **{"pause-starts_on": "2027-01-11", "pause-ends_on": "2027-01-20"})
    assert page.sees("12 januari 2027: geen overleg (Vakantie)", "11 januari 2027 – 20 januari 2027")
    weekly.plan(date(2027, 1, 12))
    assert page.open(f"/overlegreeks/{weekly.id}").sees("valt in: Vakantie"), "what is planned stays, and is told"
    page.submit("Haal weg")
    assert not page.sees("Vakantie")


def test_who_does_not_lead_leaves_nothing_out(weekly: Weekly, app: Flask) -> None:
    page = Visitor(app).sign_in(weekly.circle.fatima).open(f"/overlegreeks/{weekly.id}")
    assert "Sla over" not in page.buttons
    before = contents()
    days = {"pause-starts_on": "2027-01-11", "pause-ends_on": "2027-01-20", "pause-why": "Vakantie"}
    page.send(f"/overlegreeks/{weekly.id}/pauze", status=403, **days)
    assert difference(before, contents()) == {}


# Papers


@pytest.mark.parametrize(
    ("days", "at", "closes"),
    [
        (None, time(12, 0), None),
        (0, time(8, 0), moment(date(2027, 3, 30), time(8, 0))),
        (4, time(12, 0), moment(date(2027, 3, 26), time(12, 0))),
    ],
    ids=["papers do not close", "on the day itself", "twelve o'clock is twelve o'clock before summer time as well"],
)
def test_papers_close_so_many_days_before(app: Flask, days: int | None, at: time, closes: datetime | None) -> None:
    weekly = Weekly(SeriesData("Weekstart", starts_on=date(2027, 1, 4), weekday=2, papers_days=days, papers_at=at))
    assert load_meeting(weekly.plan(date(2027, 3, 30))).papers_close_at == closes


@pytest.mark.parametrize(
    ("hours", "is_late"), [(2, False), (-2, True)], ids=["papers are still welcome", "papers have closed"]
)
def test_what_comes_after_the_papers_closed_is_late(app: Flask, hours: int, is_late: bool) -> None:
    circle, now = Circle(), clock.now()
    with transaction():
        data = MeetingData("Overleg", now + timedelta(days=2), papers_close_at=now + timedelta(hours=hours))
        meeting_id = planning.plan_meeting(circle.unit, data, by=circle.sanne).id
    with transaction():
        agenda.add(locked_meeting(meeting_id), ItemData("De balie"), by=circle.sanne)
        agenda.announce(locked_meeting(meeting_id), by=circle.sanne)
    assert [one.is_late for one in load_meeting(meeting_id).items] == [is_late]
    for who in (circle.sanne, circle.fatima):
        page = Visitor(app).sign_in(who).open(f"/overleg/{meeting_id}")
        assert page.sees("Stukken tot")
        assert page.sees("Wat er nu bij komt, is nagekomen.") is is_late


def test_papers_close_before_the_meeting_begins(app: Flask) -> None:
    circle, begins = Circle(), clock.now() + timedelta(days=2)
    before = contents()
    with pytest.raises(Refused, match="niet voor het overleg"), transaction():
        planning.plan_meeting(circle.unit, MeetingData("Overleg", begins, papers_close_at=begins), by=circle.sanne)
    late = SeriesData("Reeks", at=time(9, 0), papers_days=0, papers_at=time(9, 0))
    with pytest.raises(Refused, match="niet voor het overleg"), transaction():
        planning.start_series(circle.unit, late, by=circle.sanne)
    assert difference(before, contents()) == {}


def test_when_papers_close_is_filled_in(weekly: Weekly, app: Flask) -> None:
    page = Visitor(app).sign_in(weekly.circle.sanne).open(f"/overlegreeks/{weekly.id}/wijzig")
    page.submit("Bewaar", status=422, **{"plan-papers_days": "99"})
    page.submit("Bewaar", **{"plan-papers_days": "1", "plan-papers_at": "16:00"})
    assert page.sees("de dag ervoor, 16:00")
    meeting_id = weekly.plan(date(2027, 1, 12))
    page.open(f"/overleg/{meeting_id}/wijzig")
    assert page.value_of("plan-papers_on") == "2027-01-11"
    page.submit("Bewaar", status=422, **{"plan-papers_on": "2027-01-12"})
    assert page.error_at("plan-papers_on") == "Dat is niet voor het overleg begint."
    page.submit("Bewaar", **{"plan-papers_on": "2027-01-08"})
    assert page.sees("Stukken tot vrijdag 8 januari, 16:00.")
    page.open(f"/overleg/{meeting_id}/wijzig").submit("Bewaar", **{"plan-papers_on": ""})
    assert load_meeting(meeting_id).papers_close_at is None


# Minutes that wait


def test_minutes_of_every_earlier_meeting_come_on_the_agenda_the_oldest_first(weekly: Weekly) -> None:
    first, second = weekly.hold(date(2027, 1, 5)), weekly.hold(date(2027, 1, 12), share=False)
    assert weekly.adopted_by(second) == [first]
    third = weekly.plan(date(2027, 1, 19))
    assert weekly.adopted_by(third) == [first], "the oldest, though it was held over"
    with transaction():
        agenda.announce(locked_meeting(third), by=weekly.circle.sanne)
    assert weekly.adopted_by(third) == [first, second]
    kinds = [one.kind for one in load_meeting(third).items]
    assert kinds[:3] == [ItemKind.OPENING, ItemKind.MINUTES, ItemKind.MINUTES]
    titles = [one.title for one in load_meeting(third).items]
    assert titles[1:3] == ["Verslag van 5 januari 2027", "Verslag van 12 januari 2027"]
    with transaction():
        agenda.set_agenda(locked_meeting(third), by=weekly.circle.sanne)
    assert weekly.adopted_by(third) == [first, second], "once"


def test_they_come_where_no_item_stands_for_them_and_are_not_late(weekly: Weekly) -> None:
    first, second = weekly.hold(date(2027, 1, 5)), weekly.plan(date(2027, 1, 12))
    with transaction():
        agenda.take_off(next(one for one in locked_meeting(second).items if one.adopts), by=weekly.circle.sanne)
    assert weekly.adopted_by(second) == []
    with transaction():
        agenda.set_agenda(locked_meeting(second), by=weekly.circle.sanne)
    assert weekly.adopted_by(second) == [first]
    assert not any(one.is_late for one in load_meeting(second).items)


def test_what_a_meeting_in_between_is_to_adopt_does_not_come_twice(weekly: Weekly) -> None:
    first = weekly.hold(date(2027, 1, 5))
    between, after = weekly.plan(date(2027, 1, 12)), weekly.plan(date(2027, 1, 19))
    assert (weekly.adopted_by(between), weekly.adopted_by(after)) == ([first], [None])
    with transaction():
        running.cancel(locked_meeting(between), by=weekly.circle.sanne, reason="te veel zieken")
    with transaction():
        agenda.announce(locked_meeting(after), by=weekly.circle.sanne)
    assert weekly.adopted_by(after) == [first]


def test_what_was_adopted_meanwhile_makes_room(weekly: Weekly) -> None:
    """An item that was planned for minutes which another meeting adopted turns to those that wait now."""
    first = weekly.hold(date(2027, 1, 5))
    later = weekly.plan(date(2027, 1, 26))
    between = weekly.plan(date(2027, 1, 12))
    with transaction():
        agenda.set_agenda(locked_meeting(between), by=weekly.circle.sanne)
    with transaction():
        meeting = locked_meeting(between)
        attendance.mark_present(meeting, [one.id for one in meeting.attendees], by=weekly.circle.sanne)
        running.open_meeting(meeting, by=weekly.circle.sanne)
    with transaction():
        for one in locked_meeting(between).items:
            outcome = Outcome.CONFORM if one.adopts else Outcome.HELD_OVER
            items.conclude(one, outcome, by=weekly.circle.sanne)
    with transaction():
        running.close_meeting(locked_meeting(between), by=weekly.circle.sanne)
    assert load_meeting(first).state is MeetingState.MINUTES_ADOPTED
    assert weekly.adopted_by(later) == [first]
    with transaction():
        agenda.announce(locked_meeting(later), by=weekly.circle.sanne)
    assert weekly.adopted_by(later) == [between]


def test_of_a_meeting_by_itself_only_the_item_that_stands_adopts(weekly: Weekly) -> None:
    held = weekly.hold(date(2027, 1, 5))
    with transaction():
        data = MeetingData("Extra overleg", moment(date(2027, 1, 7), time(9, 0)))
        meeting = planning.plan_meeting(weekly.circle.unit, data, by=weekly.circle.sanne)
        agenda.add(meeting, ItemData("De balie"), by=weekly.circle.sanne)
        agenda.announce(meeting, by=weekly.circle.sanne)
        meeting_id = meeting.id
    assert weekly.adopted_by(meeting_id) == []
    with transaction():
        data = ItemData("Verslag", type=ItemType.DECIDING, kind=ItemKind.MINUTES)
        agenda.add(locked_meeting(meeting_id), data, by=weekly.circle.sanne)
        agenda.announce(locked_meeting(meeting_id), by=weekly.circle.sanne)
    assert weekly.adopted_by(meeting_id) == [held]


def test_an_empty_agenda_is_not_filled_with_minutes(weekly: Weekly) -> None:
    weekly.hold(date(2027, 1, 5))
    meeting_id = weekly.plan(date(2027, 1, 12))
    with transaction():
        for one in list(locked_meeting(meeting_id).items):
            agenda.take_off(one, by=weekly.circle.sanne)
    with pytest.raises(Refused, match="nog niets op de agenda"), transaction():
        agenda.announce(locked_meeting(meeting_id), by=weekly.circle.sanne)
