"""A joint round: several bodies in one room, with for each of them who is to consent, and what came of it."""

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base, enum_column
from app.decisions.models.proposal import Proposal
from app.decisions.models.round import ConsentRound
from app.decisions.states import AGREEING
from app.organisation.models import Unit
from app.organisation.states import AbsenceRule


class JointBody(Base):
    """One body in a joint round. Together they have no powers: each consents for itself (practice.md)."""

    __tablename__ = "joint_bodies"
    __table_args__ = (Index("uq_joint_bodies_round_unit", "round_id", "unit_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("consent_rounds.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    absence_rule: Mapped[AbsenceRule] = mapped_column(enum_column(AbsenceRule))
    """The rule of the body on the day it was invited."""

    proposal: Mapped[Proposal | None] = relationship(lazy="joined", init=False)
    """What the body consented to: the proposal of the round, or the same text as a proposal of its own. None before
    the end, when the round ended otherwise, and when nobody of this body took part.
    """
    seats: Mapped[list["JointSeat"]] = relationship(
        lazy="selectin", order_by="JointSeat.id", cascade="all, delete-orphan", init=False
    )

    @property
    def places(self) -> frozenset[int]:
        """The ids of the places at the round of who consents for this body."""
        return frozenset(one.participant_id for one in self.seats)

    @property
    def waited_for(self) -> frozenset[int]:
        """The places of those without whose answer this body does not decide, by its rule on absence."""
        return self.places if self.absence_rule is AbsenceRule.WAIT_FOR_ALL else frozenset()

    def consents(self, round_: ConsentRound) -> bool:
        """Whether somebody who consents for this body did, of all who are in the round."""
        agreed = {one.id for one in round_.electors if one.answer is not None and one.answer.choice in AGREEING}
        return bool(agreed & self.places)


class JointSeat(Base):
    """For which body somebody at a joint round consents, and on what ground. Who sits in two answers once for both."""

    __tablename__ = "joint_seats"
    __table_args__ = (Index("uq_joint_seats_body_participant", "body_id", "participant_id", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    body_id: Mapped[int] = mapped_column(ForeignKey("joint_bodies.id"), init=False)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    ground: Mapped[str] = mapped_column(String(160))
    """Their role, and the unit they bring it from."""
