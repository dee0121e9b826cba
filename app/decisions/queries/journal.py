"""The journal of a proposal or a decision as a story, as far as its reader may know it.

As long as a round is sealed nobody reads an answer here, not even their own; and what somebody changed before the
answers were shown stays sealed for good.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import N_
from app.core.journal import JournalEntry
from app.core.permissions import may
from app.decisions.journal_sentences import PEOPLE, TELLINGS, TEXTS
from app.decisions.journal_wordings import Telling
from app.decisions.models import Action, ConsentRound, Decision, Mandate, Objection, Proposal, Wording
from app.decisions.presentation import Said
from app.decisions.queries.rounds import treated
from app.decisions.queries.visibility import visible_decisions
from app.organisation.models import Person
from app.organisation.queries import names_of

SEALED_ANSWERS = frozenset({"answer", "leave_answer"})
ANSWERS = SEALED_ANSWERS | {"answer_again", "confirm"}
REVEALS = frozenset({"reveal", "reveal_now"})
USES = frozenset({"use", "decide_oneself"})
LAPSES = frozenset({"discuss_first", "step_back"})
SOMEBODY = N_("iemand")
_PSEUDONYM = re.compile(r"(person|guest):\d{1,9}")

Subject = tuple[str, int]


@dataclass(frozen=True)
class Line:
    """One thing that happened, ready to be told."""

    at: datetime
    said: Said
    icon: str
    is_main: bool
    version: int | None
    texts: list[tuple[str, str]] = field(default_factory=list)
    """What people wrote with it, each with its label."""

    @property
    def day(self) -> date:
        """The day in the Netherlands."""
        return self.at.astimezone(clock.AMSTERDAM).date()


def story_of_proposal(proposal: Proposal, reader: Person) -> list[Line]:
    """What happened to a proposal, in its rounds and to the objections in them, oldest first. Seven queries at most."""
    return _Story.of(proposal, None, reader).lines()


def story_of_decision(decision: Decision, reader: Person) -> list[Line]:
    """What led to a decision and what became of it, oldest first. Eight queries at most."""
    return _Story.of(decision.proposal, decision, reader).lines()


def story_of_mandate(mandate: Mandate, reader: Person) -> list[Line]:
    """What happened to a mandate, oldest first; what was decided with it only as far as `reader` may see that."""
    entries = _entries([("mandate", mandate.id)])
    used = {one.id: one.payload.content.get("proposal") for one in entries if one.event in USES and one.payload}
    decided = Decision.proposal_id.in_([key for key in used.values() if key])
    seen = set(db.session.scalars(select(Decision.proposal_id).where(decided, visible_decisions(reader))))
    entries = [one for one in entries if one.event not in USES or used.get(one.id) in seen]
    return _Story(entries, names_of(_keys(entries)), {}, ()).lines()


def readable_rounds(proposal: Proposal, reader: Person) -> list[ConsentRound]:
    """The rounds on a proposal that `reader` may read, open or as a dossier, oldest first. Two queries."""
    query = (
        select(ConsentRound)
        .where(treated(proposal))
        .options(selectinload(ConsentRound.participants))
        .order_by(ConsentRound.id)
    )
    return [one for one in db.session.scalars(query) if may_follow(reader, one)]


def may_follow(reader: Person, round_: ConsentRound) -> bool:
    """Whether `reader` may read a round, while it goes on or as the dossier of what was decided."""
    return may(reader, "round:read", round_) or may(reader, "round:read_dossier", round_)


@dataclass(frozen=True)
class _Story:
    """Everything that is needed to tell what happened to some subjects."""

    entries: list[JournalEntry]
    names: Mapping[str, str]
    objections: Mapping[int, Objection]
    opened: Collection[int]
    """The entries of answers that have been shown."""
    tellings: Mapping[str, Telling] = field(default_factory=lambda: TELLINGS)
    """How each event is told; one that is not here is not."""
    hides_successor: bool = False
    """Whether the reader may not know which decision took the place of this one."""

    @classmethod
    def of(cls, proposal: Proposal | None, decision: Decision | None, reader: Person) -> "_Story":
        rounds = readable_rounds(proposal, reader) if proposal else []
        objections = _objections_in(rounds)
        subjects = [("round", one.id) for one in rounds] + [("objection", one.id) for one in objections]
        if proposal is not None and may(reader, "proposal:read", proposal):
            subjects.append(("proposal", proposal.id))
            subjects += [("initial", one.id) for one in proposal.initials]
        if decision is not None:
            subjects.append(("decision", decision.id))
            following = select(Action.id).where(Action.decision_id == decision.id)
            subjects += [("action", key) for key in db.session.scalars(following)]
        subjects += [("secrecy", one) for one in _secrecies(proposal, decision)]
        tellings: Mapping[str, Telling] = TELLINGS
        wording = _wording_of(proposal, decision)
        if wording is not None:
            subjects += wording.kind.journaled(wording.subject)
            tellings = {**TELLINGS, **wording.kind.tellings}
        entries = [one for one in _entries(subjects) if f"{one.subject_kind}:{one.event}" in tellings]
        guests = {place.actor_key: place.name for one in rounds for place in one.participants if place.person is None}
        return cls(
            entries=entries,
            names=names_of(_keys(entries)) | guests | {SYSTEM.actor_key: SYSTEM.name},
            objections={one.id: one for one in objections},
            opened={entry for one in rounds for entry in _opened(one, entries)},
            tellings=tellings,
            hides_successor=_hides_successor(decision, reader),
        )

    def lines(self) -> list[Line]:
        return [self._line(entry) for entry in self.entries]

    def _line(self, entry: JournalEntry) -> Line:
        telling = self.tellings[f"{entry.subject_kind}:{entry.event}"]
        noted = self._noted(entry)
        return Line(
            at=entry.at,
            said=Said(telling.msgid(noted), self._words(entry, noted)),
            icon=telling.icon,
            is_main=telling.is_main,
            version=entry.version,
            texts=[] if telling.is_brief else [*self._lists_of_people(noted), *_texts(noted)],
        )

    def _noted(self, entry: JournalEntry) -> dict[str, Any]:
        is_sealed = entry.subject_kind == "round" and entry.event in ANSWERS and entry.id not in self.opened
        content = {} if is_sealed or entry.payload is None else dict(entry.payload.content)
        if self.hides_successor:
            content.pop("by", None)
        if isinstance(content.get("electorate"), dict):
            content |= content.pop("electorate")
        whom = self.names.get(entry.on_behalf_of, SOMEBODY) if entry.on_behalf_of else None
        return content | {"whom": whom, "target": entry.target}

    def _words(self, entry: JournalEntry, noted: Mapping[str, Any]) -> dict[str, Any]:
        words: dict[str, Any] = {name: self._name(value) for name, value in noted.items() if isinstance(value, str)}
        words |= {"who": self._name(entry.actor), "version": entry.version, "subject": words.get("who", SOMEBODY)}
        objection = self.objections.get(entry.subject_id) if entry.subject_kind == "objection" else None
        if objection is not None:
            words["owner"] = objection.owner.name
            words["settled_in"] = objection.answered_by.number if objection.answered_by else objection.version.number
        return words

    def _lists_of_people(self, noted: Mapping[str, Any]) -> list[tuple[str, str]]:
        lists = ((label, noted.get(name)) for name, label in PEOPLE.items())
        return [
            (label, ", ".join(self._name(one["who"] if isinstance(one, dict) else one) for one in people))
            for label, people in lists
            if isinstance(people, list) and people
        ]

    def _name(self, word: str) -> str:
        return self.names.get(word, SOMEBODY if _PSEUDONYM.fullmatch(word) else word)


def _wording_of(proposal: Proposal | None, decision: Decision | None) -> Wording | None:
    if decision is not None:
        return decision.wording
    return proposal.current.wording if proposal is not None else None


def _secrecies(proposal: Proposal | None, decision: Decision | None) -> set[int]:
    return {part.secrecy_id for part in (proposal, decision) if part is not None and part.secrecy_id is not None}


def _hides_successor(decision: Decision | None, reader: Person) -> bool:
    successor = decision.superseded_by if decision else None
    return successor is not None and not may(reader, "decision:read", successor)


def _objections_in(rounds: list[ConsentRound]) -> list[Objection]:
    query = (
        select(Objection)
        .where(Objection.round_id.in_([one.id for one in rounds]))
        .options(joinedload(Objection.version), joinedload(Objection.answered_by), joinedload(Objection.deputy))
        .order_by(Objection.id)
    )
    return list(db.session.scalars(query)) if rounds else []


def _entries(subjects: list[Subject]) -> list[JournalEntry]:
    kinds: dict[str, list[int]] = {}
    for kind, key in subjects:
        kinds.setdefault(kind, []).append(key)
    if not kinds:
        return []
    chains = [
        and_(JournalEntry.subject_kind == kind, JournalEntry.subject_id.in_(keys)) for kind, keys in kinds.items()
    ]
    query = (
        select(JournalEntry)
        .where(or_(*chains))
        .options(joinedload(JournalEntry.payload))
        .order_by(JournalEntry.at, JournalEntry.id)
    )
    return list(db.session.scalars(query))


def _opened(round_: ConsentRound, entries: list[JournalEntry]) -> Iterator[int]:
    """The entries of answers that have been shown to all: those that stood at a reveal, and those given after it."""
    if round_.revealed_at is None:
        return
    standing: dict[str, JournalEntry] = {}
    for entry in entries:
        if (entry.subject_kind, entry.subject_id) != ("round", round_.id):
            continue
        if entry.event in SEALED_ANSWERS:
            standing[entry.actor] = entry
        elif entry.event in REVEALS:
            yield from (shown.id for shown in standing.values())
            standing.clear()
        elif entry.event in LAPSES:
            standing = {actor: kept for actor, kept in standing.items() if kept.event == "leave_answer"}
        elif entry.event in ANSWERS:
            yield entry.id


def _keys(entries: list[JournalEntry]) -> set[str]:
    """Every pseudonym that occurs in the entries."""
    keys = {entry.actor for entry in entries} | {entry.on_behalf_of for entry in entries if entry.on_behalf_of}
    for entry in entries:
        keys.update(filter(_PSEUDONYM.fullmatch, _strings(entry.payload.content if entry.payload else None)))
    return keys


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def _texts(noted: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(label, noted[name]) for name, label in TEXTS.items() if isinstance(noted.get(name), str) and noted[name]]
