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
from app.decisions.models import ConsentRound, Decision, Objection, Participant, Proposal
from app.decisions.queries.rounds import round_in_hand
from app.decisions.states import Confidentiality, ParticipantRole
from app.organisation.models import Person, Unit
from app.organisation.states import LINKING_ROLES, Role


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
    LEADING = "leading"
    """May lead rounds of the unit: its chair, secretary or leader."""
    MEMBER = "member"
    COLLEAGUE = "colleague"


P = Position
IN_THE_ROUND = frozenset({P.ELECTOR, P.CHAIR, P.SECRETARY, P.AUTHOR, P.ADVISER})
FOR_THE_CIRCLE = frozenset({P.CHAIR, P.SECRETARY})
LEADING_ROLES = frozenset({Role.CHAIR, Role.SECRETARY, Role.LEADER})

PERMISSIONS: dict[str, frozenset[Position]] = {
    # A proposal
    "proposal:read": frozenset({P.AUTHOR, P.MEMBER, P.LINKED, P.COLLEAGUE}),
    "proposal:edit": frozenset({P.AUTHOR}),
    "proposal:submit": frozenset({P.AUTHOR}),
    "proposal:withdraw": frozenset({P.AUTHOR}),
    "proposal:give_back": frozenset({P.AUTHOR, P.LEADING}),
    "proposal:rework": frozenset({P.AUTHOR}),
    "proposal:prepare_round": frozenset({P.LEADING}),
    # A round
    "round:read": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "round:arrive": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "round:leave": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "round:read_dossier": IN_THE_ROUND | {P.GUEST, P.LINKED, P.COLLEAGUE},
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
    "round:set_aside": frozenset({P.CHAIR}),
    "round:hand_over_chair": frozenset({P.CHAIR}),
    "round:admit": frozenset({P.CHAIR}),
    # An objection
    "objection:read": IN_THE_ROUND | {P.GUEST, P.LINKED},
    "objection:argue": frozenset({P.OWNER, P.CHAIR, P.SECRETARY}),
    "objection:note_outcome": FOR_THE_CIRCLE,
    "objection:name_deputy": frozenset({P.CHAIR}),
    # A decision
    "decision:read": frozenset({P.AUTHOR, P.MEMBER, P.LINKED, P.COLLEAGUE}),
    "decision:copy": frozenset({P.AUTHOR, P.MEMBER, P.LINKED, P.COLLEAGUE}),
    "decision:attach": frozenset({P.LEADING}),
    "decision:start_review": frozenset({P.LEADING}),
    "decision:reaffirm": frozenset({P.LEADING}),
    "decision:supersede": frozenset({P.LEADING}),
    "decision:repeal": frozenset({P.LEADING}),
    "decision:expire": frozenset({P.LEADING}),
}
"""Which capacity a permission asks for; one of them is enough."""


def positions(actor: Any, subject: Any) -> frozenset[Position]:
    """In what capacities `actor` (a person, a guest, or None) stands to a proposal, round, objection or decision."""
    for kind, find in _FINDERS.items():
        if isinstance(subject, kind):
            return frozenset(find(actor, subject))
    raise TypeError(f"nobody has a position to {subject!r}")


def may_take_chair(actor: Any, round_: ConsentRound) -> bool:
    """When the chair is not there: whoever leads in the unit, or anybody of the electorate who is there."""
    chair = round_.participant_of(round_.chair_id)
    held = positions(actor, round_)
    if P.CHAIR in held or (chair is not None and chair.is_present):
        return False
    if P.SECRETARY in held:
        return True
    own = round_.participant_of(actor.id) if P.ELECTOR in held else None
    return own is not None and (own.is_present or _leads(actor, round_.proposal.unit))


def may_propose(actor: Any, unit: Unit | None) -> bool:
    """Whoever sits at the table of the unit; without a unit: anybody who is signed in."""
    return isinstance(actor, Person) and (unit is None or bool(_seats(actor, unit)) or _is_linked(actor, unit))


def may_import(actor: Any, _unit: Any) -> bool:
    """Whoever leads rounds anywhere: gespreksleiders, secretarissen and leaders keep the register together."""
    return actor is SYSTEM or (isinstance(actor, Person) and any(_leads(actor, one.unit) for one in actor.memberships))


def _proposal_positions(actor: Any, proposal: Proposal) -> set[Position]:
    if not isinstance(actor, Person):
        return set()
    held: set[Position] = set()
    if actor.id == proposal.author_id:
        held.add(P.AUTHOR)
    if not proposal.is_shared:
        return held
    return held | _standing_to(actor, proposal.unit, proposal.confidentiality, proposal.is_on_record)


def _round_positions(actor: Any, round_: ConsentRound) -> set[Position]:
    """A place at a round lasts; at a confidential one only for as long as somebody sits at the unit's own table."""
    proposal = round_.proposal
    confidential = proposal.confidentiality is Confidentiality.CONFIDENTIAL
    if isinstance(actor, Guest):
        let_in = actor.participant.round_id == round_.id and actor.participant.admitted
        return {P.GUEST} if let_in and proposal.confidentiality is Confidentiality.OPEN else set()
    if not isinstance(actor, Person):
        return set()
    held: set[Position] = set()
    if not confidential or _seats(actor, proposal.unit):
        place = round_.participant_of(actor.id)
        if place is not None:
            held |= _place_positions(place)
        if actor.id == round_.chair_id:
            held.add(P.CHAIR)
    if actor.id == proposal.author_id:
        held.add(P.AUTHOR)
    if proposal.is_on_record and not confidential:
        held.add(P.COLLEAGUE)
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


def _objection_positions(actor: Any, objection: Objection) -> set[Position]:
    held = _round_positions(actor, round_in_hand(objection))
    if held and isinstance(actor, Person) and actor.id in (objection.owner_id, objection.deputy_id):
        held.add(P.OWNER)
    return held


def _decision_positions(actor: Any, decision: Decision) -> set[Position]:
    if not isinstance(actor, Person):
        return set()
    held = _standing_to(actor, decision.unit, decision.confidentiality, decided=True)
    if decision.proposal is not None and actor.id == decision.proposal.author_id:
        held.add(P.AUTHOR)
    return held


def _standing_to(actor: Person, unit: Unit, confidentiality: Confidentiality, decided: bool) -> set[Position]:
    """What somebody is to what a unit has in hand, or has decided.

    The beheerder is as much a colleague as anybody. Confidential matter is for who sits at the unit's own table.
    """
    held: set[Position] = set()
    if _seats(actor, unit):
        held.add(P.MEMBER)
    if _leads(actor, unit):
        held.add(P.LEADING)
    if confidentiality is not Confidentiality.CONFIDENTIAL:
        if _is_linked(actor, unit):
            held.add(P.LINKED)
        if decided:
            held.add(P.COLLEAGUE)
    return held


def _seats(actor: Person, unit: Unit) -> set[Role]:
    """The roles in which somebody sits at the table of `unit` today, the double links of its sub-units included."""
    today = clock.today()
    return {
        one.role
        for one in actor.memberships
        if one.is_active(today)
        and (one.unit_id == unit.id or (one.unit.parent_id == unit.id and one.role in LINKING_ROLES))
    }


def _leads(actor: Any, unit: Unit) -> bool:
    """Whether somebody may lead rounds of `unit`: as its chair, secretary or leader."""
    if not isinstance(actor, Person):
        return False
    today = clock.today()
    own = {one.role for one in actor.memberships if one.unit_id == unit.id and one.is_active(today)}
    return bool(own & LEADING_ROLES)


def _is_linked(actor: Person, unit: Unit) -> bool:
    """Whether somebody leads or represents the unit that is next-wider to `unit`."""
    today = clock.today()
    return any(
        one.unit_id == unit.parent_id and one.role in LINKING_ROLES and one.is_active(today)
        for one in actor.memberships
    )


_FINDERS: dict[type, Callable[[Any, Any], set[Position]]] = {
    Proposal: _proposal_positions,
    ConsentRound: _round_positions,
    Objection: _objection_positions,
    Decision: _decision_positions,
}


def _any_of(wanted: frozenset[Position]) -> permissions.Predicate:
    def holds_one(actor: Any, subject: Any) -> bool:
        return not wanted.isdisjoint(positions(actor, subject))

    return holds_one


RULES: dict[str, permissions.Predicate] = {name: _any_of(wanted) for name, wanted in PERMISSIONS.items()} | {
    "round:take_chair": may_take_chair,
    "proposal:create": may_propose,
    "decision:import": may_import,
    "register:read": permissions.signed_in,
    "proposals:read": permissions.signed_in,
}
