"""Mail on its way out: written in the transaction that decides something, sent afterwards by the worker.

So a mail exists exactly when what it tells of was committed. It keeps one identity (Message-ID) however often it is
tried, and is claimed by one worker at a time (docs/adr/0014-mail-and-what-happens-by-the-clock.md).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy

from sqlalchemy import ColumnElement, Index, String, Text, and_, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.database import Base, UTCDateTime, db
from app.core.letters import Letter, message
from app.core.transaction import transaction

CLAIM = timedelta(minutes=5)
"""How long a worker may take over what it claimed before another may take it over: longer than its connections wait."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(days=5)
AT_ONCE = 20
MOST = 100

WAITING = "sent_at IS NULL AND given_up_at IS NULL"


class OutgoingMail(Base):
    """One mail to one person, with what became of it. What it said is forgotten once it is on its way."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        Index("ix_outgoing_mails_waiting", "next_try_at", sqlite_where=text(WAITING), postgresql_where=text(WAITING)),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    recipient: Mapped[str] = mapped_column(String(64), index=True)
    """The pseudonym of whom it is for."""
    address: Mapped[str] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(250), unique=True)
    content: Mapped[str] = mapped_column(Text)
    once: Mapped[str | None] = mapped_column(String(120), default=None, unique=True)
    """A name under which a mail is written once, whoever thinks of it."""
    useful_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    written_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    next_try_at: Mapped[datetime] = mapped_column(UTCDateTime, default_factory=clock.now)
    claimed_until: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    given_up_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    last_error: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def still_waiting(cls) -> ColumnElement[bool]:
        """Neither sent nor given up, as a condition of a query."""
        return and_(cls.sent_at.is_(None), cls.given_up_at.is_(None))

    def note_sent(self) -> None:
        """It was taken over by the mail server."""
        self.sent_at, self.claimed_until, self.content, self.last_error = clock.now(), None, "", ""

    def note_given_up(self, why: str) -> None:
        """It will never arrive."""
        self.given_up_at, self.claimed_until, self.content, self.last_error = clock.now(), None, "", why

    def note_failed(self, why: str) -> None:
        """It did not go this time: try again later, each time a little later, but not for ever."""
        self.claimed_until, self.last_error = None, why
        self.next_try_at = clock.now() + min(FIRST_PAUSE * 2 ** max(self.attempts - 1, 0), LONGEST_PAUSE)
        if clock.now() - self.written_at > GIVE_UP_AFTER:
            self.note_given_up(why)


@dataclass(frozen=True)
class Claimed:
    """A mail that this worker has in hand."""

    id: int
    address: str
    content: str
    until: datetime
    """When another worker may take it over."""

    @property
    def has_time(self) -> bool:
        """Whether there is time enough to hand it over before that."""
        return clock.now() < self.until - CLAIM / 2


def write(
    letter: Letter, *, to: str, name: str, address: str, once: str | None = None, useful_until: datetime | None = None
) -> bool:
    """Put a mail in the outbox, inside the transaction that decides what it tells of.

    `to` is the pseudonym of the recipient. Returns whether it was written: under the same `once` it is so only once.
    """
    if once is not None and db.session.scalar(select(OutgoingMail.id).where(OutgoingMail.once == once)) is not None:
        return False
    made = message(letter, name=name, address=address)
    mail = OutgoingMail(
        recipient=to,
        address=address,
        message_id=str(made["Message-ID"]),
        once=once,
        content=made.as_bytes(policy=policy.SMTP).decode("utf-8", "replace"),
        useful_until=useful_until,
    )
    db.session.add(mail)
    return True


def claim() -> list[Claimed]:
    """Take the mails whose turn it is, so that no other worker takes them; what has become useless is given up.

    A mail whose worker was killed comes free when its claim is over.
    """
    now = clock.now()
    free = or_(OutgoingMail.claimed_until.is_(None), OutgoingMail.claimed_until <= now)
    turn = and_(OutgoingMail.still_waiting(), OutgoingMail.next_try_at <= now, free)
    if db.session.scalar(select(OutgoingMail.id).where(turn).limit(1)) is None:
        return []
    with transaction() as session:
        query = select(OutgoingMail).where(turn).order_by(OutgoingMail.id).limit(AT_ONCE)
        found = list(session.scalars(query.with_for_update(skip_locked=True)))
        for mail in found:
            if mail.useful_until is not None and mail.useful_until <= now:
                mail.note_given_up("te laat")
            else:
                mail.claimed_until, mail.attempts = now + CLAIM, mail.attempts + 1
        return [Claimed(one.id, one.address, one.content, now + CLAIM) for one in found if one.given_up_at is None]


def note(mail_id: int, *, error: str = "", for_good: bool = False) -> None:
    """Record what became of a claimed mail: sent, or an error after which it is tried again, or given up for good."""
    with transaction() as session:
        mail = session.get_one(OutgoingMail, mail_id, with_for_update=True)
        if not error:
            mail.note_sent()
        elif for_good:
            mail.note_given_up(error)
        else:
            mail.note_failed(error)


def waiting() -> Sequence[OutgoingMail]:
    """What has not gone yet, oldest first; as much of it as one can look through."""
    query = select(OutgoingMail).where(OutgoingMail.still_waiting()).order_by(OutgoingMail.id).limit(MOST)
    return db.session.scalars(query).all()


def undelivered(recipients: Collection[str], since: datetime) -> set[str]:
    """To whom of these, by pseudonym, mail that was written since a moment will never arrive. One query."""
    query = select(OutgoingMail.recipient).where(
        OutgoingMail.recipient.in_(recipients),
        OutgoingMail.written_at >= since,
        OutgoingMail.given_up_at.is_not(None),
    )
    return set(db.session.scalars(query))


def lost() -> Sequence[OutgoingMail]:
    """What will never arrive, newest first; as much of it as one can look through."""
    query = select(OutgoingMail).where(OutgoingMail.given_up_at.is_not(None))
    return db.session.scalars(query.order_by(OutgoingMail.given_up_at.desc()).limit(MOST)).all()
