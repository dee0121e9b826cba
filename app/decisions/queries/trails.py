"""The way of a matter through the units: to the wider unit, and back."""

from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.core.permissions import may
from app.decisions.models import ConsentRound, Decision, Objection, Proposal, Referral
from app.decisions.queries.journal import readable_rounds
from app.decisions.queries.register import newest
from app.decisions.queries.rounds import objections_of
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import ReferralOutcome
from app.organisation.models import Person


@dataclass(frozen=True)
class Leg:
    """One step of the way: a referral, as far as its reader may follow it."""

    referral: Referral
    from_readable: bool
    to_readable: bool
    decision: Decision | None = None
    """What was decided there."""


@dataclass(frozen=True)
class Trail:
    """How a matter came to where it is, and where it went from here."""

    here: Proposal
    came_by: list[Leg] = field(default_factory=list)
    """From where it began to here."""
    went_to: list[Leg] = field(default_factory=list)
    """From here on, the first time first, and from there on to units still wider."""
    rounds: list[ConsentRound] = field(default_factory=list)
    """The rounds of where it came from, that the reader may follow."""
    objections: list[Objection] = field(default_factory=list)
    """The objections in those rounds."""

    @property
    def legs(self) -> list[Leg]:
        """The whole way, in order."""
        return [*self.came_by, *self.went_to]

    @property
    def waits_for(self) -> Referral | None:
        """The referral that has no answer yet."""
        return next((leg.referral for leg in self.went_to if leg.referral.outcome is None), None)

    @property
    def last_answer(self) -> Referral | None:
        """What came back last from the wider unit to which it went."""
        own = [leg.referral for leg in self.went_to if leg.referral.proposal_id == self.here.id]
        return own[-1] if own and own[-1].outcome is not None else None

    @property
    def settled_by(self) -> Decision | None:
        """The decision of a wider unit that settled it, if the reader may read that."""
        return next((leg.decision for leg in reversed(self.went_to) if leg.decision), None)


def trail_of(proposal: Proposal, reader: Person) -> Trail:
    """The way of a matter as `reader` may know it. A number of queries that depends on the levels alone."""
    back = _back_from(proposal)
    if not back and proposal.referred_at is None:
        return Trail(proposal)
    onward = _on_from([proposal])
    decided = _decisions_on([one.successor for one in [*back, *onward]], reader)
    legs = {one.id: _leg(one, decided, reader) for one in [*back, *onward]}
    before = [one.proposal for one in back if legs[one.id].from_readable]
    rounds = [round_ for one in before for round_ in readable_rounds(one, reader)]
    readable = {one.id for one in rounds}
    return Trail(
        proposal,
        came_by=[legs[one.id] for one in back],
        went_to=[legs[one.id] for one in onward],
        rounds=rounds,
        objections=[one for first in before for one in objections_of(first.id) if one.round_id in readable],
    )


def _back_from(proposal: Proposal) -> list[Referral]:
    way: list[Referral] = []
    referral = proposal.came_by
    while referral is not None:
        way.insert(0, referral)
        referral = referral.proposal.came_by
    return way


def _on_from(proposals: list[Proposal]) -> list[Referral]:
    """The referrals of these proposals and of what arose from them. One query a level."""
    referred = [one.id for one in proposals if one.referred_at is not None]
    if not referred:
        return []
    query = (
        select(Referral)
        .where(Referral.proposal_id.in_(referred))
        .options(joinedload(Referral.successor), joinedload(Referral.objection))
        .order_by(Referral.id)
    )
    found = list(db.session.scalars(query))
    return [*found, *_on_from([one.successor for one in found])]


def _decisions_on(proposals: list[Proposal], reader: Person) -> dict[int, Decision]:
    """The decisions on these proposals that the reader may read, by proposal. One query."""
    query = newest(and_(visible_decisions(reader), Decision.proposal_id.in_([one.id for one in proposals])))
    return {one.proposal_id: one for one in db.session.scalars(query) if one.proposal_id is not None}


def _leg(referral: Referral, decided: dict[int, Decision], reader: Person) -> Leg:
    return Leg(
        referral,
        from_readable=may(reader, "proposal:read", referral.proposal),
        to_readable=may(reader, "proposal:read", referral.successor),
        decision=decided.get(referral.successor_id) if referral.outcome is ReferralOutcome.DECIDED else None,
    )
