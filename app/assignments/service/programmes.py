"""Beginning a programme, saying what belongs to it, and ending it (mission.md, D6)."""

from dataclasses import dataclass
from datetime import date

from app.assignments.models import Assignment
from app.assignments.programme_machines import ProgrammeMachine
from app.assignments.programme_models import Programme, ProgrammeGroup
from app.assignments.programme_queries import last_report_of
from app.assignments.programme_states import ReportState
from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import demand, may
from app.organisation.models import Person, Unit
from app.organisation.refusals import RefusedField
from app.organisation.temporary import temporary_of


@dataclass(frozen=True)
class ProgrammeData:
    """What is known of a programme, as somebody filled it in."""

    name: str
    purpose: str
    leader: Person
    starts_on: date
    ends_on: date | None = None
    commission: Assignment | None = None


def begin_programme(unit: Unit, data: ProgrammeData, *, by: Person) -> Programme:
    """Begin a programme in the name of `unit`. Raises `Forbidden`, and `Refused` for an end before its start."""
    demand(by, "programme:create", unit)
    _demand_order(data)
    programme = Programme(unit=unit, leader=data.leader, name=data.name.strip())
    _write(programme, data, by=by)
    db.session.add(programme)
    db.session.flush()
    begin(ProgrammeMachine, programme, "begin", actor=by, details={"name": programme.name})
    return programme


def edit_programme(programme: Programme, data: ProgrammeData, *, by: Person) -> None:
    """Say otherwise what it is for, who leads it, and until when. Raises `Refused` for an end before its start."""
    _demand_order(data)
    drive(ProgrammeMachine, programme, "edit", actor=by, details={"name": data.name, "leader": data.leader.actor_key})
    programme.name, programme.leader = data.name.strip(), data.leader
    _write(programme, data, by=by)


def take_in(programme: Programme, assignment: Assignment, *, by: Person) -> None:
    """Let an assignment belong to it.

    Raises `Forbidden` for one that `by` may not read, and `Refused` when it belongs to a programme already.
    """
    demand(by, "assignment:read", assignment)
    if assignment.programme_id is not None:
        raise RefusedField("assignment", N_("Deze opdracht hoort al bij een programma."))
    drive(ProgrammeMachine, programme, "take_in", actor=by, details={"assignment": assignment.id})
    assignment.programme_id = programme.id


def leave_out(programme: Programme, assignment: Assignment, *, by: Person) -> None:
    """Let an assignment belong to it no longer. Nothing happens for one that does not."""
    demand(by, "assignment:read", assignment)
    if assignment.programme_id == programme.id:
        drive(ProgrammeMachine, programme, "leave_out", actor=by, details={"assignment": assignment.id})
        assignment.programme_id = None


def add_group(programme: Programme, unit: Unit, *, by: Person) -> None:
    """Let a temporary unit work for it. Raises `Refused` for any other unit, and for one that does already."""
    temporary = temporary_of(unit)
    if temporary is None or not temporary.is_running:
        raise RefusedField("group", N_("Kies een tijdelijke kring die loopt."))
    if any(one.unit_id == unit.id for one in programme.groups):
        raise RefusedField("group", N_("Deze kring werkt al voor dit programma."))
    drive(ProgrammeMachine, programme, "add_group", actor=by, details={"unit": unit.id})
    programme.groups.append(ProgrammeGroup(unit_id=unit.id))


def remove_group(programme: Programme, unit_id: int, *, by: Person) -> None:
    """Let a temporary unit work for it no longer; the unit itself goes on. Nothing for one that does not."""
    found = next((one for one in programme.groups if one.unit_id == unit_id), None)
    if found is not None:
        drive(ProgrammeMachine, programme, "remove_group", actor=by, details={"unit": unit_id})
        programme.groups.remove(found)


def end_programme(programme: Programme, *, by: Person, reason: str) -> None:
    """End it, with the reason. Its assignments and work groups go on as they do."""
    drive(
        ProgrammeMachine,
        programme,
        "end",
        actor=by,
        details={"reason": reason.strip()},
        reason=reason,
        report_goes_on=report_goes_on(programme),
    )
    programme.ended_because, programme.ended_at = reason.strip(), clock.now()


def report_goes_on(programme: Programme) -> bool:
    """Whether a report is in the making, or lies before the college. One query."""
    last = last_report_of(programme)
    return last is not None and last.state in (ReportState.DRAFT, ReportState.PROPOSED)


def _write(programme: Programme, data: ProgrammeData, *, by: Person) -> None:
    if data.commission is not None and data.commission.id != programme.commission_id:
        demand(by, "assignment:read", data.commission)
        if not data.commission.is_for_college:
            raise Refused(N_("Alleen uit een bestuursopdracht komt een programma voort."))
    programme.purpose, programme.starts_on, programme.ends_on = data.purpose.strip(), data.starts_on, data.ends_on
    if not _keeps_unseen(programme, by):
        programme.commission_id = data.commission.id if data.commission else None


def _keeps_unseen(programme: Programme, by: Person) -> bool:
    """Whether it comes from a bestuursopdracht that `by` may not read: it stays so, and nothing tells them."""
    before = db.session.get(Assignment, programme.commission_id) if programme.commission_id else None
    return before is not None and not may(by, "assignment:read", before)


def _demand_order(data: ProgrammeData) -> None:
    if data.ends_on is not None and data.ends_on < data.starts_on:
        raise RefusedField("ends_on", N_("Het eind ligt voor het begin."))
