"""Looking back on a decision: by which criteria, how each fared, and what came of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.decision import Decision
from app.decisions.states import CriterionKind, Fared, ReviewOutcome
from app.organisation.models import Person


class Review(Base):
    """One time of looking back on one decision."""

    __tablename__ = "reviews"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended"),
        Index(
            "uq_reviews_open_decision",
            "decision_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    decision: Mapped[Decision] = relationship()
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("consent_rounds.id"), default=None, unique=True)
    """The round that consented to the outcome, where it took consent."""
    outcome: Mapped[ReviewOutcome | None] = mapped_column(enum_column(ReviewOutcome), default=None)
    words: Mapped[str] = mapped_column(Text, default="")
    """What was said with the outcome."""
    review_on: Mapped[date | None] = mapped_column(default=None)
    """When to look back again, if it goes on."""
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    criteria: Mapped[list["Criterion"]] = relationship(back_populates="review", order_by="Criterion.id", init=False)


class Criterion(Base):
    """What is looked at: what the decision is for, a concern that went along with it, or new information."""

    __tablename__ = "review_criteria"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    review: Mapped[Review] = relationship(back_populates="criteria")
    raised_by: Mapped[Person | None] = relationship(lazy="joined", default=None)
    """Whose concern it was, or who brought the information."""
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), index=True, init=False)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    kind: Mapped[CriterionKind] = mapped_column(enum_column(CriterionKind))
    text: Mapped[str] = mapped_column(Text, default="")
    fared: Mapped[Fared | None] = mapped_column(enum_column(Fared), default=None)
    note: Mapped[str] = mapped_column(Text, default="")
