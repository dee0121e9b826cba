"""Reading rounds, whole."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from app.core import clock
from app.core.database import db
from app.core.errors import NotFound
from app.core.transaction import locked_where
from app.decisions.models import (
    Answer,
    ConsentRound,
    Contribution,
    Decision,
    JointBody,
    Objection,
    Participant,
    Proposal,
    ProposalVersion,
    Review,
    Wording,
)
from app.decisions.states import RoundSetting, RoundState

STANDING_ANSWERS = Participant.answers.and_(Answer.lapsed_at.is_(None))
"""Of each participant the answer that counts, if there is one: what lapsed is not loaded."""


def load_round(round_id: int) -> ConsentRound:
    """A round with its participants, answers and contributions. Raises `NotFound`."""
    return _found(db.session.scalar(_whole_round().where(ConsentRound.id == round_id)))


def locked_round(round_id: int) -> ConsentRound:
    """A round with who is in it and how they answer, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_round_with_people().where(ConsentRound.id == round_id)))


def locked_round_to_answer(round_id: int, person_id: int) -> ConsentRound:
    """A round in which somebody answers, locked. Raises `NotFound`.

    While the answers are sealed only the person's own place is in it, for nobody else's counts: at the moment everybody
    answers at once, that halves the work. In writing the last answer brings the reveal, so everybody is in it; after
    the reveal too. Who they are is read when it is asked for: an answer asks it of hardly anybody.
    """
    this_one = ConsentRound.id == round_id
    now = db.session.execute(select(ConsentRound.state, ConsentRound.setting).where(this_one).with_for_update()).first()
    places = selectinload(ConsentRound.participants)
    if now is not None and now.state is RoundState.CONSENTING and now.setting is not RoundSetting.WRITTEN:
        places = selectinload(ConsentRound.participants.and_(Participant.person_id == person_id))
    standing = selectinload(STANDING_ANSWERS)
    whole = select(ConsentRound).where(this_one).options(places.options(standing, lazyload(Participant.person)))
    return _found(db.session.scalar(whole))


def locked_round_by_code(code: str) -> ConsentRound:
    """The round behind the QR code on the shared screen, locked. Raises `NotFound`."""
    return _found(locked_where(_round_with_people().where(ConsentRound.guest_code == code)))


def round_by_code(code: str) -> ConsentRound:
    """The round behind the QR code on the shared screen. Raises `NotFound`."""
    return _found(db.session.scalar(_whole_round().where(ConsentRound.guest_code == code)))


def next_round(round_: ConsentRound) -> ConsentRound | None:
    """The round on the version that came after this one's, if the text was amended."""
    return db.session.scalar(
        select(ConsentRound)
        .where(ConsentRound.proposal_id == round_.proposal_id, ConsentRound.id > round_.id)
        .order_by(ConsentRound.id)
        .limit(1)
    )


def rounds_with_a_deadline(states: Collection[RoundState]) -> list[ConsentRound]:
    """Every round in one of these phases that ends by itself, with who is in it. A constant number of queries."""
    timed = and_(ConsentRound.due_at > clock.now(), ConsentRound.state.in_(states))
    query = _round_with_people().where(timed).options(joinedload(ConsentRound.proposal).joinedload(Proposal.unit))
    return list(db.session.scalars(query.order_by(ConsentRound.due_at)))


def objections_of(proposal_id: int) -> list[Objection]:
    """Every objection to any version of a proposal, in the order in which they were raised."""
    query = (
        select(Objection)
        .where(Objection.proposal_id == proposal_id)
        .options(joinedload(Objection.version), joinedload(Objection.answered_by), joinedload(Objection.deputy))
        .order_by(Objection.id)
    )
    return list(db.session.scalars(query))


def treated(proposal: Proposal) -> ColumnElement[bool]:
    """Which rounds treated a proposal: its own, and the joint one by which it arose in another body.

    That one is a single value, so that a database finds both in an index; as a list PostgreSQL reads every round.
    """
    joint = select(func.max(JointBody.round_id)).where(JointBody.proposal_id == proposal.id).scalar_subquery()
    return or_(ConsentRound.proposal_id == proposal.id, ConsentRound.id == joint)


def round_in_hand(objection: Objection) -> ConsentRound:
    """The round that treats an objection now: the last of its proposal, on whatever version it was raised."""
    if objection.round.ended_at is None:
        return objection.round
    rounds = _whole_round().where(ConsentRound.proposal_id == objection.proposal_id)
    return _found(db.session.scalar(rounds.order_by(ConsentRound.id.desc()).limit(1)))


def locked_objection(objection_id: int) -> Objection:
    """One objection, with the round in hand locked: what happens to it is part of that round. Raises `NotFound`."""
    found = db.session.scalar(select(Objection).where(Objection.id == objection_id))
    if found is None:
        raise NotFound
    locked_round(round_in_hand(found).id)
    db.session.refresh(found, with_for_update=True)
    return found


@cache
def _round_with_people() -> Select[ConsentRound]:
    return select(ConsentRound).options(selectinload(ConsentRound.participants).selectinload(STANDING_ANSWERS))


@cache
def _whole_round() -> Select[ConsentRound]:
    return _round_with_people().options(
        selectinload(ConsentRound.contributions).joinedload(Contribution.participant),
        joinedload(ConsentRound.proposal)
        .selectinload(Proposal.versions)
        .joinedload(ProposalVersion.wording)
        .selectinload(Wording.attachments),
        joinedload(ConsentRound.working).selectinload(Wording.attachments),
        joinedload(ConsentRound.delegated_to),
    )


def _found(round_: ConsentRound | None) -> ConsentRound:
    if round_ is None:
        raise NotFound
    return round_


def decision_of(round_id: int) -> Decision | None:
    """What a round decided in its own unit, or the decision that it reaffirmed or ended, if it did."""
    looked_back = select(Review.decision_id).where(Review.round_id == round_id)
    treated = select(ConsentRound.proposal_id).where(ConsentRound.id == round_id).scalar_subquery()
    took = and_(Decision.round_id == round_id, Decision.proposal_id == treated)
    return db.session.scalar(
        select(Decision).where(or_(took, Decision.id.in_(looked_back))).order_by(took.desc()).limit(1)
    )
