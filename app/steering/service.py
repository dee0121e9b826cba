"""How an agreement of a unit comes into force and ends: by a decision of its round, or at first by the beheerder."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.core import clock, journal, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.transaction import locked
from app.decisions.models import Decision
from app.decisions.service import register
from app.decisions.states import DecisionState
from app.decisions.subjects import kind_of
from app.organisation.agreements import UnitAgreement, agreements_of
from app.organisation.models import Unit

HOLDING = (DecisionState.IN_FORCE, DecisionState.UNDER_REVIEW)


def put_in_force(decision: Decision, by: Actor) -> None:
    """Let what was decided hold from the day in its text on, never earlier than today, in the place of what held."""
    wording, unit = decision.wording, locked(Unit, decision.unit_id)
    starts_on = max(wording.starts_on or clock.today(), clock.today())
    replaced = _end_all(unit, wording.kind_name, starts_on)
    agreement = UnitAgreement(
        unit=unit,
        kind_name=wording.kind_name,
        content=dict(wording.subject),
        starts_on=starts_on,
        review_on=wording.review_on,
        decision_id=decision.id,
        decision_number=decision.number,
    )
    db.session.add(agreement)
    _record(agreement, "agree", by, starts_on=starts_on)
    for one in replaced:
        old = locked(Decision, one.decision_id) if one.decision_id else None
        if old is not None and old.state in HOLDING:
            register.supersede(old, decision, by=by, settled_in=decision.round, is_settled=True)


def end_with(decision: Decision, by: Actor) -> None:
    """Let what a decision put in force hold no longer: the decision was repealed, or its time is over."""
    agreement = db.session.scalar(select(UnitAgreement).where(UnitAgreement.decision_id == decision.id))
    if agreement is None or (agreement.ended_on is not None and agreement.ended_on <= clock.today()):
        return
    agreement.ended_on = max(agreement.starts_on, clock.today())
    _record(agreement, "end_agreement", by)


def enter_first(unit: Unit, kind_name: str, content: Mapping[str, Any], *, by: Actor) -> UnitAgreement:
    """Fill in what holds in a unit before it decides so itself. Raises `Refused` once it has decided."""
    permissions.demand(by, "unit:administer", unit)
    unit = locked(Unit, unit.id)
    if any(one.decision_id is not None for one in agreements_of(unit, kind_name)):
        raise Refused(N_("Deze kring heeft hier zelf over besloten. Veranderen gaat met een voorstel van de kring."))
    _end_all(unit, kind_name, clock.today())
    agreement = UnitAgreement(unit=unit, kind_name=kind_name, content=dict(content), starts_on=clock.today())
    db.session.add(agreement)
    _record(agreement, "enter_agreement", by, starts_on=clock.today())
    return agreement


def _end_all(unit: Unit, kind_name: str, on: date) -> list[UnitAgreement]:
    """Let everything that would still hold on a day or begin after it end; what was to begin later never holds."""
    ending = [one for one in agreements_of(unit, kind_name) if one.ended_on is None or one.ended_on > on]
    for one in ending:
        one.ended_on = max(one.starts_on, on)
    return ending


def _record(agreement: UnitAgreement, event: str, by: Actor, *, starts_on: date | None = None) -> None:
    db.session.flush()
    details: dict[str, Any] = {
        "what": kind_of(agreement.kind_name).label,
        "number": agreement.decision_number,
        "content": agreement.content,
    }
    if starts_on is not None:
        details["starts_on"] = starts_on.isoformat()
    journal.record("unit", agreement.unit_id, event, actor=by, details=details)
