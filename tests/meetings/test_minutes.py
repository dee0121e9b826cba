"""After a meeting: minutes are adopted when they were shared, corrected with a reason, and cards are only added up."""

import pytest
from flask import Flask

from app.core.errors import Refused
from app.core.transaction import transaction
from app.meetings.models import ClosingCard, ClosingTally
from app.meetings.service import agenda, items, minutes
from app.meetings.service.agenda import ItemData
from app.meetings.states import ItemKind, ItemType, MeetingState, Outcome
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

ADOPT = ItemData("Verslag", type=ItemType.DECIDING, kind=ItemKind.MINUTES, time_box=5)


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def in_the_next_meeting(meets: Meets, days: int = 8) -> None:
    """The item for the minutes is in hand in a next meeting, and from now on the item in question."""
    meets.meeting_id = meets.plan(days)
    with transaction():
        meets.item_id = agenda.add(meets.meeting, ADOPT, by=meets.circle.sanne).id
    meets.set_agenda()
    meets.open()
    meets.take()


@pytest.mark.parametrize("outcome", [Outcome.CONFORM, Outcome.AMENDED])
def test_minutes_that_nobody_could_read_are_not_adopted(meets: Meets, outcome: Outcome) -> None:
    """The item does not end so either: nobody is told that they were."""
    meets.come_to(MeetingState.CLOSED)
    in_the_next_meeting(meets)
    before = contents()
    with pytest.raises(Refused, match="Deel het verslag eerst"), transaction():
        items.conclude(meets.item, outcome, "", by=meets.circle.marieke)
    assert difference(before, contents()) == {}
    meets.conclude(Outcome.HELD_OVER, "eerst lezen")


def test_where_there_are_no_minutes_none_are_adopted(meets: Meets) -> None:
    in_the_next_meeting(meets)
    before = contents()
    with pytest.raises(Refused, match="geen verslag om vast te stellen"), transaction():
        items.conclude(meets.item, Outcome.CONFORM, "", by=meets.circle.marieke)
    assert difference(before, contents()) == {}


def test_shared_minutes_are_adopted_once(meets: Meets) -> None:
    meets.come_to(MeetingState.MINUTES_DRAFT)
    first = meets.meeting_id
    in_the_next_meeting(meets)
    meets.conclude(Outcome.AMENDED, "met een naam erbij")
    meets.meeting_id = first
    assert meets.meeting.state is MeetingState.MINUTES_ADOPTED


def test_a_correction_supersedes_and_overwrites_nothing(meets: Meets) -> None:
    meets.come_to(MeetingState.MINUTES_ADOPTED)
    first = meets.meeting.record
    assert first is not None
    with transaction():
        minutes.correct(meets.meeting, {meets.item_id: "Er was ook een vraag."}, by=meets.circle.sanne, reason="gemist")
    meeting = meets.meeting
    assert [one.number for one in meeting.minutes] == [1, 2]
    assert [one.parts[0].text for one in meeting.minutes] == ["", "Er was ook een vraag."]
    assert meeting.record is not None
    assert meeting.record.reason == "gemist"


@pytest.mark.parametrize(("cards", "kept"), [(4, 0), (5, 1)])
def test_cards_are_added_up_at_the_end_and_thrown_away(meets: Meets, cards: int, kept: int) -> None:
    meets.come_to(MeetingState.OPEN)
    meets.conclude()
    people = [*meets.circle.members, meets.circle.pien][:cards]
    with transaction() as session:
        session.add_all(
            ClosingCard(meeting_id=meets.meeting_id, person_id=one.id, answers='{"safe": 4}') for one in people
        )
    meets.close()
    with transaction() as session:
        assert session.query(ClosingCard).count() == 0
        tallies = [(one.question, one.answer, one.count) for one in session.query(ClosingTally)]
    assert tallies == [("safe", 4, cards)][:kept]


def test_a_correction_without_a_reason_says_so_and_keeps_what_was_typed(meets: Meets, app: Flask) -> None:
    meets.come_to(MeetingState.MINUTES_ADOPTED)
    page = Visitor(app).sign_in(meets.circle.sanne).open(f"/overleg/{meets.meeting_id}/verslag")
    typed = {f"text-{meets.item_id}": "Er was ook een vraag over de sleutel."}
    before = contents()
    page.submit("Leg de correctie vast", status=422, **typed)
    assert page.sees("Schrijf erbij waarom.", "Er was ook een vraag over de sleutel.")
    assert difference(before, contents()) == {}
    page.submit("Leg de correctie vast", **{"correct-reason": "gemist"})
    assert page.sees("Uitgave 2: gemist", "Er was ook een vraag over de sleutel.")


def test_until_the_minutes_are_shared_a_member_comes_to_the_list_of_decisions(app: Flask) -> None:
    """Who follows the address of the meeting never stands before a closed door."""
    meets = Meets().come_to(MeetingState.CLOSED)
    for person, page in ((meets.circle.sanne, "verslag"), (meets.circle.fatima, "besluitenlijst")):
        visitor = Visitor(app).sign_in(person).open(f"/overleg/{meets.meeting_id}")
        assert visitor.path == f"/overleg/{meets.meeting_id}/{page}"
