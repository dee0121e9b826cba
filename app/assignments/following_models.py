"""What is followed once an assignment is agreed: its milestones, and whom it tells what and when."""

from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.models import Assignment
from app.assignments.states import FOLLOWED, Involving, Rhythm
from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.organisation.models import Person, Unit

OPEN = "kept_at IS NULL AND lapsed_at IS NULL"


class AssignmentMilestone(Base):
    """What is to be there on a day, of the version in force."""

    __tablename__ = "assignment_milestones"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship(back_populates="milestones")
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True, init=False)
    what: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date]
    """As agreed."""
    expected_on: Mapped[date | None] = mapped_column(default=None)
    """When whoever does the work expects it now, if they said so."""
    reached_on: Mapped[date | None] = mapped_column(default=None)

    @property
    def is_reached(self) -> bool:
        """Whether it is there."""
        return self.reached_on is not None

    @property
    def stands_on(self) -> date:
        """The day it was reached, or is to be expected: never a day that was, for what is not there yet."""
        return self.reached_on or max(self.expected_on or self.due_on, clock.today())

    @property
    def days_late(self) -> int:
        """By how many days it is, or will be, later than agreed; 0 when it is in time."""
        return max(0, (self.stands_on - self.due_on).days)


class InformationDue(Base):
    """One time that a unit is to be told something, as agreed: kept, lapsed because something else was agreed, or open.

    Of each agreement at most one time is open. The next one is planned when this one is kept.
    """

    __tablename__ = "assignment_information"
    __table_args__ = (
        Index("ix_assignment_information_open", "due_on", sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship(back_populates="information")
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True, init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    about: Mapped[str] = mapped_column(String(300))
    how: Mapped[Involving] = mapped_column(enum_column(Involving))
    rhythm: Mapped[Rhythm] = mapped_column(enum_column(Rhythm))
    first_on: Mapped[date]
    """The first day of the agreement, from which its rhythm counts."""
    due_on: Mapped[date]
    reminded: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    """The people who got a mail about it, by id."""
    told: Mapped[str] = mapped_column(Text, default="")
    """With what it was kept: a word, or where to find it."""
    kept_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    kept_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    lapsed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    kept_by: Mapped[Person | None] = relationship(init=False, viewonly=True)

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.kept_at is None and self.lapsed_at is None

    @classmethod
    def is_still_open(cls) -> ColumnElement[bool]:
        """The same, asked of the database."""
        return and_(cls.kept_at.is_(None), cls.lapsed_at.is_(None))

    @property
    def is_unkept(self) -> bool:
        """Whether its day has passed."""
        return self.is_open and self.assignment.state in FOLLOWED and self.due_on < clock.today()
