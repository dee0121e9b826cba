"""Meetings under Vandaag: what goes on now or begins within a week, for who sits there."""

import pytest
from flask import Flask

from app.core.transaction import transaction
from app.meetings.models import Meeting
from app.meetings.queries.meetings import meetings_soon
from app.meetings.service import agenda
from app.meetings.service.agenda import ItemData
from app.meetings.states import MeetingState
from app.web.template_helpers import as_moment
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries

pytestmark = ON_SQLITE_ALONE
SHOWN = {MeetingState.PROVISIONAL, MeetingState.SET, MeetingState.OPEN, MeetingState.SUSPENDED}


def named(what: str, meeting: Meeting) -> str:
    """What a link is called that leads there: two of one series must be told apart."""
    return f"{what}: Teamoverleg, {as_moment(meeting.starts_at)}"


@pytest.mark.parametrize("state", MeetingState)
def test_in_which_states_it_stands_there(app: Flask, state: MeetingState) -> None:
    meets = Meets().come_to(state)
    found = [one.id for one in meetings_soon(meets.circle.fatima)]
    assert (meets.meeting_id in found) == (state in SHOWN)


def test_it_is_for_who_sits_there_and_within_a_week(app: Flask) -> None:
    meets = Meets().come_to(MeetingState.SET)
    later = Meets(name="Later")
    later.meeting_id = later.plan(days=8)
    assert [one.id for one in meetings_soon(meets.circle.pien)] == [meets.meeting_id]
    assert (
        meetings_soon(meets.circle.cor) == meetings_soon(meets.circle.wim) == meetings_soon(later.circle.fatima) == []
    )


def test_who_prepares_it_finds_it_three_weeks_before(app: Flask) -> None:
    """Also while it is a concept, which is nobody's appointment yet."""
    meets = Meets()
    in_three_weeks, _later = meets.plan(days=20), meets.plan(days=22)
    found = meetings_soon(meets.circle.sanne)
    assert [one.id for one in found] == [meets.meeting_id, in_three_weeks]
    assert {one.state for one in found} == {MeetingState.CONCEPT}
    assert meetings_soon(meets.circle.fatima) == []
    visitor = Visitor(app).sign_in(meets.circle.sanne).open("/").click(named("Voorbereiden", meets.meeting))
    assert visitor.path == f"/overleg/{meets.meeting_id}/voorbereiden"


def test_who_takes_part_comes_there_in_one_press(app: Flask) -> None:
    meets = Meets().come_to(MeetingState.OPEN)
    for person, page in ((meets.circle.fatima, "deelnemer"), (meets.circle.marieke, "voorzitten")):
        visitor = Visitor(app).sign_in(person).open("/")
        visitor.click(named("Voorzitten" if page == "voorzitten" else "Doe mee", meets.meeting))
        assert visitor.path == f"/overleg/{meets.meeting_id}/{page}"


def test_vandaag_costs_the_same_however_many_there_are(app: Flask) -> None:
    meets = Meets().come_to(MeetingState.SET)
    visitor = Visitor(app).sign_in(meets.circle.marieke)

    def cost() -> int:
        with counted_queries() as queries:
            visitor.open("/")
        return len(queries)

    few = cost()
    for days in (2, 3, 4):
        meets.meeting_id = meets.plan(days)
        with transaction():
            agenda.add(meets.meeting, ItemData("Iets"), by=meets.circle.sanne)
        meets.set_agenda()
    assert cost() == few
