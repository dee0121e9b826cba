"""Writing an assignment, saying who its parties are, offering it, and talking it over (D.1529312)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.models import Assignment, AssignmentParty, AssignmentVersion, Remark
from app.assignments.queries import is_being_decided, round_of
from app.assignments.service import telling
from app.assignments.service.telling import tell_parties
from app.assignments.states import PartyRole, WorkType
from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import demand
from app.decisions.seating import seats
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit
from app.organisation.refusals import RefusedField

A_YEAR = 12
"""In months: when both sides look back, until they say otherwise."""


@dataclass(frozen=True)
class TextData:
    """What an assignment says, as somebody typed it: the fields of `AssignmentVersion`."""

    title: str
    texts: Mapping[str, str] = field(default_factory=dict)
    policies: Sequence[str] = ()
    touches: Sequence[int] = ()
    milestones: Sequence[Mapping[str, Any]] = ()
    information: Sequence[Mapping[str, Any]] = ()
    margin_days: int = 14
    starts_on: date | None = None
    ends_on: date | None = None
    review_on: date | None = None

    def content(self) -> dict[str, Any]:
        """The same, in the shape of a version."""
        return {
            "title": self.title.strip(),
            "texts": {name: said.strip() for name, said in self.texts.items() if said.strip()},
            "policies": list(self.policies),
            "touches": list(self.touches),
            "milestones": sorted((dict(one) for one in self.milestones), key=lambda one: str(one["due_on"])),
            "information": [dict(one) for one in self.information],
            "margin_days": self.margin_days,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "review_on": self.review_on,
        }


@dataclass(frozen=True)
class AssignmentData:
    """What is known when somebody begins to draft."""

    title: str
    work_type: WorkType
    is_for_college: bool = False
    confidentiality: Confidentiality = Confidentiality.INTERNAL
    role: PartyRole | None = None
    """As what whoever drafts it is a party, if they are one."""


def draft(unit: Unit, data: AssignmentData, *, by: Person) -> Assignment:
    """Begin an assignment that will stand in the register of `unit`. Until it is offered it is its author's.

    Raises `Forbidden`, and `Refused` for a bestuurlijk opdrachtgever in what is no bestuursopdracht.
    """
    demand(by, "assignment:create", unit)
    assignment = Assignment(
        unit=unit,
        author=by,
        work_type=data.work_type,
        is_for_college=data.is_for_college,
        confidentiality=data.confidentiality,
    )
    first = AssignmentVersion(assignment=assignment, written_by=by, number=1, title=data.title.strip())
    first.starts_on, first.review_on = clock.today(), clock.months_after(clock.today(), A_YEAR)
    db.session.add(assignment)
    db.session.flush()
    begin(AssignmentMachine, assignment, "draft", actor=by, details={"what": data.title})
    if data.role is not None:
        _take_in(assignment, by, data.role)
    return assignment


def edit(assignment: Assignment, data: TextData, *, by: Person, revision: int | None = None) -> None:
    """Change a draft. `revision` is that of the assignment on the screen. Raises `Refused` when it moved on since."""
    _demand_latest(assignment, revision)
    drive(AssignmentMachine, assignment, "edit", actor=by, details={"what": data.title})
    for name, value in data.content().items():
        setattr(assignment.current, name, value)


def name_party(assignment: Assignment, person: Person, role: PartyRole, *, by: Person) -> AssignmentParty:
    """Say that somebody is a party; who is one already gets another role.

    Raises `Refused` for a bestuurlijk opdrachtgever who has no seat in the college, or where there is none.
    """
    drive(
        AssignmentMachine,
        assignment,
        "name_party",
        actor=by,
        details={"person": person.actor_key, "role": role.value},
    )
    return _take_in(assignment, person, role)


def leave_out_party(assignment: Assignment, party_id: int, *, by: Person) -> None:
    """Take somebody off again before anything is agreed. Nothing for who is off already."""
    party = next((one for one in assignment.parties if one.id == party_id), None)
    if party is not None:
        drive(AssignmentMachine, assignment, "leave_out_party", actor=by, details={"person": party.person.actor_key})
        assignment.parties.remove(party)


def offer(assignment: Assignment, *, by: Person) -> None:
    """Offer the draft to the other parties: from here on they read it and remark on it.

    Raises `Refused` while a side is missing, or nothing is said.
    """
    drive(AssignmentMachine, assignment, "offer", actor=by)
    assignment.current.offered_at = clock.now()
    tell_parties(assignment, telling.OFFERED, by=by)


def take_back(assignment: Assignment, *, by: Person) -> None:
    """Make it a draft again, while nobody has remarked on it."""
    drive(AssignmentMachine, assignment, "take_back", actor=by)
    assignment.current.offered_at = None


def remark(assignment: Assignment, part: str, text: str, *, by: Person) -> Remark:
    """Remark on a part of the version in hand, or on the whole of it when `part` is empty. Raises `Refused`."""
    if not text.strip():
        raise RefusedField("text", N_("Schrijf op wat je opvalt, mist of anders zou willen."))
    drive(AssignmentMachine, assignment, "remark", actor=by, details={"part": part})
    made = Remark(version=assignment.current, person=by, part=part, text=text.strip())
    db.session.add(made)
    db.session.flush()
    return made


def answer_remark(assignment: Assignment, remark_id: int, answer: str, *, by: Person) -> None:
    """Answer a remark on the version in hand. Raises `Refused` without a word, and for what was answered already."""
    found = next((one for one in assignment.current.remarks if one.id == remark_id), None)
    if found is None or found.answered_at is not None:
        raise Refused(N_("Deze opmerking is al beantwoord of verwerkt."))
    if not answer.strip():
        raise RefusedField("answer", N_("Schrijf je antwoord op."))
    drive(AssignmentMachine, assignment, "answer_remark", actor=by, details={"remark": found.id})
    found.answer, found.answered_by_id, found.answered_at = answer.strip(), by.id, clock.now()


def rewrite(
    assignment: Assignment,
    data: TextData,
    *,
    by: Person,
    reason: str,
    worked_in: Sequence[int] = (),
    revision: int | None = None,
) -> AssignmentVersion:
    """Make the next version of what is talked over, with the reason and the remarks that were worked into it.

    Raises `Refused` when nothing changed, without a reason, or while a round goes on.
    """
    _demand_latest(assignment, revision)
    before = assignment.current
    if data.content() == before.content():
        raise Refused(N_("De tekst is nog gelijk aan versie %(number)s."), number=before.number)
    drive(
        AssignmentMachine,
        assignment,
        "rewrite",
        actor=by,
        details={"reason": reason.strip(), "number": before.number + 1},
        reason=reason,
        in_decision=in_decision(assignment),
    )
    version = add_version(assignment, data.content(), by=by, reason=reason)
    for one in before.remarks:
        if one.id in worked_in and one.answered_at is None:
            one.worked_into, one.answered_by_id, one.answered_at = version.number, by.id, clock.now()
    tell_parties(assignment, telling.NEXT_VERSION, by=by)
    return version


def decline(assignment: Assignment, *, by: Person, reason: str) -> None:
    """Turn it down as a party, with the reason, which stays readable."""
    drive(AssignmentMachine, assignment, "decline", actor=by, details={"reason": reason.strip()}, reason=reason)
    assignment.ended_because, assignment.ended_at = reason.strip(), clock.now()
    tell_parties(assignment, telling.DECLINED, by=by)


def add_version(assignment: Assignment, content: Mapping[str, Any], *, by: Person, reason: str) -> AssignmentVersion:
    """The next version of a text, offered as it is made."""
    version = AssignmentVersion(
        assignment=assignment,
        written_by=by,
        number=assignment.current.number + 1,
        reason=reason.strip(),
        offered_at=clock.now(),
        **content,
    )
    db.session.add(version)
    db.session.flush()
    return version


def in_decision(assignment: Assignment) -> bool:
    """Whether its parties, or the college after them, decide on its text now. One query, or none."""
    return is_being_decided(round_of(assignment))


def _take_in(assignment: Assignment, person: Person, role: PartyRole) -> AssignmentParty:
    demand_may_be(assignment, person, role)
    held = assignment.party_of(person.id)
    if held is None:
        held = AssignmentParty(assignment=assignment, person=person, role=role)
        held.person_id = person.id
        db.session.add(held)
    held.role = role
    db.session.flush()
    return held


def demand_may_be(assignment: Assignment, person: Person, role: PartyRole) -> None:
    """Raise `Refused` when somebody cannot have this role: for the college a member of it commissions (D.1529312)."""
    if role is not PartyRole.GOVERNING_COMMISSIONER:
        return
    if not assignment.is_for_college:
        raise RefusedField("role", N_("Alleen een bestuursopdracht heeft een bestuurlijk opdrachtgever."))
    if not any(seats(person, one.unit) for one in person.memberships if one.unit.is_college):
        raise RefusedField("person", N_("%(name)s zit niet in het college."), name=person.name)


def _demand_latest(assignment: Assignment, revision: int | None) -> None:
    if revision is not None and revision != assignment.revision:
        raise Refused(N_("Iemand anders heeft deze tekst net ook veranderd. Jouw tekst staat hier nog: vergelijk ze."))
