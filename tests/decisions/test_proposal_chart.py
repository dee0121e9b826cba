"""The chart of a proposal, line by line (design.md, "Proposal")."""

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import locked, transaction
from app.decisions.models import Advice, ConsentRound, Proposal, Referral
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.service import referrals, rounds
from app.decisions.states import Nature, ProposalState, RoundState
from app.organisation.states import Role, StatutoryBody
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

PEOPLE = {"author": "joost", "chair": "marieke", "member": "fatima", "adviser": "pien", "beheerder": "bea"}
PEOPLE |= {"wider leader": "wim"}
WAYS = {
    ProposalState.DRAFT: lambda circle: circle.draft(),
    ProposalState.SUBMITTED: lambda circle: circle.submit(),
    ProposalState.IN_ROUND: lambda circle: circle.prepare(),
    ProposalState.AGREED: lambda circle: in_the_college(circle).come_to(RoundState.CONSENTED),
    ProposalState.DECIDED: lambda circle: circle.come_to(RoundState.CONSENTED),
    ProposalState.NO_CONSENT: lambda circle: circle.come_to(RoundState.NOT_CONSENTED),
    ProposalState.WITHDRAWN: lambda circle: circle.come_to(RoundState.WITHDRAWN),
    ProposalState.DELEGATED: lambda circle: circle.come_to(RoundState.DELEGATED),
    ProposalState.REFERRED: lambda circle: circle.come_to(RoundState.REFERRED),
    ProposalState.SETTLED_WIDER: lambda circle: settle_in_the_wider_unit(circle),
    ProposalState.HANDED_BACK: lambda circle: hand_back(circle),
}


def in_the_college(circle: Circle) -> Circle:
    """The same circle as the college: its consent is no decision yet."""
    with transaction():
        circle.unit.statutory = StatutoryBody.COLLEGE
    return circle


CHART = """
edit        | draft                                  | author    |                 | stays                    | a draft can be changed
            | draft                                  | chair     |                 | forbidden                | only by its author
            | submitted                              | author    |                 | refused: Vraag het terug | what was handed in is fixed, and can be asked back
            | all but draft, submitted               | author    |                 | refused: dit staat op    | what is or was treated is fixed
submit      | draft                                  | author    |                 | submitted                | a draft is handed in
            | draft                                  | author    | it says nothing | refused: Schrijf eerst   | not when it says nothing
            | draft                                  | chair     |                 | forbidden                | only its author hands it in
            | all but draft                          | author    |                 | refused                  | it is handed in once
give_back   | submitted                              | chair     | a reason        | draft                    | it is given back to its author, with a reason
            | submitted                              | author    | a reason        | draft                    | its author may ask for it back
            | submitted                              | chair     |                 | refused: waarom          | not without a reason
            | submitted                              | chair     | a reason, it was referred | refused: Stuur het terug | what another unit referred goes back there
            | submitted                              | member    | a reason        | forbidden                | a member does not give it back
            | all but submitted                      | author    | a reason        | refused                  | only what was handed in is given back
enter_round | submitted                              | chair     |                 | in_round                 | a round is set ready on it
            | all but submitted                      | chair     |                 | refused                  | only what was handed in is treated
renew       | in_round                               | chair     |                 | stays                    | its text is amended in the round
            | all but in_round                       | chair     |                 | refused                  | only in a round
decide      | in_round                               | chair     |                 | decided                  | its round ended in consent
            | all but in_round                       | chair     |                 | refused                  | never without a round
agree       | in_round                               | chair     |                 | agreed                   | the college consents, and has yet to decide
            | all but in_round                       | chair     |                 | refused                  | never without a round
settle      | agreed                                 | chair     |                 | decided                  | the college decides what has consent
            | submitted, no_consent                  | chair     | in the college  | decided                  | a hamerstuk, or by vote as the fallback
            | submitted, no_consent                  | chair     |                 | refused: Alleen het      | no other unit decides like that
            | all but submitted, agreed, no_consent  | chair     |                 | refused                  | only what is before the college
fail        | in_round                               | chair     |                 | no_consent               | its round ended without consent
            | all but in_round                       | chair     |                 | refused                  | only in a round
delegate    | in_round                               | chair     |                 | delegated                | it is uitvoering after all
            | all but in_round                       | chair     |                 | refused                  | only in a round
rework      | no_consent                             | author    |                 | draft                    | its author takes it up again
            | no_consent                             | author    | it was referred | refused: Stuur het terug | not what another unit referred: it is back there already
            | no_consent                             | chair     |                 | forbidden                | only its author does
            | all but no_consent                     | author    |                 | refused                  | only what found no consent
execute     | draft, submitted, delegated            | author    | it is execution | decided                  | whoever was named decides it as uitvoering
            | draft, submitted                       | author    |                 | forbidden                | beleid is nobody's to decide alone
            | draft, submitted, delegated            | chair     | it is execution | forbidden                | nobody else decides it
            | all but draft, submitted, delegated    | author    | it is execution | refused                  | what a circle treats or has decided is not decided alone
ask_advice  | draft, submitted, delegated            | author    | it is execution | stays                    | who decides asks others first
            | submitted, delegated                   | chair     | it is execution | forbidden                | not for somebody else
            | all but draft, submitted, delegated    | author    | it is execution | refused                  | not after it was decided
advise      | draft, submitted, delegated            | adviser   | it is execution, pien is asked, an advice | stays | who was asked says something
            | draft, submitted, delegated            | adviser   | it is execution, pien is asked | refused: advies | advice says something
            | submitted, delegated                   | member    | it is execution, an advice | forbidden     | who was not asked does not
            | all but draft, submitted, delegated    | adviser   | it is execution, pien is asked, an advice | refused | not after it was decided
to_the_circle | submitted                            | author    | it is execution | stays                    | it is beleid after all
            | submitted                              | chair     | it is execution | stays                    | the circle may say so too
            | submitted                              | author    |                 | refused: Dit is beleid   | what is beleid is with the circle already
            | submitted                              | member    | it is execution | forbidden                | not every member by themselves
            | all but submitted                      | author    | it is execution | refused                  | only what waits
withdraw    | draft, submitted, in_round, agreed, no_consent | author |           | withdrawn                | its author takes it back
            | draft, submitted, in_round, no_consent | adviser   |                 | forbidden                | nobody else does
            | draft, submitted, in_round, no_consent | beheerder |                 | forbidden                | not the beheerder either
            | decided, withdrawn, delegated, referred, settled_wider, handed_back | author    |                 | refused                  | what has ended is not taken back
refer       | in_round                               | chair     |                 | referred                 | it goes to the wider unit
            | all but in_round                       | chair     |                 | refused                  | only from a round
come_back   | referred                               | chair     |                 | submitted                | the wider unit sent it back: it goes on
            | all but referred                       | chair     |                 | refused                  | only what was referred comes back
settle_wider| referred                               | chair     |                 | settled_wider            | the wider unit settled it
            | all but referred                       | chair     |                 | refused                  | only what was referred is settled there
hand_back   | submitted                              | chair     | it was referred, words | handed_back       | what was referred is sent back, with words
            | submitted                              | chair     | it was referred | refused: meegeeft        | not without a word
            | submitted                              | chair     | words           | refused: hier geschreven | not what was written here
            | submitted                              | member    | it was referred, words | forbidden         | a member does not send it back
            | submitted                              | author    | it was referred, words | forbidden         | nor does its author
            | draft                                  | chair     | it was referred, words | forbidden         | a draft is its author's alone
            | all but draft, submitted, handed_back  | chair     | it was referred, words | refused           | only what waits in the pool
            | handed_back                            | wider leader | words        | refused                  | it is sent back once
hand_over   | draft, submitted, no_consent, delegated, referred | chair |          | stays                    | its unit stops: another takes it over
            | in_round, agreed, decided, withdrawn, settled_wider, handed_back | chair | | refused            | what goes on or has ended is not
"""  # noqa: E501 - a table is read across


def in_the_college_(proposal: Proposal) -> None:
    proposal.unit.statutory = StatutoryBody.COLLEGE


in_the_college_.__name__ = "in_the_college"


def it_says_nothing(proposal: Proposal) -> None:
    proposal.current.wording.what = "  "


def a_reason(_proposal: Proposal) -> dict[str, str]:
    return {"reason": "er ontbreekt nog een bedrag"}


def words(_proposal: Proposal) -> dict[str, str]:
    return {"words": "neem de balie erin mee"}


def it_was_referred(proposal: Proposal) -> None:
    """As if another proposal had been referred and this one arose from it."""
    other = db.session.scalars(db.select(Proposal).where(Proposal.state == ProposalState.REFERRED)).first()
    assert other is not None
    if proposal.came_by is None:
        round_ = db.session.scalars(db.select(ConsentRound).where(ConsentRound.state == RoundState.CONSENTED)).first()
        assert round_ is not None
        db.session.add(
            Referral(proposal=other, successor=proposal, round=round_, referred_by=other.author, reason="erbuiten")
        )


def settle_in_the_wider_unit(circle: Circle) -> None:
    """The wider unit says: uitvoering."""
    circle.come_to(RoundState.REFERRED)
    with transaction():
        round_ = rounds.prepare_round(circle.successor, by=circle.wim)
        rounds.delegate(round_, circle.wim, by=circle.wim)


def hand_back(circle: Circle) -> None:
    """The wider unit sends it back; the circle's proposal is the one that was sent back."""
    circle.come_to(RoundState.REFERRED)
    with transaction():
        referrals.hand_back(circle.successor, "neem de balie erin mee", by=circle.wim)
    circle.proposal_id = circle.successor.id


def it_is_execution(proposal: Proposal) -> None:
    proposal.nature, proposal.decider_id = Nature.EXECUTION, proposal.author_id


def pien_is_asked(proposal: Proposal) -> None:
    units = (proposal.unit, *proposal.unit.children)  # what was handed back is with the wider unit
    adviser = next(one.person for unit in units for one in unit.memberships if one.role is Role.ADVISER)
    db.session.add(Advice(proposal=proposal, person=adviser, asked_by=proposal.author))


def an_advice(_proposal: Proposal) -> dict[str, str]:
    return {"text": "begin klein"}


ROWS = read(
    CHART,
    ProposalState,
    (it_says_nothing, a_reason, words, it_was_referred, it_is_execution, pien_is_asked, an_advice, in_the_college_),
)


class World:
    """A proposal in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.circles = {state: Circle(name=f"{number} {state.value}") for number, state in enumerate(ProposalState)}
        for state, circle in self.circles.items():
            WAYS[state](circle)
            assert db.session.get_one(Proposal, circle.proposal_id).state is state
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ProposalState) -> None:
    circle = world.circles[state]
    actor = getattr(circle, PEOPLE[row.by])
    try_row(ProposalMachine, lambda: locked(Proposal, circle.proposal_id), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    never = {("draft", "hand_back")}  # nobody but its author knows of a draft
    assert left_out(ProposalMachine, ProposalState, ROWS) == never
