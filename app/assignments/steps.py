"""What somebody can do with an assignment now, and which of it is the next step: what the page shows."""

from dataclasses import dataclass

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.queries import is_being_decided
from app.assignments.states import AssignmentState
from app.core.machine import possible
from app.decisions.models import ConsentRound
from app.organisation.models import Person

A_REASON = "…"
"""Stands for the reason that is still to be written, in the question whether something can be done."""

EVENTS = (
    "edit",
    "offer",
    "take_back",
    "remark",
    "answer_remark",
    "rewrite",
    "ask_consent",
    "begin_work",
    "decline",
    "name_party",
    "leave_out_party",
    "succeed",
    "confirm",
    "renegotiate",
    "keep_as_it_is",
    "expect",
    "reach",
    "inform",
    "cancel",
    "report",
    "answer_report",
    "converse",
    "say_how_it_feels",
    "offer_result",
    "look_back",
)


@dataclass(frozen=True)
class Steps:
    """What one reader can do."""

    can: frozenset[str]
    own: AssignmentParty | None
    round: ConsentRound | None
    """The round that goes on, if its reader may read it."""
    waits_for_college: bool
    """Whether all parties consented, and the college is still to decide."""
    next: str
    """The one next step: an event, "answer" for an answer in the round, or "" when it is up to others."""


def steps_for(assignment: Assignment, reader: Person, round_: ConsentRound | None) -> Steps:
    """What `reader` can do; `round_` is the last one about it, which they may read."""
    in_decision = is_being_decided(round_)
    can = frozenset(
        event
        for event in EVENTS
        if possible(AssignmentMachine, assignment, event, actor=reader, in_decision=in_decision, reason=A_REASON)
    )
    own = assignment.party_of(reader.id)
    current = round_ if round_ is not None and round_.ended_at is None else None
    return Steps(can, own, current, in_decision and current is None, _next(assignment, can, own, current))


def _next(assignment: Assignment, can: frozenset[str], own: AssignmentParty | None, round_: ConsentRound | None) -> str:
    if "confirm" in can:
        return "confirm"
    if round_ is not None:
        return "answer" if own is not None else ""
    if assignment.state is AssignmentState.DRAFT:
        return "offer" if "offer" in can else "name_party" if "name_party" in can else ""
    if assignment.state.is_talked_over and assignment.current.open_remarks and "rewrite" in can:
        return "rewrite"
    return next((one for one in ("ask_consent", "begin_work", "look_back") if one in can), "")
