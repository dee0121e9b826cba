"""What waits for somebody today."""

from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from app.core.database import db
from app.decisions.models import Action, ConsentRound, Decision, Participant, Proposal
from app.decisions.queries.executions import to_advise, to_decide
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import is_due, newest
from app.decisions.queries.reviews import actions_waiting_for
from app.decisions.queries.visibility import (
    led_units,
    own_tables,
    rounds_within_reach,
    visible_decisions,
    visible_proposals,
)
from app.decisions.states import ParticipantRole, ProposalState
from app.organisation.models import Person

MOST = 12


@dataclass(frozen=True)
class Waiting:
    """What waits for somebody, most urgent first."""

    rounds: list[ConsentRound]
    submitted: list[Proposal]
    """Handed in to units in which they may set a round ready."""
    drafts: list[Proposal]
    to_decide: list[Proposal]
    """Uitvoering that waits for them as mandate holder, or because a round named them."""
    to_advise: list[Proposal]
    """Uitvoering about which their advice was asked."""
    actions: list[Action]
    """What they said they would do."""
    due: list[Decision]
    """Decisions of their units that are to be looked back on."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        waits = (self.rounds, self.submitted, self.drafts, self.to_decide, self.to_advise, self.actions, self.due)
        return not any(waits)


def waiting_for(person: Person) -> Waiting:
    """What waits for `person`. A constant number of queries, whatever there is."""
    visible = visible_proposals(person)
    for_a_round = and_(Proposal.state == ProposalState.SUBMITTED, Proposal.mandate_id.is_(None))
    submitted = and_(visible, for_a_round, Proposal.unit_id.in_(led_units(person)))
    drafts = and_(visible, Proposal.state == ProposalState.DRAFT)
    due = and_(visible_decisions(person), is_due(), Decision.unit_id.in_(own_tables(person)))
    return Waiting(
        rounds=_open_rounds(person),
        submitted=titles_of(submitted, MOST),
        drafts=titles_of(drafts, MOST),
        to_decide=to_decide(person),
        to_advise=to_advise(person),
        actions=actions_waiting_for(person),
        due=list(db.session.scalars(newest(due).limit(MOST))),
    )


def _open_rounds(person: Person) -> list[ConsentRound]:
    """The rounds that go on in which somebody decides, advises or chairs, or on their proposal. One query."""
    speaks = ConsentRound.participants.any(
        and_(
            Participant.person_id == person.id,
            Participant.role.in_([ParticipantRole.ELECTOR, ParticipantRole.ADVISER]),
        )
    )
    is_author = ConsentRound.proposal.has(Proposal.author_id == person.id)
    query = (
        select(ConsentRound)
        .where(ConsentRound.ended_at.is_(None), or_(speaks, is_author, ConsentRound.chair_id == person.id))
        .where(rounds_within_reach(person))
        .options(joinedload(ConsentRound.proposal))
        .order_by(ConsentRound.opened_at.desc().nulls_last(), ConsentRound.id.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(query))
