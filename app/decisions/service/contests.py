""" "Dit is beleid": whoever is touched brings an uitvoeringsbesluit to the circle whose beleid it is."""

from sqlalchemy import select

from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Contest, Decision
from app.decisions.service.proposals import new_draft, submit_proposal
from app.decisions.service.wordings import WordingData
from app.decisions.states import Nature, Triage
from app.organisation.models import Person


def contest(decision: Decision, argument: str, *, by: Person) -> Contest:
    """Put it, with the argument, in the pool of the circle; meanwhile it stands or is suspended by the circle's rule.

    Raises `Refused` after the circle's window, without an argument, for beleid, and when it was contested already.
    """
    execution = decision.execution
    already = select(Contest.id).where(Contest.decision_id == decision.id, Contest.outcome.is_(None))
    drive(
        DecisionMachine,
        decision,
        "contest",
        actor=by,
        details={"why": argument},
        argument=argument,
        contested=db.session.scalar(already) is not None,
    )
    if execution is None:
        raise Refused(N_("Dit is geen uitvoeringsbesluit. Wil je het anders? Schrijf een voorstel."))
    proposal = new_draft(
        execution.steering_unit,
        _as_beleid(decision, argument),
        by=by,
        confidentiality=decision.confidentiality,
        nature=Nature.POLICY,
        based_on=decision,
        triage=Triage.CONTESTED,
    )
    submit_proposal(proposal, by=by)
    made = Contest(decision=decision, proposal=proposal, by=by, argument=argument)
    db.session.add(made)
    db.session.flush()
    return made


def _as_beleid(decision: Decision, argument: str) -> WordingData:
    """What the decision says, with the argument as the reason to talk about it; its own reason goes to the text."""
    wording = decision.wording
    own_reason = [wording.why] if wording.why else []
    body = "\n\n".join([*own_reason, *([wording.body] if wording.body else [])])
    return WordingData(**wording.content() | {"why": argument, "body": body})
