"""Reading assignments, each as far as its reader may know of it."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import selectinload

from app.assignments.models import Assignment, AssignmentParty, AssignmentVersion, OwnPart
from app.assignments.parts import PARTS
from app.assignments.states import AssignmentState, WorkType
from app.core import clock
from app.core.database import db
from app.core.errors import NotFound
from app.core.transaction import locked_where
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.queries.visibility import own_tables, visible_decisions
from app.decisions.states import Confidentiality, ProposalState
from app.organisation.models import Person, Unit


def load_assignment(assignment_id: int) -> Assignment:
    """An assignment with its versions, parties and remarks. Raises `NotFound`. Four queries."""
    return _found(db.session.scalar(_whole().where(Assignment.id == assignment_id)))


def locked_assignment(assignment_id: int) -> Assignment:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Assignment.id == assignment_id)))


def visible_assignments(actor: Person) -> ColumnElement[bool]:
    """Which assignments `actor` may read: the rules of `rules.positions`, asked of the database."""
    is_party = exists().where(AssignmentParty.assignment_id == Assignment.id, holds_role_today(actor))
    shared = Assignment.state != AssignmentState.DRAFT
    return or_(
        Assignment.author_id == actor.id,
        is_party,
        shared & Assignment.unit_id.in_(own_tables(actor)),
        shared & Assignment.version_in_force.is_not(None) & _not_closed(),
    )


def holds_role_today(person: Person) -> ColumnElement[bool]:
    """Which roles of parties are `person`'s today: `AssignmentParty.is_there`, asked of the database."""
    today = clock.today()
    return and_(
        AssignmentParty.person_id == person.id,
        AssignmentParty.starts_on <= today,
        or_(AssignmentParty.ends_on.is_(None), AssignmentParty.ends_on >= today),
    )


def _not_closed() -> ColumnElement[bool]:
    of_its_own = and_(Assignment.proposal_id.is_(None), Assignment.confidentiality != Confidentiality.CONFIDENTIAL)
    return or_(of_its_own, Assignment.proposal_id.in_(select(Proposal.id).where(Proposal.not_closed())))


def assignments_for(reader: Person, *conditions: ColumnElement[bool]) -> list[Assignment]:
    """The assignments that `reader` may read, what changed last first. Four queries."""
    query = _listed().where(visible_assignments(reader), *conditions)
    return list(db.session.scalars(query.order_by(Assignment.changed_at.desc(), Assignment.id.desc())))


def round_of(assignment: Assignment) -> ConsentRound | None:
    """The round in which its parties consent, or last did. One query, or none."""
    if assignment.proposal_id is None:
        return None
    query = select(ConsentRound).where(ConsentRound.proposal_id == assignment.proposal_id)
    return db.session.scalar(query.order_by(ConsentRound.id.desc()).limit(1))


def is_being_decided(round_: ConsentRound | None) -> bool:
    """Whether a round goes on about a text, or the college is still to decide on what it came to."""
    return round_ is not None and (round_.ended_at is None or round_.proposal.state is ProposalState.AGREED)


def decision_of(assignment: Assignment) -> Decision | None:
    """The decision in the register that says what is in force. One query."""
    number = assignment.decision_number
    return db.session.scalar(select(Decision).where(Decision.number == number)) if number else None


def own_parts(work_type: WorkType) -> list[OwnPart]:
    """The parts that the municipality added for a kind of work. One query."""
    for_it = or_(OwnPart.work_type.is_(None), OwnPart.work_type == work_type)
    return list(db.session.scalars(select(OwnPart).where(OwnPart.ended_at.is_(None), for_it).order_by(OwnPart.id)))


def labels_of(names: Iterable[str]) -> dict[str, str]:
    """What the parts are called, untranslated, in the order of the screen; also those that are no longer offered.

    One query where a municipality's own parts are among them.
    """
    wanted = set(names)
    labels = {name: label for name, label in PARTS.items() if name in wanted}
    if wanted - labels.keys():
        own = db.session.scalars(select(OwnPart).order_by(OwnPart.id))
        labels |= {one.name: one.label for one in own if one.name in wanted}
    return labels


def names_of_units(unit_ids: Iterable[int]) -> list[str]:
    """What these units are called, in the order of the alphabet. One query, or none."""
    wanted = set(unit_ids)
    return list(db.session.scalars(select(Unit.name).where(Unit.id.in_(wanted)).order_by(Unit.name))) if wanted else []


def readable_numbers(reader: Person, numbers: Iterable[str]) -> set[str]:
    """Which of these are numbers of decisions that `reader` may read. One query, or none."""
    wanted = set(numbers)
    query = select(Decision.number).where(Decision.number.in_(wanted), visible_decisions(reader))
    return set(db.session.scalars(query)) if wanted else set()


@cache
def _listed() -> Select[Assignment]:
    return select(Assignment).options(
        selectinload(Assignment.versions), selectinload(Assignment.parties), selectinload(Assignment.proposal)
    )


@cache
def _whole() -> Select[Assignment]:
    return select(Assignment).options(
        selectinload(Assignment.versions).selectinload(AssignmentVersion.remarks), selectinload(Assignment.parties)
    )


def _found(assignment: Assignment | None) -> Assignment:
    if assignment is None:
        raise NotFound
    return assignment
