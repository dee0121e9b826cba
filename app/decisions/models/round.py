"""A consent round with everything that happens in it: who is there, what is said, and what is answered."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, UTCDateTime, enum_column
from app.decisions.models.proposal import Proposal, ProposalVersion
from app.decisions.models.wording import Wording
from app.decisions.states import (
    BLOCKING,
    AnswerChannel,
    Choice,
    ParticipantRole,
    RoundMode,
    RoundSetting,
    RoundState,
)
from app.organisation.models import Person
from app.organisation.states import AbsenceRule

if TYPE_CHECKING:
    from app.decisions.models.contribution import Contribution
    from app.decisions.models.joint import JointBody

WRITING_ROLES = frozenset({ParticipantRole.ELECTOR, ParticipantRole.ADVISER})
SMALL_CIRCLE = 3
"""Up to this many people, a round is held aloud and the screens follow (practice.md)."""


class ConsentRound(Base):
    """The treatment of one frozen version by one electorate."""

    __tablename__ = "consent_rounds"
    __table_args__ = (
        # One open round a proposal: two chairs cannot open it twice.
        Index(
            "uq_consent_rounds_open_proposal",
            "proposal_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("state <> 'adjourned' OR resume_to IS NOT NULL", name="resumable"),
        Index(
            "ix_consent_rounds_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposal: Mapped[Proposal] = relationship(lazy="joined", innerjoin=True)
    version: Mapped[ProposalVersion] = relationship(lazy="joined", innerjoin=True)
    chair: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys="ConsentRound.chair_id")
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True, init=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("proposal_versions.id"), init=False)
    chair_id: Mapped[int] = mapped_column(ForeignKey("people.id"), init=False)
    state: Mapped[RoundState] = mapped_column(enum_column(RoundState), default=RoundState.PREPARED, index=True)
    resume_to: Mapped[RoundState | None] = mapped_column(enum_column(RoundState, name="resume_to"), default=None)
    """Where an adjourned round goes on."""
    mode: Mapped[RoundMode] = mapped_column(enum_column(RoundMode), default=RoundMode.FULL)
    setting: Mapped[RoundSetting] = mapped_column(
        enum_column(RoundSetting), default=RoundSetting.ROOM, server_default=RoundSetting.ROOM.value
    )
    questions_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    reactions_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    consent_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    awaiting_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    due_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When the phase it is in ends by itself: of the four above the one in hand, kept so that it is found at once."""
    absence_rule: Mapped[AbsenceRule] = mapped_column(enum_column(AbsenceRule), default=AbsenceRule.PRESENT_DECIDE)
    """The unit's rule on the day the round was prepared."""
    is_joint: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether other bodies consent in it too, each for itself; then `bodies` has them all."""
    aloud: Mapped[bool] = mapped_column(default=False)
    """Answers are said in the room and noted after; nobody waits for a phone."""
    working_id: Mapped[int | None] = mapped_column(ForeignKey("wordings.id"), default=None, init=False)
    guest_code: Mapped[str | None] = mapped_column(String(32), default=None, unique=True)
    """What the QR code on the shared screen holds, when guests may come in."""
    delegated_to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    timer_started_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    prepared_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    opened_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    revealed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    revision: Mapped[int] = mapped_column(init=False)
    """Goes up with everything that happens in the round; by it the screens know that they are behind."""

    working: Mapped[Wording | None] = relationship(init=False, default=None)
    """The werkversie: the text that is being made while objections are weighed."""
    delegated_to: Mapped[Person | None] = relationship(init=False, viewonly=True, foreign_keys=[delegated_to_id])
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="round", order_by="Participant.id", init=False
    )
    bodies: Mapped[list["JointBody"]] = relationship(
        "JointBody", order_by="JointBody.id", cascade="all, delete-orphan", init=False
    )
    """Of a joint round: its own unit, and those that were invited."""
    contributions: Mapped[list["Contribution"]] = relationship(
        back_populates="round", order_by="Contribution.id", init=False
    )

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012

    @property
    def journal_version(self) -> int:
        """The number of the version this round treats."""
        return self.version.number

    @property
    def electors(self) -> list["Participant"]:
        """Whose consent is asked, except who came late and was asked to wait for the next version."""
        return [one for one in self.participants if one.role is ParticipantRole.ELECTOR and not one.set_aside]

    @property
    def is_in_writing(self) -> bool:
        """Whether people take part from wherever they are: nobody need be in the room."""
        return self.setting is RoundSetting.WRITTEN or self.state is RoundState.AWAITING

    @property
    def lets_people_go(self) -> bool:
        """Whether nobody need be at its screens now: it ended, was interrupted, or waits for who was not there."""
        return self.ended_at is not None or self.state in (RoundState.ADJOURNED, RoundState.AWAITING)

    @property
    def is_overdue(self) -> bool:
        """Whether the time for the phase it is in is up, and what follows has not happened yet."""
        return self.due_at is not None and self.due_at <= clock.now()

    @property
    def present_electors(self) -> list["Participant"]:
        """Whose consent is asked and who are here now; in writing everybody is."""
        return [one for one in self.electors if one.is_present]

    @property
    def unanswered(self) -> list["Participant"]:
        """Who is here, has not answered by screen or in the room, and is not to answer after the others."""
        last = self.version.wording.answers_last_id
        return [one for one in self.present_electors if one.answer is None and one.person_id != last]

    @property
    def awaited(self) -> list["Participant"]:
        """Whom the reveal waits for. Who has no device shows a card at the reveal itself."""
        return [] if self.aloud else [one for one in self.unanswered if not one.without_device]

    @property
    def blocking_answers(self) -> list["Answer"]:
        """The answers that stand in the way of a decision."""
        answers = [one.answer for one in self.electors if one.answer is not None]
        return [answer for answer in answers if answer.choice in BLOCKING]

    @property
    def required(self) -> list["Participant"]:
        """Who must have answered before there can be a decision, by the unit's rule on absence.

        In writing, who stays silent is absent: silence is no answer.
        """
        if self.absence_rule is AbsenceRule.WAIT_FOR_ALL and not self.is_joint:
            return self.electors
        in_the_room, last = not self.is_in_writing, self.version.wording.answers_last_id
        waited_for = {place for one in self.bodies for place in one.waited_for} if self.is_joint else ()
        return [
            one
            for one in self.electors
            if (in_the_room and one.is_present)
            or one.answer is not None
            or one.person_id == last
            or one.id in waited_for
        ]

    @property
    def is_small(self) -> bool:
        """Whether so few take part that they just say it."""
        return len(self.electors) <= SMALL_CIRCLE

    @property
    def needs_another_chair(self) -> bool:
        """Whether whoever chairs stands for the text, in a circle large enough for somebody else to chair."""
        own = self.chair_id == self.proposal.author_id and not self.version.wording.kind.is_put_by_chair
        return own and not self.is_small

    def is_about(self, person_id: int | None) -> bool:
        """Whether a person is who the text is about, and so answers last."""
        last = self.version.wording.answers_last_id
        return last is not None and person_id == last

    def participant_of(self, person_id: int) -> "Participant | None":
        """The place of a person at this round, if they have one."""
        for one in self.participants:
            if one.person_id == person_id:
                return one
        return None


class Participant(Base):
    """Somebody's place at one round: on what ground, whether they are there, and what they answered."""

    __tablename__ = "participants"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (guest_name IS NULL)", name="person_or_guest"),
        Index("uq_participants_round_person", "round_id", "person_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round: Mapped[ConsentRound] = relationship(back_populates="participants")
    round_id: Mapped[int] = mapped_column(ForeignKey("consent_rounds.id"), init=False)
    person: Mapped[Person | None] = relationship(lazy="joined", default=None)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True, init=False)
    guest_name: Mapped[str | None] = mapped_column(String(80), default=None)
    guest_token: Mapped[str | None] = mapped_column(String(64), default=None, unique=True)
    """Digest of the secret in the guest's cookie."""
    role: Mapped[ParticipantRole] = mapped_column(enum_column(ParticipantRole), default=ParticipantRole.ELECTOR)
    ground: Mapped[str] = mapped_column(String(160), default="")
    """Why they are here: their role, and the unit they bring it from."""
    is_secretary: Mapped[bool] = mapped_column(default=False)
    admitted: Mapped[bool] = mapped_column(default=True)
    arrived_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    left_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    came_late: Mapped[bool] = mapped_column(default=False)
    set_aside: Mapped[bool] = mapped_column(default=False)
    """Came late, and the chair said: not on this version any more."""
    without_device: Mapped[bool] = mapped_column(default=False)
    had_turn: Mapped[bool] = mapped_column(default=False)
    """Spoke or passed in the present phase."""
    invited_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When they were last asked by mail to take part."""

    answers: Mapped[list["Answer"]] = relationship(back_populates="participant", order_by="Answer.id", init=False)

    @property
    def name(self) -> str:
        """The name the others know them by."""
        return self.person.name if self.person else str(self.guest_name)

    @property
    def actor_key(self) -> str:
        """The pseudonym for the journal."""
        return f"guest:{self.id}" if self.guest_name is not None else f"person:{self.person_id}"

    @property
    def is_present(self) -> bool:
        """Whether they are in the round now; in writing whoever belongs to it is."""
        if self.arrived_at is not None and self.left_at is None and self.admitted:
            return True
        return self.role in WRITING_ROLES and self.round.is_in_writing

    @property
    def answer(self) -> "Answer | None":
        """Their answer as it stands."""
        for answer in reversed(self.answers):
            if answer.lapsed_at is None:
                return answer
        return None


class Answer(Base):
    """One answer to one version. It is never changed: a new one makes it lapse."""

    __tablename__ = "answers"
    __table_args__ = (
        Index(
            "uq_answers_standing",
            "participant_id",
            unique=True,
            sqlite_where=text("lapsed_at IS NULL"),
            postgresql_where=text("lapsed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    participant: Mapped[Participant] = relationship(back_populates="answers")
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True, init=False)
    choice: Mapped[Choice] = mapped_column(enum_column(Choice))
    text: Mapped[str] = mapped_column(Text, default="")
    """The argument of an objection, the concern, the question still open, or the interest one has."""
    wish: Mapped[str] = mapped_column(Text, default="")
    """What would settle the objection."""
    as_criterion: Mapped[bool] = mapped_column(default=False)
    """Whether its owner wants the concern looked at when the decision is reviewed."""
    channel: Mapped[AnswerChannel] = mapped_column(enum_column(AnswerChannel), default=AnswerChannel.SCREEN)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    """Who entered it for them; None when they did it themselves."""
    after_reveal: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    """When the person said "Voorgelezen, klopt" to what was entered for them."""
    lapsed_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)

    @property
    def is_blocking(self) -> bool:
        """Whether it stands in the way."""
        return self.choice in BLOCKING
