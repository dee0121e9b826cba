"""Who may what with proposals, rounds, objections and decisions (design.md, "Who may").

One table says which capacities a permission asks for; `positions` says in which of them somebody stands to a subject.
The table runs as a test (tests/decisions/test_permissions.py).
"""

from typing import Any

from app.core import clock, permissions
from app.core.actor import SYSTEM
from app.decisions.models import ConsentRound, Decision
from app.decisions.positions import Position, positions
from app.decisions.seating import is_linked, leads, seats
from app.decisions.states import AGREEING, ParticipantRole
from app.organisation.models import Person, Unit
from app.organisation.states import AbsenceRule

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
    "round:invite_body": frozenset({P.CHAIR}),
    "round:leave_out_body": frozenset({P.CHAIR}),
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
    "decision:attach": frozenset({P.LEADING}),
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
    if not isinstance(actor, Person) or decision.round is None or not seats(actor, decision.unit):
        return False
    place = decision.round.participant_of(actor.id)
    return place is not None and place.answer is not None and place.answer.choice in AGREEING


def may_reopen(actor: Any, decision: Decision) -> bool:
    """Who decides with the circle, was absent when those present decided, and comes within the unit's window."""
    round_ = decision.round
    if round_ is None or decision.decided_on is None or not positions(actor, decision):
        return False
    place = round_.participant_of(actor.id)
    if place is None or place.role is not ParticipantRole.ELECTOR or place.answer is not None:
        return False
    last_day = decision.unit.working_days.after(decision.decided_on, decision.unit.reopen_days)
    return round_.absence_rule is AbsenceRule.PRESENT_DECIDE and clock.today() <= last_day


def may_propose(actor: Any, unit: Unit | None) -> bool:
    """Whoever sits at the table of the unit; without a unit: anybody who is signed in."""
    return isinstance(actor, Person) and (unit is None or bool(seats(actor, unit)) or is_linked(actor, unit))


def may_import(actor: Any, _unit: Any) -> bool:
    """Whoever leads rounds anywhere: gespreksleiders, secretarissen and leaders keep the register together."""
    return actor is SYSTEM or (isinstance(actor, Person) and any(leads(actor, one.unit) for one in actor.memberships))


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
    "actions:read": permissions.signed_in,
    "proposals:read": permissions.signed_in,
}
