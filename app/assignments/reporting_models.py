"""How an assignment goes: progress reports, and what its parties say to each other about it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.courses import Aspect, Course
from app.assignments.models import Assignment
from app.core import clock
from app.core.database import Base, UTCDateTime
from app.organisation.models import Person


class Standing(TypedDict):
    """How one aspect goes ("attention"), and why in a few words."""

    course: str
    why: str


class ProgressReport(Base):
    """How it stands, as who does the work sees it. It is never changed: a next one follows."""

    __tablename__ = "assignment_reports"
    __table_args__ = (UniqueConstraint("assignment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship()
    written_by: Mapped[Person] = relationship(
        lazy="joined", innerjoin=True, foreign_keys="ProgressReport.written_by_id"
    )
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), init=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    number: Mapped[int]
    standings: Mapped[dict[str, Standing]] = mapped_column(JSON)
    """By the name of the aspect; all of them."""
    reached: Mapped[str] = mapped_column(Text, default="")
    deviates: Mapped[str] = mapped_column(Text, default="")
    asked: Mapped[str] = mapped_column(Text, default="")
    """What is asked of the opdrachtgever, if anything."""
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    answered_by: Mapped[Person | None] = relationship(
        init=False, viewonly=True, foreign_keys=[answered_by_id], lazy="joined"
    )

    def course_of(self, aspect: Aspect) -> Course:
        """How one aspect goes."""
        return Course(self.standings[aspect.value]["course"])

    def why_of(self, aspect: Aspect) -> str:
        """Why it goes so, in a few words."""
        return self.standings[aspect.value]["why"]

    @property
    def course(self) -> Course:
        """How it goes on the whole."""
        return self.course_of(Aspect.WHOLE)

    @property
    def courses(self) -> Mapping[Aspect, Course]:
        """Every aspect, in the order of the screen."""
        return {aspect: self.course_of(aspect) for aspect in Aspect}

    @property
    def in_short(self) -> list[Aspect]:
        """The whole, and every aspect of which it says why it goes so."""
        return [aspect for aspect in Aspect if aspect is Aspect.WHOLE or self.why_of(aspect)]

    @property
    def waits_for_answer(self) -> bool:
        """Whether something was asked that nobody has answered."""
        return bool(self.asked) and self.answered_at is None


class Conversation(Base):
    """What the parties said to each other on a day: for them alone."""

    __tablename__ = "assignment_conversations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship()
    written_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True, init=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    held_on: Mapped[date]
    agreed: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    feelings: Mapped[list["Feeling"]] = relationship(
        back_populates="conversation", order_by="Feeling.id", init=False, lazy="selectin"
    )

    def feeling_of(self, person_id: int) -> "Feeling | None":
        """How it feels to one of them, if they said so."""
        return next((one for one in self.feelings if one.person_id == person_id), None)


class Feeling(Base):
    """How the cooperation feels to one of the parties, at one conversation; nobody says it for another."""

    __tablename__ = "assignment_feelings"
    __table_args__ = (
        UniqueConstraint("conversation_id", "person_id"),
        CheckConstraint("score BETWEEN 1 AND 5", name="score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    conversation: Mapped[Conversation] = relationship(back_populates="feelings")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("assignment_conversations.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    capacity: Mapped[str] = mapped_column(String(60))
    """As what they were a party that day, untranslated."""
    score: Mapped[int]
    word: Mapped[str] = mapped_column(String(200), default="")
    said_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
