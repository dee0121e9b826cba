"""What anybody may read: openbare besluiten, without names (Woo 5.2), once their embargo is over.

A decision stands here with its own text when it is openbaar, and with its openbare tekst when it has one; of a text
behind that nothing is said or searched.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.core import search
from app.core.database import db
from app.core.errors import NotFound
from app.decisions.disclosure import PUBLIC_TEXT
from app.decisions.models import Decision, Objection, Wording
from app.decisions.models.college import SittingItem
from app.decisions.queries.college import legal_decision
from app.decisions.states import Confidentiality, DecisionState, ObjectionState

PAGE = 25
STATES = tuple(DecisionState)
"""Every state of a decision that was taken: what is not a decision yet is in no public register."""


@dataclass(frozen=True)
class Published:
    """A decision as the public sees it."""

    number: str
    unit: str
    decided_on: date | None
    holds: bool
    state: str
    wording: Wording

    @property
    def title(self) -> str:
        """What it is about."""
        return self.wording.what


@dataclass(frozen=True)
class PublicPage:
    """One page of the public register."""

    decisions: list[Published]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class PublicStory:
    """One decision with what the public may know of how it came about."""

    decision: Published
    objections: int
    """How many objections were made in the consentronde."""
    unsettled: int
    replaced_by: Published | None
    legal: SittingItem | None
    """What the college decided in law; of who voted how only what a member asked to be noted (aantekening)."""


def is_published() -> ColumnElement[bool]:
    """Which decisions stand in the public register."""
    whole = and_(Decision.confidentiality == Confidentiality.OPEN, Decision.not_secret())
    return and_(
        Decision.state.in_(STATES),
        Decision.is_withheld.is_(False),
        Decision.embargo_is_over(),
        or_(whole, Decision.public_wording_id.is_not(None)),
    )


def public_page(words: str, number: int) -> PublicPage:
    """The published decisions in which these words stand, newest first. Two queries."""
    asked = and_(is_published(), *_with(words))
    total = db.session.scalar(select(func.count()).select_from(Decision).where(asked)) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(number, 1), pages)
    query = (
        select(Decision)
        .where(asked)
        .options(joinedload(Decision.public_wording))
        .order_by(Decision.decided_on.desc().nulls_last(), Decision.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return PublicPage([published(one) for one in db.session.scalars(query)], total, page, pages)


def public_story(number: str) -> PublicStory:
    """One published decision. Raises `NotFound`, also for one that is there and not published. Three queries."""
    decision = _find(Decision.number == number)
    if decision is None:
        raise NotFound
    has_round = decision.shows_whole_text and decision.round_id is not None
    states = list(db.session.scalars(_objections(decision))) if has_round else []
    successor = _find(Decision.id == decision.superseded_by_id) if decision.superseded_by_id is not None else None
    return PublicStory(
        decision=published(decision),
        objections=len(states),
        unsettled=states.count(ObjectionState.UNSETTLED),
        replaced_by=published(successor) if successor is not None else None,
        legal=legal_decision(decision) if decision.shows_whole_text else None,
    )


def _objections(decision: Decision) -> Select[ObjectionState]:
    return select(Objection.state).where(Objection.proposal_id == decision.proposal_id)


def _find(condition: ColumnElement[bool]) -> Decision | None:
    return db.session.scalar(select(Decision).where(condition, is_published()).options(joinedload(Decision.unit)))


def _with(words: str) -> list[ColumnElement[bool]]:
    """That the words stand in the text that is shown: no other text of the decision, nor what it came from, counts."""
    found = search.matching(PUBLIC_TEXT, words)
    return [] if found is None else [Decision.id.in_(found)]


def published(decision: Decision) -> Published:
    """What the public sees of a decision that is published. Raises `NotFound` for one without a text for the public."""
    wording = decision.public_text
    if wording is None:
        raise NotFound
    return Published(
        number=decision.number,
        unit=decision.unit.name,
        decided_on=decision.decided_on,
        holds=decision.state in (DecisionState.IN_FORCE, DecisionState.UNDER_REVIEW),
        state=decision.state.label,
        wording=wording,
    )
