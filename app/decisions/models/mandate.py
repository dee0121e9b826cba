"""Who may take which uitvoeringsbesluiten, within which beleid, up to what limit, from when to when."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Column, ColumnElement, ForeignKey, String, Table, Text, and_, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.decision import Decision
from app.decisions.states import MandateKind, MandateState
from app.organisation.models import Person, Unit
from app.organisation.states import Role

within = Table(
    "mandate_policies",
    Base.metadata,
    Column("mandate_id", ForeignKey("mandates.id"), primary_key=True),
    Column("decision_id", ForeignKey("decisions.id"), primary_key=True, index=True),
)


class Mandate(Base):
    """Mandaat of a bestuursorgaan (Awb 10:1), or beslisruimte of a unit for its own members and roles."""

    __tablename__ = "mandates"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        CheckConstraint("(holder_id IS NULL) = (holder_role IS NOT NULL)", name="person_or_role"),
        CheckConstraint("(holder_role IS NULL) = (holder_unit_id IS NULL)", name="role_in_a_unit"),
        CheckConstraint("kind = 'mandate' OR (parent_id IS NULL AND NOT allows_submandate)", name="submandate"),
        CheckConstraint("limit_cents IS NULL OR limit_cents >= 0", name="limit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[MandateKind] = mapped_column(enum_column(MandateKind))
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True, foreign_keys="Mandate.unit_id")
    """Who gives it: for a mandaat the bestuursorgaan in whose name is decided."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    scope: Mapped[str] = mapped_column(Text)
    """Which uitvoeringsbesluiten."""
    holder: Mapped[Person | None] = relationship(lazy="joined", default=None)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    holder_role: Mapped[Role | None] = mapped_column(enum_column(Role, "holderrole"), default=None)
    holder_unit: Mapped[Unit | None] = relationship(lazy="joined", default=None, foreign_keys="Mandate.holder_unit_id")
    holder_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    limit_cents: Mapped[int | None] = mapped_column(BigInteger, default=None)
    limit_words: Mapped[str] = mapped_column(Text, default="")
    allows_submandate: Mapped[bool] = mapped_column(default=False)
    """Whether the holder may give it on (ondermandaat, Awb 10:9)."""
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    given_by: Mapped[Decision | None] = relationship(default=None, foreign_keys="Mandate.given_by_id")
    """The decision with which it was given."""
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), init=False)
    written_in: Mapped[str] = mapped_column(String(300), default="")
    """Where it is written when that decision is not in the register; a general mandaat is in writing (Awb 10:5)."""
    state: Mapped[MandateState] = mapped_column(enum_column(MandateState), default=MandateState.IN_FORCE, index=True)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_because: Mapped[str] = mapped_column(Text, default="")
    parent: Mapped["Mandate | None"] = relationship(
        default=None, remote_side="Mandate.id", foreign_keys="Mandate.parent_id"
    )
    """Of an ondermandaat: the mandaat on which it rests."""
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"), index=True, init=False)
    succeeded_by: Mapped["Mandate | None"] = relationship(
        default=None, remote_side="Mandate.id", foreign_keys="Mandate.succeeded_by_id"
    )
    succeeded_by_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"), init=False)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    policies: Mapped[list[Decision]] = relationship(secondary=within, default_factory=list, order_by=Decision.id)
    """Within which beleid; none named means within all beleid of the unit."""
    instructions: Mapped[list["Instruction"]] = relationship(
        back_populates="mandate", order_by="Instruction.id", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """A mandate has no versions: another one succeeds it."""
        return None

    def holds_on(self, day: date) -> bool:
        """Whether it may be used on a day; an ondermandaat only while the mandaat it rests on holds."""
        in_its_days = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return (
            self.state is MandateState.IN_FORCE and in_its_days and (self.parent is None or self.parent.holds_on(day))
        )

    def is_held_by(self, person: Person, on: date) -> bool:
        """Whether somebody is its holder on a day, by name or by role."""
        if self.holder_id is not None:
            return self.holder_id == person.id
        return (self.holder_unit_id, self.holder_role) in person.roles_on(on)

    @classmethod
    def holding_on(cls, day: date) -> ColumnElement[bool]:
        """What `holds_on` asks of its own state and days, as a condition of a query."""
        has_not_ended = or_(cls.ends_on.is_(None), cls.ends_on >= day)
        return and_(cls.state == MandateState.IN_FORCE, cls.starts_on <= day, has_not_ended)

    @classmethod
    def held_by(cls, person_id: int, roles: Iterable[tuple[int, Role]]) -> ColumnElement[bool]:
        """What `is_held_by` asks of somebody with these roles, each with its unit; as a condition of a query."""
        by_role = [and_(cls.holder_unit_id == unit_id, cls.holder_role == role) for unit_id, role in roles]
        return or_(cls.holder_id == person_id, *by_role)


class Instruction(Base):
    """What the mandaatgever told the holder about using a mandaat (Awb 10:6)."""

    __tablename__ = "mandate_instructions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    mandate: Mapped[Mandate] = relationship(back_populates="instructions")
    given_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    text: Mapped[str] = mapped_column(Text)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandates.id"), index=True, init=False)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
