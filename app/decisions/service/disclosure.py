"""Who may know of a dossier: how open it is, its embargo, who is named on it, secrecy, and the openbare tekst.

A proposal and the decision that came of it are one dossier: what is closed of one is closed of the other. Every change
is in the journal of both.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core import clock, journal, live, search
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import demand
from app.core.transaction import locked, locked_where
from app.decisions.disclosure import PUBLIC_TEXT, SecrecyGround
from app.decisions.filed import Filed
from app.decisions.models import Attachment, ConsentRound, Decision, NamedReader, Proposal, Secrecy, Wording
from app.decisions.secrecy_machine import SecrecyMachine
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality
from app.organisation.models import Person, Unit

Dossier = Proposal | Decision


def disclose(
    subject: Dossier, confidentiality: Confidentiality, embargo_until: datetime | None = None, *, by: Person
) -> Dossier:
    """Say how open a dossier is, and until when it is under embargo. Without a difference nothing is recorded."""
    _demand(subject, by)
    changed = _changes(subject, confidentiality, embargo_until)
    for part in _parts(subject) if changed else ():
        part.confidentiality, part.embargo_until = confidentiality, embargo_until
        _record(part, "disclose", changed, by=by)
        _publish(part)
    return subject


def disclose_attachment(
    filed: Filed, confidentiality: Confidentiality, embargo_until: datetime | None = None, *, by: Person
) -> Attachment:
    """Say how open one file of a dossier is, in each version that has it. The journal tells it without its name."""
    demand(by, "attachment:disclose", filed)
    changed = _changes(filed.attachment, confidentiality, embargo_until)
    for one in _copies(filed) if changed else ():
        one.confidentiality, one.embargo_until = confidentiality, embargo_until
    for part in _parts(filed.dossier) if changed else ():
        _record(part, "disclose_attachment", changed, by=by)
    return filed.attachment


def keep_attachment_secret(filed: Filed, body: Unit, ground: SecrecyGround, reason: str, *, by: Person) -> Secrecy:
    """Let a body impose secrecy on one file of a dossier (Gemeentewet 87: on documents).

    Raises `Forbidden` for a unit that is no such body or is not led by `by`, `Refused` when it is secret already.
    """
    demand(by, "attachment:read", filed)
    secrecy = _impose(filed.attachment, body, ground, reason, by=by)
    for one in _copies(filed):
        one.secrecy = secrecy
    for part in _parts(filed.dossier):
        _record(part, "disclose_attachment", {}, by=by)
    return secrecy


def name_reader(subject: Dossier, person: Person, *, by: Person) -> Dossier:
    """Let somebody read a dossier while it is closed. Naming somebody twice changes nothing."""
    _demand(subject, by)
    for part in _parts(subject):
        if not part.is_named(person.id):
            db.session.add(NamedReader(kind=part.disclosed_kind, subject_id=part.id, person=person))
            _record(part, "name_reader", {"person": person.actor_key}, by=by)
    return subject


def unname_reader(subject: Dossier, person: Person, *, by: Person) -> Dossier:
    """Let somebody no longer read it, unless they may for another reason."""
    _demand(subject, by)
    for part in _parts(subject):
        for named in [one for one in part.named if one.person_id == person.id]:
            db.session.delete(named)
            _record(part, "unname_reader", {"person": person.actor_key}, by=by)
    return subject


def impose_secrecy(subject: Dossier, body: Unit, ground: SecrecyGround, reason: str, *, by: Person) -> Secrecy:
    """Let a body impose secrecy on a dossier, on a ground the law names (Gemeentewet 87).

    Raises `Forbidden` for a unit that is no such body or is not led by `by`, `Refused` when it is secret already.
    """
    demand(by, f"{subject.disclosed_kind}:read", subject)
    secrecy = _impose(subject, body, ground, reason, by=by)
    for part in _parts(subject):
        part.secrecy = secrecy
        _touch(part)
        _publish(part)
    return secrecy


def _impose(subject: Dossier | Attachment, body: Unit, ground: SecrecyGround, reason: str, *, by: Person) -> Secrecy:
    demand(by, "secrecy:impose", body)
    if subject.is_secret:
        raise Refused(N_("Hierop rust al geheimhouding."))
    if not reason.strip():
        raise Refused(N_("Schrijf erbij waarom het geheim moet blijven."))
    secrecy = Secrecy(body=body, ground=ground, reason=reason)
    db.session.add(secrecy)
    db.session.flush()
    begin(
        SecrecyMachine,
        secrecy,
        "impose",
        actor=by,
        details={"body": body.name, "ground": ground.label, "reason": reason},
    )
    return secrecy


def give_to_council(secrecy: Secrecy, *, by: Person) -> None:
    """Record that the raad was given it: from then on only the raad lifts the secrecy (Gemeentewet 88, 89)."""
    drive(SecrecyMachine, secrecy, "give_to_council", actor=by)
    secrecy.with_council = True


def lift_secrecy(secrecy: Secrecy, *, by: Person, reason: str) -> Secrecy:
    """End a secrecy (Gemeentewet 89). How open the dossier then is, and an embargo, stay what they were."""
    drive(SecrecyMachine, secrecy, "lift", actor=by, details={"reason": reason}, reason=reason)
    secrecy.lifted_at, secrecy.lifted_by, secrecy.lifted_because = clock.now(), by, reason
    for part in db.session.scalars(select(Decision).where(Decision.secrecy_id == secrecy.id)):
        live.announce("decision", part.id)
        _publish(part)
    return secrecy


def write_public_text(decision: Decision, data: WordingData, *, by: Person) -> Decision:
    """Give a decision an openbare tekst, which stands by itself in the public register; or change it.

    Raises `Refused` for a decision that is openbaar as it is.
    """
    _demand(decision, by)
    if decision.confidentiality is Confidentiality.OPEN and not decision.is_secret:
        raise Refused(N_("Dit besluit is openbaar: een tweede tekst is niet nodig."))
    if decision.public_wording is None:
        decision.public_wording = data.new()
    else:
        data.write_to(decision.public_wording)
    db.session.flush()
    _record(decision, "write_public_text", {"text": data.what}, by=by)
    _publish(decision)
    return decision


def withhold(decision: Decision, *, by: Person, until_told: bool = True) -> None:
    """Keep a decision out of the public register until those concerned have been told, or let it in (`until_told`).

    It follows from a list of decisions on which its item is held back: who may do that was asked there.
    """
    if decision.is_withheld is not until_told:
        decision.is_withheld = until_told
        _record(decision, "disclose", {"is_withheld": [not until_told, until_told]}, by=by)


def take_over_readers(decision: Decision, proposal: Proposal) -> None:
    """Name on a decision that was just made who is named on the proposal it came of."""
    db.session.add_all(
        NamedReader(kind=decision.disclosed_kind, subject_id=decision.id, person=one.person) for one in proposal.named
    )


def _publish(part: Dossier) -> None:
    if isinstance(part, Decision):
        make_publicly_findable(part)


def make_publicly_findable(decision: Decision) -> None:
    """Index what the public reads of a decision, and only that."""
    wording = decision.public_text
    words = [decision.number, *wording.words(in_public=True)] if wording is not None else []
    search.index(PUBLIC_TEXT, decision.id, *words)


def _demand(subject: Dossier, by: Person) -> None:
    demand(by, f"{subject.disclosed_kind}:disclose", subject)


def _parts(subject: Dossier) -> Iterator[Dossier]:
    """The proposal and the decision of one dossier, whichever of them was given."""
    yield subject
    if isinstance(subject, Decision):
        if subject.proposal_id is not None:
            yield locked(Proposal, subject.proposal_id)
    else:
        decision = locked_where(select(Decision).where(Decision.proposal_id == subject.id))
        if decision is not None:
            yield decision


def _copies(filed: Filed) -> list[Attachment]:
    """The same file in every version of the dossier, with its decision, and with the texts that were worked on."""
    wordings: list[Wording] = []
    for part in _parts(filed.dossier):
        if isinstance(part, Decision):
            wordings.append(part.wording)
        else:
            wordings += [version.wording for version in part.versions]
            rounds = db.session.scalars(select(ConsentRound).where(ConsentRound.proposal_id == part.id))
            wordings += [one.working for one in rounds if one.working is not None]
    return [one for wording in wordings for one in wording.attachments if one.digest == filed.attachment.digest]


def _changes(
    subject: Dossier | Attachment, confidentiality: Confidentiality, embargo_until: datetime | None
) -> dict[str, list[str | None]]:
    """What becomes different, as the journal keeps it: before and after."""
    changed: dict[str, list[str | None]] = {}
    if confidentiality is not subject.confidentiality:
        changed["confidentiality"] = [subject.confidentiality.value, confidentiality.value]
    if embargo_until != subject.embargo_until:
        changed["embargo_until"] = [_written(subject.embargo_until), _written(embargo_until)]
    return changed


def _record(part: Dossier, event: str, details: Mapping[str, Any], *, by: Person) -> None:
    journal.record(
        part.disclosed_kind,
        part.id,
        event,
        actor=by,
        source=part.state.value,
        target=part.state.value,
        version=part.journal_version,
        details=details,
    )
    _touch(part)


def _touch(part: Dossier) -> None:
    """Mark it as changed, and with it the round that goes on, whose screens may have to close."""
    part.changed_at = clock.now()
    db.session.flush()
    db.session.expire(part, ["named"])
    live.announce(part.disclosed_kind, part.id)
    if isinstance(part, Proposal):
        going_on = select(ConsentRound).where(ConsentRound.proposal_id == part.id, ConsentRound.ended_at.is_(None))
        round_ = locked_where(going_on)
        if round_ is not None:
            round_.changed_at = clock.now()
            live.announce("round", round_.id)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
