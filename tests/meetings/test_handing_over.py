"""What a unit leaves when it stops: everything open goes to the unit it reports to, each with a line in its journal."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock, journal
from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import may
from app.core.transaction import locked, transaction
from app.decisions.models import Action, Decision, Mandate, Proposal
from app.decisions.service import actions, mandates, proposals, register
from app.decisions.service.actions import ActionData
from app.decisions.service.mandates import MandateData
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import (
    Confidentiality,
    DecisionState,
    MandateKind,
    MandateState,
    ProposalState,
    RoundState,
)
from app.elections import service as elections
from app.elections.models import Election
from app.elections.states import ElectionState
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, YearStep
from app.meetings.service import agenda, planning, year
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import MeetingData, SeriesData
from app.meetings.service.year import StepData
from app.meetings.states import ItemState, MeetingState, SeriesState, StepState
from app.organisation.service import temporary
from app.organisation.states import Role, TemporaryKind
from app.organisation.temporary import TemporaryUnit
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.holding.stages import describe_roles
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

FOCUS = {"steers_on": "Op tijd klaar zijn.", "signals": ""}


def make_temporary(circle: Circle) -> None:
    """Let the circle be a working group of the unit around it."""
    with transaction() as session:
        unit = session.merge(circle.unit)
        until = clock.today() + timedelta(days=30)
        session.add(TemporaryUnit(unit=unit, kind=TemporaryKind.WORKING_GROUP, planned_until=until))


@pytest.fixture
def meets(app: Flask) -> Meets:
    made = Meets()
    make_temporary(made.circle)
    return made


@pytest.fixture
def circle(meets: Meets) -> Circle:
    return meets.circle


def stop(circle: Circle, by: Any = None) -> TemporaryUnit:
    with transaction():
        return temporary.stop(locked(TemporaryUnit, circle.unit.id), "de opdracht is klaar", actor=by or circle.wim)


def decided(circle: Circle, what: str, **parts: Any) -> int:
    with transaction():
        open_ = parts.pop("confidentiality", Confidentiality.INTERNAL)
        taken = TakenElsewhere(WordingData(what=what, **parts), clock.today(), open_, {}, what)
        return register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke).id


def last_event(kind: str, key: int) -> str:
    return journal.entries(kind, key)[-1].event


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (ProposalState.DRAFT, True),
        (ProposalState.SUBMITTED, True),
        (ProposalState.NO_CONSENT, True),
        (ProposalState.DELEGATED, True),
        (ProposalState.REFERRED, True),
        (ProposalState.WITHDRAWN, False),
        (ProposalState.DECIDED, False),
    ],
)
def test_a_proposal_that_is_not_decided_goes_along(circle: Circle, state: ProposalState, moves: bool) -> None:
    ways: dict[ProposalState, Any] = {
        ProposalState.DRAFT: circle.draft,
        ProposalState.SUBMITTED: circle.submit,
        ProposalState.NO_CONSENT: lambda: circle.come_to(RoundState.NOT_CONSENTED),
        ProposalState.DELEGATED: lambda: circle.come_to(RoundState.DELEGATED),
        ProposalState.REFERRED: lambda: circle.come_to(RoundState.REFERRED),
        ProposalState.WITHDRAWN: lambda: circle.come_to(RoundState.WITHDRAWN),
        ProposalState.DECIDED: lambda: circle.come_to(RoundState.CONSENTED),
    }
    ways[state]()
    assert circle.proposal.state is state
    stopped = stop(circle)
    assert circle.proposal.state is state
    assert circle.proposal.unit.id == (circle.wider if moves else circle.unit).id
    assert (last_event("proposal", circle.proposal.id) == "hand_over") is moves
    assert (circle.proposal.id in stopped.handed_over.get("proposal", [])) is moves


def test_what_holds_and_what_is_to_be_done_go_along(circle: Circle) -> None:
    circle.come_to(RoundState.CONSENTED)
    decision = circle.decision
    assert decision is not None
    with transaction():
        action = actions.agree_on(locked(Decision, decision.id), ActionData("Bellen", circle.fatima), by=circle.fatima)
        done = actions.agree_on(locked(Decision, decision.id), ActionData("Schrijven", circle.ben), by=circle.ben)
        actions.finish(done, "gedaan", by=circle.ben)
        data = MandateData(MandateKind.DISCRETION, "Snoeien", holder=circle.fatima, written_in="Verslag")
        mandate = mandates.give_mandate(circle.unit, data, by=circle.marieke)
    ended = decided(circle, "Iets van vroeger")
    with transaction():
        register.repeal(locked(Decision, ended), by=circle.marieke, reason="klaar")
    number = decision.number
    stop(circle)
    held = locked(Decision, decision.id)
    assert (held.unit.id, held.number, held.state) == (circle.wider.id, number, DecisionState.IN_FORCE)
    assert last_event("decision", decision.id) == "hand_over"
    assert locked(Decision, ended).unit.id == circle.unit.id, "what no longer holds stays where it was"
    assert locked(Action, action.id).unit.id == circle.wider.id
    assert last_event("action", action.id) == "hand_over"
    assert locked(Action, done.id).unit.id == circle.unit.id
    assert locked(Mandate, mandate.id).state is MandateState.ENDED, "who gave it is no more"
    assert may(circle.wim, "decision:start_review", held)
    assert not may(circle.marieke, "decision:start_review", held)
    db.session.rollback()


def test_what_is_about_the_unit_itself_ends_with_it(circle: Circle) -> None:
    key = decided(circle, "Onze focus", kind_name="focus", subject=FOCUS)
    with transaction():
        about = WordingData(what="Een andere focus", kind_name="focus", subject=FOCUS)
        proposal = proposals.hand_in_new(circle.unit, about, by=circle.marieke, author=circle.joost).id
        describe = circle.unit
    describe_roles_of(circle)
    with transaction():
        election = elections.start_election(describe, Role.SECRETARY, by=circle.marieke).id
    stop(circle)
    held = locked(Decision, key)
    assert (held.state, held.unit.id) == (DecisionState.EXPIRED, circle.unit.id)
    assert "de opdracht is klaar" in held.ended_because
    assert locked(Proposal, proposal).state is ProposalState.WITHDRAWN
    assert locked(Election, election).state is ElectionState.ABANDONED
    db.session.rollback()


def describe_roles_of(circle: Circle) -> None:
    with transaction():
        describe_roles(circle)


def test_meetings_to_come_are_called_off_and_what_was_on_them_waits_elsewhere(meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        waits = agenda.suggest(circle.unit, ItemData("Een idee"), by=circle.ben).id
        series = planning.start_series(circle.unit, SeriesData("Werkoverleg"), by=circle.sanne).id
        planned = planning.plan_next(
            locked(MeetingSeries, series), clock.today() + timedelta(days=3), by=circle.sanne
        ).id
        step = year.add(circle.unit, StepData("Terugblik", months=(1, 2)), by=circle.sanne).id
    stop(circle)
    assert {locked(Meeting, key).state for key in (meets.meeting_id, planned)} == {MeetingState.CANCELLED}
    assert locked(MeetingSeries, series).state is SeriesState.ENDED
    assert locked(YearStep, step).state is StepState.ENDED
    for key in (waits, meets.item_id):
        item = locked(AgendaItem, key)
        assert (item.unit.id, item.meeting, item.state) == (circle.wider.id, None, ItemState.PLANNED)
        assert last_event("item", key) == "hand_over"
    left = db.session.scalars(select(AgendaItem).where(AgendaItem.unit_id == circle.unit.id))
    assert {one.meeting_id for one in left} <= {planned}, "what stands on every agenda stays on it"
    db.session.rollback()


# What must end first


@pytest.mark.parametrize("state", [RoundState.PREPARED, RoundState.CONSENTING, RoundState.ADJOURNED])
def test_not_while_a_round_goes_on_and_it_says_which(circle: Circle, state: RoundState) -> None:
    circle.come_to(state)
    before = contents()
    with pytest.raises(Refused, match="de consentronde over ‘Elke dinsdag"):
        stop(circle, by=circle.marieke)
    assert difference(before, contents()) == {}


def test_a_rehearsal_keeps_nobody(circle: Circle) -> None:
    circle.come_to(RoundState.PREPARED)
    with transaction():
        circle.proposal.rehearsal = True
    stop(circle)


def test_what_one_may_not_know_is_not_named(app: Flask) -> None:
    meets = Meets(confidentiality=Confidentiality.CONFIDENTIAL)
    make_temporary(meets.circle)
    meets.circle.come_to(RoundState.PREPARED)
    with pytest.raises(Refused, match="een besloten consentronde") as refused:
        stop(meets.circle)
    assert "dinsdag" not in str(refused.value)
    with pytest.raises(Refused, match="over ‘Elke dinsdag"):
        stop(meets.circle, by=meets.circle.marieke)


def test_not_while_a_meeting_goes_on(meets: Meets) -> None:
    meets.come_to(MeetingState.OPEN)
    before = contents()
    with pytest.raises(Refused, match="het overleg ‘Teamoverleg’"):
        stop(meets.circle, by=meets.circle.marieke)
    with pytest.raises(Refused, match="een overleg") as refused:
        stop(meets.circle)
    assert "Teamoverleg" not in str(refused.value)
    assert difference(before, contents()) == {}
    meets.conclude()
    meets.close()
    stop(meets.circle)


def test_nor_while_it_sits_in_a_meeting_of_another(circle: Circle) -> None:
    with transaction():
        nina = circle.someone("Nina", Role.SECRETARY, of=circle.wider)
    with transaction():
        data = MeetingData("Samen", clock.now(), 60, with_units=[circle.unit])
        meeting = planning.plan_meeting(circle.wider, data, by=nina)
        agenda.add(meeting, ItemData("Hoe gaat het?"), by=nina)
        agenda.set_agenda(meeting, by=nina)
        key = meeting.id
    with transaction() as session:
        session.execute(Meeting.__table__.update().where(Meeting.id == key), {"state": MeetingState.OPEN.value})
    with pytest.raises(Refused, match="het overleg ‘Samen’"):
        stop(circle, by=circle.marieke)


# What its page tells


def test_its_page_says_what_went_along_to_who_may_know_it(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    decided(circle, "Altijd twee aan de balie")
    decided(circle, "Iets geheims", confidentiality=Confidentiality.CONFIDENTIAL)
    circle.submit()
    with transaction():
        private = proposals.draft_proposal(circle.unit, circle.text("Nog een idee"), by=circle.ben)
    assert private.id
    stop(circle)
    path = f"/kringen/{circle.unit.id}"

    def seen_by(person: Any) -> set[str]:
        page = Visitor(app).sign_in(person).open(path)
        return {
            one for one in ("Altijd twee", "Iets geheims", "Elke dinsdag", "Nog een idee", "Hoe gaat") if page.sees(one)
        }

    assert seen_by(circle.wim) == {"Altijd twee", "Iets geheims", "Elke dinsdag", "Hoe gaat"}
    assert seen_by(circle.cor) == {"Altijd twee"}
    assert seen_by(circle.ben) == {"Altijd twee", "Nog een idee"}, "their own draft is theirs"
