"""What the screens of a meeting show: for each audience the part they share, for each person the part that is theirs.

A shared part holds no form, no token and nothing closed: who may read a closed item finds it in their own part. Who is
involved in single items only (`betrokkene`) shares no more than that the meeting goes on.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import possible
from app.core.permissions import may
from app.core.streaming import personal_version
from app.decisions.forms.reviews import ActionEndForm, ActionForm, action_end_form
from app.decisions.models import ConsentRound, Decision
from app.decisions.presentation import clock_face
from app.decisions.states import ActionState, ProposalState
from app.meetings.forms.closing import CardForm, WordForm
from app.meetings.forms.items import NoteForm, OutcomeForm, fitting
from app.meetings.forms.mandated import MandatedForm
from app.meetings.item_machine import ItemMachine
from app.meetings.models import AgendaItem, Attendee, Meeting
from app.meetings.queries.agenda import Line, lines_of
from app.meetings.queries.follow_ups import follow_ups, state_of_follow_ups
from app.meetings.queries.items import hammer_rounds, open_round_on
from app.meetings.queries.mandated import offer_on
from app.meetings.queries.news import news_for
from app.meetings.queries.speaking import spread
from app.meetings.service import closing, hammer
from app.meetings.states import ROUNDS_OF_WORDS, ItemKind, ItemState, MeetingState, Outcome
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

Context = dict[str, Any]
RefusedEnd = tuple[int, ActionEndForm]
"""Of which action the ending was refused, and what was filled in."""

CHAIR, PARTICIPANT, INVOLVED, WALL = "gespreksleider", "deelnemer", "betrokkene", "scherm"
AUDIENCES = (PARTICIPANT, CHAIR, INVOLVED, WALL)
ONE_TAP = (Outcome.OPINIONS, Outcome.NOTED, Outcome.CONFORM)
"""What an item ends in without a word being asked, the first that it may end in."""


@dataclass(frozen=True)
class Ended:
    """What an item ended in, while nothing else is in hand."""

    line: Line
    decision: Decision | None


def shared(meeting: Meeting, audience: str) -> Context:
    """What a whole audience sees of a loaded meeting. At most three queries more."""
    lines = [] if _is_hidden(meeting, audience) else [one for one in lines_of(meeting) if not one.item.is_closed]
    now = next((one for one in lines if one.item is meeting.in_hand), None)
    words = now is not None and now.item.kind in ROUNDS_OF_WORDS
    moment, since = clock.now(), _running_since(now.item) if now else None
    return {
        "meeting": meeting,
        "audience": audience,
        "lines": lines,
        "now": now,
        "is_closed_now": audience != INVOLVED and meeting.in_hand is not None and now is None,
        "following": next((one for one in lines if one.item.state is ItemState.PLANNED), None),
        "hamered": _at_the_hammer(meeting, lines),
        "ended": _just_ended(meeting, lines),
        "present": meeting.present,
        "stand_ins": {one.replaced_by_id: one.name for one in meeting.attendees if one.replaced_by_id},
        "words": _words(meeting) if words else [],
        "floors": spread(meeting) if now and now.item.kind is ItemKind.CLOSING and audience != WALL else [],
        "round": round_in(meeting) if now and audience == WALL else None,
        "moment": moment,
        "running_since": since,
        "time_spent": clock_face(moment - since) if since else "",
    }


def personal(meeting: Meeting, actor: Person, audience: str, form: HouseForm | None = None) -> Context:
    """What one person sees besides: what they may do now, and what is closed to others."""
    place = meeting.attendee_of(actor.id)
    now = meeting.in_hand
    round_ = round_in(meeting)
    lines = [one for one in lines_of(meeting) if may(actor, "item:read", one.item)]
    mandated = offer_on(now, actor) if now else None
    card = closing.card_of(meeting, actor) if now and now.kind is ItemKind.CLOSING else None
    return {
        "meeting": meeting,
        "audience": audience,
        "own": place,
        "own_turn": next((one for one in meeting.turns if one.attendee is place and one.ended_at is None), None),
        "leads": may(actor, "meeting:lead", meeting),
        "own_lines": lines,
        "closed_lines": [one for one in lines if one.item.is_closed],
        "involved_lines": [one for one in lines if not one.item.is_closed] if audience == INVOLVED else [],
        "news": news_for(meeting, actor) if meeting.state.is_before else None,
        "round": round_ if round_ is not None and may(actor, "round:read", round_) else None,
        "hammers": [one for one in hammer_rounds(meeting) if hammer.asks(one, actor)],
        "follow_ups": follow_ups(meeting, actor),
        "own_id": actor.id,
        "mandated": mandated,
        "mandated_form": form if isinstance(form, MandatedForm) else MandatedForm(mandated, formdata=None),
        "asks_a_word": now is not None and now.kind in ROUNDS_OF_WORDS,
        "asks_a_card": now is not None and now.kind is ItemKind.CLOSING,
        "has_card": card is not None,
        "word_form": form if isinstance(form, WordForm) else WordForm(formdata=None),
        "card_form": form if isinstance(form, CardForm) else CardForm(card),
        "version": version_for(meeting, actor, audience),
    }


def chair_personal(
    meeting: Meeting, actor: Person, form: HouseForm | None = None, refused: RefusedEnd | None = None
) -> Context:
    """The forms of who leads, and their own part as somebody of the circle."""
    now = meeting.in_hand if meeting.in_hand and may(actor, "item:read", meeting.in_hand) else None
    mine = personal(meeting, actor, CHAIR, form)
    others = [one for one in mine["own_lines"] if one.item.state in (ItemState.PLANNED, ItemState.PARKED)]
    endable = [one.item for one in others] + ([now] if now else [])
    people = [one.person for one in meeting.attendees if one.person is not None]
    forms = {one.id: _outcome_form(one, actor, form) for one in endable}
    return mine | {
        "in_hand": now,
        "others": others,
        "next_one": next((one for one in others if one.item.state is ItemState.PLANNED), None),
        "outcome_forms": forms,
        "is_other_refused": any(forms[one.item.id].errors for one in others),
        "to_hammer": hammer.waiting(meeting) if now is None else [],
        "hammering": hammer_rounds(meeting) if now is None else [],
        "one_tap": _one_tap(now, actor) if now else None,
        "may_ask_consent": now is not None and _waits_for_consent(now),
        "note_form": form if isinstance(form, NoteForm) else NoteForm(prefix="note-", formdata=None),
        "action_form": form if isinstance(form, ActionForm) else ActionForm(people, formdata=None),
        "may_end": lambda action: action.state is ActionState.OPEN and meeting.state.is_going_on,
        "end_action": lambda action: action_end_form(action.id, refused, "done"),
        "is_end_refused": refused is not None,
        "is_complete": not meeting.without_outcome,
    }


def audience_of(actor: Actor, meeting: Meeting) -> str:
    """Which shared part somebody gets beside their own on the page for those who take part."""
    return PARTICIPANT if may(actor, "meeting:follow", meeting) else INVOLVED


def round_in(meeting: Meeting) -> ConsentRound | None:
    """The round that goes on about the item in hand. One query, or none."""
    now = meeting.in_hand
    return open_round_on(now.proposal) if now and now.proposal else None


def shared_version(meeting: Meeting, audience: str) -> str:
    """A token that changes when what a whole audience may do has changed.

    A participant's part hangs on what is in hand and whether a round goes on; the forms of who leads on nearly
    everything; what is closed, what single units are involved in, and what is new on an agenda, on every change.
    """
    if audience == WALL:
        return ""
    now, round_ = meeting.in_hand, round_in(meeting)
    going_on = (round_.id, round_.lets_people_go) if round_ else None
    parts: list[Any] = [meeting.state.value, meeting.chair_id, now.id if now else 0, going_on]
    parts += [(one.id, one.state.value) for one in hammer_rounds(meeting)]
    parts += state_of_follow_ups(meeting)
    if audience == INVOLVED or meeting.state.is_before or any(one.is_closed for one in meeting.items):
        parts.append(meeting.revision)
    if audience == CHAIR:
        parts += [(one.id, one.state.value) for one in meeting.items]
        parts += [(one.id, one.is_present) for one in meeting.attendees]
    return hashlib.blake2s(repr(parts).encode(), digest_size=8).hexdigest()


def own_version(meeting: Meeting, place: Attendee) -> str:
    """A token that changes when something of this one person has changed: presence, or their turn."""
    turn = next((one for one in meeting.turns if one.attendee_id == place.id and one.ended_at is None), None)
    return (
        f"{place.is_present:d}{place.is_excused:d}{turn.id if turn else 0}{turn is not None and bool(turn.began_at):d}"
    )


def version_for(meeting: Meeting, actor: Person, audience: str) -> str:
    """The version of somebody's own part, as the stream will name it."""
    place = meeting.attendee_of(actor.id)
    return personal_version(shared_version(meeting, audience), own_version(meeting, place) if place else "")


def _is_hidden(meeting: Meeting, audience: str) -> bool:
    """A concept is for who prepares it; and who is involved in one item reads that one, in their own part."""
    return audience == INVOLVED or (meeting.state is MeetingState.CONCEPT and audience != CHAIR)


def _at_the_hammer(meeting: Meeting, lines: list[Line]) -> list[Line]:
    """The hamerstukken on which the room is asked for consent now, while nothing else is in hand."""
    if meeting.in_hand is not None:
        return []
    asked = {one.proposal_id for one in hammer_rounds(meeting) if one.state.is_sealed}
    return [one for one in lines if one.item.proposal_id in asked]


def _just_ended(meeting: Meeting, lines: list[Line]) -> Ended | None:
    """The item that ended last, while nothing is in hand: the room sees what became of it."""
    if not meeting.state.is_going_on or meeting.in_hand is not None:
        return None
    over = [(one.ended_at, one.id, one) for one in meeting.items if one.ended_at is not None]
    last = max(over)[2] if over else None
    line = next((one for one in lines if one.item is last), None)
    if line is None:
        return None
    decision = None
    if line.item.proposal_id is not None and line.item.outcome in (Outcome.CONFORM, Outcome.AMENDED):
        decision = db.session.scalar(select(Decision).where(Decision.proposal_id == line.item.proposal_id))
    return Ended(line, decision if decision is not None and not decision.is_closed else None)


def _words(meeting: Meeting) -> list[tuple[str, str]]:
    """Who said which word in the opening or closing round."""
    names = {one.person_id: one.name for one in meeting.attendees if one.person_id is not None}
    said = meeting.in_hand.notes if meeting.in_hand else []
    return [(names[one.person_id], one.text) for one in said if one.person_id in names]


def _running_since(item: AgendaItem) -> datetime | None:
    """Since when an item would be in hand, had it been so without a break; None for one that is not."""
    return item.taken_at - timedelta(seconds=item.seconds_spent) if item.taken_at else None


def _outcome_form(item: AgendaItem, actor: Person, form: HouseForm | None) -> OutcomeForm:
    prefix = f"end-{item.id}-"
    if isinstance(form, OutcomeForm) and form._prefix == prefix:
        return form
    possible_ones = [one for one in fitting(item) if _may_end_in(item, actor, one)]
    return OutcomeForm(item, possible_ones, prefix=prefix, formdata=None)


def _may_end_in(item: AgendaItem, actor: Person, outcome: Outcome) -> bool:
    return possible(ItemMachine, item, "conclude", actor=actor, outcome=outcome)


def _one_tap(item: AgendaItem, actor: Person) -> Outcome | None:
    return next((one for one in ONE_TAP if one in fitting(item) and _may_end_in(item, actor, one)), None)


def _waits_for_consent(item: AgendaItem) -> bool:
    return item.proposal is not None and item.proposal.state is ProposalState.SUBMITTED
