"""The parts that a municipality adds to the text of its assignments; the beheerder keeps them."""

from dataclasses import dataclass

from sqlalchemy import select

from app.assignments.models import OwnPart
from app.assignments.parts import PARTS
from app.assignments.states import WorkType
from app.core import clock, journal, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.organisation.refusals import RefusedField

KIND = "assignment_part"


@dataclass(frozen=True)
class OwnPartData:
    """What a part is called, the question with it, and the one kind of work it is for; None for all."""

    label: str
    hint: str = ""
    work_type: WorkType | None = None


def every_own_part() -> list[OwnPart]:
    """Those that are offered and those that were, in the order in which they came. One query."""
    return list(db.session.scalars(select(OwnPart).order_by(OwnPart.id)))


def add_own_part(data: OwnPartData, *, by: Actor) -> OwnPart:
    """Offer a part from now on. Raises `Forbidden`, and `Refused` for a name that a part has, or had, already."""
    permissions.demand(by, "unit:administer")
    label = data.label.strip()
    taken = {one.casefold() for one in PARTS.values()} | {one.label.casefold() for one in every_own_part()}
    if label.casefold() in taken:
        raise RefusedField("label", N_("Er is of was al een onderdeel dat %(label)s heet."), label=label)
    part = OwnPart(label=label, hint=data.hint.strip(), work_type=data.work_type)
    db.session.add(part)
    db.session.flush()
    details = {"label": label, "work_type": data.work_type.value if data.work_type else None}
    journal.record(KIND, part.id, "add", actor=by, details=details)
    return part


def end_own_part(part: OwnPart, *, by: Actor) -> None:
    """Offer it no longer; what was written under it stays. Nothing for one that ended."""
    permissions.demand(by, "unit:administer")
    if part.ended_at is None:
        part.ended_at = clock.now()
        journal.record(KIND, part.id, "end", actor=by)


def offer_own_part_again(part: OwnPart, *, by: Actor) -> None:
    """Offer a part that was ended anew. Nothing for one that is offered."""
    permissions.demand(by, "unit:administer")
    if part.ended_at is not None:
        part.ended_at = None
        journal.record(KIND, part.id, "offer_again", actor=by)
