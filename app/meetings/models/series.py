"""A series of meetings: what comes back each time, so that planning one takes no typing."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.meetings.states import ItemKind, ItemType, Rhythm, SeriesState
from app.organisation.models import Person, Unit


class MeetingSeries(Base):
    """The meetings of a unit, or of several units together, that come back in a rhythm."""

    __tablename__ = "meeting_series"
    __table_args__ = (
        CheckConstraint("every >= 1", name="every"),
        CheckConstraint("duration > 0", name="duration"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
        CheckConstraint("papers_days IS NULL OR papers_days >= 0", name="papers_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    """Who calls the meetings; together with others it has `bodies` too."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    name: Mapped[str] = mapped_column(String(120))
    state: Mapped[SeriesState] = mapped_column(enum_column(SeriesState), default=SeriesState.RUNNING)
    rhythm: Mapped[Rhythm] = mapped_column(enum_column(Rhythm), default=Rhythm.WEEKLY)
    every: Mapped[int] = mapped_column(default=1)
    """Every how many weeks; of a monthly series the week of the month, 5 for the last."""
    weekday: Mapped[int] = mapped_column(default=1)
    """1 is Monday."""
    at: Mapped[time] = mapped_column(default=time(9, 0))
    """On the clock of the Netherlands, whatever the season."""
    duration: Mapped[int] = mapped_column(default=90)
    """Minutes."""
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    """From here on its weeks are counted."""
    ends_on: Mapped[date | None] = mapped_column(default=None)
    papers_days: Mapped[int | None] = mapped_column(default=None)
    """How many days before a meeting its papers close; None when they do not."""
    papers_at: Mapped[time] = mapped_column(default=time(12, 0))
    """At what time of that day."""
    ended_because: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    chair: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[chair_id])
    secretary: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[secretary_id])
    bodies: Mapped[list["SeriesUnit"]] = relationship(
        order_by="SeriesUnit.id", cascade="all, delete-orphan", init=False
    )
    """The other units that meet with it."""
    standing: Mapped[list["SeriesItem"]] = relationship(
        order_by="SeriesItem.position, SeriesItem.id", cascade="all, delete-orphan", init=False
    )
    pauses: Mapped[list["SeriesPause"]] = relationship(
        order_by="SeriesPause.starts_on", cascade="all, delete-orphan", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """A series has no versions."""
        return None

    @property
    def unit_ids(self) -> set[int]:
        """The units that meet in it."""
        return {self.unit_id, *(one.unit_id for one in self.bodies)}

    def pause_on(self, on: date) -> "SeriesPause | None":
        """Why there is no meeting on a day, such as a school holiday; None for an ordinary day."""
        return next((one for one in self.pauses if one.starts_on <= on <= one.ends_on), None)


class SeriesUnit(Base):
    """Another unit that meets in a series."""

    __tablename__ = "series_units"
    __table_args__ = (UniqueConstraint("series_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)


class SeriesItem(Base):
    """What stands on every agenda of a series."""

    __tablename__ = "series_items"
    __table_args__ = (CheckConstraint("time_box >= 0", name="time_box"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), index=True, init=False)
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[ItemKind] = mapped_column(enum_column(ItemKind), default=ItemKind.ORDINARY)
    type: Mapped[ItemType] = mapped_column(enum_column(ItemType), default=ItemType.INFORMING)
    time_box: Mapped[int] = mapped_column(default=5)
    position: Mapped[int] = mapped_column(default=0)


class SeriesPause(Base):
    """Days on which a series does not meet."""

    __tablename__ = "series_pauses"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    series_id: Mapped[int] = mapped_column(ForeignKey("meeting_series.id"), index=True, init=False)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    why: Mapped[str] = mapped_column(String(120), default="")
