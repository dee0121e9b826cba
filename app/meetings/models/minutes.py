"""The minutes of a meeting, and the anonymous answers at its end."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime
from app.meetings.models.item import AgendaItem
from app.meetings.models.meeting import Meeting


class Minutes(Base):
    """One edition of the minutes. A correction makes the next one, with the reason; no adopted one is changed.

    What happened stands in the items, rounds and attendance; here is only what the secretaris wrote with it.
    """

    __tablename__ = "meeting_minutes"
    __table_args__ = (UniqueConstraint("meeting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting: Mapped[Meeting] = relationship(back_populates="minutes")
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), init=False)
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it corrects the one before."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    shared_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    adopted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    adopted_in_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), default=None)
    """The item in which it was adopted."""

    parts: Mapped[list["MinutesPart"]] = relationship(back_populates="minutes", order_by="MinutesPart.id", init=False)

    def part_of(self, item_id: int) -> "MinutesPart | None":
        """What was written about an item."""
        return next((one for one in self.parts if one.item_id == item_id), None)


class MinutesPart(Base):
    """What the secretaris wrote about one item."""

    __tablename__ = "minutes_parts"
    __table_args__ = (UniqueConstraint("minutes_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    minutes: Mapped[Minutes] = relationship(back_populates="parts")
    minutes_id: Mapped[int] = mapped_column(ForeignKey("meeting_minutes.id"), init=False)
    item: Mapped[AgendaItem] = relationship()
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True, init=False)
    text: Mapped[str] = mapped_column(Text, default="")


class ClosingCard(Base):
    """One person's answers at the end of a meeting, until it is closed: then only what they add up to remains."""

    __tablename__ = "closing_cards"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    answers: Mapped[str] = mapped_column(Text, default="{}")
    """As JSON. Gone with the row the moment the meeting closes."""


class ClosingTally(Base):
    """How often an answer was given at the end of a meeting; kept only of five cards or more, and per question."""

    __tablename__ = "closing_tallies"
    __table_args__ = (
        UniqueConstraint("meeting_id", "question", "answer"),
        CheckConstraint("count >= 0", name="count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    question: Mapped[str] = mapped_column(String(32))
    answer: Mapped[int]
    count: Mapped[int]
