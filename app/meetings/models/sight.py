"""What somebody saw of an agenda when they last looked, to tell them what changed since. Nobody else sees it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.database import Base, UTCDateTime


class AgendaSight(Base):
    """One person's last look at the agenda of one meeting. It holds no titles: those may be closed by now."""

    __tablename__ = "agenda_sights"
    __table_args__ = (UniqueConstraint("meeting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UTCDateTime)
    """When the meeting was to be."""
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
