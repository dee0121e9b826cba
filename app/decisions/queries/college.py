"""What is before the college, and what its sittings and decisions show."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, select, union
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.database import db
from app.core.errors import NotFound
from app.core.transaction import locked_where
from app.decisions.college_law import Convocation, Mark, SittingState
from app.decisions.models import Answer, ConsentRound, Decision, JointBody, Participant, Proposal, ProposalVersion
from app.decisions.models.college import CollegeMark, Sitting, SittingItem
from app.decisions.queries.rounds import treated
from app.decisions.states import Choice, ProposalState, RoundState
from app.organisation.models import Person, Unit
from app.organisation.queries import deciding_seats

BEFORE_THE_COLLEGE = (ProposalState.SUBMITTED, ProposalState.AGREED, ProposalState.NO_CONSENT)
ENDINGS = (RoundState.CONSENTED, RoundState.NOT_CONSENTED)


@dataclass(frozen=True)
class Matter:
    """One proposal before the college: what the members said beforehand, and who takes part in it."""

    proposal: Proposal
    members: list[Person]
    marks: dict[int, Mark]
    """By member."""
    recused: frozenset[int]
    """The members with a personal interest (Gemeentewet 58, which applies 28; Awb 2:4)."""
    sitting: Sitting
    own_item: SittingItem | None = None
    away: frozenset[int] = field(default_factory=frozenset)
    """The members on long absence."""

    @property
    def item(self) -> SittingItem:
        """Its place on the list of the sitting. Raises `NotFound` when it is not on it."""
        if self.own_item is None:
            raise NotFound
        return self.own_item

    @property
    def is_settled(self) -> bool:
        """Whether this sitting is through with it."""
        return self.own_item is not None and self.own_item.settlement is not None

    @property
    def taking_part(self) -> list[Person]:
        """The members who are there and take part in it."""
        return [one for one in self.sitting.present if one.id not in self.recused]

    @property
    def is_conform(self) -> bool:
        """Whether it is proposed as conform: every member who can, marked it as a hamerstuk. Silence is no mark."""
        return (
            self.proposal.state is ProposalState.SUBMITTED
            and not self.is_settled
            and not self.proposal.current.wording.missing_for_decision
            and all_say_hamer([one.id for one in self.members if one.id not in self.recused | self.away], self.marks)
        )


@dataclass(frozen=True)
class Before:
    """A proposal that is before the college while no sitting is open."""

    proposal: Proposal
    marks: dict[int, Mark]
    is_conform: bool


def all_say_hamer(members: Sequence[int], marks: dict[int, Mark]) -> bool:
    """Whether each of these members, and at least one, marked it as a hamerstuk."""
    return bool(members) and all(marks.get(one) is Mark.HAMER for one in members)


def members_of(unit: Unit, on: date) -> list[Person]:
    """Who has a seat in the college on a day: burgemeester and wethouders, long absent or not. One query."""
    return [seat.person for seat in deciding_seats(unit, on)]


def load_college(unit_id: int) -> Unit:
    """A unit that is the college. Raises `NotFound`."""
    unit = db.session.get(Unit, unit_id)
    if unit is None or not unit.is_college:
        raise NotFound
    return unit


def load_sitting(sitting_id: int) -> Sitting:
    """A sitting with who is there and what it has before it. Raises `NotFound`."""
    return _found(db.session.scalar(_whole().where(Sitting.id == sitting_id)))


def locked_sitting(sitting_id: int) -> Sitting:
    """The same, locked. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Sitting.id == sitting_id)))


def sittings_of(unit: Unit) -> list[Sitting]:
    """The latest sittings of a college. Two queries."""
    query = select(Sitting).where(Sitting.unit_id == unit.id).options(selectinload(Sitting.items))
    return list(db.session.scalars(query.order_by(Sitting.on.desc(), Sitting.id.desc()).limit(12)))


def not_held(unit: Unit) -> list[Sitting]:
    """The sittings without a quorum that were not convened again. One query."""
    again = select(Sitting.first_id).where(Sitting.first_id.is_not(None))
    query = select(Sitting).where(
        Sitting.unit_id == unit.id, Sitting.state == SittingState.NOT_HELD, Sitting.id.not_in(again)
    )
    return list(db.session.scalars(query.order_by(Sitting.on.desc())))


def before_the_college(unit: Unit) -> list[Before]:
    """Everything that waits for a sitting, with its marks. A constant number of queries."""
    found = list(db.session.scalars(_proposals(unit)))
    marks, seats = _marks(found), deciding_seats(unit, clock.today())
    told = []
    for one in found:
        said = marks.get(one.id, {})
        asked = [
            seat.person.id for seat in seats if not seat.is_absent and said.get(seat.person.id) is not Mark.RECUSED
        ]
        whole = one.state is ProposalState.SUBMITTED and not one.current.wording.missing_for_decision
        told.append(Before(one, said, whole and all_say_hamer(asked, said)))
    return told


def matters_of(sitting: Sitting) -> list[Matter]:
    """Everything that is on the list of a sitting, or may come on it. A constant number of queries."""
    return _matters(sitting, _proposals(sitting.unit, also=[one.proposal_id for one in sitting.items]))


def locked_matters(sitting: Sitting) -> list[Matter]:
    """The same, with the proposals locked."""
    keys = db.session.scalars(_proposals(sitting.unit, also=[one.proposal_id for one in sitting.items]))
    ids = sorted(one.id for one in keys)
    db.session.scalars(
        select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id).with_for_update(of=Proposal)
    ).all()
    return matters_of(sitting)


def recused_from(matter: Matter) -> list[Person]:
    """The members who take no part in a matter."""
    return [one for one in matter.members if one.id in matter.recused]


def is_called_again(matter: Matter) -> bool:
    """Whether no quorum is needed: in a second convocation, for what the first was convened for (Gemeentewet 56)."""
    sitting = matter.sitting
    if sitting.convocation is not Convocation.SECOND or sitting.first is None:
        return False
    return any(one.proposal_id == matter.proposal.id for one in sitting.first.items)


def mark_of(proposal: Proposal, person: Person) -> CollegeMark | None:
    """What somebody said of a proposal beforehand. One query."""
    return db.session.scalar(
        select(CollegeMark).where(CollegeMark.proposal_id == proposal.id, CollegeMark.person_id == person.id)
    )


def last_round(proposal: Proposal) -> ConsentRound | None:
    """The round in which the college sought consent on it last. One query."""
    query = select(ConsentRound).where(treated(proposal), ConsentRound.state.in_(ENDINGS))
    return db.session.scalar(query.order_by(ConsentRound.id.desc()).limit(1))


def legal_decision(decision: Decision) -> SittingItem | None:
    """The legal decision beside a decision, when the college took it. Three queries."""
    if not decision.unit.is_college:
        return None
    query = select(SittingItem).where(SittingItem.decision_id == decision.id)
    sitting = joinedload(SittingItem.sitting)
    return db.session.scalar(query.options(sitting.selectinload(Sitting.presence), selectinload(SittingItem.ballots)))


@cache
def _whole() -> Select[Sitting]:
    items = selectinload(Sitting.items)
    return select(Sitting).options(
        selectinload(Sitting.presence),
        items.selectinload(SittingItem.ballots),
        items.joinedload(SittingItem.decision),
        joinedload(Sitting.first).selectinload(Sitting.items),
    )


def _proposals(unit: Unit, also: Sequence[int] = ()) -> Select[Proposal]:
    waits: ColumnElement[bool] = Proposal.state.in_(BEFORE_THE_COLLEGE)
    return (
        select(Proposal)
        .where(Proposal.unit_id == unit.id, Proposal.rehearsal.is_(False), waits | Proposal.id.in_(also))
        .options(selectinload(Proposal.versions).joinedload(ProposalVersion.wording))
        .order_by(Proposal.id)
    )


def _matters(sitting: Sitting, query: Select[Proposal]) -> list[Matter]:
    found = list(db.session.scalars(query))
    seats = deciding_seats(sitting.unit, sitting.on)
    marks, in_round = _marks(found), _recused_in_round([one.id for one in found])
    items = {one.proposal_id: one for one in sitting.items}
    members = [seat.person for seat in seats]
    away = frozenset(seat.person.id for seat in seats if seat.is_absent)
    return [
        Matter(
            proposal=one,
            members=members,
            marks=marks.get(one.id, {}),
            recused=frozenset(
                {key for key, said in marks.get(one.id, {}).items() if said is Mark.RECUSED}
                | in_round.get(one.id, set())
            )
            & {member.id for member in members},
            sitting=sitting,
            own_item=items.get(one.id),
            away=away,
        )
        for one in found
    ]


def _marks(proposals: list[Proposal]) -> dict[int, dict[int, Mark]]:
    query = select(CollegeMark).where(CollegeMark.proposal_id.in_([one.id for one in proposals]))
    found: dict[int, dict[int, Mark]] = {}
    for one in db.session.scalars(query):
        found.setdefault(one.proposal_id, {})[one.person_id] = one.mark
    return found


def _recused_in_round(ids: list[int]) -> dict[int, set[int]]:
    """Who named a personal interest in the round on a proposal. One query."""
    own = select(ConsentRound.proposal_id, ConsentRound.id.label("round_id"))
    joint = select(JointBody.proposal_id, JointBody.round_id)
    treated = union(
        own.where(ConsentRound.proposal_id.in_(ids)), joint.where(JointBody.proposal_id.in_(ids))
    ).subquery()
    query = (
        select(treated.c.proposal_id, Participant.person_id)
        .join(Participant, Participant.round_id == treated.c.round_id)
        .join(Answer, Answer.participant_id == Participant.id)
        .where(Participant.person_id.is_not(None), Answer.choice == Choice.RECUSED, Answer.lapsed_at.is_(None))
    )
    found: dict[int, set[int]] = {}
    for proposal_id, person_id in db.session.execute(query):
        found.setdefault(proposal_id, set()).add(person_id or 0)
    return found


def _found(sitting: Sitting | None) -> Sitting:
    if sitting is None:
        raise NotFound
    return sitting
