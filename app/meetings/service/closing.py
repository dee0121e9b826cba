"""The words in the opening and closing round, and the anonymous card at the end.

Both are for the room. The card is gathered while the meeting goes on and only added up when it closes; a word is gone
by then. (mission.md F1, F2: the four gevoelens, shown from enough answers on.)
"""

import json
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import delete, select

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import ClosingCard, ClosingTally, ItemNote, Meeting
from app.meetings.states import ROUNDS_OF_WORDS, Feeling
from app.organisation.models import Person

FEWEST = 5
"""Below so many cards nothing is kept: one could tell who said what."""
LONGEST_WORD = 80
SCALE = range(1, 6)
"""From not at all to fully."""


def say(meeting: Meeting, word: str, *, by: Person) -> None:
    """Say one's own word in the opening or closing round; a next one takes the place of the one before.

    Raises `Refused` for nothing, for who is not present, or outside these rounds.
    """
    word = word.strip()
    if not word or len(word) > LONGEST_WORD:
        raise Refused(N_("Zeg het in een paar woorden.") if word else N_("Schrijf eerst iets op."))
    drive(MeetingMachine, meeting, "say", actor=by)
    item = meeting.in_hand
    assert item is not None, "the chart refuses while nothing is in hand"  # noqa: S101
    said = next((one for one in item.notes if one.person_id == by.id), None)
    if said is None:
        said = ItemNote(item=item, text=word, entered_by_id=by.id)
        said.person_id = by.id
        db.session.add(said)
    said.text = word


def fill_in_card(meeting: Meeting, answers: Mapping[Feeling, int], *, by: Person) -> None:
    """Give one's anonymous card; until the meeting closes it may be given anew. What is left out is not counted.

    Raises `Refused` for an empty card, an answer off the scale, who is not present, or while no meeting goes on.
    """
    if not answers or any(one not in SCALE for one in answers.values()):
        raise Refused(N_("Kies bij ten minste één vraag een antwoord."))
    drive(MeetingMachine, meeting, "fill_in_card", actor=by)
    card = card_of(meeting, by)
    if card is None:
        card = ClosingCard(meeting_id=meeting.id, person_id=by.id)
        db.session.add(card)
    card.answers = json.dumps({feeling.value: answer for feeling, answer in answers.items()})


def card_of(meeting: Meeting, person: Person) -> ClosingCard | None:
    """The card that somebody gave in a meeting that goes on. One query."""
    own = (ClosingCard.meeting_id == meeting.id, ClosingCard.person_id == person.id)
    return db.session.scalar(select(ClosingCard).where(*own))


def add_up(meeting: Meeting) -> None:
    """Keep per question how often each answer was given, and throw every card and every word of the rounds away.

    A question with fewer than five answers is not kept either: people may leave one out.
    """
    query = select(ClosingCard.answers).where(ClosingCard.meeting_id == meeting.id)
    cards = [json.loads(one) for one in db.session.scalars(query)]
    for feeling in Feeling:
        given = [card[feeling.value] for card in cards if feeling.value in card]
        if len(given) >= FEWEST:
            db.session.add_all(
                ClosingTally(meeting_id=meeting.id, question=feeling.value, answer=answer, count=count)
                for answer, count in sorted(Counter(given).items())
            )
    db.session.execute(delete(ClosingCard).where(ClosingCard.meeting_id == meeting.id))
    for item in meeting.items:
        if item.kind in ROUNDS_OF_WORDS:
            for word in [one for one in item.notes if one.person_id is not None]:
                item.notes.remove(word)
                db.session.delete(word)
