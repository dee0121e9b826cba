"""In the room: having the floor, a word, the anonymous card, actions and guests. What is refused changes nothing."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.service.actions import ActionData
from app.meetings.models import ClosingCard, ClosingTally, ItemNote
from app.meetings.queries.minutes import record_of
from app.meetings.queries.speaking import spread
from app.meetings.service import agenda, attendance, closing, items, speaking
from app.meetings.service.agenda import ItemData
from app.meetings.states import Feeling, ItemKind, ItemType, Outcome
from app.organisation.models import Person
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    """A meeting that is open, with its item in hand, and everybody of the circle there."""
    meets = Meets()
    meets.set_agenda()
    meets.open()
    meets.take()
    return meets


def asks(meets: Meets, *people: Person) -> None:
    for one in people:
        with transaction():
            speaking.ask_to_speak(meets.meeting, by=one)


def gives(meets: Meets, to: Person) -> None:
    with transaction():
        speaking.give_floor(meets.meeting, meets.place(to), by=meets.circle.marieke)


def refused(words: str, act: Callable[[], object]) -> None:
    before = contents()
    with pytest.raises(Refused, match=words), transaction():
        act()
    assert contents() == before, "what is refused changes nothing, and is not journaled"


def closing_round(meets: Meets) -> None:
    """The item is over, and the closing round is in hand."""
    meets.conclude()
    with transaction():
        data = ItemData("Sluiting", kind=ItemKind.CLOSING, type=ItemType.INFORMING)
        meets.item_id = agenda.add(meets.meeting, data, by=meets.circle.sanne).id
    meets.take()


def fills_in(meets: Meets, person: Person, **answers: int) -> None:
    with transaction():
        given = {Feeling(name): answer for name, answer in answers.items()}
        closing.fill_in_card(meets.meeting, given, by=person)


# Having the floor


def test_the_floor_goes_in_the_order_in_which_it_was_asked_for(meets: Meets) -> None:
    fatima, ben = meets.circle.fatima, meets.circle.ben
    asks(meets, fatima, ben, fatima)
    assert [one.attendee.person for one in meets.meeting.asked_to_speak] == [fatima, ben], "asking twice asks once"
    gives(meets, fatima)
    assert meets.meeting.speaking.attendee.person is fatima
    gives(meets, ben)
    assert meets.meeting.speaking.attendee.person is ben, "who had it is done"
    with transaction():
        speaking.take_floor_back(meets.meeting, by=meets.circle.marieke)
    assert meets.meeting.speaking is None
    assert {one.name: one.turns for one in spread(meets.meeting)} == {
        "Ben": 1,
        "Fatima": 1,
        "Joost": 0,
        "Marieke": 0,
        "Sanne": 0,
    }, "who had no turn is seen too"


def test_one_may_speak_without_asking_and_ask_no_longer(meets: Meets) -> None:
    asks(meets, meets.circle.ben)
    with transaction():
        speaking.no_longer(meets.meeting, by=meets.circle.ben)
    assert meets.meeting.turns == []
    gives(meets, meets.circle.joost)
    assert meets.meeting.speaking.attendee.person is meets.circle.joost


def test_when_an_item_ends_nobody_is_left_waiting_or_speaking(meets: Meets) -> None:
    asks(meets, meets.circle.ben, meets.circle.fatima)
    gives(meets, meets.circle.ben)
    meets.conclude()
    meeting = meets.meeting
    assert (meeting.speaking, meeting.asked_to_speak) == (None, [])
    assert [one.turns for one in spread(meeting) if one.name == "Ben"] == [1], "what was said counts"


def test_what_is_refused_of_the_floor(meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        attendance.leave(meets.meeting, by=circle.ben)
    refused("aanwezig", lambda: speaking.ask_to_speak(meets.meeting, by=circle.ben))
    refused("er nu niet", lambda: speaking.give_floor(meets.meeting, meets.place(circle.ben), by=circle.marieke))
    meets.conclude()
    refused("nog geen punt", lambda: speaking.ask_to_speak(meets.meeting, by=circle.fatima))
    refused("nog geen punt", lambda: speaking.give_floor(meets.meeting, meets.place(circle.joost), by=circle.marieke))


# A word, and the card


def test_a_word_is_for_the_room_and_gone_when_the_meeting_closes(meets: Meets) -> None:
    closing_round(meets)
    with transaction():
        closing.say(meets.meeting, "moe", by=meets.circle.ben)
    with transaction():
        closing.say(meets.meeting, "  tevreden ", by=meets.circle.ben)
    assert [(one.person_id, one.text) for one in meets.item.notes] == [(meets.circle.ben.id, "tevreden")]
    meets.conclude(Outcome.NOTED)
    meets.close()
    assert db.session.scalars(db.select(ItemNote)).all() == []
    assert "tevreden" not in str(record_of(meets.meeting, meets.circle.marieke))


def test_a_word_is_refused_without_words_and_outside_the_rounds(meets: Meets) -> None:
    refused("niet aan de orde", lambda: closing.say(meets.meeting, "fijn", by=meets.circle.ben))
    closing_round(meets)
    refused("eerst iets", lambda: closing.say(meets.meeting, "  ", by=meets.circle.ben))
    refused("paar woorden", lambda: closing.say(meets.meeting, "x" * 81, by=meets.circle.ben))


def test_five_cards_add_up_and_nothing_is_left_of_who_gave_which(meets: Meets) -> None:
    closing_round(meets)
    for number, person in enumerate(meets.circle.members):
        fills_in(meets, person, safe=5 if number else 2, equal=4)
    fills_in(meets, meets.circle.members[0], safe=3, equal=4)
    meets.conclude(Outcome.NOTED)
    meets.close()
    assert db.session.scalars(db.select(ClosingCard)).all() == []
    tallies = db.session.scalars(db.select(ClosingTally)).all()
    assert {(one.question, one.answer): one.count for one in tallies} == {
        ("safe", 3): 1,
        ("safe", 5): 4,
        ("equal", 4): 5,
    }, "the last card of each person counts"


def test_of_four_answers_nothing_is_kept_by_card_or_by_question(meets: Meets) -> None:
    closing_round(meets)
    for person in meets.circle.members[:4]:
        fills_in(meets, person, safe=5, heard=2)
    fills_in(meets, meets.circle.members[4], safe=1)
    meets.conclude(Outcome.NOTED)
    meets.close()
    kept = {one.question for one in db.session.scalars(db.select(ClosingTally))}
    assert kept == {"safe"}, "only four said how they were heard"


@pytest.mark.parametrize("answers", [{}, {"safe": 0}, {"safe": 6}])
def test_a_card_is_refused_when_it_says_nothing(meets: Meets, answers: dict[str, int]) -> None:
    closing_round(meets)
    given = {Feeling(name): answer for name, answer in answers.items()}
    refused("ten minste één", lambda: closing.fill_in_card(meets.meeting, given, by=meets.circle.ben))


# Notes, actions, guests


def test_what_is_sent_again_after_a_lost_connection_is_written_down_once(meets: Meets) -> None:
    for _ in range(2):
        with transaction():
            items.note(meets.item, "De balie draait met twee mensen minder.", by=meets.circle.sanne)
        with transaction():
            data = ActionData("Cijfers zoeken", meets.circle.ben, date(2027, 1, 8))
            items.agree(meets.item, data, by=meets.circle.sanne)
    assert [len(meets.item.notes), len(meets.item.agreed)] == [1, 1]


def test_an_action_agreed_at_the_table_is_for_the_table_and_its_owner(meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        action = items.agree(meets.item, ActionData("Cijfers zoeken", circle.ben), by=circle.sanne)
    reads = {
        name: may(person, "action:read", action) for name, person in vars(circle).items() if isinstance(person, Person)
    }
    assert {name for name, can in reads.items() if can} == {
        "marieke",
        "sanne",
        "joost",
        "fatima",
        "ben",
        "pien",
        "author",
    }
    assert may(circle.ben, "action:finish", action)
    assert not may(circle.fatima, "action:finish", action)
    meets.conclude()
    meets.close()
    treated = record_of(meets.meeting, circle.fatima).items
    assert [one.what for item in treated for one in item.actions] == ["Cijfers zoeken"]


def test_a_guest_may_come_in_the_place_of_who_is_not_there(meets: Meets) -> None:
    circle = meets.circle
    refused(
        "er zelf",
        lambda: attendance.receive_guest(meets.meeting, "Noa", by=circle.marieke, instead_of=meets.place(circle.ben)),
    )
    with transaction():
        attendance.leave(meets.meeting, by=circle.ben)
    with transaction():
        guest = attendance.receive_guest(meets.meeting, "Noa", by=circle.marieke, instead_of=meets.place(circle.ben))
    assert meets.place(circle.ben).replaced_by_id == guest.id
    assert guest.is_present
