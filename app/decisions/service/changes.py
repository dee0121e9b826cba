"""Changing a decision: a proposal to the circle that took it, and what follows when that is consented to.

What was taken with consent ends or goes on with consent (docs/adr/0018); what is amended is superseded by itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.core import clock
from app.core.actor import Actor
from app.core.errors import N_, Refused
from app.core.permissions import demand
from app.decisions.models import ConsentRound, Decision, Proposal, Wording
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
    _demand_that_it_stands_alone(decision)
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


def _demand_that_it_stands_alone(decision: Decision) -> None:
    """What was a step of something bigger is changed there (an election, what parties agreed)."""
    if not decision.wording.kind.stands_alone:
        raise Refused(N_("Dit besluit was een stap van iets groters. Ga daar verder."))


def carry_out(round_: ConsentRound, *, by: Actor) -> Decision:
    """What follows from consent: a new decision in the register, or the old one goes on or ends. Returns it."""
    proposal = round_.proposal
    old = proposal.changed_decision
    if old is not None and proposal.change in (Change.REAFFIRM, Change.REPEAL):
        _demand_that_it_holds(old)
        _go_on_or_end(old, proposal.change, round_.version.wording, round_, by=by)
        return old
    decision = register.record_from_round(round_, proposal, by=by)
    follow(decision, proposal, by=by)
    return decision


def follow(decision: Decision, proposal: Proposal, *, by: Actor) -> None:
    """What follows from a new decision: for what it is about, what it changes, what was to be done, and who asked.

    What a narrower unit wanted to change and referred is changed with it. The college takes a decision of its own to
    let an earlier one go on or end: that happens here too.
    """
    decision.wording.kind.decided(decision, by)
    contest_outcomes.replace_contested(proposal, decision, by=by)
    actions.follow_from(decision)
    for one in _where_it_came_from(proposal):
        old = one.changed_decision
        if old is None or not old.state.holds:
            continue
        if one.change is Change.AMEND:
            register.supersede(old, decision, by=by, settled_in=decision.round, is_settled=True)
        elif one.change is not None:
            _go_on_or_end(old, one.change, decision.wording, decision.round, by=by)


def _go_on_or_end(old: Decision, change: Change, wording: Wording, round_: ConsentRound | None, *, by: Actor) -> None:
    if change is Change.REAFFIRM:
        register.reaffirm(
            old, by=by, reason=wording.why, review_on=wording.review_on, settled_in=round_, is_settled=True
        )
    else:
        register.repeal(old, by=by, reason=wording.why, settled_in=round_, is_settled=True)


def _where_it_came_from(proposal: Proposal) -> Iterator[Proposal]:
    """A proposal, and those of narrower units from which it was referred."""
    yield proposal
    if proposal.came_by is not None:
        yield from _where_it_came_from(proposal.came_by.proposal)


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
