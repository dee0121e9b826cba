"""The register: what a round decided, what was decided elsewhere, and how a decision ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.core import clock, search
from app.core.actor import Actor
from app.core.database import db
from app.core.machine import begin, drive
from app.core.numbering import next_number
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.service import disclosure, reviews
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, Nature, Origin, ReviewOutcome
from app.organisation.models import Person, Unit


@dataclass(frozen=True)
class TakenElsewhere:
    """A decision that was taken outside Samensturen, as its document tells it."""

    wording: WordingData
    decided_on: date | None
    confidentiality: Confidentiality
    source: Mapping[str, Any]
    digest: str
    nature: Nature = Nature.POLICY
    embargo_until: datetime | None = None


def record_from_round(round_: ConsentRound, proposal: Proposal, *, by: Actor) -> Decision:
    """Enter what a round has just consented to, with a number of the proposal's unit and the year.

    `proposal` is that of the round; in a joint round also what it became in another body.
    """
    decision = Decision(
        number=_number(proposal.unit, clock.today()),
        unit=proposal.unit,
        wording=proposal.current.wording,
        proposal=proposal,
        round=round_,
        origin=Origin.ROUND,
        decided_on=clock.today(),
        confidentiality=proposal.confidentiality,
        nature=proposal.nature,
        embargo_until=proposal.embargo_until,
        secrecy=proposal.secrecy,
    )
    _enter(decision, "record", by=by, details={"round": round_.id, "version": round_.version.number})
    disclosure.take_over_readers(decision, proposal)
    return decision


def record_execution(proposal: Proposal, *, by: Person) -> Decision:
    """Enter what a mandate holder has just decided, with a number of the unit in whose name it is."""
    decision = Decision(
        number=_number(proposal.unit, clock.today()),
        unit=proposal.unit,
        wording=proposal.current.wording,
        proposal=proposal,
        origin=Origin.MANDATE,
        decided_on=clock.today(),
        confidentiality=proposal.confidentiality,
        nature=Nature.EXECUTION,
        embargo_until=proposal.embargo_until,
        secrecy=proposal.secrecy,
    )
    _enter(decision, "take", by=by, details={"version": proposal.current.number})
    disclosure.take_over_readers(decision, proposal)
    return decision


def record_from_sitting(
    proposal: Proposal, round_: ConsentRound | None, *, by_consent: bool, on: date, by: Actor
) -> Decision:
    """Enter what the college decided in its sitting: by consent of its own round, or by the law alone."""
    version = round_.version if round_ is not None else proposal.current
    decision = Decision(
        number=_number(proposal.unit, on),
        unit=proposal.unit,
        wording=version.wording,
        proposal=proposal,
        round=round_,
        origin=Origin.ROUND if by_consent else Origin.STATUTORY,
        decided_on=on,
        confidentiality=proposal.confidentiality,
        nature=proposal.nature,
        embargo_until=proposal.embargo_until,
        secrecy=proposal.secrecy,
    )
    _enter(decision, "record", by=by, details={"version": version.number})
    disclosure.take_over_readers(decision, proposal)
    return decision


def record_taken_elsewhere(unit: Unit, taken: TakenElsewhere, *, by: Actor) -> Decision:
    """Enter a decision as imported, never as consent. The caller has made sure that it is not there yet."""
    demand(by, "decision:import", unit)
    decision = Decision(
        number=_number(unit, taken.decided_on or clock.today()),
        unit=unit,
        wording=taken.wording.new(),
        origin=Origin.IMPORTED,
        decided_on=taken.decided_on,
        confidentiality=taken.confidentiality,
        nature=taken.nature,
        source=dict(taken.source),
        source_digest=taken.digest,
        embargo_until=taken.embargo_until,
    )
    return _enter(decision, "import", by=by, details={"digest": taken.digest})


def start_review(decision: Decision, *, by: Person) -> None:
    """Look back on a decision; meanwhile it holds."""
    drive(DecisionMachine, decision, "start_review", actor=by)
    reviews.begin_review(decision)


def withdraw_consent(decision: Decision, information: str, *, by: Person) -> None:
    """Somebody of the deciding round no longer stands behind it, on what they know now: the circle looks back.

    Their answer of then stays what it was. Raises `Forbidden`, and `Refused` without a word.
    """
    drive(
        DecisionMachine,
        decision,
        "withdraw_consent",
        actor=by,
        details={"text": information},
        information=information,
    )
    review = reviews.review_in_hand(decision) or reviews.begin_review(decision)
    reviews.add_information(review, information, by=by)


def reaffirm(
    decision: Decision,
    *,
    by: Actor,
    reason: str = "",
    review_on: date | None = None,
    settled_in: ConsentRound | None = None,
    is_settled: bool = False,
) -> None:
    """End the review: the decision goes on as it is, until `review_on`.

    `is_settled`: whoever decides about it has said so, in the round `settled_in` or by the law of the college.
    """
    drive(
        DecisionMachine,
        decision,
        "reaffirm",
        actor=by,
        permission=CONSEQUENCE if is_settled else None,
        details={"reason": reason},
        consented=is_settled,
    )
    decision.review_on = review_on or decision.review_on
    reviews.end_review(decision, ReviewOutcome.REAFFIRMED, reason, review_on=review_on, round_=settled_in)


def repeal(
    decision: Decision, *, by: Actor, reason: str, settled_in: ConsentRound | None = None, is_settled: bool = False
) -> None:
    """Let a decision end before its time, with the reason; `is_settled` as for `reaffirm`."""
    drive(
        DecisionMachine,
        decision,
        "repeal",
        actor=by,
        permission=CONSEQUENCE if is_settled else None,
        details={"reason": reason},
        reason=reason,
        consented=is_settled,
    )
    decision.ended_because = reason
    decision.wording.kind.ended(decision, by)
    reviews.end_review(decision, ReviewOutcome.REPEALED, reason, round_=settled_in)


def expire(decision: Decision, *, by: Actor, reason: str, follows: bool = False) -> None:
    """Let a decision end because its time is over; `follows` when that follows from something else that ended."""
    permission = CONSEQUENCE if follows else None
    drive(
        DecisionMachine,
        decision,
        "expire",
        actor=by,
        permission=permission,
        details={"reason": reason},
        reason=reason,
        follows=follows,
    )
    decision.ended_because = reason
    reviews.end_review(decision, ReviewOutcome.EXPIRED, reason)
    decision.wording.kind.ended(decision, by)


def supersede(
    decision: Decision,
    successor: Decision,
    *,
    by: Actor,
    settled_in: ConsentRound | None = None,
    is_settled: bool = False,
) -> None:
    """Let another decision take the place of this one; by itself when that is settled, as for `reaffirm`."""
    permission = CONSEQUENCE if is_settled else None
    drive(DecisionMachine, decision, "supersede", actor=by, permission=permission, details={"by": successor.number})
    decision.superseded_by = successor
    reviews.end_review(decision, ReviewOutcome.AMENDED, round_=settled_in)
    same_place = successor.unit_id == decision.unit_id
    if not (same_place and successor.wording.kind_name == decision.wording.kind_name):
        decision.wording.kind.ended(decision, by)


def _number(unit: Unit, day: date) -> str:
    series = f"{unit.code}-{day.year}"
    return f"{series}-{next_number(f'decision:{series}')}"


def _enter(decision: Decision, event: str, *, by: Actor, details: Mapping[str, Any]) -> Decision:
    db.session.add(decision)
    db.session.flush()
    begin(DecisionMachine, decision, event, actor=by, details={"number": decision.number, **details})
    search.index("decision", decision.id, decision.number, *decision.wording.words(), *_findable(decision.source))
    disclosure.make_publicly_findable(decision)
    return decision


def _findable(source: Mapping[str, Any]) -> list[str]:
    return [value for value in source.values() if isinstance(value, str)]
