"""A parafenroute: who is to see a proposal before it comes to a meeting, in which order, and what they said."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.initial_states import InitialState
from app.decisions.models.proposal import Proposal
from app.decisions.models.wording import Wording
from app.organisation.models import Person


class Initial(Base):
    """One step of a route: somebody is asked to look at a proposal, and puts their paraaf or sends it back.

    It is information for who decides. It decides nothing, is no consent, and holds nothing up: a proposal goes on an
    agenda and into a round with or without it.
    """

    __tablename__ = "initials"
    __table_args__ = (
        CheckConstraint("(version_number IS NULL) = (answered_at IS NULL)", name="answered"),
        Index(
            "uq_initials_waiting",
            "proposal_id",
            "person_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship(back_populates="initials")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Initial.person_id")
    asked_by: Mapped[Person] = relationship(foreign_keys="Initial.asked_by_id")
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    position: Mapped[int]
    """Its place in the route; who is asked once more after sending back has the same."""
    capacity: Mapped[str] = mapped_column(String(60), default="")
    """As what somebody is asked, such as teamleider or controller."""
    state: Mapped[InitialState] = mapped_column(enum_column(InitialState), default=InitialState.WAITING)
    remark: Mapped[str] = mapped_column(Text, default="")
    """What was said with it; the reason, when it was sent back."""
    version_number: Mapped[int | None] = mapped_column(default=None)
    """Which version they saw."""
    digest: Mapped[str | None] = mapped_column(String(64), default=None)
    """Of the text they saw: a draft that was given back is changed under the same number."""
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    @property
    def journal_version(self) -> int:
        """The version in hand."""
        return self.proposal.journal_version

    @property
    def is_of_earlier_version(self) -> bool:
        """Whether the proposal has a next version since."""
        return self.version_number is not None and self.version_number != self.proposal.current.number

    @property
    def is_of_earlier_text(self) -> bool:
        """Whether the text was changed since, under whatever number."""
        return self.digest is not None and self.digest != digest_of_text(self.proposal.current.wording)


def digest_of_text(wording: Wording) -> str:
    """SHA-256 over what a text says without its files: that one changed is not for all who read the text."""
    canonical = json.dumps(wording.content(), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
