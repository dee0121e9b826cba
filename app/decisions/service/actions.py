"""Agreeing on actions, and what becomes of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.action_machine import ActionMachine
from app.decisions.models import Action, ConsentRound, Decision
from app.decisions.states import RoundState
from app.organisation.models import Person, Unit


@dataclass(frozen=True)
class ActionData:
    """Who does what, and by when."""

    what: str
    owner: Person
    due_on: date | None = None


def agree_on(decision: Decision, data: ActionData, *, by: Person) -> Action:
    """Agree on an action that follows from a decision. Raises `Forbidden`."""
    demand(by, "decision:add_action", decision)
    return _enter(Action(unit=decision.unit, decision=decision, **_content(data)), by=by)


def agree_in_round(round_: ConsentRound, data: ActionData, *, by: Person) -> Action:
    """Note in the round, at the decision, who will do what; it counts once the decision is taken.

    Raises `Forbidden`, and `Refused` when the round is not there (yet).
    """
    demand(by, "round:add_action", round_)
    if round_.state is not RoundState.CONCLUDING or round_.proposal.rehearsal:
        raise Refused(N_("Acties spreek je af bij het besluit, als er geen bezwaar meer is."))
    return _enter(Action(unit=round_.proposal.unit, proposal=round_.proposal, **_content(data)), by=by)


def agree_at_table(unit: Unit, data: ActionData, *, by: Person, decision: Decision | None = None) -> Action:
    """Agree on an action in a meeting of `unit`, about a decision or about none.

    Whether somebody may is for the meeting to say: who writes down what is said there, writes this down.
    """
    return _enter(Action(unit=unit, decision=decision, **_content(data)), by=by)


def follow_from(decision: Decision) -> None:
    """The decision is taken: what was agreed in its round follows from it."""
    agreed = select(Action).where(Action.proposal_id == decision.proposal_id, Action.decision_id.is_(None))
    for action in db.session.scalars(agreed):
        action.decision = decision


def finish(action: Action, words: str, *, by: Person, follows: bool = False) -> None:
    """It is done; say what came of it. Raises `Refused` without a word.

    `follows` says that the table it came back to heard so: who writes that down need not own it.
    """
    permission = CONSEQUENCE if follows else None
    drive(ActionMachine, action, "finish", actor=by, permission=permission, details={"text": words}, words=words)
    action.result, action.ended_at = words, clock.now()


def drop(action: Action, words: str, *, by: Person, follows: bool = False) -> None:
    """It will not be done; say why. Raises `Refused` without a word. `follows` as in `finish`."""
    permission = CONSEQUENCE if follows else None
    drive(ActionMachine, action, "drop", actor=by, permission=permission, details={"reason": words}, words=words)
    action.result, action.ended_at = words, clock.now()


def _enter(action: Action, *, by: Person) -> Action:
    db.session.add(action)
    db.session.flush()
    noted = {"text": action.what, "to": action.owner.actor_key}
    begin(ActionMachine, action, "agree", actor=by, details=noted)
    return action


def _content(data: ActionData) -> dict[str, Any]:
    return {"what": data.what.strip(), "owner": data.owner, "due_on": data.due_on}
