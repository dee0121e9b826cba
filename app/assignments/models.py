"""An assignment with its parties, its versions, and what was remarked on them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.states import OFFICIAL, AssignmentState, PartyRole, WorkType
from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models import Proposal
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit

if TYPE_CHECKING:
    from app.assignments.following_models import AssignmentMilestone, InformationDue


class Milestone(TypedDict):
    """What is to be there on a day (2026-11-28)."""

    what: str
    due_on: str


class InformationAgreement(TypedDict):
    """On what a unit is told, how, how often, and the first day (2026-11-28)."""

    about: str
    unit: int
    unit_name: str
    how: str
    rhythm: str
    first_on: str


class Assignment(Base):
    """Work that one side asks of another, and that both agree on (D.1529312)."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    """In whose register it stands: the unit for which the opdrachtgever asks it."""
    author: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    """Who drafted it, of either side."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    work_type: Mapped[WorkType] = mapped_column(enum_column(WorkType))
    is_for_college: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it is a bestuursopdracht, with a member of the college as bestuurlijk opdrachtgever."""
    state: Mapped[AssignmentState] = mapped_column(enum_column(AssignmentState), default=AssignmentState.DRAFT)
    confidentiality: Mapped[Confidentiality] = mapped_column(
        enum_column(Confidentiality), default=Confidentiality.INTERNAL
    )
    """How open it is until it is put to consent; from then on its proposal says so."""
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), default=None, unique=True)
    """What is put to consent now, or was last."""
    version_in_force: Mapped[int | None] = mapped_column(default=None)
    """The number of the version that all parties agreed to last."""
    decision_number: Mapped[str | None] = mapped_column(String(40), default=None)
    """The number of the decision in the register that says so."""
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programmes.id"), index=True, default=None)
    """The one programme it belongs to, if any (`programme_models`)."""
    result: Mapped[str] = mapped_column(Text, default="")
    """What was offered as its result last."""
    result_proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), default=None, unique=True)
    """The proposal in which that is accepted, or last was not; `proposal_id` stays about what was agreed."""
    result_offered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """Since when a result waits for the consent of the parties; None when none does."""
    ended_because: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    revision: Mapped[int] = mapped_column(init=False)

    proposal: Mapped[Proposal | None] = relationship(init=False, viewonly=True, foreign_keys=[proposal_id])
    versions: Mapped[list["AssignmentVersion"]] = relationship(
        back_populates="assignment", order_by="AssignmentVersion.number", init=False
    )
    parties: Mapped[list["AssignmentParty"]] = relationship(
        back_populates="assignment", order_by="AssignmentParty.id", init=False, cascade="all, delete-orphan"
    )
    milestones: Mapped[list["AssignmentMilestone"]] = relationship(
        back_populates="assignment",
        order_by="AssignmentMilestone.due_on, AssignmentMilestone.id",
        init=False,
        cascade="all, delete-orphan",
    )
    """Of what was agreed last."""
    information: Mapped[list["InformationDue"]] = relationship(
        back_populates="assignment", order_by="InformationDue.due_on, InformationDue.id", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def current(self) -> "AssignmentVersion":
        """The version in hand."""
        return self.versions[-1]

    @property
    def in_force(self) -> "AssignmentVersion | None":
        """What all parties agreed to last, if they ever did."""
        return next((one for one in self.versions if one.number == self.version_in_force), None)

    @property
    def shown(self) -> "AssignmentVersion":
        """The text that counts: what was agreed, unless its parties talk about another."""
        agreed = self.in_force
        return self.current if agreed is None or self.state.is_talked_over else agreed

    @property
    def title(self) -> str:
        """What it is about."""
        return self.shown.title

    @property
    def journal_version(self) -> int:
        """The number of the version in hand."""
        return self.current.number

    @property
    def is_closed(self) -> bool:
        """Whether it is for its parties and the table of its unit alone."""
        if self.proposal is not None:
            return self.proposal.is_closed
        return self.confidentiality is Confidentiality.CONFIDENTIAL

    @property
    def living(self) -> "list[AssignmentParty]":
        """Who are a party to it today."""
        today = clock.today()
        return [one for one in self.parties if one.is_there(today)]

    @property
    def doer(self) -> "AssignmentParty":
        """Who does the work: the first of them. Raises `StopIteration` for an assignment without that side."""
        return next(one for one in self.living if not one.role.asks)

    def is_of(self, person: Person) -> bool:
        """Whether somebody drafted it, or is a party to it today."""
        return person.id == self.author_id or self.party_of(person.id) is not None

    def party_of(self, person_id: int) -> "AssignmentParty | None":
        """As what somebody is a party to it today."""
        return next((one for one in self.living if one.person_id == person_id), None)


class AssignmentParty(Base):
    """Somebody who is a party to an assignment, from a day, until somebody else takes over."""

    __tablename__ = "assignment_parties"
    __table_args__ = (
        Index(
            "uq_assignment_parties",
            "assignment_id",
            "person_id",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship(back_populates="parties")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    role: Mapped[PartyRole] = mapped_column(enum_column(PartyRole))
    starts_on: Mapped[date] = mapped_column(default_factory=clock.today)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    """The last day. Whoever left before it was agreed was no party, and is gone."""
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_parties.id"), default=None)
    """Whom they took over from, in something that was agreed already."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When they said that they stand for what their predecessor agreed to."""

    @property
    def name(self) -> str:
        """The name the others know them by."""
        return self.person.name

    @property
    def capacity(self) -> str:
        """As what they are a party, untranslated; in a bestuursopdracht two of the roles are called official."""
        return OFFICIAL.get(self.role, self.role.label) if self.assignment.is_for_college else self.role.label

    @property
    def is_asked_to_confirm(self) -> bool:
        """Whether they took over and have not said yet that they stand for it."""
        return self.follows_id is not None and self.confirmed_at is None

    def is_there(self, on: date) -> bool:
        """Whether they are a party on a day; who takes over tomorrow is not one today."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class AssignmentVersion(Base):
    """One numbered text. It changes until it is offered; after that another text is the next version."""

    __tablename__ = "assignment_versions"
    __table_args__ = (UniqueConstraint("assignment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment: Mapped[Assignment] = relationship(back_populates="versions")
    written_by: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), init=False)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)
    """What each part says, in Markdown, by its name; parts that say nothing are not there."""
    policies: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    """The kaders: the numbers of the decisions within which it is done."""
    touches: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    """The units that notice it, by id."""
    milestones: Mapped[list[Milestone]] = mapped_column(JSON, default_factory=list)
    information: Mapped[list[InformationAgreement]] = mapped_column(JSON, default_factory=list)
    margin_days: Mapped[int] = mapped_column(default=14)
    """How many days a milestone may slip before it is talked over anew."""
    starts_on: Mapped[date | None] = mapped_column(default=None)
    ends_on: Mapped[date | None] = mapped_column(default=None)
    """When it is to be done; an opgave or a process may have no end."""
    review_on: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it differs from the version before."""
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    offered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    remarks: Mapped[list["Remark"]] = relationship(back_populates="version", order_by="Remark.id", init=False)

    def content(self) -> dict[str, Any]:
        """All that it says, ready to make another version of."""
        return {
            "title": self.title,
            "texts": dict(self.texts),
            "policies": list(self.policies),
            "touches": list(self.touches),
            "milestones": [dict(one) for one in self.milestones],
            "information": [dict(one) for one in self.information],
            "margin_days": self.margin_days,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "review_on": self.review_on,
        }

    @property
    def open_remarks(self) -> "list[Remark]":
        """What was remarked and waits for an answer."""
        return [one for one in self.remarks if one.answered_at is None]


class Remark(Base):
    """What a party remarks on one part of a version, and how it was dealt with."""

    __tablename__ = "assignment_remarks"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    version: Mapped[AssignmentVersion] = relationship(back_populates="remarks")
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="Remark.person_id")
    version_id: Mapped[int] = mapped_column(ForeignKey("assignment_versions.id"), index=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    part: Mapped[str] = mapped_column(String(60))
    """The name of the part; empty for the whole."""
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    worked_into: Mapped[int | None] = mapped_column(default=None)
    """The number of the version that it was worked into."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    answered_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    answered_by: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[answered_by_id])


class OwnPart(Base):
    """A part that a municipality added to the text of its assignments."""

    __tablename__ = "assignment_own_parts"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    label: Mapped[str] = mapped_column(String(80), unique=True)
    hint: Mapped[str] = mapped_column(String(300), default="")
    work_type: Mapped[WorkType | None] = mapped_column(enum_column(WorkType), default=None)
    """The one kind of work it is for; None for all."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """Since when it is not offered any more; what was written under it stays."""

    @property
    def name(self) -> str:
        """Its name among the parts of a text."""
        return f"own_{self.id}"
