"""The objection with its dossier."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.round import ConsentRound
from app.decisions.states import ObjectionState
from app.organisation.models import Person


class Objection(Base):
    """One person's objection to one version: argument, test, outcome, and which version settled it."""

    __tablename__ = "objections"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship()
    round: Mapped[ConsentRound] = relationship()
    version: Mapped[ProposalVersion] = relationship(foreign_keys="Objection.version_id")
    """The version it was raised on."""
    owner: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Objection.owner_id")
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("consent_rounds.id"), index=True, init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), init=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), init=False)
    state: Mapped[ObjectionState] = mapped_column(enum_column(ObjectionState), default=ObjectionState.RAISED)
    argument: Mapped[str] = mapped_column(Text, default="")
    wish: Mapped[str] = mapped_column(Text, default="")
    test: Mapped[str] = mapped_column(Text, default="")
    """What goes wrong for our purpose or somebody's work, as the group found it: no ticks per member."""
    outcome: Mapped[str] = mapped_column(Text, default="")
    """The outcome its owner accepts, as the chair noted it."""
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("proposal_versions.id"), init=False)
    raised_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id], default=None)
    """Who speaks for the owner when they are gone."""
    answered_by: Mapped[ProposalVersion | None] = relationship(foreign_keys=[answered_by_id], default=None)
    """The version that was made to meet it; the one that settled it, once its owner says so."""

    @property
    def journal_version(self) -> int:
        """The number of the version it was raised on."""
        return self.version.number

    @property
    def speaker_id(self) -> int:
        """The person whose answer settles it: its owner, or the deputy."""
        return self.deputy_id or self.owner_id
