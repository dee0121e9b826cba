"""What the screens of proposals read."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, or_, select, union_all
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.core import search
from app.core.database import db
from app.core.errors import N_, NotFound
from app.core.permissions import may
from app.core.transaction import locked_where
from app.decisions.models import (
    ConsentRound,
    Decision,
    Objection,
    Participant,
    Proposal,
    ProposalVersion,
    Referral,
    Wording,
)
from app.decisions.queries.bounded import Total, counted, pages_of, units_with
from app.decisions.queries.journal import readable_rounds
from app.decisions.queries.rounds import objections_of
from app.decisions.queries.tables import is_led
from app.decisions.queries.trails import Trail, trail_of
from app.decisions.queries.visibility import visible_proposals
from app.decisions.states import NATURES, ProposalState
from app.organisation.models import Person, Unit

PAGE = 25
FEW = 6
"""How many of a section are shown before one asks for all of it."""

ENDED = (
    *(ProposalState.DECIDED, ProposalState.NO_CONSENT, ProposalState.DELEGATED, ProposalState.WITHDRAWN),
    *(ProposalState.SETTLED_WIDER, ProposalState.HANDED_BACK),
)
SECTIONS: dict[str, tuple[str, tuple[ProposalState, ...]]] = {
    "concepten": (N_("Jouw concepten"), (ProposalState.DRAFT,)),
    "ingediend": (N_("Ingediend"), (ProposalState.SUBMITTED,)),
    "in-ronde": (N_("Nu in een ronde"), (ProposalState.IN_ROUND, ProposalState.AGREED)),
    "voorgelegd": (N_("Bij de bredere kring"), (ProposalState.REFERRED,)),
    "afgerond": (N_("Afgerond"), ENDED),
}
"""The sections of the overview by their name in the address: label, and the states of what stands in it."""


def load_proposal(proposal_id: int) -> Proposal:
    """A proposal with its versions. Raises `NotFound`."""
    return _found(db.session.scalar(_with_versions().where(Proposal.id == proposal_id)))


def locked_proposal(proposal_id: int) -> Proposal:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_with_versions().where(Proposal.id == proposal_id)))


@dataclass(frozen=True)
class Wanted:
    """What the reader of the overview asked for."""

    words: str = ""
    unit_id: int | None = None
    nature: str | None = None
    section: str | None = None
    page: int = 1

    @property
    def is_everything(self) -> bool:
        """Whether nothing was left out."""
        return not self.words and not self.filters and self.section is None

    @property
    def filters(self) -> int:
        """How many filters are on that one can choose beside the search."""
        return sum(one is not None for one in (self.unit_id, self.nature))


@dataclass(frozen=True)
class Section:
    """Part of the overview: some proposals in the same stage, and how many there are."""

    name: str
    label: str
    proposals: list[Proposal]
    total: Total
    pages: int


@dataclass(frozen=True)
class Overview:
    """The proposals somebody may see, by stage."""

    sections: list[Section]
    rounds: dict[int, int]
    """Of each proposal whose round the reader may follow: the id of that round."""
    units: list[Unit]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(section.total for section in self.sections)

    @property
    def unit_choices(self) -> list[tuple[int, str]]:
        """The units to filter on."""
        return [(unit.id, unit.name) for unit in self.units]


def overview_of(reader: Person, wanted: Wanted) -> Overview:
    """The proposals `reader` may see. A constant number of queries, whatever there is."""
    visible = visible_proposals(reader)
    names = [wanted.section] if wanted.section in SECTIONS else list(SECTIONS)
    asked = and_(visible, *_asked(wanted))
    parts = [select(Proposal.id).where(asked, Proposal.state.in_(SECTIONS[name][1])) for name in names]
    totals = db.session.execute(select(*(counted(part) for part in parts))).one()
    pages = pages_of(totals[0], PAGE) if wanted.section in SECTIONS else 1
    first = PAGE * (min(wanted.page, pages) - 1)
    shown = _latest_of_each(parts, PAGE if wanted.section in SECTIONS else FEW, first)
    sections = [
        Section(name, SECTIONS[name][0], [one for one in shown if one.state in SECTIONS[name][1]], Total(total), pages)
        for name, total in zip(names, totals, strict=True)
    ]
    in_round = [one.id for one in shown if one.state is ProposalState.IN_ROUND]
    return Overview(sections, _rounds_to_follow(in_round, reader), units_with(Proposal, visible))


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    found = search.matching("proposal", wanted.words)
    if found is not None:
        once = found.cte("found")
        conditions.append(Proposal.id.in_(select(once.c.subject_id)))
    if wanted.unit_id is not None:
        conditions.append(Proposal.unit_id == wanted.unit_id)
    if wanted.nature in NATURES:
        conditions.append(Proposal.nature == NATURES[wanted.nature])
    return conditions


def _latest_of_each(parts: list[Select[int]], most: int, skipped: int) -> list[Proposal]:
    """Of each of these selections the latest. A constant number of queries."""
    latest = [part.order_by(*latest_first()).limit(most).offset(skipped).subquery() for part in parts]
    ids = union_all(*(select(one.c.id) for one in latest))
    options = (*_titles(), selectinload(Proposal.referrals).joinedload(Referral.successor))
    query = select(Proposal).where(Proposal.id.in_(ids)).options(*options).order_by(*latest_first())
    return list(db.session.scalars(query))


@cache
def latest_first() -> tuple[UnaryExpression[datetime], UnaryExpression[int]]:
    """The order of every list of proposals."""
    return Proposal.changed_at.desc(), Proposal.id.desc()


def titles_of(condition: ColumnElement[bool], limit: int) -> list[Proposal]:
    """The latest proposals under a condition, with their titles only. Two queries."""
    query = select(Proposal).where(condition).options(*_titles()).order_by(*latest_first()).limit(limit)
    return list(db.session.scalars(query))


@cache
def _titles() -> tuple[ORMOption, ...]:
    """Of each version only what it is about: a list has no need of whole texts. Of uitvoering also whose it is."""
    text = selectinload(Proposal.versions).joinedload(ProposalVersion.wording).load_only(Wording.what)
    return text, selectinload(Proposal.mandate), selectinload(Proposal.advice)


def _rounds_to_follow(proposal_ids: list[int], reader: Person) -> dict[int, int]:
    """The open rounds on these proposals at which `reader` has a place, by proposal. One query."""
    has_place = ConsentRound.participants.any(Participant.person_id == reader.id)
    is_author = ConsentRound.proposal.has(Proposal.author_id == reader.id)
    query = select(ConsentRound.proposal_id, ConsentRound.id).where(
        ConsentRound.proposal_id.in_(proposal_ids),
        ConsentRound.ended_at.is_(None),
        or_(has_place, is_author, ConsentRound.chair_id == reader.id),
    )
    return {proposal_id: round_id for proposal_id, round_id in db.session.execute(query)}  # noqa: C416


@dataclass(frozen=True)
class Dossier:
    """Everything the page of a proposal shows beside its text, as far as the reader may see it."""

    proposal: Proposal
    rounds: list[ConsentRound]
    objections: list[Objection]
    decision: Decision | None
    based_on: Decision | None
    is_led: bool
    """Whether anybody may set a round ready in its unit."""
    trail: Trail
    """Its way to the wider unit and back."""

    @cached_property
    def open_round(self) -> ConsentRound | None:
        """The round that goes on now."""
        return next((one for one in self.rounds if one.state.is_open), None)


def dossier_of(proposal: Proposal, reader: Person) -> Dossier:
    """The rounds, the objections and the decisions around a proposal. A constant number of queries."""
    rounds = readable_rounds(proposal, reader)
    readable = {one.id for one in rounds}
    objections = [one for one in objections_of(proposal.id) if one.round_id in readable] if rounds else []
    of_it = Decision.proposal_id == proposal.id
    around = of_it if proposal.based_on_id is None else or_(of_it, Decision.id == proposal.based_on_id)
    decisions = db.session.scalars(select(Decision).where(around)).all()
    shown = [one for one in decisions if may(reader, "decision:read", one)]
    return Dossier(
        proposal=proposal,
        rounds=rounds,
        objections=objections,
        decision=next((one for one in shown if one.proposal_id == proposal.id), None),
        trail=trail_of(proposal, reader),
        based_on=next((one for one in shown if one.id == proposal.based_on_id), None),
        is_led=is_led(proposal.unit),
    )


def open_round_id(proposal: Proposal) -> int | None:
    """The id of the round that goes on now. One query."""
    query = select(ConsentRound.id).where(ConsentRound.proposal_id == proposal.id, ConsentRound.ended_at.is_(None))
    return db.session.scalar(query)


@cache
def _with_versions() -> Select[Proposal]:
    return select(Proposal).options(selectinload(Proposal.versions).joinedload(ProposalVersion.wording))


def _found(proposal: Proposal | None) -> Proposal:
    if proposal is None:
        raise NotFound
    return proposal
