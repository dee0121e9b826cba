"""An uitvoeringsbesluit: on what ground it was taken, and the advice that was asked for it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.decision import Decision
from app.decisions.models.mandate import Mandate
from app.decisions.models.proposal import Proposal
from app.decisions.states import ContestOutcome, MandateKind
from app.organisation.models import Person, Unit


class Execution(Base):
    """What makes a decision an uitvoeringsbesluit: who took it, with which mandate, within which beleid."""

    __tablename__ = "executions"
    __table_args__ = (
        CheckConstraint("mandate_id IS NULL OR policy_id IS NOT NULL", name="within_beleid"),
        CheckConstraint("NOT by_giver OR mandate_id IS NOT NULL", name="by_giver"),
    )

    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), primary_key=True, init=False)
    decision: Mapped[Decision] = relationship(back_populates="execution", foreign_keys=[decision_id])
    taken_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    mandate: Mapped[Mandate | None] = relationship(default=None)
    """None when a round named who decides: that is the ground then."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id"), index=True, init=False)
    policy: Mapped[Decision | None] = relationship(default=None, foreign_keys="Execution.policy_id")
    """The beleid within which it was taken."""
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    amount_cents: Mapped[int | None] = mapped_column(BigInteger, default=None)
    outside_effect: Mapped[bool] = mapped_column(default=False)
    """Whether it binds somebody outside: then nobody in the organisation suspends it (practice.md)."""
    by_giver: Mapped[bool] = mapped_column(default=False)
    """Whether the mandaatgever decided it itself (Awb 10:7): without consent, and it says so."""

    @property
    def in_the_name_of(self) -> Unit | None:
        """The bestuursorgaan in whose name it is signed (Awb 10:10)."""
        return self.mandate.unit if self.mandate and self.mandate.kind is MandateKind.MANDATE else None

    @property
    def steering_unit(self) -> Unit:
        """The unit whose beleid it is, and so the one that decides when somebody says "dit is beleid"."""
        return self.policy.unit if self.policy else self.decision.unit


class Contest(Base):
    """Somebody said of an uitvoeringsbesluit: dit is beleid. The circle whose beleid it is decides."""

    __tablename__ = "contests"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        Index(
            "uq_contests_open",
            "decision_id",
            unique=True,
            sqlite_where=text("outcome IS NULL"),
            postgresql_where=text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision: Mapped[Decision] = relationship()
    proposal: Mapped[Proposal] = relationship()
    """What it became: a proposal in the pool of the circle."""
    by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), unique=True, init=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    argument: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    outcome: Mapped[ContestOutcome | None] = mapped_column(enum_column(ContestOutcome), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)


class Advice(Base):
    """Advice asked of somebody about uitvoering, and what they said."""

    __tablename__ = "advice"
    __table_args__ = (Index("uq_advice_proposal_person", "proposal_id", "person_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship(back_populates="advice")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Advice.person_id")
    asked_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Advice.asked_by_id")
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    question: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    said: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
