"""Agreeing: a round among the parties, what follows from it, and who takes over from whom (D.1529312).

Nobody agrees for another: in the round each answers for themselves, to the same version (`decisions.party_guards`).
"""

from datetime import date, timedelta
from typing import Any

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.parts import IN_WORDING
from app.assignments.queries import decision_of, labels_of, locked_assignment, names_of_units
from app.assignments.service import following, telling
from app.assignments.service.drafting import add_version, demand_may_be, in_decision
from app.assignments.service.telling import tell, tell_parties
from app.assignments.shapes import TEXT, subject_of
from app.assignments.states import AssignmentState
from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.core.transaction import locked
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.models.disclosure import NamedReader
from app.decisions.service import proposals, register, rounds
from app.decisions.service.wordings import WordingData
from app.decisions.states import Change
from app.organisation.models import Person

KIND = "assignment"
"""The name of the kind of proposal that an assignment puts to consent."""


def ask_consent(assignment: Assignment, *, by: Person) -> ConsentRound:
    """Put the version in hand to consent, in a round among its parties that `by` leads.

    What is in force stays so until all have consented. Raises `Refused` while a side is missing, somebody who took over
    has not confirmed, or another text is being decided on.
    """
    drive(
        AssignmentMachine,
        assignment,
        "ask_consent",
        actor=by,
        details={"number": assignment.current.number},
        in_decision=in_decision(assignment),
    )
    agreed = decision_of(assignment)
    proposal = put_to_parties(
        assignment, _wording(assignment), by=by, based_on=agreed, change=Change.AMEND if agreed else None
    )
    assignment.proposal_id = proposal.id
    db.session.flush()
    db.session.expire(assignment, ["proposal"])
    return rounds.prepare_round(proposal, by=by, chair=by, follows=True)


def put_to_parties(
    assignment: Assignment,
    wording: WordingData,
    *,
    by: Person,
    based_on: Decision | None = None,
    change: Change | None = None,
) -> Proposal:
    """Hand in what its parties are to consent to, as open as what they agreed on before; each reads and hears of it."""
    before = assignment.proposal
    proposal = proposals.hand_in_following(
        assignment.unit,
        wording,
        by=by,
        confidentiality=before.confidentiality if before else assignment.confidentiality,
        based_on=based_on,
        change=change,
    )
    if before is not None:
        proposal.embargo_until, proposal.secrecy = before.embargo_until, before.secrecy
    for one in assignment.living:
        db.session.add(NamedReader(kind=proposal.disclosed_kind, subject_id=proposal.id, person=one.person))
    tell_parties(assignment, telling.ASKED, by=by)
    return proposal


def put_in_force(decision: Decision, by: Actor) -> None:
    """All parties consented: the version they consented to holds from its first day, and what held before no more."""
    subject = decision.wording.subject
    assignment = locked_assignment(subject["assignment"])
    if assignment.proposal_id != decision.proposal_id:
        raise Refused(N_("Deze opdracht ging verder met een andere tekst."))
    content = _content(decision, assignment)
    if content != assignment.current.content():
        amended = assignment.current
        add_version(assignment, content, by=amended.written_by, reason=N_("Aangepast in de consentronde."))
    drive(
        AssignmentMachine,
        assignment,
        "agree",
        actor=by,
        permission=CONSEQUENCE,
        details={"number": decision.number, "version": assignment.current.number},
    )
    assignment.version_in_force, assignment.decision_number = assignment.current.number, decision.number
    following.follow(assignment)
    begin_when_it_is_time(assignment, by=by)


def begin_when_it_is_time(assignment: Assignment, *, by: Actor) -> None:
    """What was agreed runs from its first day. Nothing before that day, or for what runs already."""
    starts_on = assignment.current.starts_on
    if assignment.state is AssignmentState.AGREED and (starts_on is None or starts_on <= clock.today()):
        drive(AssignmentMachine, assignment, "begin_work", actor=by, permission=CONSEQUENCE)


def begin_work(assignment: Assignment, *, by: Person) -> None:
    """Begin what was agreed before its first day."""
    drive(AssignmentMachine, assignment, "begin_work", actor=by)


def go_on_talking(proposal: Proposal, by: Actor) -> None:
    """There was no consent, or the round was ended: its parties talk on. What was in force still is."""
    assignment = locked_assignment(proposal.current.wording.subject["assignment"])
    if assignment.proposal_id == proposal.id and assignment.state in (
        AssignmentState.NEGOTIATING,
        AssignmentState.RENEGOTIATING,
    ):
        drive(AssignmentMachine, assignment, "fail", actor=by, permission=CONSEQUENCE)


def succeed(
    assignment: Assignment, party: AssignmentParty, successor: Person, *, by: Person, on: date | None = None
) -> AssignmentParty:
    """Let somebody take over from a party, from a day; they are asked to confirm what was agreed.

    Raises `Refused` for somebody who is a party already, a day that was, and while a round goes on.
    """
    starts_on = on or clock.today()
    demand_may_be(assignment, successor, party.role)
    drive(
        AssignmentMachine,
        assignment,
        "succeed",
        actor=by,
        details={"from": party.person.actor_key, "to": successor.actor_key, "on": starts_on.isoformat()},
        in_decision=in_decision(assignment),
        party=party,
        successor=successor,
        on=starts_on,
    )
    party.ends_on = max(party.starts_on, starts_on - timedelta(days=1))
    follower = AssignmentParty(
        assignment=assignment, person=successor, role=party.role, starts_on=starts_on, follows_id=party.id
    )
    follower.person_id = successor.id
    db.session.add(follower)
    db.session.flush()
    tell(follower, telling.TAKES_OVER, by=by)
    return follower


def confirm(assignment: Assignment, *, by: Person) -> None:
    """Stand, as who took over, for what was agreed. Raises `Forbidden` for anybody else."""
    drive(AssignmentMachine, assignment, "confirm", actor=by)
    own = assignment.party_of(by.id)
    if own is not None:
        own.confirmed_at = clock.now()


def renegotiate(assignment: Assignment, *, by: Person, reason: str) -> None:
    """Talk anew about what runs. What was agreed stays in force until all agree to something else."""
    drive(AssignmentMachine, assignment, "renegotiate", actor=by, details={"reason": reason.strip()}, reason=reason)
    agreed = assignment.in_force
    if agreed is not None and agreed.content() != assignment.current.content():
        add_version(assignment, agreed.content(), by=by, reason=N_("Begint weer bij wat is afgesproken."))
    tell_parties(assignment, telling.OPENED_ANEW, by=by)


def keep_as_it_is(assignment: Assignment, *, by: Person, reason: str) -> None:
    """Stop talking anew: what was agreed holds as it did. What was written meanwhile stays readable."""
    drive(
        AssignmentMachine,
        assignment,
        "keep_as_it_is",
        actor=by,
        details={"reason": reason.strip()},
        reason=reason,
        in_decision=in_decision(assignment),
    )


def cancel(assignment: Assignment, *, by: Person, reason: str) -> None:
    """Stop it for good, as the side that asks, with the reason."""
    drive(
        AssignmentMachine,
        assignment,
        "cancel",
        actor=by,
        details={"reason": reason.strip()},
        reason=reason,
        in_decision=in_decision(assignment),
    )
    assignment.ended_because, assignment.ended_at = reason.strip(), clock.now()
    if assignment.version_in_force is not None:
        tell_parties(assignment, telling.STOPPED, by=by)
        end_agreement(assignment, by=by, reason=assignment.ended_because)


def end_agreement(assignment: Assignment, *, by: Actor, reason: str) -> None:
    """What was agreed holds no more: the work is done, or was stopped."""
    agreed = decision_of(assignment)
    if agreed is not None and agreed.state.holds:
        register.expire(locked(Decision, agreed.id), by=by, reason=reason, follows=True)


def _wording(assignment: Assignment) -> WordingData:
    version = assignment.current
    written = {field: version.texts.get(name, "") for name, field in IN_WORDING.items()}
    return WordingData(
        what=version.title,
        owner_id=assignment.doer.person_id,
        starts_on=version.starts_on,
        review_on=version.review_on,
        kind_name=KIND,
        subject=_subject(assignment),
        why=written["why"],
        body=written["body"],
    )


def _subject(assignment: Assignment) -> dict[str, Any]:
    version = assignment.current
    subject = subject_of(version, labels_of(version.texts), names_of_units(version.touches), assignment.living)
    return subject | {TEXT + name: "" for name in IN_WORDING}


def _content(decision: Decision, assignment: Assignment) -> dict[str, Any]:
    """What was consented to, in the shape of a version: in a round the title, the texts and the days may change."""
    wording = decision.wording
    texts = {key.removeprefix(TEXT): said for key, said in wording.subject.items() if key.startswith(TEXT)}
    texts |= {name: getattr(wording, field) for name, field in IN_WORDING.items()}
    texts = {name: said for name, said in texts.items() if said}
    return assignment.current.content() | {
        "title": wording.what,
        "texts": texts,
        "starts_on": wording.starts_on,
        "review_on": wording.review_on,
    }
