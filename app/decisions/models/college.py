"""The sittings of the college, and the legal decisions taken in them. Meetings in full will take over the sitting."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.college_law import Convocation, Mark, Settlement, SittingState, Tally, Way, may_decide
from app.decisions.models.decision import Decision
from app.decisions.models.proposal import Proposal
from app.organisation.models import Person, Unit


class CollegeMark(Base):
    """What a member of the college says beforehand of a proposal."""

    __tablename__ = "college_marks"
    __table_args__ = (UniqueConstraint("proposal_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship()
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    mark: Mapped[Mark] = mapped_column(enum_column(Mark))
    marked_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)


class Sitting(Base):
    """One sitting: when, who was there, on which convocation, and what was settled."""

    __tablename__ = "college_sittings"
    __table_args__ = (
        CheckConstraint("convocation <> 'second' OR first_id IS NOT NULL", name="second_has_first"),
        CheckConstraint("convocation <> 'outside' OR basis <> ''", name="outside_has_basis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    chair: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    chair_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    first_id: Mapped[int | None] = mapped_column(ForeignKey("college_sittings.id"), init=False)
    on: Mapped[date]
    convocation: Mapped[Convocation] = mapped_column(enum_column(Convocation), default=Convocation.FIRST)
    basis: Mapped[str] = mapped_column(Text, default="")
    """Outside a sitting: the article of the college's own rules (Gemeentewet 52), or the mandate (168)."""
    state: Mapped[SittingState] = mapped_column(enum_column(SittingState), default=SittingState.PLANNED)
    seated: Mapped[int] = mapped_column(default=0)
    """How many members had a seat when it was opened."""
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    first: Mapped["Sitting | None"] = relationship(default=None, remote_side=[id])
    """The sitting without a quorum for which this one was convened again."""
    presence: Mapped[list["Presence"]] = relationship(back_populates="sitting", order_by="Presence.id", init=False)
    items: Mapped[list["SittingItem"]] = relationship(back_populates="sitting", order_by="SittingItem.id", init=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """A sitting has no versions."""
        return None

    @property
    def present(self) -> list[Person]:
        """Which members are there."""
        return [one.person for one in self.presence]

    def quorum(self, seated: int) -> bool:
        """Whether enough members are there to open it (Gemeentewet 56)."""
        return may_decide(seated, len(self.presence), called_again=self.convocation is not Convocation.FIRST)


class Presence(Base):
    """A member who was at a sitting."""

    __tablename__ = "college_presences"
    __table_args__ = (UniqueConstraint("sitting_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sitting: Mapped[Sitting] = relationship(back_populates="presence")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("college_sittings.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)


class SittingItem(Base):
    """What a sitting had before it, and what the college decided on it: the legal decision beside the consent."""

    __tablename__ = "college_items"
    __table_args__ = (UniqueConstraint("sitting_id", "proposal_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    sitting: Mapped[Sitting] = relationship(back_populates="items")
    proposal: Mapped[Proposal] = relationship()
    sitting_id: Mapped[int] = mapped_column(ForeignKey("college_sittings.id"), init=False)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), unique=True, init=False)
    way: Mapped[Way | None] = mapped_column(enum_column(Way), default=None)
    settlement: Mapped[Settlement | None] = mapped_column(enum_column(Settlement), default=None)
    change: Mapped[str] = mapped_column(Text, default="")
    """What was changed, where it was decided with a change."""
    taking_part: Mapped[int] = mapped_column(default=0)
    recused: Mapped[str] = mapped_column(Text, default="")
    """The names of who took no part because of a personal interest."""

    decision: Mapped[Decision | None] = relationship(default=None)
    ballots: Mapped[list["Ballot"]] = relationship(back_populates="item", order_by="Ballot.id", init=False)

    def tally(self, turn: int) -> Tally:
        """What the first or second vote came to."""
        votes = [one.in_favour for one in self.ballots if one.turn == turn]
        return Tally(votes.count(True), votes.count(False))

    @property
    def turns(self) -> int:
        """How many times it was voted on."""
        return max((one.turn for one in self.ballots), default=0)

    @property
    def notes(self) -> list["Ballot"]:
        """The votes of who asked for aantekening: only these are ever told by name."""
        return [one for one in self.ballots if one.wants_note and one.turn == self.turns]


class Ballot(Base):
    """One member's vote. It is told to nobody, unless the member asks for aantekening."""

    __tablename__ = "college_ballots"
    __table_args__ = (UniqueConstraint("item_id", "turn", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item: Mapped[SittingItem] = relationship(back_populates="ballots")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("college_items.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    turn: Mapped[int]
    in_favour: Mapped[bool]
    wants_note: Mapped[bool] = mapped_column(default=False)
