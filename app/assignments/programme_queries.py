"""Reading programmes and their reports, each as far as its reader may know of it."""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.assignments.models import Assignment
from app.assignments.programme_models import Programme, ProgrammeReport, ReportedLine
from app.assignments.programme_states import ReportState
from app.assignments.queries import assignments_for, visible_assignments
from app.assignments.states import ENDS, AssignmentState
from app.core import clock
from app.core.database import db
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.transaction import locked_where
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import TemporaryState
from app.organisation.temporary import TemporaryUnit

LARGEST_KEY = 2**31 - 1
MOST = 200
Row = TypeVar("Row")


def load_programme(programme_id: int) -> Programme:
    """A programme with its groups. Raises `NotFound`. Two queries."""
    return _found(db.session.scalar(_whole().where(Programme.id == _key(programme_id))))


def locked_programme(programme_id: int) -> Programme:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Programme.id == _key(programme_id))))


def load_report(report_id: int) -> ProgrammeReport:
    """A report. Raises `NotFound`. One query."""
    return _found(db.session.scalar(_reports().where(ProgrammeReport.id == _key(report_id))))


def locked_report(report_id: int) -> ProgrammeReport:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_reports().where(ProgrammeReport.id == _key(report_id))))


def all_programmes() -> list[Programme]:
    """Every programme, running ones first. One query: every colleague reads them."""
    query = select(Programme)
    return list(db.session.scalars(query.order_by(Programme.state.desc(), Programme.starts_on.desc()).limit(MOST)))


def assignments_in(programme: Programme, reader: Person) -> list[Assignment]:
    """Of its assignments those that `reader` may read, by name. Four queries."""
    found = assignments_for(reader, Assignment.programme_id == programme.id)
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))


def assignments_to_take_in(reader: Person) -> list[Assignment]:
    """Those that `reader` may read, go on, and are in no programme yet. Four queries."""
    goes_on = Assignment.state.not_in([AssignmentState.DRAFT, *ENDS])
    return assignments_for(reader, Assignment.programme_id.is_(None), goes_on)


def commissions_for(reader: Person) -> list[Assignment]:
    """The bestuursopdrachten that `reader` may read. Four queries."""
    return assignments_for(reader, Assignment.is_for_college.is_(True), Assignment.state != AssignmentState.DRAFT)


def groups_of(programme: Programme) -> list[TemporaryUnit]:
    """Its work groups with who is in them, the oldest first. Three queries."""
    people = selectinload(Unit.memberships).joinedload(Membership.person)
    query = select(TemporaryUnit).join(TemporaryUnit.unit)
    query = query.options(joinedload(TemporaryUnit.unit).options(people))
    here = TemporaryUnit.id.in_([one.unit_id for one in programme.groups])
    return list(db.session.scalars(query.where(here).order_by(Unit.starts_on, TemporaryUnit.id)))


def members_of(group: TemporaryUnit) -> list[Membership]:
    """Who is in a work group today. Its unit must be loaded with its memberships."""
    today = clock.today()
    return sorted((one for one in group.unit.memberships if one.is_active(today)), key=lambda one: one.person.name)


def groups_to_add(programme: Programme) -> list[Unit]:
    """The temporary units that run and are not in it yet. One query."""
    taken = [one.unit_id for one in programme.groups]
    query = select(Unit).join(TemporaryUnit, TemporaryUnit.id == Unit.id)
    running = query.where(TemporaryUnit.state == TemporaryState.RUNNING, Unit.id.not_in(taken))
    return list(db.session.scalars(running.order_by(*Unit.by_name())))


def reports_of(programme: Programme, reader: Person) -> list[ProgrammeReport]:
    """Its reports that `reader` may read, the last first. One query."""
    query = _reports().where(ProgrammeReport.programme_id == programme.id)
    found = db.session.scalars(query.order_by(ProgrammeReport.number.desc()))
    return [one for one in found if may(reader, "programme_report:read", one)]


def last_report_of(programme: Programme) -> ProgrammeReport | None:
    """The report that was begun last, whoever reads it. One query."""
    query = _reports().where(ProgrammeReport.programme_id == programme.id)
    return db.session.scalar(query.order_by(ProgrammeReport.number.desc()).limit(1))


def proposed_reports() -> list[ProgrammeReport]:
    """The reports that lie before the college, the oldest first. One query."""
    query = _reports().where(ProgrammeReport.state == ReportState.PROPOSED)
    return list(db.session.scalars(query.order_by(ProgrammeReport.reference_on, ProgrammeReport.id)))


def readable_lines(report: ProgrammeReport, reader: Person) -> list[ReportedLine]:
    """What a report says of the assignments that `reader` may read today: one may have been closed since. One query."""
    named = [one["assignment"] for one in report.lines]
    query = select(Assignment.id).where(Assignment.id.in_(named), visible_assignments(reader))
    visible = set(db.session.scalars(query))
    return [one for one in report.lines if one["assignment"] in visible]


def closed_among(assignment_ids: Iterable[int]) -> set[int]:
    """Which of these are vertrouwelijk now, whoever asks. Two queries at most."""
    query = select(Assignment).where(Assignment.id.in_(set(assignment_ids))).options(selectinload(Assignment.proposal))
    return {one.id for one in db.session.scalars(query) if one.is_closed}


def programme_of(assignment: Assignment) -> Programme | None:
    """The programme that an assignment belongs to. One query, or none."""
    return db.session.get(Programme, assignment.programme_id) if assignment.programme_id else None


@cache
def _whole() -> Select[Programme]:
    return select(Programme).options(selectinload(Programme.groups))


@cache
def _reports() -> Select[ProgrammeReport]:
    return select(ProgrammeReport)


def _key(key: int) -> int:
    return key if key <= LARGEST_KEY else 0


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row
