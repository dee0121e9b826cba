"""Treating an item: taking it in hand, parking it, asking consent in it, and ending it with one outcome."""

from sqlalchemy import select

from app.assignments.service import programme_reporting
from app.core import clock, live
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import Action, ConsentRound, Decision
from app.decisions.service import actions, rounds
from app.decisions.service.actions import ActionData
from app.decisions.states import Confidentiality, ProposalState, RoundState
from app.meetings.item_machine import ItemMachine
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem, ItemAction, ItemNote, Meeting
from app.meetings.queries.items import open_round_on
from app.meetings.service import agenda, attendance, information, minutes, speaking
from app.meetings.states import MINUTES_OUTCOMES, STANDING_KINDS, NoteKind, Outcome
from app.organisation.models import Person
from app.organisation.queries import roles_of
from app.organisation.states import Role

AT_REST = frozenset({RoundState.PREPARED, RoundState.ADJOURNED, RoundState.AWAITING})
"""Where a round may be left: it waits, and nobody has to do anything in it now."""


def take(item: AgendaItem, *, by: Person, seen: str | None = None) -> None:
    """Take an item in hand, or again after it was parked."""
    drive(ItemMachine, item, "take", actor=by, seen=seen)
    item.taken_at = clock.now()
    if item.version_number is None and item.proposal is not None:
        item.version_number = item.proposal.current.number
    _changed(item)


def park(item: AgendaItem, *, by: Person) -> None:
    """Put an item aside, to come back to it in this meeting."""
    drive(ItemMachine, item, "park", actor=by, round_goes_on=_round_goes_on(item))
    _stop_clock(item)
    _changed(item)


def conclude(item: AgendaItem, outcome: Outcome, words: str = "", *, by: Actor, follows: bool = False) -> None:
    """End an item with its one outcome. What is held over makes its successor in the pool, with what was said.

    `follows` says that it comes of something else that was allowed, such as a round that ended. Raises `Refused` when
    the outcome does not fit, is not earned, or a round still goes on.
    """
    drive(
        ItemMachine,
        item,
        "conclude",
        actor=by,
        permission=CONSEQUENCE if follows else None,
        details={"outcome": outcome.value, "words": words},
        outcome=outcome,
        round_goes_on=_round_goes_on(item),
    )
    item.outcome, item.words, item.ended_at = outcome, words.strip(), clock.now()
    _stop_clock(item)
    if outcome is Outcome.HELD_OVER and item.kind not in STANDING_KINDS:
        agenda.carry_over(item, by=by)
    if item.adopts is not None and outcome in MINUTES_OUTCOMES:
        minutes.adopt(item.adopts, item, by=by, change=words if outcome is Outcome.AMENDED else "")
    information.keep(item, by=by)
    if item.report is not None:
        _settle_report(item, outcome, words, by=by)
    _changed(item)


def ask_consent(item: AgendaItem, *, by: Person) -> ConsentRound:
    """A consent round within the item, with who is here. A round that waited is the one that goes on.

    Raises `Forbidden` for who may not set rounds ready there, and `Refused` when the proposal is not for a round.
    """
    meeting = item.meeting
    drive(ItemMachine, item, "ask_consent", actor=by)
    assert item.proposal is not None and meeting is not None, "the chart refuses what has none"  # noqa: PT018, S101
    round_ = open_round_on(item.proposal)
    if round_ is None:
        if item.proposal.state is not ProposalState.SUBMITTED:
            raise Refused(
                N_("Over dit voorstel kan nu geen ronde beginnen: het staat op ‘%(state)s’."),
                state=item.proposal.state.label,
            )
        round_ = rounds.prepare_round(item.proposal, by=by, chair=_chair_for(meeting, item, by))
    if round_.state in (RoundState.PREPARED, RoundState.ADJOURNED) and not round_.is_in_writing:
        attendance.bring_in(meeting, round_, by=by)
    _changed(item)
    return round_


def note(
    item: AgendaItem, text: str, *, by: Person, kind: NoteKind = NoteKind.SAID, person: Person | None = None
) -> None:
    """Write down what was asked or said. The same words once more, from a browser that lost its connection, are there.

    Raises `Refused` for nothing, or when the meeting does not go on.
    """
    text = text.strip()
    if not text:
        raise Refused(N_("Schrijf eerst iets op."))
    if any((one.text, one.kind, one.entered_by_id) == (text, kind, by.id) for one in item.notes):
        return
    assert item.meeting is not None, "what is noted was said in a meeting"  # noqa: S101
    drive(MeetingMachine, item.meeting, "note", actor=by, details={"item": item.id, "kind": kind.value})
    one = ItemNote(item=item, kind=kind, text=text, entered_by_id=by.id)
    one.person_id = person.id if person else None
    db.session.add(one)
    _changed(item)


def agree(item: AgendaItem, data: ActionData, *, by: Person) -> Action:
    """Agree on who does what, in an item. It counts from now on, whatever becomes of a proposal.

    The same once more, from a browser that lost its connection, is the one that is there.
    Raises `Refused` when the meeting does not go on.
    """
    assert item.meeting is not None, "what is agreed is agreed in a meeting"  # noqa: S101
    wanted = (data.what.strip(), data.owner.id, data.due_on)
    for one in item.agreed:
        if (one.action.what, one.action.owner_id, one.action.due_on) == wanted:
            return one.action
    drive(MeetingMachine, item.meeting, "note", actor=by, details={"item": item.id, "to": data.owner.actor_key})
    action = actions.agree_at_table(item.unit, data, by=by, decision=_decision_about(item))
    item.agreed.append(ItemAction(action=action, item_id=item.id))
    _changed(item)
    return action


def end_action(meeting: Meeting, action: Action, words: str, *, by: Person, dropped: bool = False) -> None:
    """Write down what became of an action that came back: what its owner says here, who writes down may enter.

    Raises `Refused` when the meeting does not go on, without a word, or when it had ended already.
    """
    drive(MeetingMachine, meeting, "note", actor=by, details={"action": action.id})
    (actions.drop if dropped else actions.finish)(action, words, by=by, follows=True)
    show_again(meeting)


def _settle_report(item: AgendaItem, outcome: Outcome, words: str, *, by: Actor) -> None:
    """What was held over comes back with its report; what was not noted goes back to who wrote it."""
    if item.report is None or outcome is Outcome.HELD_OVER:
        return
    if outcome is Outcome.NOTED:
        programme_reporting.note(item.report, by=by)
    else:
        programme_reporting.send_back(item.report, by=by, reason=words)


def _decision_about(item: AgendaItem) -> Decision | None:
    """From which decision it follows what is agreed in an item; in a vertrouwelijk one it is for the table alone."""
    if item.confidentiality is Confidentiality.CONFIDENTIAL:
        return None
    if item.decision is not None or item.proposal_id is None:
        return item.decision
    return db.session.scalar(select(Decision).where(Decision.proposal_id == item.proposal_id).limit(1))


def _chair_for(meeting: Meeting, item: AgendaItem, by: Person) -> Person:
    """Whoever chairs the meeting, when the secretaris sets the round ready for them; else who does it."""
    assert item.proposal is not None  # noqa: S101
    is_secretary = Role.SECRETARY in roles_of(by.id, item.proposal.unit_id, clock.today())
    return meeting.chair if is_secretary and meeting.chair is not None else by


def _round_goes_on(item: AgendaItem) -> bool:
    if item.proposal is None or item.proposal.state is not ProposalState.IN_ROUND:
        return False
    round_ = open_round_on(item.proposal)
    return round_ is not None and round_.state not in AT_REST and not round_.is_in_writing


def _stop_clock(item: AgendaItem) -> None:
    if item.taken_at is not None and item.meeting is not None:
        item.seconds_spent += int((clock.now() - item.taken_at).total_seconds())
        item.taken_at = None
        speaking.clear(item.meeting)


def show_again(meeting: Meeting) -> None:
    """Something that the screens of a meeting show has changed."""
    meeting.changed_at = clock.now()
    live.announce(MeetingMachine.subject_kind, meeting.id)


def _changed(item: AgendaItem) -> None:
    if item.meeting is not None:
        show_again(item.meeting)
