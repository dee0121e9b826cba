"""A proposal and its versions."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.disclosure import DisclosedDossier, NamedReader, Secrecy
from app.decisions.models.wording import Wording
from app.decisions.states import Change, Nature, ProposalState, Triage
from app.organisation.models import Person, Unit

if TYPE_CHECKING:
    from app.decisions.models.decision import Decision
    from app.decisions.models.execution import Advice
    from app.decisions.models.initial import Initial
    from app.decisions.models.joint import JointBody
    from app.decisions.models.mandate import Mandate
    from app.decisions.models.referral import Referral

WHO_MAY_SEE = ("unit_id", "author_id", "confidentiality", "secrecy_id", "embargo_until", "rehearsal", "submitted_at")
"""The columns that `queries.visibility` asks of every proposal."""


class Proposal(DisclosedDossier, Base):
    """What is put to consent in a unit. Its text stands in its versions; the last one is the one in hand."""

    __tablename__ = "proposals"
    disclosed_kind = "proposal"
    __table_args__ = (
        # The latest first, with what says who may see it: a page is found and a list counted in the index alone.
        Index("ix_proposals_latest", "changed_at", "id", "state", *WHO_MAY_SEE),
        Index("ix_proposals_latest_of_state", "state", "changed_at", "id", *WHO_MAY_SEE),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]
    author: Mapped[Person] = relationship(
        lazy="joined",
        innerjoin="unnested",  # type: ignore[arg-type]
        foreign_keys="Proposal.author_id",
    )
    """The indiener: who stands for it, whoever typed it."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    nature: Mapped[Nature] = mapped_column(enum_column(Nature), default=Nature.POLICY)
    """Beleid or uitvoering."""
    rehearsal: Mapped[bool] = mapped_column(default=False)
    """Made for an oefenronde: it leaves no decision and stands in no list."""
    state: Mapped[ProposalState] = mapped_column(enum_column(ProposalState), default=ProposalState.DRAFT)
    based_on_id: Mapped[int | None] = mapped_column(
        ForeignKey("decisions.id", use_alter=True), default=None, index=True
    )
    """The decision this was copied from."""
    triage: Mapped[Triage | None] = mapped_column(enum_column(Triage), default=None)
    """Why it is beleid or uitvoering, when somebody was asked."""
    within_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id", use_alter=True), default=None, index=True)
    """The beleid within which it falls, when it is uitvoering."""
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandates.id", use_alter=True), default=None, index=True)
    """The mandate whose holder decides it, when it is uitvoering."""
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None, index=True)
    """Who was named in a round to decide it as uitvoering."""
    change: Mapped[Change | None] = mapped_column(enum_column(Change), default=None)
    """What it does to that decision when it is decided; None when it only began from its text."""
    returned_because: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When it was last handed in. Until then it is its author's alone, whatever becomes of it."""
    referred_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When it was last referred to the wider unit, if it ever was."""
    joined_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When another body was last invited to consent to it too, if one ever was."""
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    mandate: Mapped["Mandate | None"] = relationship("Mandate", init=False, viewonly=True, foreign_keys=[mandate_id])
    within: Mapped["Decision | None"] = relationship("Decision", init=False, viewonly=True, foreign_keys=[within_id])
    advice: Mapped[list["Advice"]] = relationship("Advice", back_populates="proposal", order_by="Advice.id", init=False)
    initials: Mapped[list["Initial"]] = relationship(
        "Initial", back_populates="proposal", order_by="(Initial.position, Initial.id)", init=False
    )
    """Its parafenroute: who is to see it before a meeting, in their order."""
    versions: Mapped[list["ProposalVersion"]] = relationship(
        back_populates="proposal", order_by="ProposalVersion.number", init=False
    )
    referrals: Mapped[list["Referral"]] = relationship(
        back_populates="proposal", order_by="Referral.id", init=False, foreign_keys="Referral.proposal_id"
    )
    """To which wider unit it went, and what came back, each time."""
    came_by: Mapped["Referral | None"] = relationship(
        back_populates="successor", init=False, default=None, foreign_keys="Referral.successor_id"
    )
    """The referral that brought it here, of a matter that a narrower unit could not decide."""
    bodies: Mapped[list["JointBody"]] = relationship(
        "JointBody",
        secondary="consent_rounds",
        primaryjoin="Proposal.id == ConsentRound.proposal_id",
        secondaryjoin="ConsentRound.id == JointBody.round_id",
        viewonly=True,
        init=False,
    )
    """The bodies that take part, or took part, in joint rounds on it."""
    secrecy: Mapped[Secrecy | None] = relationship(lazy="joined", default=None)
    named: Mapped[list[NamedReader]] = relationship(
        primaryjoin=lambda: (foreign(NamedReader.subject_id) == Proposal.id) & (NamedReader.kind == "proposal"),
        order_by="NamedReader.id",
        viewonly=True,
        init=False,
    )

    based_on: Mapped["Decision | None"] = relationship(
        init=False,
        viewonly=True,
        foreign_keys="Proposal.based_on_id",
        primaryjoin="Proposal.based_on_id == Decision.id",
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def is_shared(self) -> bool:
        """Whether it was handed in, and is not back with its author as a draft."""
        return self.submitted_at is not None and self.state is not ProposalState.DRAFT

    @property
    def is_on_record(self) -> bool:
        """Whether a decision came of it. What was rehearsed never is."""
        return self.state is ProposalState.DECIDED and not self.rehearsal

    @property
    def changed_decision(self) -> "Decision | None":
        """The decision that it amends, reaffirms or repeals when it is decided."""
        return self.based_on if self.change is not None else None

    @property
    def current(self) -> "ProposalVersion":
        """The version in hand."""
        return self.versions[-1]

    @property
    def title(self) -> str:
        """What it is about, in the words of the version in hand."""
        return self.current.wording.what

    @property
    def journal_version(self) -> int:
        """The number of the version in hand."""
        return self.current.number


class ProposalVersion(Base):
    """One numbered version. Frozen once a round is opened on it: from then on it says what it said."""

    __tablename__ = "proposal_versions"
    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), init=False)
    wording_id: Mapped[int] = mapped_column(ForeignKey("wordings.id"), init=False)
    number: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it differs from the version before."""
    frozen_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    frozen_digest: Mapped[str | None] = mapped_column(default=None)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    proposal: Mapped[Proposal] = relationship(back_populates="versions")
    wording: Mapped[Wording] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]

    def freeze(self) -> None:
        """Fix what it says, once."""
        if self.frozen_at is None:
            self.frozen_at = clock.now()
            self.frozen_digest = self.wording.digest()
