"""Levels, units, people and their dated memberships. Nothing here is erased: it ends on a date."""

from datetime import date, datetime, timedelta

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, and_, func, or_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.core.working_days import WorkingDays
from app.organisation.states import (
    COLLEGE_ROLES,
    DECIDING_ROLES,
    LINKING_ROLES,
    AbsenceRule,
    ContestRule,
    Role,
    StatutoryBody,
)

SESSION_LIFE = timedelta(days=30)
PERIOD = "ends_on IS NULL OR ends_on >= starts_on"


class SteeringLevel(Base):
    """A level on which people steer (D.1529312, advice 1): individu, cluster, team, … college."""

    __tablename__ = "steering_levels"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    rank: Mapped[int] = mapped_column(unique=True)
    """Order from narrow (individu) to wide (college)."""


class Unit(Base):
    """A group that decides its own beleid: has a level, a purpose, a domain, and a wider unit it belongs to."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_within_itself"),
        CheckConstraint("contest_days >= 0", name="contest_days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str] = mapped_column(String(12), unique=True)
    """Short code that opens the numbers of its decisions, such as "CMT" in "CMT-2026-4". Never changes."""
    level_id: Mapped[int] = mapped_column(ForeignKey("steering_levels.id"), init=False)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), init=False, index=True)
    purpose: Mapped[str] = mapped_column(Text, default="")
    domain: Mapped[str] = mapped_column(Text, default="")
    """What it decides by itself."""
    absence_rule: Mapped[AbsenceRule] = mapped_column(enum_column(AbsenceRule), default=AbsenceRule.PRESENT_DECIDE)
    working_weekdays: Mapped[str] = mapped_column(String(7), default="12345", server_default="12345")
    """The days on which its people work: 1 is Monday."""
    written_days: Mapped[int] = mapped_column(default=3, server_default="3")
    """How many working days each phase of a written round takes, unless whoever opens it says otherwise."""
    statutory: Mapped[StatutoryBody | None] = mapped_column(enum_column(StatutoryBody), default=None)
    """Which body of the law it is, if it is one: a bestuursorgaan (Awb 1:1). Only such a unit gives mandaat (10:1)."""
    contest_days: Mapped[int] = mapped_column(default=14)
    """For how many days after an uitvoeringsbesluit within its beleid whoever is touched may say "dit is beleid"."""
    contest_rule: Mapped[ContestRule] = mapped_column(enum_column(ContestRule), default=ContestRule.STANDS)
    reopen_days: Mapped[int] = mapped_column(default=5, server_default="5")
    """For how many working days who was absent may take up again what those present decided."""
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)

    level: Mapped[SteeringLevel] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]
    parent: Mapped["Unit | None"] = relationship(remote_side=[id], default=None, back_populates="children")
    children: Mapped[list["Unit"]] = relationship(back_populates="parent", init=False)
    memberships: Mapped[list["Membership"]] = relationship(back_populates="unit", order_by="Membership.id", init=False)

    @property
    def journal_version(self) -> None:
        """Units have no versions."""
        return None

    @property
    def working_days(self) -> WorkingDays:
        """The days on which its people work."""
        return WorkingDays.written(self.working_weekdays)

    @property
    def is_college(self) -> bool:
        """Whether it decides by the Gemeentewet, as the college of burgemeester en wethouders."""
        return self.statutory is StatutoryBody.COLLEGE

    def decides_as(self, role: Role, held_here: bool) -> bool:
        """Whether a role gives a say here: held in this unit itself, or brought along from a narrower one."""
        if self.is_college:
            return held_here and role in COLLEGE_ROLES
        return role in DECIDING_ROLES

    def is_active(self, on: date) -> bool:
        """Whether the unit exists on a day."""
        return self.starts_on <= on and not self.has_ended(on)

    def has_ended(self, on: date) -> bool:
        """Whether the unit's last day lies before a day."""
        return self.ends_on is not None and self.ends_on < on

    @classmethod
    def by_name(cls) -> tuple[ColumnElement[str], ColumnElement[int]]:
        """The order in which people look for a name, in capitals or not."""
        return func.lower(cls.name), cls.id.expression

    @classmethod
    def active_on(cls, on: date) -> ColumnElement[bool]:
        """What `is_active` asks, as a condition of a query."""
        return and_(cls.starts_on <= on, or_(cls.ends_on.is_(None), cls.ends_on >= on))


class Person(Base):
    """Somebody who works for or with the municipality and can sign in."""

    __tablename__ = "people"
    __table_args__ = (CheckConstraint(PERIOD, name="period"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Always in lower case."""
    password_hash: Mapped[str | None] = mapped_column(String(200), default=None, repr=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    """Beheerder: keeps units, people and roles; reads no sealed or confidential matter."""
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.id", init=False
    )

    is_authenticated = True

    @classmethod
    def by_name(cls) -> tuple[ColumnElement[str], ColumnElement[int]]:
        """The order in which people look for a name, in capitals or not."""
        return func.lower(cls.name), cls.id.expression

    @property
    def actor_key(self) -> str:
        """The pseudonym of this person in the journal."""
        return f"person:{self.id}"

    def roles_on(self, day: date) -> frozenset[tuple[int, Role]]:
        """The units in which this person has a role on a day, each with the role."""
        return frozenset((one.unit_id, one.role) for one in self.memberships if one.is_active(day))

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in today."""
        return self.ends_on is None or clock.today() <= self.ends_on

    @property
    def journal_version(self) -> None:
        """People have no versions."""
        return None


class Membership(Base):
    """One role of one person in one unit, from one day to another."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("absent_until IS NULL OR absent_from IS NOT NULL", name="absence"),
        CheckConstraint("absent_until IS NULL OR absent_until >= absent_from", name="absence_period"),
        CheckConstraint("NOT withdrawn OR ends_on IS NOT NULL", name="withdrawn"),
        Index("ix_memberships_unit_id_role", "unit_id", "role"),
        Index(
            "uq_memberships_leader",
            "unit_id",
            unique=True,
            sqlite_where=text("role = 'leader' AND ends_on IS NULL"),
            postgresql_where=text("role = 'leader' AND ends_on IS NULL"),
        ),
        Index(
            "uq_memberships_role",
            "person_id",
            "unit_id",
            "role",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    role: Mapped[Role] = mapped_column(enum_column(Role), default=Role.MEMBER)
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn: Mapped[bool] = mapped_column(default=False)
    """Taken back before its first day: it never held, and stays readable."""
    absent_from: Mapped[date | None] = mapped_column(default=None)
    """Long absence (illness, leave): no consent is asked in that time (practice.md)."""
    absent_until: Mapped[date | None] = mapped_column(default=None)

    person: Mapped[Person] = relationship(back_populates="memberships")
    unit: Mapped[Unit] = relationship(back_populates="memberships")

    def is_active(self, on: date) -> bool:
        """Whether the role is held on a day."""
        return not self.withdrawn and self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)

    def is_planned(self, on: date) -> bool:
        """Whether the role will be held, but not yet on this day."""
        return not self.withdrawn and on < self.starts_on

    def is_over(self, on: date) -> bool:
        """Whether the role was held before this day and no longer, or never will be."""
        return not self.is_active(on) and not self.is_planned(on)

    @property
    def is_link(self) -> bool:
        """Whether the role gives a seat in the wider unit as well."""
        return self.role in LINKING_ROLES

    def is_absent(self, on: date) -> bool:
        """Whether the member is on long absence on a day."""
        if self.absent_from is None or on < self.absent_from:
            return False
        return self.absent_until is None or on <= self.absent_until

    def overlaps(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether the role is held on any day of a period; a period without an end never ends."""
        if self.withdrawn:
            return False
        return (self.ends_on is None or starts_on <= self.ends_on) and (ends_on is None or self.starts_on <= ends_on)

    @classmethod
    def active_on(cls, on: date) -> ColumnElement[bool]:
        """What `is_active` asks, as a condition of a query."""
        return and_(cls.withdrawn.is_(False), cls.starts_on <= on, or_(cls.ends_on.is_(None), cls.ends_on >= on))


class SignInSession(Base):
    """One browser in which a person is signed in; revoking it signs that browser out."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    browser: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)

    @classmethod
    def still_open(cls) -> ColumnElement[bool]:
        """Neither revoked nor too old, as a condition of a query."""
        return and_(cls.revoked_at.is_(None), cls.created_at > clock.now() - SESSION_LIFE)


class SignInAttempt(Base):
    """A failed sign-in, kept so that the slow-down survives a restart."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index("ix_sign_in_attempts_email_at", "email_digest", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    email_digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)


class Invitation(Base):
    """A link with which one person once chooses a password; only its digest is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When it was used, or replaced by a newer one."""

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
