"""One meeting: of which units, when, who leads it, and the agendas that were sent."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.meetings.models.series import MeetingSeries
from app.meetings.states import ItemState, MeetingState
from app.organisation.models import Person, Unit

if TYPE_CHECKING:
    from app.meetings.models.attendance import Attendee, SpeakingTurn
    from app.meetings.models.item import AgendaItem
    from app.meetings.models.minutes import Minutes


class Meeting(Base):
    """One meeting of a unit, or of several together. What it deviates in from its series stands here."""

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("duration > 0", name="duration"),
        Index("ix_meetings_unit_starts", "unit_id", "starts_at"),
        Index("ix_meetings_series_starts", "series_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    """Who calls it."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    series: Mapped[MeetingSeries | None] = relationship(default=None)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_series.id"), init=False)
    title: Mapped[str] = mapped_column(String(120))
    state: Mapped[MeetingState] = mapped_column(enum_column(MeetingState), default=MeetingState.CONCEPT, index=True)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    duration: Mapped[int] = mapped_column(default=90)
    """Minutes."""
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Who leads it; may pass from one to another in the meeting itself."""
    secretary_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    papers_close_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """What is put on the agenda after this moment is late."""
    calendar_sequence: Mapped[int] = mapped_column(default=0)
    """Goes up with each change of time or place, so that calendars know the latest (RFC 5545, SEQUENCE)."""
    cancelled_because: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    closed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)
    """Goes up with everything that happens in it; by it the screens know that they are behind."""

    chair: Mapped[Person | None] = relationship(lazy="joined", init=False, viewonly=True, foreign_keys=[chair_id])
    secretary: Mapped[Person | None] = relationship(
        lazy="joined", init=False, viewonly=True, foreign_keys=[secretary_id]
    )
    bodies: Mapped[list["MeetingUnit"]] = relationship(
        order_by="MeetingUnit.id", cascade="all, delete-orphan", init=False
    )
    """The other units that meet with it."""
    items: Mapped[list["AgendaItem"]] = relationship(
        "AgendaItem",
        back_populates="meeting",
        order_by="AgendaItem.position, AgendaItem.id",
        foreign_keys="AgendaItem.meeting_id",
        init=False,
    )
    attendees: Mapped[list["Attendee"]] = relationship(
        "Attendee", back_populates="meeting", order_by="Attendee.id", init=False
    )
    agendas: Mapped[list["AgendaVersion"]] = relationship(
        back_populates="meeting", order_by="AgendaVersion.number", init=False
    )
    turns: Mapped[list["SpeakingTurn"]] = relationship("SpeakingTurn", order_by="SpeakingTurn.id", init=False)
    minutes: Mapped[list["Minutes"]] = relationship(
        "Minutes", back_populates="meeting", order_by="Minutes.number", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> int | None:
        """The number of the agenda that was sent last."""
        return self.agendas[-1].number if self.agendas else None

    @property
    def unit_ids(self) -> set[int]:
        """The units that meet."""
        return {self.unit_id, *(one.unit_id for one in self.bodies)}

    @property
    def units(self) -> list[Unit]:
        """The units that meet, who calls it first."""
        return [self.unit, *(one.unit for one in self.bodies)]

    @property
    def on(self) -> date:
        """The day, on the clock of the Netherlands."""
        return self.starts_at.astimezone(clock.AMSTERDAM).date()

    @property
    def papers_are_closed(self) -> bool:
        """Whether what comes now is late: the papers closed, or the agenda was set."""
        closes_at = self.papers_close_at
        return self.state is MeetingState.SET or (closes_at is not None and closes_at < clock.now())

    @property
    def ends_at(self) -> datetime:
        """When it should be over."""
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def in_hand(self) -> "AgendaItem | None":
        """The item that is treated now."""
        return next((one for one in self.items if one.state is ItemState.IN_HAND), None)

    @property
    def without_outcome(self) -> list["AgendaItem"]:
        """The items that have not ended."""
        return [one for one in self.items if one.state is not ItemState.CONCLUDED]

    @property
    def present(self) -> list["Attendee"]:
        """Who is here now."""
        return [one for one in self.attendees if one.is_present]

    @property
    def speaking(self) -> "SpeakingTurn | None":
        """Who has the floor."""
        return next((one for one in self.turns if one.began_at and not one.ended_at), None)

    @property
    def asked_to_speak(self) -> list["SpeakingTurn"]:
        """Who asked for the floor and waits, the first first."""
        return [one for one in self.turns if not one.began_at]

    @property
    def record(self) -> "Minutes | None":
        """The minutes as they stand: those that nothing superseded."""
        return self.minutes[-1] if self.minutes else None

    def attendee_of(self, person_id: int) -> "Attendee | None":
        """The place of a person, if they have one."""
        return next((one for one in self.attendees if one.person_id == person_id), None)


class MeetingUnit(Base):
    """Another unit that meets."""

    __tablename__ = "meeting_units"
    __table_args__ = (UniqueConstraint("meeting_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)


class AgendaVersion(Base):
    """The agenda as it was sent: provisional ones, then set. It is never changed."""

    __tablename__ = "agenda_versions"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting: Mapped[Meeting] = relationship(back_populates="agendas")
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), init=False)
    number: Mapped[int]
    is_set: Mapped[bool] = mapped_column(default=False, server_default=false())
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """The items in order, each with its id: whoever may not read an item may not read its line."""
    reason: Mapped[str] = mapped_column(Text, default="")
    asked: Mapped[list[int]] = mapped_column(JSON, default_factory=list, server_default="[]")
    """The people it was sent to, by id: who is no longer asked by the next one is told."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
