"""Which assignments wait for somebody, and for what."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from app.assignments.models import Assignment, AssignmentParty, AssignmentVersion, Remark
from app.assignments.queries import holds_role_today
from app.assignments.reporting_models import ProgressReport
from app.assignments.states import IN_FORCE, TALKED_OVER, AssignmentState, PartyRole
from app.core.database import db
from app.core.errors import N_
from app.core.states import LabelledState
from app.decisions.models import ConsentRound, Proposal
from app.decisions.states import ProposalState
from app.organisation.models import Person, Unit

MOST = 12


class Asked(LabelledState):
    """What an assignment asks of a party or of its author, the most urgent first; the label is what it says to them."""

    CONFIRM = "confirm", N_("Bevestig je rol")
    WORK_IN = "work_in", N_("Verwerk de reacties")
    REACT = "react", N_("Reageer op de tekst")
    ANSWER = "answer", N_("Antwoord op het verslag")
    LOOK_BACK = "look_back", N_("Kijk samen terug")
    FINISH = "finish", N_("Maak je concept af")

    @property
    def is_begun(self) -> bool:
        """Whether it waits for nobody but who began it: a draft, and no question of others."""
        return self is Asked.FINISH

    @property
    def endpoint(self) -> str:
        """Where that is done."""
        return "reporting.reports" if self is Asked.ANSWER else "assignments.show"


@dataclass(frozen=True)
class WaitingAssignment:
    """One that waits for its reader, who is a party to it or wrote it."""

    assignment_id: int
    title: str
    unit_name: str
    asked: Asked


def assignments_waiting_for(person: Person) -> list[WaitingAssignment]:
    """What waits for `person` as a party, or as who began it; what changed last first. One query.

    A round that goes on is not among it: that waits for them as every round does.
    """
    asked = _asked_of(person)
    one = aliased(AssignmentVersion)
    newest = select(func.max(one.number)).where(one.assignment_id == Assignment.id).correlate(Assignment)
    is_talked_over = Assignment.state.in_(TALKED_OVER) | Assignment.version_in_force.is_(None)
    shown = case((is_talked_over, newest.scalar_subquery()), else_=Assignment.version_in_force)
    query = (
        select(Assignment.id, AssignmentVersion.title, Unit.name, asked)
        .outerjoin(AssignmentParty, and_(AssignmentParty.assignment_id == Assignment.id, holds_role_today(person)))
        .join(
            AssignmentVersion,
            and_(AssignmentVersion.assignment_id == Assignment.id, AssignmentVersion.number == shown),
        )
        .join(Unit, Unit.id == Assignment.unit_id)
        .where(or_(AssignmentParty.id.is_not(None), Assignment.author_id == person.id), asked.is_not(None))
        .order_by(Assignment.changed_at.desc(), Assignment.id.desc())
        .limit(MOST)
    )
    return [WaitingAssignment(key, title, unit, Asked(asked)) for key, title, unit, asked in db.session.execute(query)]


def _asked_of(person: Person) -> ColumnElement[Any]:
    """What an assignment asks of somebody in one role, or of its author who has none; or nothing."""
    state, role, is_party = Assignment.state, AssignmentParty.role, AssignmentParty.id.is_not(None)
    is_new = func.coalesce(Assignment.version_in_force, 0) != AssignmentVersion.number
    is_talked_over = and_(state.in_(TALKED_OVER), is_new, ~_is_being_decided())
    is_theirs = AssignmentVersion.written_by_id == person.id
    to_confirm = and_(
        AssignmentParty.follows_id.is_not(None), AssignmentParty.confirmed_at.is_(None), state.in_(IN_FORCE)
    )
    return case(
        (to_confirm, Asked.CONFIRM.value),
        (and_(is_talked_over, is_theirs, _has_open_remark()), Asked.WORK_IN.value),
        (and_(is_talked_over, is_party, ~is_theirs, ~_remarked(person)), Asked.REACT.value),
        (and_(state.in_(IN_FORCE), role != PartyRole.CONTRACTOR, _asks_for_an_answer()), Asked.ANSWER.value),
        (and_(state == AssignmentState.COMPLETED, is_party), Asked.LOOK_BACK.value),
        (and_(state == AssignmentState.DRAFT, Assignment.author_id == person.id), Asked.FINISH.value),
    )


def _is_being_decided() -> ColumnElement[bool]:
    return or_(
        exists().where(ConsentRound.proposal_id == Assignment.proposal_id, ConsentRound.ended_at.is_(None)),
        exists().where(Proposal.id == Assignment.proposal_id, Proposal.state == ProposalState.AGREED),
    )


def _has_open_remark() -> ColumnElement[bool]:
    return exists().where(Remark.version_id == AssignmentVersion.id, Remark.answered_at.is_(None))


def _remarked(person: Person) -> ColumnElement[bool]:
    return exists().where(Remark.version_id == AssignmentVersion.id, Remark.person_id == person.id)


def _asks_for_an_answer() -> ColumnElement[bool]:
    return exists().where(
        ProgressReport.assignment_id == Assignment.id,
        ProgressReport.asked != "",
        ProgressReport.answered_at.is_(None),
    )
