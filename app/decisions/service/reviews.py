"""The dossier of looking back: the criteria, how each fared, and what came of it. The events are in `register`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.machine import drive
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import ConsentRound, Criterion, Decision, Review
from app.decisions.states import Choice, CriterionKind, Fared, ReviewOutcome
from app.organisation.models import Person


@dataclass(frozen=True)
class Finding:
    """How one criterion fared."""

    fared: Fared | None
    note: str = ""


def review_in_hand(decision: Decision) -> Review | None:
    """The review that goes on, if any. One query."""
    return db.session.scalar(select(Review).where(Review.decision_id == decision.id, Review.ended_at.is_(None)))


def begin_review(decision: Decision) -> Review:
    """A review with its criteria: what the decision is for, then the concerns of its round, promised ones first."""
    review = Review(decision=decision)
    db.session.add_all([review, Criterion(review=review, kind=CriterionKind.PURPOSE, text=decision.wording.why)])
    electors = decision.round.electors if decision.round is not None else []
    concerns = [one for one in electors if one.answer is not None and one.answer.choice is Choice.CONCERN]
    for place in sorted(concerns, key=lambda one: not (one.answer and one.answer.as_criterion)):
        assert place.answer is not None, "who has a concern has answered"  # noqa: S101
        concern, whose = place.answer.text, place.person
        db.session.add(Criterion(review=review, kind=CriterionKind.CONCERN, text=concern, raised_by=whose))
    db.session.flush()
    return review


def add_information(review: Review, text: str, *, by: Person) -> None:
    """What somebody of the deciding round has come to know is looked at too."""
    db.session.add(Criterion(review=review, kind=CriterionKind.NEW_INFORMATION, text=text, raised_by=by))
    db.session.flush()


def note_findings(decision: Decision, review: Review, findings: Mapping[int, Finding], *, by: Person) -> None:
    """Note how the criteria fared, by their ids, as the circle sees it."""
    drive(DecisionMachine, decision, "note_review", actor=by)
    for criterion in review.criteria:
        found = findings.get(criterion.id)
        if found is not None:
            criterion.fared, criterion.note = found.fared, found.note.strip()


def end_review(
    decision: Decision,
    outcome: ReviewOutcome,
    words: str = "",
    *,
    review_on: date | None = None,
    round_: ConsentRound | None = None,
) -> None:
    """Close the review that goes on, if any, with what came of it."""
    review = review_in_hand(decision)
    if review is not None:
        review.outcome, review.words, review.review_on = outcome, words, review_on
        review.round_id = round_.id if round_ else None
        review.ended_at = clock.now()
