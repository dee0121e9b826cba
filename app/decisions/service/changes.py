"""Changing a decision: a proposal to the circle that took it, and what follows when that is consented to.

What was taken with consent ends or goes on with consent (docs/adr/0018); what is amended is superseded by itself.
"""

from dataclasses import replace

from app.core import clock
from app.core.actor import Actor
from app.core.errors import N_, Refused
from app.core.permissions import demand
from app.decisions.models import ConsentRound, Decision, Proposal
from app.decisions.seating import seats
from app.decisions.service import actions, contest_outcomes, register
from app.decisions.service.proposals import draft_proposal, hand_in_new
from app.decisions.service.wordings import WordingData
from app.decisions.states import Change, DecisionState
from app.organisation.models import Person


def amend_decision(decision: Decision, *, by: Person) -> Proposal:
    """A draft that begins from the text of a decision, and takes its place when it is decided. Raises `Forbidden`."""
    demand(by, "decision:amend", decision)
    _demand_that_it_holds(decision)
    content = decision.wording.content()
    data = WordingData(**content | {"starts_on": clock.today(), "review_on": None})
    return draft_proposal(
        decision.unit, data, by=by, confidentiality=decision.confidentiality, based_on=decision, change=Change.AMEND
    )


def put_to_circle(decision: Decision, change: Change, data: WordingData, *, by: Person) -> Proposal:
    """Hand in that a decision goes on, or ends, as it stands: `data` gives title, reason and the day to look back.

    The review starts with it, if it had not. Raises `Forbidden`, and `Refused` when the decision no longer holds.
    """
    demand(by, "decision:start_review", decision)
    _demand_that_it_holds(decision)
    if decision.state is not DecisionState.UNDER_REVIEW:
        register.start_review(decision, by=by)
    wording = decision.wording
    whole = replace(data, body=wording.body, owner_id=wording.owner_id or by.id, starts_on=clock.today())
    return hand_in_new(
        decision.unit,
        whole,
        by=by,
        author=_who_stands_for(decision, by),
        confidentiality=decision.confidentiality,
        based_on=decision,
        change=change,
    )


def carry_out(round_: ConsentRound, *, by: Actor) -> Decision:
    """What follows from consent: a new decision in the register, or the old one goes on or ends. Returns it."""
    proposal = round_.proposal
    old = proposal.changed_decision
    if old is not None and proposal.change in (Change.REAFFIRM, Change.REPEAL):
        _demand_that_it_holds(old)
        if proposal.change is Change.REAFFIRM:
            review_on = round_.version.wording.review_on
            register.reaffirm(old, by=by, reason=round_.version.wording.why, review_on=review_on, consented=round_)
        else:
            register.repeal(old, by=by, reason=round_.version.wording.why, consented=round_)
        return old
    decision = register.record_from_round(round_, proposal, by=by)
    follow(decision, proposal, by=by)
    return decision


def follow(decision: Decision, proposal: Proposal, *, by: Actor) -> None:
    """What follows from a new decision: for what it is about, what it replaces, what was to be done, and who asked."""
    decision.wording.kind.decided(decision, by)
    contest_outcomes.replace_contested(proposal, decision, by=by)
    actions.follow_from(decision)
    old = proposal.changed_decision
    if proposal.change is Change.AMEND and old is not None and old.state.holds:
        register.supersede(old, decision, by=by, consented=decision.round)


def _who_stands_for(decision: Decision, by: Person) -> Person:
    """Whoever sees to it, or brought it in, so that who leads the review can chair the round; else who leads it."""
    first = [decision.wording.owner, decision.proposal.author if decision.proposal else None]
    others = [one for one in first if one is not None and one.id != by.id and seats(one, decision.unit)]
    return others[0] if others else by


def _demand_that_it_holds(decision: Decision) -> None:
    if not decision.state.holds:
        raise Refused(
            N_("Besluit %(number)s geldt niet meer: er valt niets aan te veranderen."), number=decision.number
        )
