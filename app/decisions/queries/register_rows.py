"""The register row by row, for whoever takes it along: what the reader may see and asked for, and all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.core.database import db
from app.decisions.models import Decision, Wording
from app.decisions.queries.bounded import units_with
from app.decisions.queries.register import NEWEST_FIRST, Wanted, conditions_of
from app.decisions.queries.visibility import visible_decisions
from app.decisions.states import Confidentiality, DecisionState, Origin
from app.organisation.models import Person, SteeringLevel, Unit

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One decision as a line of a list."""

    number: str
    title: str
    unit: str
    level: str
    state: DecisionState
    origin: Origin
    decided_on: date | None
    starts_on: date | None
    review_on: date | None
    owner: str | None
    confidentiality: Confidentiality
    case_number: str | None
    document_number: str | None


def rows_of_register(reader: Person, wanted: Wanted) -> Iterator[RegisterRow]:
    """Every decision `reader` may see and asked for, newest first. Two queries, read piece by piece."""
    query = (
        select(
            Decision.number,
            Wording.what,
            Unit.name,
            SteeringLevel.name,
            Decision.state,
            Decision.origin,
            Decision.decided_on,
            Wording.starts_on,
            Decision.review_on,
            Person.name,
            Decision.confidentiality,
            func.coalesce(Decision.source["zaaknummer"].as_string(), Wording.sections["case_number"].as_string()),
            func.coalesce(
                Decision.source["documentnummer"].as_string(), Wording.sections["document_number"].as_string()
            ),
        )
        .select_from(Decision)
        .join(Wording, Decision.wording_id == Wording.id)
        .join(Unit, Decision.unit_id == Unit.id)
        .join(SteeringLevel, Unit.level_id == SteeringLevel.id)
        .outerjoin(Person, Wording.owner_id == Person.id)
        .where(_asked(reader, wanted))
        .order_by(*NEWEST_FIRST)
        .execution_options(yield_per=AT_ONCE)
    )
    found: Iterator[Any] = iter(db.session.execute(query))
    for row in found:
        yield RegisterRow(*row)


def count_of_register(reader: Person, wanted: Wanted) -> int:
    """How many these are."""
    counted = select(func.count()).select_from(Decision).where(_asked(reader, wanted))
    return db.session.scalar(counted) or 0


def _asked(reader: Person, wanted: Wanted) -> ColumnElement[bool]:
    visible = visible_decisions(reader)
    return and_(visible, *conditions_of(wanted, units_with(Decision, visible), visible))
