"""A decision in the register."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.disclosure import DisclosedDossier, NamedReader, Secrecy
from app.decisions.models.proposal import Proposal
from app.decisions.models.round import ConsentRound
from app.decisions.models.wording import Wording
from app.decisions.states import Confidentiality, DecisionState, Nature, Origin
from app.organisation.models import Person, Unit

if TYPE_CHECKING:
    from app.decisions.models.execution import Execution


class Decision(DisclosedDossier, Base):
    """What was decided, from which day, until when we look back, and where it came from."""

    __tablename__ = "decisions"
    disclosed_kind = "decision"
    __table_args__ = (
        CheckConstraint("origin = 'imported' OR proposal_id IS NOT NULL", name="has_proposal"),
        CheckConstraint("origin <> 'round' OR round_id IS NOT NULL", name="has_round"),
        CheckConstraint("origin <> 'imported' OR round_id IS NULL", name="imported_is_no_consent"),
        # One decision a round; in a joint round one for each body.
        Index("uq_decisions_round_unit", "round_id", "unit_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    """`<unit>-<year>-<n>`, given under a lock and never reused."""
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    wording: Mapped[Wording] = relationship(lazy="joined", innerjoin=True, foreign_keys="Decision.wording_id")
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), init=False)
    public_wording_id: Mapped[int | None] = mapped_column(ForeignKey("wordings.id"), init=False)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("consent_rounds.id"), init=False)
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    origin: Mapped[Origin] = mapped_column(enum_column(Origin))
    decided_on: Mapped[date | None]
    """None only for an imported document that gives no date."""
    is_withheld: Mapped[bool] = mapped_column(insert_default=False, server_default=false(), init=False)
    """Out of the public register until those concerned have been told."""
    review_on: Mapped[date | None] = mapped_column(init=False)
    """When we look back: first as its wording says, later as the last review says. Here, so that an index tells it."""
    nature: Mapped[Nature] = mapped_column(enum_column(Nature), default=Nature.POLICY)
    """Beleid or uitvoering."""
    state: Mapped[DecisionState] = mapped_column(enum_column(DecisionState), default=DecisionState.IN_FORCE)
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
    public_wording: Mapped[Wording | None] = relationship(default=None, foreign_keys=[public_wording_id])
    """The openbare tekst: what everybody may read of it, where the wording itself is for those inside."""
    secrecy: Mapped[Secrecy | None] = relationship(lazy="joined", default=None)
    named: Mapped[list[NamedReader]] = relationship(
        primaryjoin=lambda: (foreign(NamedReader.subject_id) == Decision.id) & (NamedReader.kind == "decision"),
        order_by="NamedReader.id",
        viewonly=True,
        init=False,
    )

    execution: Mapped["Execution | None"] = relationship(
        "Execution", back_populates="decision", init=False, foreign_keys="Execution.decision_id"
    )
    """Of an uitvoeringsbesluit: on what ground it was taken."""

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    def __post_init__(self) -> None:
        """Take over from the wording when we look back."""
        self.review_on = self.wording.review_on

    @property
    def can_be_amended(self) -> bool:
        """Whether it holds, and was no step of something bigger: that is changed there (an election, an agreement)."""
        return self.state.holds and self.wording.kind.stands_alone

    @property
    def title(self) -> str:
        """What it is about."""
        return self.wording.what

    @property
    def shows_whole_text(self) -> bool:
        """Whether the public reads the text itself, once an embargo is over; otherwise only the openbare tekst."""
        return self.confidentiality is Confidentiality.OPEN and not self.is_secret

    @property
    def public_text(self) -> Wording | None:
        """What the public reads of it, once an embargo is over."""
        return self.wording if self.shows_whole_text else self.public_wording

    @property
    def owner(self) -> Person | None:
        """Who sees to it."""
        return self.wording.owner

    @property
    def journal_version(self) -> None:
        """A decision has one wording."""
        return None
