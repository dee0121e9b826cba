"""In what capacities somebody stands to a proposal, a round, an objection, a decision or an action (design.md)."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.core import clock
from app.decisions.guests import Guest
from app.decisions.models import Action, ConsentRound, Decision, DisclosedDossier, Objection, Participant, Proposal
from app.decisions.queries.rounds import round_in_hand
from app.decisions.seating import is_linked, leads, seats
from app.decisions.states import Nature, ParticipantRole
from app.organisation.models import Person


class Position(StrEnum):
    """In what capacity somebody stands to a subject."""

    ELECTOR = "elector"
    CHAIR = "chair"
    SECRETARY = "secretary"
    AUTHOR = "author"
    ADVISER = "adviser"
    GUEST = "guest"
    LINKED = "linked"
    OWNER = "owner"
    HOLDER = "holder"
    """Decides it as uitvoering: holds the mandate it was brought under, or was named in its round."""
    ASKED = "asked"
    """Whose advice was asked about it."""
    LEADING = "leading"
    """May lead rounds of the unit: its chair, secretary or leader."""
    WIDER = "wider"
    """At the table of another unit before which it came, because it was referred to it or decided together with it: the
    dossier is laid open there."""
    MEMBER = "member"
    NAMED = "named"
    """Named on what is closed, or of the body that imposed its secrecy."""
    COLLEAGUE = "colleague"


P = Position


def positions(actor: Any, subject: Any) -> frozenset[Position]:
    """In what capacities `actor` (a person, a guest, or None) stands to a proposal, round, objection or decision."""
    for kind, find in _FINDERS.items():
        if isinstance(subject, kind):
            return frozenset(find(actor, subject))
    raise TypeError(f"nobody has a position to {subject!r}")


def _proposal_positions(actor: Any, proposal: Proposal) -> set[Position]:
    if not isinstance(actor, Person):
        return set()
    held: set[Position] = set()
    if actor.id == proposal.author_id:
        held.add(P.AUTHOR)
    if proposal.nature is Nature.EXECUTION:
        held |= _in_execution(actor, proposal, shared=proposal.is_shared or bool(held))
    if not proposal.is_shared:
        return held
    if _was_referred_to(actor, proposal) or _takes_part(actor, proposal):
        held.add(P.WIDER)
    return held | _standing_to(actor, proposal, proposal.is_on_record)


def _in_execution(actor: Person, proposal: Proposal, *, shared: bool) -> set[Position]:
    """Who decides it by themselves, and whom they asked: both were named, and may read it however confidential."""
    held = {P.ASKED} if any(one.person_id == actor.id for one in proposal.advice) else set()
    mandate = proposal.mandate
    if shared and (
        actor.id == proposal.decider_id or (mandate is not None and mandate.is_held_by(actor, clock.today()))
    ):
        held.add(P.HOLDER)
    return held


def _round_positions(actor: Any, round_: ConsentRound) -> set[Position]:
    """A place at a round lasts; at a closed one only while somebody sits at the unit's own table, or is named."""
    proposal = round_.proposal
    closed = proposal.is_closed
    if isinstance(actor, Guest):
        let_in = actor.participant.round_id == round_.id and actor.participant.admitted
        return {P.GUEST} if let_in and proposal.is_public else set()
    if not isinstance(actor, Person):
        return set()
    held: set[Position] = set()
    named = closed and _is_named(actor, proposal)
    if not closed or named or seats(actor, proposal.unit):
        place = round_.participant_of(actor.id)
        if place is not None:
            held |= _place_positions(place)
        if actor.id == round_.chair_id:
            held.add(P.CHAIR)
    if actor.id == proposal.author_id:
        held.add(P.AUTHOR)
    if proposal.is_on_record and (named or not closed):
        held.add(P.NAMED if named else P.COLLEAGUE)
    if _takes_part(actor, proposal) or (round_.ended_at is not None and _was_referred_to(actor, proposal)):
        held.add(P.WIDER)
    return held


def _place_positions(place: Participant) -> set[Position]:
    held = {
        ParticipantRole.ELECTOR: {P.ELECTOR},
        ParticipantRole.ADVISER: {P.ADVISER},
        ParticipantRole.OBSERVER: {P.LINKED},
        ParticipantRole.GUEST: {P.GUEST},
    }[place.role]
    if place.set_aside:
        held = held - {P.ELECTOR} | {P.LINKED}
    return held | ({P.SECRETARY} if place.is_secretary else set())


def _was_referred_to(actor: Person, proposal: Proposal) -> bool:
    """Whether somebody sits at the table of a wider unit to which a proposal was referred, by however many steps.

    What is closed stays with the table that has it: elsewhere the linked proposal is all there is to read.
    """
    if proposal.referred_at is None or proposal.is_closed:
        return False
    successors = [one.successor for one in proposal.referrals]
    return any(seats(actor, one.unit) or _was_referred_to(actor, one) for one in successors)


def _takes_part(actor: Person, proposal: Proposal) -> bool:
    """Whether somebody sits at the table of a body that was invited to consent to it too."""
    if proposal.joined_at is None or proposal.is_closed:
        return False
    return any(seats(actor, one.unit) for one in proposal.bodies)


def _objection_positions(actor: Any, objection: Objection) -> set[Position]:
    held = _round_positions(actor, round_in_hand(objection))
    if held and isinstance(actor, Person) and actor.id in (objection.owner_id, objection.deputy_id):
        held.add(P.OWNER)
    return held


def _decision_positions(actor: Any, decision: Decision) -> set[Position]:
    if not isinstance(actor, Person):
        return set()
    held = _standing_to(actor, decision, decided=True)
    if decision.proposal is not None and actor.id == decision.proposal.author_id:
        held.add(P.AUTHOR)
    return held


def _action_positions(actor: Any, action: Action) -> set[Position]:
    if not isinstance(actor, Person):
        return set()
    subject = action.follows_from
    if subject is None:
        held = {P.MEMBER} if seats(actor, action.unit) else set()
        held |= {P.LEADING} if leads(actor, action.unit) else set()
        return held | ({P.OWNER} if actor.id == action.owner_id else set())
    held = _standing_to(actor, subject, decided=action.decision_id is not None)
    if held and actor.id == action.owner_id:
        held.add(P.OWNER)
    return held


def _standing_to(actor: Person, subject: Proposal | Decision, decided: bool) -> set[Position]:
    """What somebody is to what a unit has in hand, or has decided.

    The beheerder is as much a colleague as anybody. What is closed is for who sits at the unit's own table, and for who
    is named on it.
    """
    held: set[Position] = set()
    unit = subject.unit
    if seats(actor, unit):
        held.add(P.MEMBER)
    if leads(actor, unit):
        held.add(P.LEADING)
    if subject.is_closed:
        return held | ({P.NAMED} if _is_named(actor, subject) else set())
    if is_linked(actor, unit):
        held.add(P.LINKED)
    if decided:
        held.add(P.COLLEAGUE)
    return held


def _is_named(actor: Person, subject: DisclosedDossier) -> bool:
    """Whether somebody is named on what is closed, or sits at the table of the body that keeps it secret."""
    if subject.is_named(actor.id):
        return True
    return subject.is_secret and subject.secrecy is not None and bool(seats(actor, subject.secrecy.body))


_FINDERS: dict[type, Callable[[Any, Any], set[Position]]] = {
    Proposal: _proposal_positions,
    ConsentRound: _round_positions,
    Objection: _objection_positions,
    Decision: _decision_positions,
    Action: _action_positions,
}
