"""Temporary units: a werkgroep, begeleidingsteam or programma, set up for one task.

Each is a unit like any other, with members, rounds and meetings, and lies within the unit it reports to. What makes it
temporary stands here, beside it: of which kind it is, until when it was planned, and what became of it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, or_, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, db, enum_column
from app.organisation.models import Unit
from app.organisation.states import TemporaryKind, TemporaryState


class TemporaryUnit(Base):
    """What is temporary about a unit. Its task is the purpose of the unit; it reports to the unit around it."""

    __tablename__ = "temporary_units"
    __table_args__ = (
        CheckConstraint("stopped_on IS NULL OR state = 'stopped'", name="stopped"),
        CheckConstraint("(stopped_on IS NULL) = (handed_to_id IS NULL)", name="handed_over"),
    )

    id: Mapped[int] = mapped_column("unit_id", ForeignKey("units.id"), primary_key=True, init=False)
    """That of its unit: its events are events of the unit."""
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True, foreign_keys="TemporaryUnit.id")
    kind: Mapped[TemporaryKind] = mapped_column(enum_column(TemporaryKind))
    planned_until: Mapped[date]
    """When it should be done. Nothing ends by itself."""
    state: Mapped[TemporaryState] = mapped_column(enum_column(TemporaryState), default=TemporaryState.RUNNING)
    stopped_on: Mapped[date | None] = mapped_column(default=None)
    stopped_because: Mapped[str] = mapped_column(Text, default="")
    handed_to: Mapped[Unit | None] = relationship(foreign_keys="TemporaryUnit.handed_to_id", default=None)
    """The unit that took over what was open."""
    handed_to_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    handed_over: Mapped[dict[str, list[int]]] = mapped_column(JSON, default_factory=dict)
    """What it took over, by kind: the keys. Whoever may not read one of them does not learn that it is there."""
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """Units have no versions."""
        return None

    @property
    def reports_to(self) -> Unit | None:
        """The unit around it."""
        return self.unit.parent

    @property
    def is_running(self) -> bool:
        """Whether nobody has stopped it."""
        return self.state is TemporaryState.RUNNING

    @property
    def is_overdue(self) -> bool:
        """Whether it should have stopped."""
        return self.is_running and self.planned_until < clock.today()


def temporary_of(unit: Unit) -> TemporaryUnit | None:
    """What is temporary about a unit, if anything is. One query at most."""
    return db.session.get(TemporaryUnit, unit.id)


def who_took_over(unit_ids: Iterable[int]) -> dict[int, int]:
    """By the key of each unit: of the one that has what it had. One query, and one more each time it was handed on."""
    heirs = {key: key for key in unit_ids}
    while handed_on := _handed_on(heirs.values()):
        heirs = {key: handed_on.get(heir, heir) for key, heir in heirs.items()}
    return heirs


def _handed_on(unit_ids: Iterable[int]) -> dict[int, int]:
    query = select(TemporaryUnit.id, TemporaryUnit.handed_to_id).where(TemporaryUnit.id.in_(unit_ids))
    return {key: heir for key, heir in db.session.execute(query) if heir is not None}


def temporaries_around(unit: Unit) -> list[TemporaryUnit]:
    """Those that report to a unit, running ones first, and that of the unit itself. One query."""
    query = (
        select(TemporaryUnit)
        .join(TemporaryUnit.unit)
        .where(or_(Unit.parent_id == unit.id, TemporaryUnit.id == unit.id))
        .options(joinedload(TemporaryUnit.handed_to))
        .order_by(TemporaryUnit.state, TemporaryUnit.planned_until, TemporaryUnit.id)
    )
    return list(db.session.scalars(query))


def running_temporaries() -> dict[int, TemporaryUnit]:
    """Every temporary unit that nobody has stopped, by the key of its unit. One query."""
    query = select(TemporaryUnit).where(TemporaryUnit.state == TemporaryState.RUNNING)
    return {one.id: one for one in db.session.scalars(query)}


def overdue_in(unit_ids: Iterable[int]) -> list[TemporaryUnit]:
    """Those among these units that should have stopped. One query."""
    condition: Any = TemporaryUnit.id.in_(list(unit_ids))
    query = select(TemporaryUnit).where(
        condition, TemporaryUnit.state == TemporaryState.RUNNING, TemporaryUnit.planned_until < clock.today()
    )
    return list(db.session.scalars(query.order_by(TemporaryUnit.planned_until)))
