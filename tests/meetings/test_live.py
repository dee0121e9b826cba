"""The live screens of a meeting: what each audience is shown, and hamerstukken together."""

import pytest
import time_machine
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import may
from app.core.streaming import Snapshot
from app.core.transaction import transaction
from app.decisions import screens as of_rounds
from app.decisions.occasions import occasion_of
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, Confidentiality, RoundMode, RoundSetting, RoundState
from app.meetings import screens
from app.meetings.live import MeetingSource
from app.meetings.models import AgendaItem
from app.meetings.queries.items import hammer_rounds
from app.meetings.service import agenda, hammer, items, speaking
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, ItemState, Outcome
from app.organisation.models import Person
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries
from tests.snapshot import contents

CLOSED = ItemData("Het vertrek van een teamleider", confidentiality=Confidentiality.CONFIDENTIAL)

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def pushed(app: Flask, meets: Meets) -> dict[str, Snapshot]:
    """What the streams would push to each audience."""
    with app.test_request_context():
        found = dict(MeetingSource().snapshots(meets.meeting_id, screens.AUDIENCES))
        db.session.rollback()
        db.session.info.clear()
    return found


def test_nothing_closed_stands_in_what_an_audience_shares(app: Flask, meets: Meets) -> None:
    """In hand or not: a push goes to a whole audience, guests among them. Who may read it has it in their own part."""
    with transaction():
        meets.item_id = agenda.add(meets.meeting, CLOSED, by=meets.circle.sanne).id
    meets.set_agenda()
    meets.open()
    for _ in ("waiting", "in hand"):
        for audience, snapshot in pushed(app, meets).items():
            assert CLOSED.title not in snapshot.html, audience
            assert "csrf_token" not in snapshot.html, audience
        if meets.item.state is ItemState.PLANNED:
            meets.take()
    assert "Er is een besloten punt aan de orde." in pushed(app, meets)[screens.PARTICIPANT].html


def test_a_number_is_the_same_for_who_may_not_read_what_stands_before_it(app: Flask, meets: Meets) -> None:
    with transaction():
        first = agenda.add(meets.meeting, CLOSED, by=meets.circle.sanne)
        agenda.move(first, -5, by=meets.circle.sanne)
    meets.set_agenda()
    assert "2. " in pushed(app, meets)[screens.PARTICIPANT].html
    assert "1. " not in pushed(app, meets)[screens.PARTICIPANT].html


def test_a_concept_and_single_items_are_not_shared(app: Flask, meets: Meets) -> None:
    title = meets.item.title
    assert title not in pushed(app, meets)[screens.PARTICIPANT].html
    assert title in pushed(app, meets)[screens.CHAIR].html
    meets.set_agenda()
    assert title in pushed(app, meets)[screens.PARTICIPANT].html
    assert title not in pushed(app, meets)[screens.INVOLVED].html


def test_who_follows_what(app: Flask, meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        agenda.involve(meets.item, circle.wider, Involvement.INVITED, by=circle.sanne)
    meets.set_agenda()
    people = {name: one for name, one in vars(circle).items() if isinstance(one, Person)}
    with app.test_request_context():
        source = MeetingSource()
        follows = {
            audience: {name for name, one in people.items() if source.may_follow(one, meets.meeting_id, audience)}
            for audience in screens.AUDIENCES
        }
        db.session.rollback()
    at_the_table = {"marieke", "sanne", "joost", "author", "fatima", "ben", "pien"}
    assert follows == {
        screens.CHAIR: {"marieke", "sanne"},
        screens.PARTICIPANT: at_the_table,
        screens.WALL: at_the_table,
        screens.INVOLVED: at_the_table | {"wim"},
    }


def test_my_part_is_told_to_change_when_it_has(app: Flask, meets: Meets) -> None:
    """What does not concern me leaves my part alone; what I may do now does not."""
    meets.set_agenda()
    meets.open()
    key = meets.circle.ben.actor_key

    def version() -> str:
        return pushed(app, meets)[screens.PARTICIPANT].version_for(key)

    before = version()
    meets.take()
    in_hand = version()
    assert in_hand != before
    with transaction():
        items.note(meets.item, "Iets", by=meets.circle.sanne)
    with transaction():
        speaking.ask_to_speak(meets.meeting, by=meets.circle.fatima)
    assert version() == in_hand, "what another does leaves my part alone"
    with transaction():
        speaking.ask_to_speak(meets.meeting, by=meets.circle.ben)
    assert version() != in_hand


def test_a_push_costs_the_same_however_many_there_are(app: Flask, meets: Meets) -> None:
    def cost() -> int:
        with app.test_request_context(), counted_queries() as queries:
            MeetingSource().snapshots(meets.meeting_id, screens.AUDIENCES)
        db.session.rollback()
        db.session.info.clear()
        return len(queries)

    meets.set_agenda()
    few = cost()
    with transaction():
        for number in range(12):
            agenda.add(meets.meeting, ItemData(f"Punt {number}"), by=meets.circle.sanne)
    for number in range(9):
        with transaction():
            meets.circle.someone(f"Lid{number}", Role.MEMBER)
    meets.set_agenda()
    assert cost() == few


def test_from_a_round_one_comes_back_to_the_meeting(app: Flask, meets: Meets) -> None:
    circle = meets.circle
    meets.put(circle.submit())
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
    with app.test_request_context():

        def back(person: Person, audience: str) -> str | None:
            found = occasion_of(locked_round(circle.round_id), person, audience)
            return found.address if found else None

        assert back(circle.marieke, of_rounds.CHAIR) == f"/overleg/{meets.meeting_id}/voorzitten"
        assert back(circle.ben, of_rounds.PARTICIPANT) == f"/overleg/{meets.meeting_id}/deelnemer"
        assert back(circle.ben, of_rounds.WALL) == f"/overleg/{meets.meeting_id}/scherm"
        assert back(circle.wim, of_rounds.PARTICIPANT) is None, "who may not know of the meeting is not told"
        db.session.rollback()


# Hamerstukken together


def with_hammers(meets: Meets, count: int = 3) -> list[int]:
    """So many hamerstukken on the agenda of a meeting that is open."""
    ids = []
    for number in range(count):
        proposal = meets.circle.submit(what=f"Hamerstuk {number}")
        with transaction():
            ids.append(agenda.put_proposal(meets.meeting, proposal, by=meets.circle.sanne, hammer=True).id)
    meets.set_agenda()
    meets.open()
    return ids


def outcomes(ids: list[int]) -> list[Outcome | None]:
    db.session.rollback()
    return [db.session.get_one(AgendaItem, one).outcome for one in ids]


def asks_on_all(meets: Meets) -> list[int]:
    with transaction():
        return [one.id for one in hammer.ask_on_all(meets.meeting, by=meets.circle.marieke)]


def all_consent(meets: Meets, *but: Person) -> None:
    for person in meets.circle.members:
        if person not in but:
            with transaction():
                hammer.consent_to_all(meets.meeting, by=person)


def records(meets: Meets, **said: bool) -> tuple[int, int]:
    with transaction():
        return hammer.record_all(meets.meeting, by=meets.circle.marieke, **said)


def test_all_hamerstukken_are_decided_in_one_go(meets: Meets) -> None:
    ids = with_hammers(meets)
    asks_on_all(meets)
    all_consent(meets)
    assert records(meets) == (3, 0)
    assert outcomes(ids) == [Outcome.CONFORM] * 3


def test_every_screen_shows_that_the_hamerstukken_are_on_the_table_and_then_what_came_of_them(
    app: Flask, meets: Meets
) -> None:
    with_hammers(meets, 2)
    asks_on_all(meets)
    assert "Kun je met al deze voorstellen werken?" in pushed(app, meets)[screens.WALL].html
    assert "We doen de hamerstukken samen." in pushed(app, meets)[screens.PARTICIPANT].html
    all_consent(meets)
    records(meets)
    wall = pushed(app, meets)[screens.WALL].html
    assert "Hamerstuk 1" in wall
    assert "Kun je" not in wall


def test_who_said_it_aloud_is_entered_after_the_answers_were_shown(meets: Meets) -> None:
    ids = with_hammers(meets, 1)
    (round_id,) = asks_on_all(meets)
    all_consent(meets, meets.circle.ben)
    assert records(meets, rest_said_consent=True) == (1, 0)
    assert outcomes(ids) == [Outcome.CONFORM]
    given = locked_round(round_id).participant_of(meets.circle.ben.id).answer
    assert (given.choice, given.entered_by_id) == (Choice.CONSENT, meets.circle.marieke.id)


def test_silence_is_no_consent(meets: Meets) -> None:
    ids = with_hammers(meets, 1)
    asks_on_all(meets)
    all_consent(meets, meets.circle.ben)
    assert records(meets) == (0, 1)
    assert outcomes(ids) == [None]


def test_an_objection_takes_one_out_and_leaves_the_others(meets: Meets) -> None:
    ids = with_hammers(meets)
    rounds = asks_on_all(meets)
    with transaction():
        answers.answer(locked_round(rounds[1]), AnswerData(Choice.OBJECTION, "te snel"), by=meets.circle.ben)
    all_consent(meets)
    assert records(meets) == (2, 1)
    assert outcomes(ids) == [Outcome.CONFORM, None, Outcome.CONFORM]
    assert locked_round(rounds[1]).state is RoundState.WEIGHING
    db.session.rollback()
    meets.item_id = ids[1]
    meets.take()
    assert meets.item.state is ItemState.IN_HAND, "it is treated by itself"


def test_before_they_are_shown_nobody_learns_an_answer_and_nobody_answers_for_another(app: Flask, meets: Meets) -> None:
    with_hammers(meets, 1)
    (round_id,) = asks_on_all(meets)
    with transaction():
        answers.answer(locked_round(round_id), AnswerData(Choice.OBJECTION, "veel te snel"), by=meets.circle.ben)
    assert all("veel te snel" not in one.html for one in pushed(app, meets).values())
    with transaction():
        assert hammer.consent_to_all(meets.meeting, by=meets.circle.pien) == 0, "an adviser does not decide"
    assert all(one.answer is None or one.person is meets.circle.ben for one in locked_round(round_id).electors)


def test_what_is_not_asked_together(meets: Meets) -> None:
    """Closed ones, those whose text is not whole, and what its own author would chair."""
    circle = meets.circle
    with_hammers(meets, 0)
    with pytest.raises(Refused, match="geen hamerstukken"), transaction():
        hammer.ask_on_all(meets.meeting, by=circle.marieke)
    proposal = circle.submit(what="Zonder datum", review_on=None)
    with transaction():
        agenda.put_proposal(meets.meeting, proposal, by=circle.sanne, hammer=True)
    before = contents()
    with pytest.raises(Refused, match="geen hamerstukken"), transaction():
        hammer.ask_on_all(meets.meeting, by=circle.marieke)
    assert contents() == before
    with transaction():
        assert hammer_rounds(meets.meeting) == []
    assert may(circle.marieke, "meeting:hammer", meets.meeting)
    assert not may(circle.ben, "meeting:hammer", meets.meeting)


def test_a_hamerstuk_in_writing_or_closed_is_not_among_those_of_the_room(meets: Meets) -> None:
    """A closed one is known to few, and what goes round in writing stays sealed until its time."""
    ids = with_hammers(meets, 2)
    rounds = asks_on_all(meets)
    with transaction():
        item = db.session.get_one(AgendaItem, ids[0])
        item.confidentiality = Confidentiality.CONFIDENTIAL
        locked_round(rounds[1]).setting = RoundSetting.WRITTEN
    with transaction():
        assert hammer_rounds(meets.meeting) == []


def test_the_way_back_from_a_round_costs_the_same_however_long_the_agenda(app: Flask, meets: Meets) -> None:
    circle = meets.circle
    meets.put(circle.submit())
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id

    def cost() -> int:
        db.session.rollback()
        db.session.expire_all()
        with app.test_request_context(), counted_queries() as queries:
            assert occasion_of(locked_round(circle.round_id), circle.ben, of_rounds.PARTICIPANT)
        return len(queries)

    few = cost()
    with transaction():
        for number in range(8):
            agenda.add(meets.meeting, ItemData(f"Punt {number}"), by=circle.sanne)
    assert cost() == few


def test_an_item_that_was_parked_goes_on_counting_where_it_was(meets: Meets) -> None:
    meets.set_agenda()
    meets.open()
    start = clock.now()
    with time_machine.travel(start, tick=False) as traveller:
        meets.take()
        traveller.shift(120)
        meets.park()
        traveller.shift(600)
        meets.take()
        traveller.shift(30)
        assert screens.shared(meets.meeting, screens.CHAIR)["time_spent"] == "02:30"
        db.session.rollback()


def test_who_stands_at_a_round_that_is_interrupted_comes_back_to_the_meeting_and_goes_along_again(
    app: Flask, meets: Meets
) -> None:
    circle = meets.circle
    meets.put(circle.submit())
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
    circle.open(RoundMode.FULL)
    phone = Visitor(app).sign_in(circle.fatima)

    def goes_along() -> tuple[bool, bool, bool]:
        """Whether her phone goes from meeting to round by itself, whether it goes back, and the wall to the round."""
        at_the_round = phone.open(f"/ronde/{circle.round_id}").page
        assert at_the_round.select_one("a[data-follow-when-over]") is not None
        at_the_meeting = phone.open(f"/overleg/{meets.meeting_id}").page
        return (
            at_the_meeting.select_one("a[data-follow]") is not None,
            at_the_round.select_one("#gedeeld[data-over]") is not None,
            "data-follow" in pushed(app, meets)[screens.WALL].html,
        )

    assert goes_along() == (True, False, True)
    circle.adjourn()
    assert goes_along() == (False, True, False)
    circle.resume()
    assert goes_along() == (True, False, True)
