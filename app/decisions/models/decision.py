"""A decision in the register."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.proposal import Proposal
from app.decisions.models.round import ConsentRound
from app.decisions.models.wording import Wording
from app.decisions.states import Confidentiality, DecisionState, Origin
from app.organisation.models import Person, Unit


class Decision(Base):
    """What was decided, from which day, until when we look back, and where it came from."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("origin = 'imported' OR proposal_id IS NOT NULL", name="has_proposal"),
        CheckConstraint("origin <> 'round' OR round_id IS NOT NULL", name="has_round"),
        CheckConstraint("origin <> 'imported' OR round_id IS NULL", name="imported_is_no_consent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """`<unit>-<year>-<n>`, given under a lock and never reused."""
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    wording: Mapped[Wording] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), init=False)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("consent_rounds.id"), unique=True, init=False)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), init=False)
    origin: Mapped[Origin] = mapped_column(enum_column(Origin))
    decided_on: Mapped[date | None] = mapped_column(index=True)
    """None only for an imported document that gives no date."""
    confidentiality: Mapped[Confidentiality] = mapped_column(
        enum_column(Confidentiality), default=Confidentiality.INTERNAL
    )
    state: Mapped[DecisionState] = mapped_column(enum_column(DecisionState), default=DecisionState.IN_FORCE, index=True)
    next_review_on: Mapped[date | None] = mapped_column(default=None)
    """When to look back again, after it was reaffirmed; the text says when to do so first."""
    ended_because: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    """Of an imported decision: the fields of its document that have no place of their own here."""
    source_digest: Mapped[str | None] = mapped_column(String(64), default=None, unique=True)
    """Of an imported decision: what its document says, so that it comes in only once."""
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    proposal: Mapped[Proposal | None] = relationship(default=None, foreign_keys=[proposal_id])
    round: Mapped[ConsentRound | None] = relationship(default=None)
    superseded_by: Mapped["Decision | None"] = relationship(default=None, remote_side=[id])
    """The decision that took its place."""

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def title(self) -> str:
        """What it is about."""
        return self.wording.what

    @property
    def owner(self) -> Person | None:
        """Who sees to it."""
        return self.wording.owner

    @property
    def review_on(self) -> date | None:
        """When we look back."""
        return self.next_review_on or self.wording.review_on

    @property
    def journal_version(self) -> None:
        """A decision has one wording."""
        return None
