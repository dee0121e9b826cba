"""Who may know of something: the columns and questions that a proposal and a decision have in common.

Vertrouwelijk, geheim and embargo are separate (docs/adr/0020), and one question brings them together: `is_closed`.
"""

from collections.abc import Set
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, and_, or_, select
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column, moment_of_asking
from app.decisions.disclosure import SecrecyGround, SecrecyState
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit


class Secrecy(Base):
    """One imposition of secrecy by a body that may (Gemeentewet 87 to 89), on a dossier or part of one."""

    __tablename__ = "secrecies"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    body: Mapped[Unit] = relationship()
    """Who imposed it."""
    body_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    ground: Mapped[SecrecyGround] = mapped_column(enum_column(SecrecyGround))
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[SecrecyState] = mapped_column(enum_column(SecrecyState), default=SecrecyState.IMPOSED)
    with_council: Mapped[bool] = mapped_column(default=False)
    """Whether the raad was given it: from then on only the raad lifts it (Gemeentewet 89)."""
    imposed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    lifted_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    lifted_because: Mapped[str] = mapped_column(Text, default="")
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None, init=False)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    lifted_by: Mapped[Person | None] = relationship(default=None)

    @property
    def journal_version(self) -> None:
        """A secrecy has no versions."""
        return None

    @classmethod
    def holding(cls, *conditions: ColumnElement[bool]) -> "ColumnElement[int]":
        """The ids of those that hold, as a subquery."""
        return select(cls.id).where(cls.state == SecrecyState.IMPOSED, *conditions).scalar_subquery()


class NamedReader(Base):
    """Somebody who may read what is closed without sitting at the table of its unit: named on it, one by one."""

    __tablename__ = "named_readers"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    kind: Mapped[str] = mapped_column(String(32))
    """The kind of the subject, as the journal has it."""
    subject_id: Mapped[int]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)


class Disclosed(MappedAsDataclass, kw_only=True, eq=False):
    """A row about which not everybody may know. Its class adds the relationship `secrecy`."""

    disclosed_kind: ClassVar[str]

    if TYPE_CHECKING:
        id: Mapped[int]
        secrecy: Mapped[Secrecy | None]

    confidentiality: Mapped[Confidentiality] = mapped_column(
        enum_column(Confidentiality), default=Confidentiality.INTERNAL
    )
    embargo_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """Before this moment it is for those inside; after it, by itself, for whom it would have been anyway."""
    secrecy_id: Mapped[int | None] = mapped_column(ForeignKey("secrecies.id"), index=True, init=False)

    @property
    def is_secret(self) -> bool:
        """Whether secrecy was imposed on it, and not lifted."""
        return self.secrecy is not None and self.secrecy.state is SecrecyState.IMPOSED

    @property
    def is_under_embargo(self) -> bool:
        """Whether its moment has not come yet."""
        return self.embargo_until is not None and clock.now() < self.embargo_until

    @property
    def is_closed(self) -> bool:
        """Whether it is for those inside alone: the table of its unit, who brought it in, and who is named on it."""
        return self.confidentiality is Confidentiality.CONFIDENTIAL or self.is_secret or self.is_under_embargo

    @property
    def is_public(self) -> bool:
        """Whether it is openbaar, and nothing else keeps it in."""
        return self.confidentiality is Confidentiality.OPEN and not self.is_closed

    @classmethod
    def not_closed(cls) -> ColumnElement[bool]:
        """The opposite of what `is_closed` asks, as a condition of a query."""
        return and_(cls.confidentiality != Confidentiality.CONFIDENTIAL, cls.not_secret(), cls.embargo_is_over())

    @classmethod
    def not_secret(cls) -> ColumnElement[bool]:
        """That no secrecy holds on it, as a condition of a query."""
        return or_(cls.secrecy_id.is_(None), cls.secrecy_id.not_in(Secrecy.holding()))

    @classmethod
    def embargo_is_over(cls) -> ColumnElement[bool]:
        """That there is no embargo, or no longer, as a condition of a query."""
        return or_(cls.embargo_until.is_(None), cls.embargo_until <= moment_of_asking())

    @classmethod
    def secret_of(cls, units: Set[int]) -> ColumnElement[bool]:
        """Those on which one of these bodies imposed the secrecy that holds, as a condition of a query."""
        return cls.secrecy_id.in_(Secrecy.holding(Secrecy.body_id.in_(units)))


class DisclosedDossier(Disclosed):
    """A proposal or a decision, on which people may be named one by one. Its class adds the relationship `named`."""

    if TYPE_CHECKING:
        named: Mapped[list[NamedReader]]

    def is_named(self, person_id: int) -> bool:
        """Whether somebody is named on it."""
        return any(one.person_id == person_id for one in self.named)

    @classmethod
    def names(cls, person_id: int) -> ColumnElement[bool]:
        """What `is_named` asks, as a condition of a query."""
        named = select(NamedReader.subject_id).where(
            NamedReader.kind == cls.disclosed_kind, NamedReader.person_id == person_id
        )
        return cls.id.expression.in_(named)
