"""Reading elections, with who nominated whom."""

from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from app.core.database import db
from app.core.errors import NotFound
from app.core.transaction import locked_where
from app.decisions.models import ConsentRound, Decision
from app.decisions.queries.visibility import own_tables
from app.elections.models import Election, ElectionPlace
from app.organisation.agreements import UnitAgreement
from app.organisation.models import Person, Unit


def load_election(election_id: int) -> Election:
    """An election with its places and nominations. Raises `NotFound`. Three queries."""
    return _found(db.session.scalar(_whole().where(Election.id == election_id)))


def locked_election(election_id: int) -> Election:
    """The same, locked until the end of the transaction. Raises `NotFound`."""
    return _found(locked_where(_whole().where(Election.id == election_id)))


def description_of(election: Election) -> UnitAgreement | None:
    """What the role is, as it was agreed when nominations were asked."""
    return db.session.get(UnitAgreement, election.description_id) if election.description_id else None


def round_of(election: Election) -> ConsentRound | None:
    """The round in hand on whom the gespreksleider proposed."""
    if election.proposal_id is None:
        return None
    query = select(ConsentRound).where(ConsentRound.proposal_id == election.proposal_id)
    return db.session.scalar(query.order_by(ConsentRound.id.desc()).limit(1))


def decision_of(election: Election) -> Decision | None:
    """What the election ended in."""
    if election.proposal_id is None:
        return None
    return db.session.scalar(select(Decision).where(Decision.proposal_id == election.proposal_id))


def elections_in(unit: Unit, most: int) -> list[Election]:
    """The elections of a unit, open ones first, then the latest. One query."""
    query = select(Election).where(Election.unit_id == unit.id)
    return list(db.session.scalars(query.order_by(Election.ended_at.is_not(None), Election.id.desc()).limit(most)))


def open_elections(reader: Person) -> list[Election]:
    """The elections that go on at the tables where somebody sits. One query."""
    tables = own_tables(reader)
    query = select(Election).where(Election.unit_id.in_(tables), Election.ended_at.is_(None)).order_by(Election.id)
    return list(db.session.scalars(query)) if tables else []


@cache
def _whole() -> Select[Election]:
    return select(Election).options(selectinload(Election.places).selectinload(ElectionPlace.history))


def _found(election: Election | None) -> Election:
    if election is None:
        raise NotFound
    return election
