"""Closing an assignment: its result offered and accepted by consent, or sent back, and looking back together."""

from dataclasses import dataclass

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.closing_models import LookBack
from app.assignments.models import Assignment
from app.assignments.queries import locked_assignment
from app.assignments.result_shape import subject_of_result, title_of_result
from app.assignments.service.agreeing import end_agreement, put_to_parties
from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.service import rounds
from app.decisions.service.wordings import WordingData
from app.organisation.models import Person
from app.organisation.refusals import RefusedField

KIND = "assignment_result"
"""The name of the kind of proposal with which a result is put to consent."""
MONTHS_UNTIL_REVIEW = 3


@dataclass(frozen=True)
class ResultData:
    """What there is now, and what of it is not as was agreed."""

    result: str
    differs: str = ""


@dataclass(frozen=True)
class LookBackData:
    """How it was, and what others can learn from it."""

    result: str
    cooperation: str
    lessons: str


def offer_result(assignment: Assignment, data: ResultData, *, by: Person) -> ConsentRound:
    """Offer what there is now, as who did it: the parties consent to it in a round of their own, which `by` leads.

    Raises `Refused` while it is talked over anew, while another result waits, or when it says nothing.
    """
    if not data.result.strip():
        raise RefusedField("result", N_("Schrijf op wat er nu is."))
    drive(AssignmentMachine, assignment, "offer_result", actor=by)
    proposal = put_to_parties(assignment, _wording(assignment, data), by=by)
    assignment.result, assignment.result_proposal_id = data.result.strip(), proposal.id
    assignment.result_offered_at = clock.now()
    db.session.flush()
    return rounds.prepare_round(proposal, by=by, chair=by, follows=True)


def accept(decision: Decision, by: Actor) -> None:
    """All parties consented: it is done, with the result as they consented to it."""
    subject = decision.wording.subject
    assignment = locked_assignment(subject["assignment"])
    if assignment.result_proposal_id != decision.proposal_id or assignment.result_offered_at is None:
        raise Refused(N_("Deze opdracht ging verder met een ander resultaat."))
    drive(
        AssignmentMachine,
        assignment,
        "complete",
        actor=by,
        permission=CONSEQUENCE,
        details={"number": decision.number},
    )
    assignment.result, assignment.result_offered_at = subject["result"], None
    assignment.ended_at = clock.now()
    end_agreement(assignment, by=by, reason=N_("Het werk is klaar: de partijen aanvaardden het resultaat."))


def send_back(proposal: Proposal, by: Actor) -> None:
    """There was no consent, or it was taken back: the work goes on. The objections stay readable in the round."""
    assignment = locked_assignment(proposal.current.wording.subject["assignment"])
    if assignment.result_proposal_id == proposal.id and assignment.result_offered_at is not None:
        drive(AssignmentMachine, assignment, "send_back", actor=by, permission=CONSEQUENCE)
        assignment.result_offered_at = None


def look_back(assignment: Assignment, data: LookBackData, *, by: Person) -> LookBack:
    """Look back on what is done, as one of its parties, with what others can learn. Raises `Refused` without that."""
    if not data.lessons.strip():
        raise RefusedField("lessons", N_("Schrijf op wat anderen hiervan kunnen leren."))
    drive(AssignmentMachine, assignment, "look_back", actor=by)
    made = LookBack(
        assignment=assignment,
        written_by=by,
        result=data.result.strip(),
        cooperation=data.cooperation.strip(),
        lessons=data.lessons.strip(),
    )
    db.session.add(made)
    db.session.flush()
    return made


def _wording(assignment: Assignment, data: ResultData) -> WordingData:
    today = clock.today()
    return WordingData(
        what=title_of_result(assignment),
        owner_id=assignment.doer.person_id,
        starts_on=today,
        review_on=clock.months_after(today, MONTHS_UNTIL_REVIEW),
        kind_name=KIND,
        subject=subject_of_result(assignment, data.result, data.differs),
    )
