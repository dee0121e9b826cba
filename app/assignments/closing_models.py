"""What was learned from an assignment, when it was done."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.models import Assignment
from app.core import clock
from app.core.database import Base, UTCDateTime
from app.organisation.models import Person


class LookBack(Base):
    """How the result and the cooperation were, and what others can learn from it."""

    __tablename__ = "assignment_look_backs"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship()
    written_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), unique=True, init=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    result: Mapped[str] = mapped_column(Text)
    cooperation: Mapped[str] = mapped_column(Text)
    """For the parties alone, as what they say to each other about it is."""
    lessons: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
