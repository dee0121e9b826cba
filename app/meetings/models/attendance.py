"""Who is at a meeting, from when until when, and who had the floor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime
from app.meetings.models.meeting import Meeting
from app.organisation.models import Person


class Attendee(Base):
    """Somebody's place at a meeting, written down when the agenda is set or when they come in."""

    __tablename__ = "attendees"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (guest_name IS NULL)", name="person_or_guest"),
        Index("uq_attendees_meeting_person", "meeting_id", "person_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting: Mapped[Meeting] = relationship(back_populates="attendees")
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), init=False)
    person: Mapped[Person | None] = relationship(lazy="joined", foreign_keys="Attendee.person_id", default=None)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    guest_name: Mapped[str | None] = mapped_column(String(80), default=None)
    ground: Mapped[str] = mapped_column(String(160), default="")
    """Why they are here: their role, and the unit they bring it from."""
    is_guest: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_excused: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Said beforehand that they would not come."""
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("attendees.id"), default=None)
    """The place of who comes instead; that gives no seat in a round, only a chair in the room."""

    replaced_by: Mapped["Attendee | None"] = relationship(
        init=False, viewonly=True, foreign_keys=[replaced_by_id], remote_side=[id]
    )
    stretches: Mapped[list["Stretch"]] = relationship(back_populates="attendee", order_by="Stretch.id", init=False)

    @property
    def name(self) -> str:
        """The name the others know them by."""
        return self.person.name if self.person else str(self.guest_name)

    @property
    def is_present(self) -> bool:
        """Whether they are here now."""
        return any(one.left_at is None for one in self.stretches)

    @property
    def was_present(self) -> bool:
        """Whether they were here at any moment."""
        return bool(self.stretches)


class Stretch(Base):
    """One stretch of time in which somebody was there: who leaves and comes back has two."""

    __tablename__ = "attendance_stretches"
    __table_args__ = (
        CheckConstraint("left_at IS NULL OR left_at >= arrived_at", name="period"),
        Index(
            "uq_attendance_stretches_present",
            "attendee_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    attendee: Mapped[Attendee] = relationship(back_populates="stretches")
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendees.id"), init=False)
    arrived_at: Mapped[datetime] = mapped_column(UTCDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)


class SpeakingTurn(Base):
    """Somebody asked for the floor in an item, perhaps got it, and was done.

    How turns were spread is for who sits in the meeting, and for nobody else.
    """

    __tablename__ = "speaking_turns"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR began_at IS NOT NULL", name="period"),
        # One turn asked for or going on a person: pressing twice asks once.
        Index(
            "uq_speaking_turns_attendee_open",
            "attendee_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    attendee: Mapped[Attendee] = relationship(lazy="joined", innerjoin=True)
    attendee_id: Mapped[int] = mapped_column(ForeignKey("attendees.id"), init=False)
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    began_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
