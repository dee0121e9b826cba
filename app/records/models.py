"""What the records keep of their own: the secret address of somebody's calendar."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime
from app.organisation.models import Person


class CalendarFeed(Base):
    """The one address under which somebody's calendar is read; gone when it is revoked."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    """The address itself is known to its owner alone."""
    person: Mapped[Person] = relationship()
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True, init=False)
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
