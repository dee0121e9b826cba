"""What is said in a round, as far as somebody wrote it down."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.round import ConsentRound, Participant
from app.decisions.states import ContributionKind


class Contribution(Base):
    """A question, a reaction or a note, as far as somebody wrote it down."""

    __tablename__ = "contributions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round: Mapped[ConsentRound] = relationship(back_populates="contributions")
    participant: Mapped[Participant | None] = relationship(default=None)
    """Whose it is; None for a note of the circle."""
    round_id: Mapped[int] = mapped_column(ForeignKey("consent_rounds.id"), index=True, init=False)
    participant_id: Mapped[int | None] = mapped_column(ForeignKey("participants.id"), init=False)
    kind: Mapped[ContributionKind] = mapped_column(enum_column(ContributionKind))
    text: Mapped[str] = mapped_column(Text)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
