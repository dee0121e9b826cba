"""Lists that cost the same however much there is (ADR 24): totals are counted up to a limit, units by a probe each."""

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, func, select
from sqlalchemy.orm import aliased

from app.core.database import db
from app.decisions.models import Decision, Proposal
from app.organisation.models import Unit

MOST_COUNTED = 5_000
"""Beyond this a list says "meer dan", and one narrows it down instead of leafing on."""


class Total(int):
    """How many there are, as far as one counts: up to `MOST_COUNTED` and one more."""

    @property
    def is_more(self) -> bool:
        """Whether there are more than were counted."""
        return self > MOST_COUNTED

    @property
    def number(self) -> int:
        """The number to say, with "meer dan" before it when there are more."""
        return min(self, MOST_COUNTED)


def counted(ids: Select[Any]) -> ScalarSelect[int]:
    """How many rows a selection has, as far as one more than `MOST_COUNTED`, as a subquery."""
    return select(func.count()).select_from(ids.limit(MOST_COUNTED + 1).subquery()).scalar_subquery()


def pages_of(total: int, page: int) -> int:
    """How many pages of this size one can leaf through; at least one."""
    return max(1, -(-min(total, MOST_COUNTED) // page))


def units_with(model: type[Decision] | type[Proposal], condition: ColumnElement[bool]) -> list[Unit]:
    """The units that have rows under a condition, by name: one look in the index for each unit. One query.

    A limit keeps PostgreSQL from reading the whole table to join it.
    """
    unit = aliased(Unit)
    some = select(model.id).where(model.unit_id == unit.id, condition).limit(1).scalar_subquery()
    return list(db.session.scalars(select(unit).where(some.is_not(None)).order_by(unit.name)))
