"""The year of a unit: steps that come back every year (jaaragenda), and what is expected once (termijnagenda)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.meetings.models.item import AgendaItem
from app.meetings.states import ItemType, StepState
from app.organisation.models import Person, Unit


class YearStep(Base):
    """Something that a unit treats at its time: in some months of every year, or once in a month or on a day."""

    __tablename__ = "year_steps"
    __table_args__ = (
        CheckConstraint("(first_month IS NULL) = (last_month IS NULL)", name="months"),
        CheckConstraint("(first_month IS NULL) = (expected_on IS NOT NULL)", name="every_year_or_once"),
        CheckConstraint("first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12", name="month"),
        CheckConstraint("time_box >= 0", name="time_box"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    title: Mapped[str] = mapped_column(String(300))
    aim: Mapped[str] = mapped_column(Text, default="")
    """What is asked of those who meet."""
    type: Mapped[ItemType] = mapped_column(enum_column(ItemType), default=ItemType.FORMING)
    time_box: Mapped[int] = mapped_column(default=15)
    """Minutes."""
    first_month: Mapped[int | None] = mapped_column(default=None)
    """Of what comes back: 1 is January. A window may run over New Year's Eve."""
    last_month: Mapped[int | None] = mapped_column(default=None)
    expected_on: Mapped[date | None] = mapped_column(default=None)
    """Of what is expected once."""
    whole_month: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether only the month of `expected_on` is known."""
    presenter: Mapped[Person | None] = relationship(lazy="joined", default=None)
    """Who brings it in."""
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    state: Mapped[StepState] = mapped_column(enum_column(StepState), default=StepState.RUNNING)
    ended_because: Mapped[str] = mapped_column(Text, default="")
    made_on: Mapped[date] = mapped_column(default_factory=clock.today)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    turns: Mapped[list["YearTurn"]] = relationship(back_populates="step", order_by="YearTurn.year", init=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """A step has no versions."""
        return None

    @property
    def is_yearly(self) -> bool:
        """Whether it comes back every year."""
        return self.expected_on is None


class YearTurn(Base):
    """The agenda item that a step became, once a year."""

    __tablename__ = "year_turns"
    __table_args__ = (UniqueConstraint("step_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    step: Mapped[YearStep] = relationship(back_populates="turns")
    step_id: Mapped[int] = mapped_column(ForeignKey("year_steps.id"), init=False)
    year: Mapped[int]
    """The year in which its window began."""
    item: Mapped[AgendaItem] = relationship(lazy="joined", innerjoin=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), unique=True, init=False)
