"""An election of a role by consent, with who nominated whom."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.elections.states import ElectionState
from app.organisation.models import Person, Unit
from app.organisation.states import Role


class Election(Base):
    """The election of somebody for one role in one unit (SKM, sociocratic election)."""

    __tablename__ = "elections"
    __table_args__ = (
        Index(
            "uq_elections_open",
            "unit_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="term"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    state: Mapped[ElectionState] = mapped_column(enum_column(ElectionState), default=ElectionState.DESCRIBING)
    description_id: Mapped[int | None] = mapped_column(ForeignKey("unit_agreements.id"), default=None)
    """What the role is, as the unit agreed before anybody was nominated."""
    nominee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Whom the gespreksleider proposes."""
    argument: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), default=None, unique=True)
    """What is put to consent now, or was in the end."""
    ended_because: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    revision: Mapped[int] = mapped_column(init=False)

    nominee: Mapped[Person | None] = relationship(lazy="joined", init=False, viewonly=True)
    places: Mapped[list["ElectionPlace"]] = relationship(
        back_populates="election", order_by="ElectionPlace.id", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """An election has no versions; what is put to consent has."""
        return None

    def place_of(self, person_id: int) -> "ElectionPlace | None":
        """The place of somebody who takes part."""
        return next((one for one in self.places if one.person_id == person_id), None)

    @property
    def nominations(self) -> list["Nomination"]:
        """Who is nominated by whom, as it stands."""
        return [one.nomination for one in self.places if one.nomination is not None]

    @property
    def nominated(self) -> list[Person]:
        """Everybody who is nominated, whoever was nominated first coming first."""
        return list({one.nominee_id: one.nominee for one in self.nominations}.values())


class ElectionPlace(Base):
    """Somebody who takes part in an election: written down when nominations are asked."""

    __tablename__ = "election_places"
    __table_args__ = (UniqueConstraint("election_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    election: Mapped[Election] = relationship(back_populates="places")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    election_id: Mapped[int] = mapped_column(ForeignKey("elections.id"), init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)

    history: Mapped[list["Nomination"]] = relationship(back_populates="place", order_by="Nomination.id", init=False)

    @property
    def name(self) -> str:
        """The name the others know them by."""
        return self.person.name

    @property
    def nomination(self) -> "Nomination | None":
        """Whom they nominate, as it stands."""
        return next((one for one in reversed(self.history) if one.lapsed_at is None), None)


class Nomination(Base):
    """Whom somebody nominates, and why. It is never changed: a new one makes it lapse."""

    __tablename__ = "nominations"
    __table_args__ = (
        Index(
            "uq_nominations_standing",
            "place_id",
            unique=True,
            sqlite_where=text("lapsed_at IS NULL"),
            postgresql_where=text("lapsed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    place: Mapped[ElectionPlace] = relationship(back_populates="history")
    nominee: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Nomination.nominee_id")
    place_id: Mapped[int] = mapped_column(ForeignKey("election_places.id"), index=True, init=False)
    nominee_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    changed_because: Mapped[str] = mapped_column(Text, default="")
    """What made somebody change their nomination, after all were shown."""
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    given_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    lapsed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
