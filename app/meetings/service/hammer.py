"""Hamerstukken together: consent asked on all of them at once, answered in one tap, recorded in one go.

Each keeps a round of its own with sealed answers, so that nothing is decided lighter than elsewhere: whoever wants to
talk one over, or objects, does so in its round, and it is treated by itself.
"""

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.models import ConsentRound
from app.decisions.service import answers, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import AnswerChannel, Choice, ProposalState, RoundMode, RoundState
from app.meetings.item_machine import ItemMachine
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.items import hammer_rounds
from app.meetings.service import attendance, items
from app.meetings.states import ItemKind, ItemState
from app.organisation.models import Person

CONSENT = AnswerData(Choice.CONSENT)


def waiting(meeting: Meeting) -> list[AgendaItem]:
    """The hamerstukken on which consent may be asked together: their text says who, from when and until when."""
    return [
        one
        for one in meeting.items
        if one.kind is ItemKind.HAMMER
        and one.state is ItemState.PLANNED
        and one.proposal is not None
        and one.proposal.state is ProposalState.SUBMITTED
        and not one.is_closed
        and not one.proposal.current.wording.missing_for_decision
    ]


def ask_on_all(meeting: Meeting, *, by: Person) -> list[ConsentRound]:
    """Ask consent on all hamerstukken at once, of who is here.

    What its own author would chair is left to be treated by itself. Raises `Refused` when that leaves nothing, and
    while something else is in hand.
    """
    opened = []
    for item in waiting(meeting):
        assert item.proposal is not None  # noqa: S101 - only those wait
        if item.proposal.author_id == by.id:
            continue
        drive(ItemMachine, item, "hammer", actor=by)
        if item.version_number is None:
            item.version_number = item.proposal.current.number
        round_ = rounds.prepare_round(item.proposal, by=by, chair=by)
        attendance.bring_in(meeting, round_, by=by)
        rounds.open_round(round_, by=by, mode=RoundMode.HAMMER, papers_sent=True)
        opened.append(round_)
    if not opened:
        raise Refused(N_("Er zijn geen hamerstukken waarop je nu samen consent kunt vragen."))
    items.show_again(meeting)
    return opened


def consent_to_all(meeting: Meeting, *, by: Person) -> int:
    """Give one's own consent to every hamerstuk that still waits for one's answer. Says to how many."""
    asked = [one for one in hammer_rounds(meeting) if asks(one, by)]
    for round_ in asked:
        answers.answer(round_, CONSENT, by=by)
    items.show_again(meeting)
    return len(asked)


def asks(round_: ConsentRound, person: Person) -> bool:
    """Whether a round waits for the sealed answer of somebody who is here."""
    place = round_.participant_of(person.id)
    return round_.state is RoundState.CONSENTING and place in round_.present_electors and place.answer is None


def record_all(meeting: Meeting, *, by: Person, rest_said_consent: bool = False) -> tuple[int, int]:
    """Show the answers on all hamerstukken and record what has consent. Says how many were, and how many stay open.

    `rest_said_consent` is what the chair heard: whoever had no answer yet said "consent" aloud; it is entered for them
    as such, after the answers were shown. Silence is never consent.
    """
    recorded, left = 0, 0
    for round_ in hammer_rounds(meeting):
        if round_.state is RoundState.CONSENTING:
            missing = round_.unanswered
            rounds.reveal(round_, by=by, now=bool(missing))
            for place in missing if rest_said_consent else ():
                answers.enter_answer(round_, place, CONSENT, AnswerChannel.SPOKEN, by=by)
        if _recorded(round_, by):
            recorded += 1
        else:
            left += 1
    items.show_again(meeting)
    return recorded, left


def _recorded(round_: ConsentRound, by: Person) -> bool:
    """Record a decision, unless its round has more to do first: then it waits to be treated by itself."""
    try:
        with db.session.begin_nested():
            rounds.conclude(round_, by=by)
    except Refused:
        return False
    return True
