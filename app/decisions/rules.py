"""Who may what with proposals, rounds, objections and decisions (design.md, "Who may").

First `positions` says in what capacity somebody stands to a subject; then one table says which capacities a permission
asks for. The table runs as a test (tests/decisions/test_permissions.py).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from app.core import clock, permissions
from app.core.actor import SYSTEM
from app.decisions.guests import Guest
from app.decisions.models import Action, ConsentRound, Decision, Disclosed, Objection, Participant, Proposal
from app.decisions.queries.rounds import round_in_hand
from app.decisions.seating import is_linked as _is_linked
from app.decisions.seating import leads
from app.decisions.seating import seats as _seats
from app.decisions.states import AGREEING, Nature, ParticipantRole
from app.organisation.models import Person, Unit
from app.organisation.states import AbsenceRule


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
    """At the table of a wider unit to which it was referred: the dossier is laid open there."""
    MEMBER = "member"
    NAMED = "named"
    """Named on what is closed, or of the body that imposed its secrecy."""
    COLLEAGUE = "colleague"


P = Position
IN_THE_ROUND = frozenset({P.ELECTOR, P.CHAIR, P.SECRETARY, P.AUTHOR, P.ADVISER})
READERS = frozenset({P.AUTHOR, P.MEMBER, P.LINKED, P.NAMED, P.COLLEAGUE})
FOR_THE_CIRCLE = frozenset({P.CHAIR, P.SECRETARY})

PERMISSIONS: dict[str, frozenset[Position]] = {
    # A proposal
    "proposal:read": READERS | {P.WIDER, P.HOLDER, P.ASKED},
    "proposal:disclose": frozenset({P.AUTHOR, P.LEADING}),
    "proposal:edit": frozenset({P.AUTHOR}),
    "proposal:submit": frozenset({P.AUTHOR}),
    "proposal:withdraw": frozenset({P.AUTHOR}),
    "proposal:give_back": frozenset({P.AUTHOR, P.LEADING, P.HOLDER}),
    "proposal:rework": frozenset({P.AUTHOR}),
    "proposal:prepare_round": frozenset({P.LEADING}),
    "proposal:hand_back": frozenset({P.LEADING}),
    "proposal:execute": frozenset({P.HOLDER}),
    "proposal:ask_advice": frozenset({P.HOLDER}),
    "proposal:advise": frozenset({P.ASKED}),
    "proposal:to_the_circle": frozenset({P.AUTHOR, P.LEADING, P.HOLDER}),
    # A round
    "round:read": IN_THE_ROUND | {P.GUEST, P.LINKED, P.WIDER},
    "round:arrive": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "round:leave": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "round:read_dossier": IN_THE_ROUND | {P.GUEST, P.LINKED, P.WIDER, P.NAMED, P.COLLEAGUE},
    "round:contribute": IN_THE_ROUND | {P.GUEST},
    "round:take_turn": frozenset({P.ELECTOR, P.ADVISER, P.AUTHOR, P.GUEST}),
    "round:discuss_first": frozenset({P.ELECTOR}),
    "round:answer": frozenset({P.ELECTOR}),
    "round:leave_answer": frozenset({P.ELECTOR}),
    "round:answer_again": frozenset({P.ELECTOR}),
    "round:confirm": frozenset({P.ELECTOR}),
    "round:enter_answer": FOR_THE_CIRCLE,
    "round:edit": frozenset({P.AUTHOR, P.CHAIR, P.SECRETARY}),
    "round:amend": frozenset({P.AUTHOR, P.CHAIR, P.SECRETARY}),
    "round:go_on": frozenset({P.AUTHOR, P.CHAIR, P.SECRETARY}),
    "round:withdraw": frozenset({P.AUTHOR}),
    "round:note": FOR_THE_CIRCLE,
    "round:attend_others": FOR_THE_CIRCLE,
    "round:lead": frozenset({P.CHAIR}),
    "round:open": frozenset({P.CHAIR}),
    "round:next": frozenset({P.CHAIR}),
    "round:reveal": frozenset({P.CHAIR}),
    "round:reveal_now": frozenset({P.CHAIR}),
    "round:step_back": frozenset({P.CHAIR}),
    "round:adjourn": frozenset({P.CHAIR}),
    "round:resume": frozenset({P.CHAIR}),
    "round:delegate": frozenset({P.CHAIR}),
    "round:end_without_consent": frozenset({P.CHAIR}),
    "round:conclude": frozenset({P.CHAIR}),
    "round:refer": frozenset({P.CHAIR}),
    "round:add_action": FOR_THE_CIRCLE,
    "round:set_aside": frozenset({P.CHAIR}),
    "round:hand_over_chair": frozenset({P.CHAIR}),
    "round:admit": frozenset({P.CHAIR}),
    "round:open_in_writing": frozenset({P.CHAIR}),
    "round:extend": frozenset({P.CHAIR}),
    "round:bring_to_the_room": frozenset({P.CHAIR}),
    "round:await_absentees": frozenset({P.CHAIR}),
    "round:close_window": frozenset({P.CHAIR}),
    # An objection
    "objection:read": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "objection:argue": frozenset({P.OWNER, P.CHAIR, P.SECRETARY}),
    "objection:note_outcome": FOR_THE_CIRCLE,
    "objection:name_deputy": frozenset({P.CHAIR}),
    # A decision
    "decision:read": READERS,
    "decision:copy": READERS,
    "decision:disclose": frozenset({P.LEADING}),
    "decision:contest": READERS,
    "decision:start_review": frozenset({P.LEADING}),
    "decision:reaffirm": frozenset({P.LEADING}),
    "decision:supersede": frozenset({P.LEADING}),
    "decision:repeal": frozenset({P.LEADING}),
    "decision:expire": frozenset({P.LEADING}),
    "decision:note_review": frozenset({P.LEADING}),
    "decision:amend": frozenset({P.MEMBER}),
    "decision:add_action": frozenset({P.MEMBER}),
    # An action
    "action:read": frozenset({P.OWNER, P.MEMBER, P.LINKED, P.COLLEAGUE}),
    "action:finish": frozenset({P.OWNER, P.LEADING}),
    "action:drop": frozenset({P.OWNER, P.LEADING}),
}
"""Which capacity a permission asks for; one of them is enough."""


def positions(actor: Any, subject: Any) -> frozenset[Position]:
    """In what capacities `actor` (a person, a guest, or None) stands to a proposal, round, objection or decision."""
    for kind, find in _FINDERS.items():
        if isinstance(subject, kind):
            return frozenset(find(actor, subject))
    raise TypeError(f"nobody has a position to {subject!r}")


def may_take_chair(actor: Any, round_: ConsentRound) -> bool:
    """When the chair is not there: whoever leads in the unit, or anybody of the electorate who is there.

    In writing nobody can see whether the chair is there: the secretary may always.
    """
    chair = round_.participant_of(round_.chair_id)
    held = positions(actor, round_)
    if round_.is_in_writing:
        return P.SECRETARY in held and P.CHAIR not in held
    if P.CHAIR in held or (chair is not None and chair.is_present):
        return False
    if P.SECRETARY in held:
        return True
    own = round_.participant_of(actor.id) if P.ELECTOR in held else None
    return own is not None and (own.is_present or leads(actor, round_.proposal.unit))


def may_withdraw_consent(actor: Any, decision: Decision) -> bool:
    """Whoever consented in the deciding round and sits at the table still: on what they know now, at any time."""
    if not isinstance(actor, Person) or decision.round is None or not _seats(actor, decision.unit):
        return False
    place = decision.round.participant_of(actor.id)
    return place is not None and place.answer is not None and place.answer.choice in AGREEING


def may_reopen(actor: Any, decision: Decision) -> bool:
    """Who decides with the circle, was absent when those present decided, and comes within the unit's window."""
    round_ = decision.round
    if round_ is None or decision.decided_on is None or not _decision_positions(actor, decision):
        return False
    place = round_.participant_of(actor.id)
    if place is None or place.role is not ParticipantRole.ELECTOR or place.answer is not None:
        return False
    last_day = decision.unit.working_days.after(decision.decided_on, decision.unit.reopen_days)
    return round_.absence_rule is AbsenceRule.PRESENT_DECIDE and clock.today() <= last_day


def may_propose(actor: Any, unit: Unit | None) -> bool:
    """Whoever sits at the table of the unit; without a unit: anybody who is signed in."""
    return isinstance(actor, Person) and (unit is None or bool(_seats(actor, unit)) or _is_linked(actor, unit))


def may_import(actor: Any, _unit: Any) -> bool:
    """Whoever leads rounds anywhere: gespreksleiders, secretarissen and leaders keep the register together."""
    return actor is SYSTEM or (isinstance(actor, Person) and any(leads(actor, one.unit) for one in actor.memberships))


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
    if _was_referred_to(actor, proposal):
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
    if not closed or named or _seats(actor, proposal.unit):
        place = round_.participant_of(actor.id)
        if place is not None:
            held |= _place_positions(place)
        if actor.id == round_.chair_id:
            held.add(P.CHAIR)
    if actor.id == proposal.author_id:
        held.add(P.AUTHOR)
    if proposal.is_on_record and (named or not closed):
        held.add(P.NAMED if named else P.COLLEAGUE)
    if round_.ended_at is not None and _was_referred_to(actor, proposal):
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
    return any(_seats(actor, one.unit) or _was_referred_to(actor, one) for one in successors)


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
    held = _standing_to(actor, action.follows_from, decided=action.decision_id is not None)
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
    if _seats(actor, unit):
        held.add(P.MEMBER)
    if leads(actor, unit):
        held.add(P.LEADING)
    if subject.is_closed:
        return held | ({P.NAMED} if _is_named(actor, subject) else set())
    if _is_linked(actor, unit):
        held.add(P.LINKED)
    if decided:
        held.add(P.COLLEAGUE)
    return held


def _is_named(actor: Person, subject: Disclosed) -> bool:
    """Whether somebody is named on what is closed, or sits at the table of the body that keeps it secret."""
    if subject.is_named(actor.id):
        return True
    return subject.is_secret and subject.secrecy is not None and bool(_seats(actor, subject.secrecy.body))


_FINDERS: dict[type, Callable[[Any, Any], set[Position]]] = {
    Proposal: _proposal_positions,
    ConsentRound: _round_positions,
    Objection: _objection_positions,
    Decision: _decision_positions,
    Action: _action_positions,
}


def _any_of(wanted: frozenset[Position]) -> permissions.Predicate:
    def holds_one(actor: Any, subject: Any) -> bool:
        return not wanted.isdisjoint(positions(actor, subject))

    return holds_one


RULES: dict[str, permissions.Predicate] = {name: _any_of(wanted) for name, wanted in PERMISSIONS.items()} | {
    "round:take_chair": may_take_chair,
    "decision:withdraw_consent": may_withdraw_consent,
    "decision:reopen": may_reopen,
    "proposal:create": may_propose,
    "decision:import": may_import,
    "register:read": permissions.signed_in,
    "proposals:read": permissions.signed_in,
}
