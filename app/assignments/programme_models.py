"""A programme with its work groups, and its voortgangsrapportages (mission.md, D6)."""

from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.models import Assignment, Milestone
from app.assignments.programme_states import ProgrammeState, ReportState
from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.organisation.models import Person, Unit


class ReportedLine(TypedDict):
    """What a report says of one assignment. It names no person but the bestuurlijk opdrachtgever."""

    assignment: int
    title: str
    governing: str
    """The names of the bestuurlijk opdrachtgevers."""
    standing: str
    why: str
    purpose: str
    reached: str
    deviates: str
    asked: str
    milestones: list[Milestone]


class ReportedGroup(TypedDict):
    """What a report says of one work group: never who is in it."""

    name: str
    kind: str
    task: str
    since: str
    members: int


class Programme(Base):
    """Assignments and work groups that together serve one purpose, in the name of a unit."""

    __tablename__ = "programmes"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    """In whose name it is: the unit that steers it."""
    leader: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    leader_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text, default="")
    commission_id: Mapped[int | None] = mapped_column(
        # Assignments belong to programmes as well: the one of the two that is filled in later is told apart.
        ForeignKey("assignments.id", use_alter=True, name="fk_programmes_commission_id_assignments"),
        default=None,
    )
    """The bestuursopdracht that gave rise to it."""
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    """When it should be done. Nothing ends by itself."""
    state: Mapped[ProgrammeState] = mapped_column(enum_column(ProgrammeState), default=ProgrammeState.RUNNING)
    ended_because: Mapped[str] = mapped_column(Text, default="")
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    commission: Mapped[Assignment | None] = relationship(init=False, viewonly=True, foreign_keys=[commission_id])
    groups: Mapped[list["ProgrammeGroup"]] = relationship(
        order_by="ProgrammeGroup.id", cascade="all, delete-orphan", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """A programme has no versions."""
        return None


class ProgrammeGroup(Base):
    """A temporary unit that works for a programme."""

    __tablename__ = "programme_groups"
    __table_args__ = (UniqueConstraint("programme_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("temporary_units.unit_id"), index=True)


class ProgrammeReport(Base):
    """A voortgangsrapportage to college and raad. Once the college has noted it, its text does not change."""

    __tablename__ = "programme_reports"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("released_at IS NULL OR state = 'released'", name="released"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    programme: Mapped[Programme] = relationship(lazy="joined", innerjoin=True)
    written_by: Mapped[Person] = relationship(
        lazy="joined", innerjoin=True, foreign_keys="ProgrammeReport.written_by_id"
    )
    programme_id: Mapped[int] = mapped_column(ForeignKey("programmes.id"), init=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    number: Mapped[int]
    reference_on: Mapped[date]
    """The peildatum: how things stood on this day."""
    summary: Mapped[str] = mapped_column(Text, default="")
    lines: Mapped[list[ReportedLine]] = mapped_column(JSON, default_factory=list)
    groups: Mapped[list[ReportedGroup]] = mapped_column(JSON, default_factory=list)
    state: Mapped[ReportState] = mapped_column(enum_column(ReportState), default=ReportState.DRAFT)
    is_on_agenda: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the college took it into its agenda; then its writer does not take it back any more."""
    noted_on: Mapped[date | None] = mapped_column(default=None)
    released_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    released_by: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[released_by_id])

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def title(self) -> str:
        """What it is called on an agenda."""
        return f"Voortgangsrapportage {self.programme.name}"

    @property
    def journal_version(self) -> int:
        """Which report of its programme it is."""
        return self.number
