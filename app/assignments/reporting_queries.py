"""Reading how an assignment goes, and what others can learn from those that are done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import selectinload

from app.assignments.closing_models import LookBack
from app.assignments.models import Assignment, AssignmentVersion
from app.assignments.queries import visible_assignments
from app.assignments.reporting_models import Conversation, ProgressReport
from app.assignments.states import WorkType
from app.core import clock
from app.core.database import db
from app.decisions.models import ConsentRound, Decision
from app.organisation.models import Person


def reports_of(assignment: Assignment) -> list[ProgressReport]:
    """Every report, the newest first. One query."""
    query = select(ProgressReport).where(ProgressReport.assignment_id == assignment.id)
    return list(db.session.scalars(query.order_by(ProgressReport.number.desc())))


def last_report(assignment: Assignment) -> ProgressReport | None:
    """How it stood last. One query."""
    query = select(ProgressReport).where(ProgressReport.assignment_id == assignment.id)
    return db.session.scalar(query.order_by(ProgressReport.number.desc()).limit(1))


def last_reports(assignment_ids: Collection[int], on: date) -> dict[int, ProgressReport]:
    """The last report of each, as of the end of a day in the Netherlands. One query, or none."""
    if not assignment_ids:
        return {}
    ends = datetime.combine(on + timedelta(days=1), time(), clock.AMSTERDAM)
    query = select(ProgressReport).where(
        ProgressReport.assignment_id.in_(assignment_ids), ProgressReport.written_at < ends
    )
    return {one.assignment_id: one for one in db.session.scalars(query.order_by(ProgressReport.number))}


def report_of(assignment: Assignment, report_id: int) -> ProgressReport | None:
    """One of its reports; None for that of another assignment, and for any other number. One query."""
    return next((one for one in reports_of(assignment) if one.id == report_id), None)


def conversations_of(assignment: Assignment) -> list[Conversation]:
    """What its parties said to each other, the last first. Two queries."""
    query = select(Conversation).where(Conversation.assignment_id == assignment.id)
    return list(db.session.scalars(query.order_by(Conversation.held_on.desc(), Conversation.id.desc())))


def conversation_of(assignment: Assignment, conversation_id: int) -> Conversation | None:
    """One of them; None for that of another assignment, and for any other number. Two queries."""
    return next((one for one in conversations_of(assignment) if one.id == conversation_id), None)


def result_round_of(assignment: Assignment) -> ConsentRound | None:
    """The round in which its result is accepted, or last was not. One query, or none."""
    if assignment.result_proposal_id is None:
        return None
    query = select(ConsentRound).where(ConsentRound.proposal_id == assignment.result_proposal_id)
    return db.session.scalar(query.order_by(ConsentRound.id.desc()).limit(1))


def result_decision_of(assignment: Assignment) -> Decision | None:
    """The decision in the register that its result was accepted. One query, or none."""
    if assignment.result_proposal_id is None:
        return None
    return db.session.scalar(select(Decision).where(Decision.proposal_id == assignment.result_proposal_id))


def look_back_on(assignment: Assignment) -> LookBack | None:
    """What was learned from it, if somebody looked back. One query."""
    return db.session.scalar(select(LookBack).where(LookBack.assignment_id == assignment.id))


@dataclass(frozen=True)
class Wanted:
    """Which lessons somebody looks for: with all of these words, from one kind of work."""

    words: str = ""
    work_type: WorkType | None = None


def lessons_for(reader: Person, wanted: Wanted) -> Sequence[LookBack]:
    """What can be learned from the assignments that `reader` may read, the newest first.

    Words are looked for in what each of them reads: not in what is for the parties alone, nor in what was accepted,
    which stands in a decision of its own. Five queries.
    """
    query = (
        select(LookBack)
        .join(LookBack.assignment)
        .join(
            AssignmentVersion,
            and_(
                AssignmentVersion.assignment_id == Assignment.id,
                AssignmentVersion.number == Assignment.version_in_force,
            ),
        )
        .where(visible_assignments(reader), *(_says(word) for word in wanted.words.split()))
        .options(
            selectinload(LookBack.assignment).selectinload(Assignment.versions),
            selectinload(LookBack.assignment).selectinload(Assignment.parties),
            selectinload(LookBack.assignment).selectinload(Assignment.proposal),
        )
    )
    if wanted.work_type is not None:
        query = query.where(Assignment.work_type == wanted.work_type)
    return db.session.scalars(query.order_by(LookBack.written_at.desc(), LookBack.id.desc())).all()


def _says(word: str) -> ColumnElement[bool]:
    places = (AssignmentVersion.title, LookBack.result, LookBack.lessons)
    return or_(*(place.icontains(word, autoescape=True) for place in places))
