"""A matter on its way to the wider unit and back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.objection import Objection
from app.decisions.models.proposal import Proposal
from app.decisions.models.round import ConsentRound
from app.decisions.states import ReferralOutcome
from app.organisation.models import Person


class Referral(Base):
    """What a unit could not decide by itself: from a round, to a proposal in the wider unit, with what came back."""

    __tablename__ = "referrals"
    __table_args__ = (CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship(foreign_keys="Referral.proposal_id", back_populates="referrals")
    successor: Mapped[Proposal] = relationship(foreign_keys="Referral.successor_id", back_populates="came_by")
    """The linked proposal that arose in the wider unit."""
    round: Mapped[ConsentRound] = relationship()
    referred_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    successor_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True, init=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("consent_rounds.id"), unique=True, init=False)
    referred_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    objection_id: Mapped[int | None] = mapped_column(ForeignKey("objections.id"), init=False)
    reason: Mapped[str] = mapped_column(Text)
    """Why it is not for the narrower unit to decide."""
    outcome: Mapped[ReferralOutcome | None] = mapped_column(enum_column(ReferralOutcome), default=None)
    words: Mapped[str] = mapped_column(Text, default="")
    """What the wider unit says with it."""
    referred_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    objection: Mapped[Objection | None] = relationship(default=None)
    """The objection that was found to be out of the unit's domain, against the will of its owner."""
