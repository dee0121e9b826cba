"""The mandate register: giving mandaat and beslisruimte, giving it on, instructing, and how it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.core import clock
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.mandate_machine import MandateMachine
from app.decisions.models import Decision, Instruction, Mandate
from app.decisions.states import HOLDS, MandateKind, Nature
from app.organisation.models import Person, Unit
from app.organisation.queries import roles_of
from app.organisation.refusals import RefusedField
from app.organisation.states import Role


@dataclass(frozen=True)
class MandateData:
    """What is filled in about a mandate. The holder is a person, or a role in a unit."""

    kind: MandateKind
    scope: str
    holder: Person | None = None
    holder_role: Role | None = None
    holder_unit: Unit | None = None
    limit_cents: int | None = None
    limit_words: str = ""
    allows_submandate: bool = False
    starts_on: date = field(default_factory=clock.today)
    ends_on: date | None = None
    given_by: Decision | None = None
    written_in: str = ""
    policies: tuple[Decision, ...] = ()


def give_mandate(unit: Unit, data: MandateData, *, by: Person) -> Mandate:
    """Give mandaat as a bestuursorgaan (Awb 10:3), or beslisruimte as a unit. Raises `Forbidden`, `Refused`."""
    demand(by, "mandate:give", unit)
    return _given(unit, data, by=by)


def succeed_mandate(mandate: Mandate, data: MandateData, *, by: Person) -> Mandate:
    """Let a new mandate of the same kind take the place of this one, from today on."""
    if data.starts_on > clock.today():
        raise RefusedField("starts_on", N_("Een opvolger begint vandaag: tot die dag geldt de vorige."))
    drive(MandateMachine, mandate, "succeed", actor=by)
    successor = _given(mandate.unit, replace(data, kind=mandate.kind), by=by, parent=mandate.parent)
    mandate.succeeded_by, mandate.ended_on = successor, clock.today()
    return successor


def pass_mandate_on(mandate: Mandate, data: MandateData, *, by: Person) -> Mandate:
    """Give ondermandaat, where that is allowed (Awb 10:9): no wider than the mandaat it rests on."""
    drive(MandateMachine, mandate, "pass_on", actor=by, details={"scope": data.scope})
    return _given(mandate.unit, data, by=by, parent=mandate)


def end_mandate(mandate: Mandate, *, by: Actor, reason: str, follows: bool = False) -> Mandate:
    """Let it end because its time or its use is over; `follows` when that follows from the end of its unit."""
    permission = CONSEQUENCE if follows else None
    drive(MandateMachine, mandate, "end", actor=by, permission=permission, details={"reason": reason}, reason=reason)
    mandate.ended_on, mandate.ended_because = clock.today(), reason
    return mandate


def withdraw_mandate(mandate: Mandate, *, by: Person, reason: str) -> Mandate:
    """Take it back; a mandaat may be withdrawn at any time (Awb 10:8)."""
    drive(MandateMachine, mandate, "withdraw", actor=by, details={"reason": reason}, reason=reason)
    mandate.ended_on, mandate.ended_because = clock.today(), reason
    return mandate


def instruct(mandate: Mandate, text: str, *, by: Person) -> Instruction:
    """Tell the holder how to use it, in one case or in general (Awb 10:6)."""
    drive(MandateMachine, mandate, "instruct", actor=by, details={"text": text}, text=text)
    instruction = Instruction(mandate=mandate, given_by=by, text=text)
    db.session.add(instruction)
    return instruction


def _given(unit: Unit, data: MandateData, *, by: Person, parent: Mandate | None = None) -> Mandate:
    if parent is not None:
        data = _within(parent, data)
    _demand_sound(unit, data)
    mandate = Mandate(
        kind=data.kind,
        unit=unit,
        scope=data.scope,
        holder=data.holder,
        holder_role=data.holder_role,
        holder_unit=data.holder_unit,
        limit_cents=data.limit_cents,
        limit_words=data.limit_words,
        allows_submandate=data.allows_submandate,
        starts_on=data.starts_on,
        ends_on=data.ends_on,
        given_by=data.given_by,
        written_in=data.written_in,
        parent=parent,
        policies=list(data.policies),
    )
    db.session.add(mandate)
    db.session.flush()
    begin(MandateMachine, mandate, "give", actor=by, details=_noted(mandate))
    return mandate


def _within(parent: Mandate, data: MandateData) -> MandateData:
    """What is given on, no wider than what it rests on; beleid that is not named is that of the mandaat."""
    if parent.limit_cents is not None and (data.limit_cents is None or data.limit_cents > parent.limit_cents):
        raise RefusedField("limit", N_("Ondermandaat gaat niet verder dan het mandaat zelf. Kies een lager bedrag."))
    if parent.ends_on is not None and (data.ends_on is None or data.ends_on > parent.ends_on):
        raise RefusedField("ends_on", N_("Het mandaat zelf loopt tot en met %(day)s."), day=parent.ends_on)
    if parent.policies and not set(data.policies) <= set(parent.policies):
        raise RefusedField("policies", N_("Ondermandaat blijft binnen het beleid van het mandaat zelf."))
    return replace(
        data,
        kind=parent.kind,
        allows_submandate=False,
        policies=data.policies or tuple(parent.policies),
        given_by=data.given_by or parent.given_by,
        written_in=data.written_in or parent.written_in,
    )


def _demand_sound(unit: Unit, data: MandateData) -> None:
    if unit.has_ended(clock.today()):
        raise Refused(N_("Deze kring is geëindigd op %(day)s."), day=unit.ends_on)
    if data.ends_on is not None and data.ends_on < data.starts_on:
        raise RefusedField("ends_on", N_("De laatste dag ligt voor de eerste."))
    if data.given_by is None and not data.written_in:
        raise RefusedField("given_by", N_("Noem het besluit waarmee dit is gegeven, of waar het staat opgeschreven."))
    if data.given_by is not None:
        _demand_own("given_by", data.given_by, unit)
    for policy in data.policies:
        _demand_own("policies", policy, unit)
        if policy.nature is not Nature.POLICY:
            raise RefusedField("policies", N_("%(number)s is uitvoering, geen beleid."), number=policy.number)
    if data.kind is MandateKind.MANDATE:
        if unit.statutory is None:
            raise RefusedField("kind", N_("Alleen een bestuursorgaan geeft mandaat (Awb 10:1). Kies beslisruimte."))
    else:
        _demand_own_member(unit, data)


def _demand_own(name: str, decision: Decision, unit: Unit) -> None:
    if decision.unit_id != unit.id:
        raise RefusedField(name, N_("Besluit %(number)s is van een andere kring."), number=decision.number)
    if decision.state not in HOLDS:
        raise RefusedField(name, N_("Besluit %(number)s geldt niet meer."), number=decision.number)


def _demand_own_member(unit: Unit, data: MandateData) -> None:
    """Beslisruimte is for a unit's own members and roles."""
    if data.allows_submandate:
        raise RefusedField("allows_submandate", N_("Beslisruimte geef je niet door: alleen mandaat kent ondermandaat."))
    if data.holder_unit is not None and data.holder_unit.id != unit.id:
        raise RefusedField("role_unit", N_("Beslisruimte is voor rollen in %(unit)s zelf."), unit=unit.name)
    if data.holder is not None and not roles_of(data.holder.id, unit.id, clock.today()):
        raise RefusedField(
            "holder",
            N_("%(name)s zit niet in %(unit)s. Beslisruimte is voor eigen leden."),
            name=data.holder.name,
            unit=unit.name,
        )


def _noted(mandate: Mandate) -> Mapping[str, Any]:
    return {
        "kind": mandate.kind.value,
        "unit": mandate.unit_id,
        "scope": mandate.scope,
        "holder": mandate.holder.actor_key if mandate.holder else None,
        "role": [mandate.holder_role.value, mandate.holder_unit_id] if mandate.holder_role else None,
        "limit_cents": mandate.limit_cents,
        "limit": mandate.limit_words,
        "from": mandate.starts_on.isoformat(),
        "until": mandate.ends_on.isoformat() if mandate.ends_on else None,
        "within": [policy.number for policy in mandate.policies],
        "given_by": mandate.given_by.number if mandate.given_by else mandate.written_in,
        "rests_on": mandate.parent_id,
    }
