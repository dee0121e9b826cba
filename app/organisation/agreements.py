"""What a unit has agreed about itself: its sturingsfocus, its rules, its overlegstructuur, the description of a role.

Each agreement holds from one day to another, by a decision of the unit's own round; the first may come from the
beheerder. Nothing is overwritten: what held before stays readable. Which kinds there are, and what stands in them, is
known to `app.steering`; this floor knows only of the rules, by which rounds are held.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, db
from app.organisation.models import Unit
from app.organisation.states import AbsenceRule, Chairing, Signal

RULES = "rules"
"""The name of the kind that rounds are held by."""


class UnitAgreement(Base):
    """What one unit has agreed about one thing, from one day to another."""

    __tablename__ = "unit_agreements"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= starts_on", name="period"),
        CheckConstraint("(decision_id IS NULL) = (decision_number IS NULL)", name="decision"),
        Index("ix_unit_agreements_unit_id_kind_name", "unit_id", "kind_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship()
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    kind_name: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    starts_on: Mapped[date]
    review_on: Mapped[date | None] = mapped_column(default=None)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), default=None, unique=True)
    """The decision that put it in force; None for what the beheerder filled in before there was one."""
    decision_number: Mapped[str | None] = mapped_column(String(40), default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    """The first day on which it no longer holds."""
    entered_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= on and (self.ended_on is None or on < self.ended_on)

    def is_coming(self, on: date) -> bool:
        """Whether it will be in force, but not yet on this day."""
        return on < self.starts_on and (self.ended_on is None or self.starts_on < self.ended_on)

    @property
    def never_held(self) -> bool:
        """Whether another took its place before its first day."""
        return self.ended_on == self.starts_on

    @classmethod
    def holding_on(cls, on: date) -> ColumnElement[bool]:
        """What `holds` asks, as a condition of a query."""
        return and_(cls.starts_on <= on, or_(cls.ended_on.is_(None), cls.ended_on > on))


@dataclass(frozen=True)
class UnitRules:
    """The rules by which a unit holds its rounds."""

    absence_rule: AbsenceRule = AbsenceRule.PRESENT_DECIDE
    notice_days: int = 0
    """How many days ahead whoever is absent must have been able to know, for those present to decide without them."""
    contest_days: int = 14
    """For how many days after an uitvoeringsbesluit somebody may say that it is beleid."""
    signal: Signal = Signal.BY_SIZE
    chairing: Chairing = Chairing.PREPARER

    @classmethod
    def of_content(cls, content: Mapping[str, Any]) -> "UnitRules":
        """The rules as an agreement holds them."""
        return cls(
            absence_rule=AbsenceRule(content["absence_rule"]),
            notice_days=content["notice_days"],
            contest_days=content["contest_days"],
            signal=Signal(content["signal"]),
            chairing=Chairing(content["chairing"]),
        )

    def content(self) -> dict[str, Any]:
        """The same, as an agreement holds them."""
        return {name: getattr(value, "value", value) for name, value in asdict(self).items()}


def agreements_of(unit: Unit, kind_name: str | None = None) -> list[UnitAgreement]:
    """What a unit has agreed, also what no longer holds, the latest first. One query."""
    query = select(UnitAgreement).where(UnitAgreement.unit_id == unit.id)
    if kind_name is not None:
        query = query.where(UnitAgreement.kind_name == kind_name)
    return list(db.session.scalars(query.order_by(UnitAgreement.starts_on.desc(), UnitAgreement.id.desc())))


def in_force(unit: Unit, kind_name: str, on: date) -> UnitAgreement | None:
    """What a unit has agreed about something, as it holds on a day. One query."""
    query = select(UnitAgreement).where(
        UnitAgreement.unit_id == unit.id, UnitAgreement.kind_name == kind_name, UnitAgreement.holding_on(on)
    )
    return db.session.scalar(query.order_by(UnitAgreement.starts_on.desc(), UnitAgreement.id.desc()).limit(1))


def rules_of(unit: Unit, on: date) -> UnitRules:
    """The rules of a unit on a day: those it agreed, or else those it was given when it was made. One query."""
    agreed = in_force(unit, RULES, on)
    return UnitRules.of_content(agreed.content) if agreed else rules_given_to(unit)


def rules_given_to(unit: Unit) -> UnitRules:
    """The rules that a unit begins with, as the beheerder set them."""
    return UnitRules(absence_rule=unit.absence_rule, contest_days=unit.contest_days)
