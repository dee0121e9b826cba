"""One decision with everything that led to it and came of it, as far as its reader may see that."""

from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core.database import db
from app.core.errors import NotFound
from app.core.permissions import may
from app.core.transaction import locked_where
from app.decisions.models import (
    Answer,
    ConsentRound,
    Decision,
    JointBody,
    Objection,
    Participant,
    Proposal,
    ProposalVersion,
)
from app.decisions.models.college import SittingItem
from app.decisions.queries.college import legal_decision
from app.decisions.queries.journal import readable_rounds
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import newest
from app.decisions.queries.rounds import objections_of
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import Choice, ParticipantRole
from app.organisation.models import Person, Unit
from app.organisation.states import StatutoryBody

MOST = 20


def load_decision(number: str) -> Decision:
    """The decision with this number, with its proposal. Raises `NotFound`."""
    return _found(db.session.scalar(_with_proposal().where(Decision.number == number)))


def locked_decision(number: str) -> Decision:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_with_proposal().where(Decision.number == number)))


@dataclass(frozen=True)
class Story:
    """What the page of a decision tells."""

    decision: Decision
    proposal: Proposal | None = None
    round: ConsentRound | None = None
    """The round that took it."""
    rounds: list[ConsentRound] = field(default_factory=list)
    electors: list[Participant] = field(default_factory=list)
    """Everybody whose consent was asked, with their answers."""
    objections: list[Objection] = field(default_factory=list)
    based_on: Decision | None = None
    """The decision its proposal was made of."""
    replaced: list[Decision] = field(default_factory=list)
    """The decisions of which it took the place."""
    replaced_by: Decision | None = None
    legal: SittingItem | None = None
    """The legal decision of the college, beside the consent."""
    college: Unit | None = None
    """The college next-wider to its unit: what has consent here is no decision of the college."""
    college_decisions: list[Decision] = field(default_factory=list)
    """What the college decided on it."""
    copies: list[Proposal] = field(default_factory=list)
    """The proposals that were made of it."""
    bodies: list[tuple[JointBody, Decision | None]] = field(default_factory=list)
    """Of a joint round: every body, with the decision it took where there is one that the reader may see."""

    @property
    def took_part(self) -> list[Participant]:
        """Who answered, except those who named a personal interest."""
        return [one for one in self.electors if one.answer is not None and one.answer.choice is not Choice.RECUSED]

    @property
    def recused(self) -> list[Participant]:
        """Who did not take part because of a personal interest."""
        return [one for one in self.electors if one.answer is not None and one.answer.choice is Choice.RECUSED]

    @property
    def absent(self) -> list[Participant]:
        """Who was not there, and gave no consent."""
        return [one for one in self.electors if one.answer is None]

    @property
    def concerns(self) -> list[Answer]:
        """The concerns to watch, first those that are to be looked at when the decision is reviewed."""
        answers = [one.answer for one in self.electors if one.answer is not None]
        concerns = [answer for answer in answers if answer.choice is Choice.CONCERN]
        return sorted(concerns, key=lambda answer: not answer.as_criterion)


def story_of(decision: Decision, reader: Person) -> Story:
    """Everything `reader` may know around a decision they may read. A constant number of queries."""
    replaced, replaced_by = _around(decision, reader)
    copies = titles_of(and_(Proposal.based_on_id == decision.id, visible_proposals(reader)), MOST)
    proposal = decision.proposal
    if proposal is None:
        return Story(decision, replaced=replaced, replaced_by=replaced_by, copies=copies)
    rounds = readable_rounds(proposal, reader)
    readable = {one.id for one in rounds}
    took_it = next((one for one in rounds if one.id == decision.round_id), None)
    wider = decision.unit.parent
    above = wider if wider is not None and wider.is_college else None
    return Story(
        decision,
        legal=legal_decision(decision),
        college=above,
        college_decisions=_of_the_college(decision, reader) if above is not None else [],
        proposal=proposal if may(reader, "proposal:read", proposal) else None,
        round=took_it,
        rounds=rounds,
        electors=_electors_with_answers(took_it) if took_it else [],
        objections=[
            one for one in objections_of(took_it.proposal_id if took_it else proposal.id) if one.round_id in readable
        ],
        bodies=_bodies(took_it, reader) if took_it and took_it.is_joint else [],
        based_on=_based_on(proposal, reader),
        replaced=replaced,
        replaced_by=replaced_by,
        copies=copies,
    )


def _bodies(round_: ConsentRound, reader: Person) -> list[tuple[JointBody, Decision | None]]:
    became = [one.proposal_id for one in round_.bodies]
    decided = newest(and_(Decision.proposal_id.in_(became), visible_decisions(reader)))
    decisions = {one.proposal_id: one for one in db.session.scalars(decided)}
    return [(one, decisions.get(one.proposal_id) if one.proposal_id else None) for one in round_.bodies]


def _of_the_college(decision: Decision, reader: Person) -> list[Decision]:
    made_of_it = Decision.proposal.has(Proposal.based_on_id == decision.id)
    in_college = Decision.unit.has(Unit.statutory == StatutoryBody.COLLEGE)
    return list(db.session.scalars(newest(and_(made_of_it, in_college, visible_decisions(reader)))))


def _around(decision: Decision, reader: Person) -> tuple[list[Decision], Decision | None]:
    """The decisions it took the place of, and the one that took its place. One query."""
    around = Decision.superseded_by_id == decision.id
    if decision.superseded_by_id is not None:
        around = or_(around, Decision.id == decision.superseded_by_id)
    found = db.session.scalars(newest(and_(around, visible_decisions(reader)))).all()
    replaced_by = next((one for one in found if one.id == decision.superseded_by_id), None)
    return [one for one in found if one is not replaced_by], replaced_by


def _based_on(proposal: Proposal, reader: Person) -> Decision | None:
    if proposal.based_on_id is None:
        return None
    return db.session.scalar(newest(and_(Decision.id == proposal.based_on_id, visible_decisions(reader))))


def _electors_with_answers(round_: ConsentRound) -> list[Participant]:
    query = (
        select(Participant)
        .where(
            Participant.round_id == round_.id,
            Participant.role == ParticipantRole.ELECTOR,
            Participant.set_aside.is_(False),
        )
        .options(selectinload(Participant.answers).joinedload(Answer.participant))
        .order_by(Participant.id)
    )
    return list(db.session.scalars(query))


@cache
def _with_proposal() -> Select[Decision]:
    versions = joinedload(Decision.proposal).selectinload(Proposal.versions)
    return select(Decision).options(versions.joinedload(ProposalVersion.wording))


def _found(decision: Decision | None) -> Decision:
    if decision is None:
        raise NotFound
    return decision
