"""An agenda item: on the agenda of a meeting, or in the pool of its unit until one takes it up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.assignments.following_models import InformationDue
from app.assignments.programme_models import ProgrammeReport
from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models import Action, Decision, Proposal
from app.decisions.states import Confidentiality
from app.meetings.models.meeting import Meeting
from app.meetings.states import Involvement, ItemKind, ItemState, ItemType, NoteKind, Outcome
from app.organisation.models import Person, Unit


class AgendaItem(Base):
    """What is treated, what for, for how long, and what it ended in.

    Without a meeting it waits in the pool of its unit: it was carried over, or somebody suggested it.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint("outcome IS NULL OR state = 'concluded'", name="one_outcome"),
        CheckConstraint("state IN ('planned', 'dropped') OR meeting_id IS NOT NULL", name="in_a_meeting"),
        CheckConstraint("time_box >= 0", name="time_box"),
        Index("ix_agenda_items_pool", "unit_id", "state", "meeting_id"),
        # One item in hand a meeting: two chairs cannot take up two.
        Index(
            "uq_agenda_items_in_hand",
            "meeting_id",
            unique=True,
            sqlite_where=text("state = 'in_hand'"),
            postgresql_where=text("state = 'in_hand'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    """Whose matter it is."""
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), init=False)
    meeting: Mapped[Meeting | None] = relationship(
        back_populates="items", foreign_keys="AgendaItem.meeting_id", default=None
    )
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True, init=False)
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(String(300))
    aim: Mapped[str] = mapped_column(Text, default="")
    """What is asked of those who meet."""
    type: Mapped[ItemType] = mapped_column(enum_column(ItemType), default=ItemType.FORMING)
    kind: Mapped[ItemKind] = mapped_column(enum_column(ItemKind), default=ItemKind.ORDINARY)
    time_box: Mapped[int] = mapped_column(default=10)
    """Minutes."""
    confidentiality: Mapped[Confidentiality] = mapped_column(
        enum_column(Confidentiality), default=Confidentiality.INTERNAL
    )
    """Of the item itself; what it is about may be closed as well."""
    is_late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Came on the agenda after it was set, or after the papers were closed."""
    state: Mapped[ItemState] = mapped_column(enum_column(ItemState), default=ItemState.PLANNED)
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome), default=None)
    words: Mapped[str] = mapped_column(Text, default="")
    """What was said at its end: why it was held over, to whom it was referred, why it was dropped."""
    presenter_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    suggested_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    proposal: Mapped[Proposal | None] = relationship(default=None)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    decision: Mapped[Decision | None] = relationship(default=None)
    """The decision that is looked back on."""
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"), index=True, init=False)
    action: Mapped[Action | None] = relationship(default=None)
    """The action that comes back."""
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True, init=False)
    report: Mapped[ProgrammeReport | None] = relationship(default=None)
    """The voortgangsrapportage that is to be noted."""
    report_id: Mapped[int | None] = mapped_column(ForeignKey("programme_reports.id"), index=True, init=False)
    adopts: Mapped[Meeting | None] = relationship(foreign_keys="AgendaItem.adopts_id", default=None)
    """The meeting whose minutes are adopted."""
    adopts_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True, init=False)
    information: Mapped[InformationDue | None] = relationship(default=None)
    """The agreement of an assignment to tell or involve this unit, which it keeps."""
    information_id: Mapped[int | None] = mapped_column(ForeignKey("assignment_information.id"), index=True, init=False)
    version_number: Mapped[int | None] = mapped_column(default=None)
    """Which version of the proposal lay on the table: frozen with the set agenda."""
    carried_from: Mapped["AgendaItem | None"] = relationship(remote_side=[id], default=None)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), unique=True, init=False)
    taken_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """Since when it is in hand, if it is."""
    seconds_spent: Mapped[int] = mapped_column(default=0)
    """For how long it was in hand before that."""
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    held_back: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether what was decided stays off the openbare besluitenlijst, until those concerned have been told."""
    made_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)

    presenter: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[presenter_id])
    suggested_by: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[suggested_by_id])
    involved: Mapped[list["ItemUnit"]] = relationship(order_by="ItemUnit.id", cascade="all, delete-orphan", init=False)
    notes: Mapped[list["ItemNote"]] = relationship(back_populates="item", order_by="ItemNote.id", init=False)
    agreed: Mapped[list["ItemAction"]] = relationship(order_by="ItemAction.id", init=False)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> None:
        """An item has no versions; the agenda has."""
        return None

    @property
    def is_closed(self) -> bool:
        """Whether it is for those inside alone, by itself or by what it is about."""
        about = [one for one in (self.proposal, self.decision) if one is not None]
        return self.confidentiality is Confidentiality.CONFIDENTIAL or any(one.is_closed for one in about)


class ItemUnit(Base):
    """A unit that an item touches."""

    __tablename__ = "item_units"
    __table_args__ = (UniqueConstraint("item_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), init=False)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True, init=False)
    involvement: Mapped[Involvement] = mapped_column(enum_column(Involvement), default=Involvement.INVITED)


class ItemNote(Base):
    """Something that was asked or said with an item, as far as somebody wrote it down."""

    __tablename__ = "item_notes"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item: Mapped[AgendaItem] = relationship(back_populates="notes")
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"), index=True, init=False)
    kind: Mapped[NoteKind] = mapped_column(enum_column(NoteKind), default=NoteKind.SAID)
    text: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Who said it, if that is to be known."""
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)

    person: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[person_id])


class ItemAction(Base):
    """An action that was agreed on in an item."""

    __tablename__ = "item_actions"
    __table_args__ = (UniqueConstraint("item_id", "action_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    action: Mapped[Action] = relationship(lazy="joined", innerjoin=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id"))
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id"), index=True, init=False)
