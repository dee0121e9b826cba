"""An action that follows: who does what, and by when."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.decision import Decision
from app.decisions.models.proposal import Proposal
from app.decisions.states import ActionState
from app.organisation.models import Person, Unit


class Action(Base):
    """What somebody will do: because of a decision, agreed in its round or later, or because a table agreed on it."""

    __tablename__ = "actions"
    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    owner: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    what: Mapped[str] = mapped_column(String(300))
    due_on: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[ActionState] = mapped_column(enum_column(ActionState), default=ActionState.OPEN, index=True)
    result: Mapped[str] = mapped_column(Text, default="")
    """What came of it, or why it was dropped."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    decision: Mapped[Decision | None] = relationship(default=None)
    proposal: Mapped[Proposal | None] = relationship(default=None)
    """In whose round it was agreed; until that decides, it is only meant."""

    @property
    def journal_version(self) -> None:
        """An action has no versions."""
        return None

    @property
    def follows_from(self) -> Decision | Proposal | None:
        """What it follows from: whoever may know of that may know of it. None: the table that agreed on it."""
        return self.decision or self.proposal

    @property
    def is_only_meant(self) -> bool:
        """Whether it was agreed in a round that did not decide (yet): then it does not count."""
        return self.proposal_id is not None and self.decision_id is None

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed while it is still open."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < clock.today()
