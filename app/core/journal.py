"""The journal: who did what, when, to which version. Rows are added and never changed.

Each subject has a hash chain of its own: a row holds the digest of the row before it. What was said stands apart from
the chain, which knows it only by a salted digest: a sealed answer cannot be guessed from it, and a payload may be
erased by the rules for archives while the chain still verifies. Each day begins with a signed head over all subjects
(`sealing`), so that a chain whose tail was cut shows too.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, bindparam, func, insert, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from app.core import clock
from app.core.actor import Actor
from app.core.database import Base, UTCDateTime, db
from app.core.transaction import wait_for_turn

START = "0" * 64
ROOM_FOR_TRANSACTIONS = timedelta(minutes=5)
WRITTEN = "journal_written"
"""The mark in `session.info` of a transaction that has added something."""


class JournalEntry(Base):
    """One event in the life of one subject."""

    __tablename__ = "journal_entries"
    __table_args__ = (UniqueConstraint("subject_kind", "subject_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int]
    position: Mapped[int]
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    actor: Mapped[str] = mapped_column(String(64))
    on_behalf_of: Mapped[str | None] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(32))
    target: Mapped[str | None] = mapped_column(String(32))
    version: Mapped[int | None]
    channel: Mapped[str] = mapped_column(String(32))
    payload_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    payload: Mapped["JournalPayload | None"] = relationship(back_populates="entry", init=False)

    def chained(self) -> str:
        """The digest this row should have, from everything in it that is chained."""
        return _digest(
            {
                "subject": f"{self.subject_kind}:{self.subject_id}",
                "position": self.position,
                "at": self.at.isoformat(timespec="microseconds"),
                "actor": self.actor,
                "on_behalf_of": self.on_behalf_of,
                "event": self.event,
                "source": self.source,
                "target": self.target,
                "version": self.version,
                "channel": self.channel,
                "payload": self.payload_digest,
                "previous": self.previous,
            }
        )


class JournalPayload(Base):
    """What belongs to an entry but stands outside the chain: may be sealed, and may be erased by rule."""

    __tablename__ = "journal_payloads"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal_entries.id"), primary_key=True, init=False)
    salt: Mapped[str] = mapped_column(String(32))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime, default=None)
    entry: Mapped[JournalEntry] = relationship(back_populates="payload")

    def erase(self) -> None:
        """Forget what was said, and the salt without which nobody can guess it from the chain."""
        self.content, self.salt, self.erased_at = {}, "", clock.now()

    def digest(self) -> str:
        """The salted digest by which the chain knows this content."""
        return _digest({"salt": self.salt, "content": self.content})


class JournalHead(Base):
    """A signed summary of every chain as it stood when a day began. Each signs the one before, so that none can go."""

    __tablename__ = "journal_heads"

    day: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(UTCDateTime)
    digest: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Flaw:
    """The first thing in the journal that does not fit, and why."""

    where: str
    why: str


_ENTRIES, _PAYLOADS = (Base.metadata.tables[one.__tablename__] for one in (JournalEntry, JournalPayload))
_NEW_ENTRY = insert(_ENTRIES).returning(_ENTRIES.c.id)
_NEW_PAYLOAD = insert(_PAYLOADS)
_WRITTEN_OF_AN_ENTRY = [column.key for column in _ENTRIES.columns if column.key != "id"]
_LAST_OF_A_CHAIN = (
    select(_ENTRIES.c.position, _ENTRIES.c.digest)
    .where(_ENTRIES.c.subject_kind == bindparam("kind"), _ENTRIES.c.subject_id == bindparam("key"))
    .order_by(_ENTRIES.c.position.desc())
    .limit(1)
)


def record(
    subject_kind: str,
    subject_id: int,
    event: str,
    *,
    actor: Actor,
    on_behalf_of: Actor | None = None,
    source: str | None = None,
    target: str | None = None,
    version: int | None = None,
    channel: str = "screen",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add one event to the chain of a subject, inside the transaction that makes it true.

    `details` must be JSON-able and is kept outside the chain.
    """
    session = db.session()
    wait_for_turn(f"{subject_kind}:{subject_id}")
    last = session.execute(_LAST_OF_A_CHAIN, {"kind": subject_kind, "key": subject_id}).first()
    content, salt = dict(details or {}), secrets.token_hex(16)
    entry = JournalEntry(
        subject_kind=subject_kind,
        subject_id=subject_id,
        position=last.position + 1 if last else 1,
        at=clock.now(),
        actor=actor.actor_key,
        on_behalf_of=on_behalf_of.actor_key if on_behalf_of else None,
        event=event,
        source=source,
        target=target,
        version=version,
        channel=channel,
        payload_digest=_digest({"salt": salt, "content": content}),
        previous=last.digest if last else START,
        digest="",
    )
    entry.digest = entry.chained()
    # Added as rows: nobody goes on with them as objects, and every event of every machine pays for it.
    values = {name: getattr(entry, name) for name in _WRITTEN_OF_AN_ENTRY}
    entry_id = session.execute(_NEW_ENTRY, values).scalar_one()
    session.execute(_NEW_PAYLOAD, {"entry_id": entry_id, "salt": salt, "content": content})
    session.info[WRITTEN] = True


def entries(subject_kind: str, subject_id: int) -> list[JournalEntry]:
    """Every entry of one subject with its payload, oldest first."""
    query = (
        select(JournalEntry)
        .where(JournalEntry.subject_kind == subject_kind, JournalEntry.subject_id == subject_id)
        .options(joinedload(JournalEntry.payload))
        .order_by(JournalEntry.position)
    )
    return list(db.session.scalars(query))


def last_entry(subject_kind: str, subject_id: int, event: str) -> JournalEntry | None:
    """The latest entry of one kind in the life of a subject."""
    return db.session.scalar(
        select(JournalEntry)
        .where(
            JournalEntry.subject_kind == subject_kind,
            JournalEntry.subject_id == subject_id,
            JournalEntry.event == event,
        )
        .order_by(JournalEntry.position.desc())
        .limit(1)
    )


def seal(key: bytes) -> JournalHead | None:
    """Sign the state of every chain as it was when today began, once a day.

    Returns the head, or None when there is already one, nothing to sign, or the day is younger than the longest
    transaction: ids are not given in the order of commits, so the cut is made by time, with room to spare.
    """
    session = db.session()
    day, until = clock.today(), _beginning_of_today()
    if not may_be_sealed() or session.get(JournalHead, day) is not None:
        return None
    if session.scalar(select(JournalEntry.id).where(JournalEntry.at < until).limit(1)) is None:
        return None
    digest = _digest_of_tails(session, until)
    last = session.scalar(select(JournalHead.signature).order_by(JournalHead.day.desc()).limit(1))
    head = JournalHead(day=day, until=until, digest=digest, signature=_sign(key, day, digest, last or START))
    session.add(head)
    session.flush()
    return head


def may_be_sealed() -> bool:
    """Whether today is old enough for every transaction of yesterday to be over."""
    return clock.now() >= _beginning_of_today() + ROOM_FOR_TRANSACTIONS


def first_flaw(key: bytes) -> Flaw | None:
    """Walk the whole journal. Returns the first row that does not fit, or None when all of it does."""
    session = db.session()
    return next(_flaws_in_chains(session), None) or next(_flaws_in_heads(session, key), None)


def _beginning_of_today() -> datetime:
    return datetime.combine(clock.today(), time(), tzinfo=clock.AMSTERDAM).astimezone(UTC)


def _flaws_in_chains(session: Session) -> Iterator[Flaw]:
    rows = session.scalars(
        select(JournalEntry)
        .options(joinedload(JournalEntry.payload))
        .order_by(JournalEntry.subject_kind, JournalEntry.subject_id, JournalEntry.position)
        .execution_options(yield_per=1000)
    )
    chain, position, previous = ("", 0), 0, START
    for row in rows:
        where = f"{row.subject_kind} {row.subject_id}, row {row.position} (entry {row.id})"
        if (row.subject_kind, row.subject_id) != chain:
            chain, position, previous = (row.subject_kind, row.subject_id), 0, START
        if row.position != position + 1:
            yield Flaw(where, f"row {position + 1} is missing before it")
        if row.previous != previous:
            yield Flaw(where, "it does not follow from the row before it")
        if row.digest != row.chained():
            yield Flaw(where, "its content was changed")
        if row.payload is None:
            yield Flaw(where, "its payload is missing")
        elif row.payload.erased_at is not None:
            if row.payload.content or row.payload.salt:
                yield Flaw(where, "its payload was erased, and yet says something")
        elif row.payload.digest() != row.payload_digest:
            yield Flaw(where, "its payload was changed")
        position, previous = row.position, row.digest


def _flaws_in_heads(session: Session, key: bytes) -> Iterator[Flaw]:
    previous = START
    for head in session.scalars(select(JournalHead).order_by(JournalHead.day)):
        where = f"head of {head.day.isoformat()}"
        if not hmac.compare_digest(head.signature, _sign(key, head.day, head.digest, previous)):
            yield Flaw(where, "its signature does not fit, or a head before it is gone")
        elif head.digest != _digest_of_tails(session, head.until):
            yield Flaw(where, "rows that were there on that day are gone or were changed")
        previous = head.signature


def _digest_of_tails(session: Session, until: datetime) -> str:
    """One digest over the last row of every chain, counting only entries from before `until`."""
    tails = (
        select(JournalEntry.subject_kind, JournalEntry.subject_id, func.max(JournalEntry.position).label("position"))
        .where(JournalEntry.at < until)
        .group_by(JournalEntry.subject_kind, JournalEntry.subject_id)
        .subquery()
    )
    rows = session.execute(
        select(JournalEntry.subject_kind, JournalEntry.subject_id, JournalEntry.digest)
        .join(
            tails,
            (JournalEntry.subject_kind == tails.c.subject_kind)
            & (JournalEntry.subject_id == tails.c.subject_id)
            & (JournalEntry.position == tails.c.position),
        )
        .order_by(JournalEntry.subject_kind, JournalEntry.subject_id)
    )
    digest = hashlib.sha256()
    for kind, subject_id, tail in rows:
        digest.update(f"{kind}:{subject_id}:{tail}\n".encode())
    return digest.hexdigest()


def _digest(content: Mapping[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _sign(key: bytes, day: date, digest: str, previous: str) -> str:
    return hmac.new(key, f"{day.isoformat()}:{digest}:{previous}".encode(), hashlib.sha256).hexdigest()
