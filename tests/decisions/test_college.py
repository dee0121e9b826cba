"""The college: consent is sought, and beside it stands the legal decision that it takes in its sitting."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import locked, transaction
from app.decisions.college_law import Convocation, Mark, Settlement, SittingState, VoteOutcome, Way
from app.decisions.models import Decision, Proposal, Sitting, SittingItem
from app.decisions.queries.college import legal_decision, locked_sitting
from app.decisions.service import changes, college, proposals
from app.decisions.service.college import Vote
from app.decisions.sitting_machine import SittingMachine
from app.decisions.states import Change, DecisionState, ObjectionState, Origin, ProposalState, RoundState
from app.organisation.models import Person
from app.organisation.states import StatutoryBody
from tests.browserless import Visitor
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.decisions.on_screen import browse
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

__all__ = ["browse"]


class College(Circle):
    """Burgemeester Marieke, wethouders Joost, Fatima and Ben, and secretaris Sanne, who is no member."""

    def __init__(self, name: str = "College") -> None:
        super().__init__(name=name)
        with transaction():
            self.unit.statutory = StatutoryBody.COLLEGE
        self.bench = [self.marieke, self.joost, self.fatima, self.ben]

    def hand_in(self, what: str) -> int:
        with transaction():
            return proposals.hand_in_new(self.unit, self.text(what), by=self.sanne, author=self.joost).id

    def mark(self, proposal_id: int, said: Mark, *people: Person) -> None:
        with transaction():
            for one in people or self.bench:
                college.mark(db.session.get_one(Proposal, proposal_id), said, by=one)

    def plan(self, **how: Any) -> int:
        with transaction():
            return college.plan_sitting(self.unit, clock.today(), self.marieke, by=self.sanne, **how).id

    def open_with(self, *present: Person, sitting: int | None = None) -> int:
        key = sitting or self.plan()
        with transaction():
            college.attend(locked_sitting(key), [one.id for one in present], by=self.sanne)
            college.open_sitting(locked_sitting(key), by=self.sanne)
        return key

    def item(self, sitting: int, proposal: int) -> SittingItem:
        return db.session.scalars(
            select(SittingItem).where(SittingItem.sitting_id == sitting, SittingItem.proposal_id == proposal)
        ).one()


@pytest.fixture
def council(app: Flask) -> College:
    return College()


def test_the_secretaris_sits_at_the_table_and_does_not_decide(council: College) -> None:
    council.prepare()
    assert {one.name for one in council.round.electors} == {"Marieke", "Joost", "Fatima", "Ben"}
    place = council.place(council.sanne)
    assert place.is_secretary
    assert place.role.value == "adviser"


def test_consent_in_the_college_is_no_decision_until_its_sitting(council: College) -> None:
    council.consent_is_asked()
    council.all_answer()
    council.reveal()
    assert council.conclude() is None
    assert council.proposal.state is ProposalState.AGREED
    assert council.decision is None
    key = council.open_with(council.marieke, council.joost)
    with transaction():
        sitting = locked_sitting(key)
        college.settle(sitting, council.item(key, council.proposal_id), Settlement.UNCHANGED, by=council.sanne)
    decision = council.decision
    assert decision is not None
    assert (decision.origin, decision.round_id) == (Origin.ROUND, council.round_id)
    legal = legal_decision(decision)
    assert legal is not None
    assert (legal.way, legal.settlement, legal.taking_part) == (Way.CONSENT, Settlement.UNCHANGED, 2)


def test_the_hamer_list_is_settled_in_one_go(council: College) -> None:
    first, second, third = (council.hand_in(what) for what in ("Een bank", "Een boom", "Een brug"))
    council.mark(first, Mark.HAMER)
    council.mark(second, Mark.HAMER)
    council.mark(third, Mark.HAMER, council.joost, council.ben)
    key = council.open_with(council.marieke, council.fatima)
    with transaction():
        settled = college.settle_list(locked_sitting(key), by=council.sanne)
        assert [one.proposal_id for one in settled] == [first, second]
    decisions = list(db.session.scalars(select(Decision).order_by(Decision.id)))
    assert [(one.title, one.origin) for one in decisions] == [
        ("Een bank", Origin.STATUTORY),
        ("Een boom", Origin.STATUTORY),
    ]
    assert db.session.get_one(Proposal, third).state is ProposalState.SUBMITTED, "silence is no mark"


@pytest.mark.parametrize(
    ("change", "state"), [(Change.REPEAL, DecisionState.REPEALED), (Change.REAFFIRM, DecisionState.IN_FORCE)]
)
def test_what_the_college_decides_about_an_earlier_decision_happens_to_it(
    council: College, change: Change, state: DecisionState
) -> None:
    council.mark(council.hand_in("Een bank"), Mark.HAMER)
    sitting = council.open_with(*council.bench)
    with transaction():
        (item,) = college.settle_list(locked_sitting(sitting), by=council.sanne)
        first = item.decision_id
    with transaction():
        words = council.text("De bank", why="Er zit niemand.")
        asked = changes.put_to_circle(locked(Decision, first), change, words, by=council.marieke).id
    council.mark(asked, Mark.HAMER)
    sitting = council.open_with(*council.bench)
    with transaction():
        (item,) = college.settle_list(locked_sitting(sitting), by=council.sanne)
        assert item.decision_id != first, "it is a decision of the college in its own right"
    old = db.session.get_one(Decision, first, populate_existing=True)
    assert (old.state, old.review_on) == (state, words.review_on)


def test_who_has_a_personal_interest_is_not_asked_and_does_not_count(council: College) -> None:
    key = council.hand_in("De tuin van Joost")
    council.mark(key, Mark.RECUSED, council.joost)
    council.mark(key, Mark.HAMER, council.marieke, council.fatima, council.ben)
    sitting = council.open_with(council.joost, council.ben)
    before = contents()
    with pytest.raises(Refused, match="Te weinig leden"), transaction():
        college.settle_list(locked_sitting(sitting), by=council.sanne)
    assert difference(before, contents()) == {}
    with transaction():
        college.attend(
            locked_sitting(sitting), [council.marieke.id, council.joost.id, council.ben.id], by=council.sanne
        )
        (item,) = college.settle_list(locked_sitting(sitting), by=council.sanne)
        assert (item.taking_part, item.recused) == (2, "Joost")


def without_consent(council: College) -> int:
    council.come_to(RoundState.NOT_CONSENTED)
    return council.proposal_id


def cast(council: College, *in_favour: bool, note: Person | None = None) -> dict[int, Vote]:
    return {one.id: Vote(yes, one is note) for one, yes in zip(council.bench, in_favour, strict=False)}


def test_a_vote_is_the_fallback_and_the_objection_stays_unsettled(council: College) -> None:
    proposal = without_consent(council)
    key = council.open_with(*council.bench)
    with transaction():
        item = council.item(key, proposal)
        votes = cast(council, True, True, True, False, note=council.ben)
        assert college.vote(locked_sitting(key), item, votes, by=council.sanne) is VoteOutcome.CARRIED
    decision = council.decision
    assert decision is not None
    assert (decision.origin, decision.round_id) == (Origin.STATUTORY, council.round_id)
    assert [one.state for one in council.objections] == [ObjectionState.UNSETTLED]
    legal = legal_decision(decision)
    assert legal is not None
    assert legal.way is Way.VOTE
    assert [one.person.name for one in legal.notes] == ["Ben"], "only who asked for aantekening is told"


def test_on_a_tie_it_is_voted_on_again_and_then_the_voorzitter_decides(council: College) -> None:
    proposal = without_consent(council)
    key = council.open_with(*council.bench)
    tie = cast(council, True, True, False, False)
    with transaction():
        item = council.item(key, proposal)
        assert college.vote(locked_sitting(key), item, tie, by=council.sanne) is VoteOutcome.AGAIN
    assert council.decision is None
    with transaction():
        item = council.item(key, proposal)
        assert college.vote(locked_sitting(key), item, tie, by=council.sanne) is VoteOutcome.CARRIED
    assert council.decision is not None, "Marieke, who chairs, voted for"


REFUSED = [
    # in words, what is tried, and with which words it is refused
    ("a wethouder does not lead the sitting", "by a wethouder", None),
    ("without half of the members no sitting opens", "one present", "geen quorum"),
    ("with half of them it is held", "give up with two", "genoeg leden"),
    ("what was not treated in a round is not voted on", "vote on submitted", "zonder consent"),
    ("what has no consent is not settled as if it had", "settle submitted", "nog geen consent"),
    ("too few votes are no vote", "two votes", "Te weinig leden deden mee"),
    ("outside a sitting the article is named", "outside without basis", "Noem het artikel"),
    ("a second convocation follows on a first that failed", "second without first", "Een tweede oproep"),
    ("nothing on the list is nothing to hamer", "empty list", "Er staat niets op"),
]


@pytest.mark.parametrize(("tried", "because"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_the_law_refuses(council: College, tried: str, because: str | None) -> None:
    proposal = without_consent(council) if tried == "two votes" else council.hand_in("Een bank")
    planned, opened = council.plan(), council.open_with(*council.bench)
    bench, sanne = council.bench, council.sanne

    def attending(*present: Person) -> Sitting:
        sitting = locked_sitting(planned)
        college.attend(sitting, [one.id for one in present], by=sanne)
        return sitting

    def item() -> SittingItem:
        return council.item(opened, proposal)

    def on_paper(**how: Any) -> Any:
        return college.plan_sitting(council.unit, clock.today(), council.marieke, by=sanne, **how)

    acts: dict[str, Any] = {
        "by a wethouder": lambda: college.open_sitting(locked_sitting(planned), by=council.joost),
        "one present": lambda: college.open_sitting(attending(bench[0]), by=sanne),
        "give up with two": lambda: college.give_up(attending(*bench[:2]), by=sanne),
        "vote on submitted": lambda: college.vote(locked_sitting(opened), item(), cast(council, True), by=sanne),
        "settle submitted": lambda: college.settle(locked_sitting(opened), item(), Settlement.UNCHANGED, by=sanne),
        "two votes": lambda: college.vote(locked_sitting(opened), item(), cast(council, True, True), by=sanne),
        "outside without basis": lambda: on_paper(convocation=Convocation.OUTSIDE),
        "second without first": lambda: on_paper(convocation=Convocation.SECOND),
        "empty list": lambda: college.settle_list(locked_sitting(opened), by=sanne),
    }
    before = contents()
    with pytest.raises(Refused if because else Forbidden, match=because), transaction():
        acts[tried]()
    assert difference(before, contents()) == {}


def test_in_a_second_convocation_one_member_settles_what_the_first_was_convened_for_and_no_more(
    council: College,
) -> None:
    old = council.hand_in("Een bank")
    council.mark(old, Mark.HAMER)
    first = council.plan()
    with transaction():
        college.attend(locked_sitting(first), [council.joost.id], by=council.sanne)
        college.give_up(locked_sitting(first), by=council.sanne)
    new = council.hand_in("Een boom")
    council.mark(new, Mark.HAMER)
    with transaction():
        sitting = db.session.get_one(Sitting, first)
        second = college.plan_sitting(
            council.unit, clock.today(), council.joost, by=council.sanne, convocation=Convocation.SECOND, first=sitting
        ).id
    council.open_with(council.joost, sitting=second)
    with pytest.raises(Refused, match="Te weinig leden"), transaction():
        college.settle_list(locked_sitting(second), by=council.sanne)
    with transaction():
        college.hold_over(locked_sitting(second), council.item(second, new), by=council.sanne)
        (settled,) = college.settle_list(locked_sitting(second), by=council.sanne)
        assert settled.proposal_id == old


# The chart

PEOPLE = {"burgemeester": "marieke", "secretaris": "sanne", "wethouder": "joost", "colleague": "cor"}
CHART = """
attend      | planned, open         | secretaris   |               | stays                  | who is there is noted
            | planned, open         | wethouder    |               | forbidden              | a wethouder does not keep the list
            | closed, not_held      | secretaris   |               | refused                | not afterwards
open        | planned               | burgemeester | enough        | open                   | with a quorum it opens
            | planned               | secretaris   | too few       | refused: geen quorum   | without one it does not (Gemeentewet 56)
            | planned               | colleague    | enough        | forbidden              | a colleague opens nothing
            | open, closed, not_held | secretaris  | enough        | refused                | it opens once
give_up     | planned               | secretaris   | too few       | not_held               | too few came: it is not held
            | planned               | secretaris   | enough        | refused: genoeg leden  | who has a quorum opens
            | open, closed, not_held | secretaris  | too few       | refused                | only before it opened
settle_list | open                  | secretaris   | enough        | stays                  | the list is settled
            | open                  | secretaris   | too few       | refused: Te weinig     | when enough take part
            | planned, closed, not_held | secretaris | enough      | refused                | only in the sitting
settle      | open                  | burgemeester | enough        | stays                  | what was discussed is decided
            | open                  | wethouder    | enough        | forbidden              | one wethouder does not bind the college
            | planned, closed, not_held | secretaris | enough      | refused                | only in the sitting
vote        | open                  | secretaris   | enough        | stays                  | a vote is recorded
            | open                  | secretaris   | too few       | refused: Te weinig     | when enough take part
            | planned, closed, not_held | secretaris | enough      | refused                | only in the sitting
hold_over   | open                  | secretaris   |               | stays                  | it waits for a next sitting
            | planned, closed, not_held | secretaris |             | refused                | only in the sitting
close       | open                  | burgemeester |               | closed                 | the sitting ends
            | planned, closed, not_held | secretaris |             | refused                | only what was opened
"""  # noqa: E501 - a table is read across


def enough(sitting: Sitting) -> dict[str, int]:
    return {"seated": max(len(sitting.presence) * 2, 2) if sitting.presence else 0, "taking_part": 2}


def too_few(_sitting: Sitting) -> dict[str, int]:
    return {"seated": 9, "taking_part": 1}


ROWS = read(CHART, SittingState, (enough, too_few))


class World:
    """A sitting in every state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.colleges = {state: College(f"{number} {state.value}") for number, state in enumerate(SittingState)}
        self.sittings: dict[SittingState, int] = {}
        for state, one in self.colleges.items():
            self.sittings[state] = key = one.plan()
            with transaction():
                college.attend(locked_sitting(key), [one.marieke.id], by=one.sanne)
                if state is SittingState.NOT_HELD:
                    college.give_up(locked_sitting(key), by=one.sanne)
            if state in (SittingState.OPEN, SittingState.CLOSED):
                one.open_with(one.marieke, one.ben, sitting=key)
            if state is SittingState.CLOSED:
                with transaction():
                    college.close(locked_sitting(key), by=one.sanne)
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: SittingState) -> None:
    key, actor = world.sittings[state], getattr(world.colleges[state], PEOPLE[row.by])
    try_row(SittingMachine, lambda: locked_sitting(key), row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(SittingMachine, SittingState, ROWS) == set()


# On the screen


def test_a_sitting_on_the_screen_from_marks_to_a_decision_with_both_records(council: College, browse: Any) -> None:
    council.consent_is_asked()
    council.all_answer()
    council.reveal()
    council.conclude()
    bank = council.hand_in("Een bank bij de vijver")
    for one in council.bench:
        page: Visitor = browse(one).open(f"/kringen/{council.unit.id}").click("Naar de zittingen")
        page.submit("Hamerstuk: Een bank bij de vijver")
        assert page.notice == "Je teken staat genoteerd."
    page = browse(council.sanne).open(f"/kringen/{council.unit.id}/zittingen")
    page.submit("Plan deze zitting")
    page.submit("Open de zitting", status=409, present=[str(council.ben.id)])
    assert page.sees("Er is geen quorum: 1 van 4 leden.")
    page.open(f"/kringen/{council.unit.id}/zittingen").click(f"{clock.today().day} november {clock.today().year}")
    page.submit("Open de zitting", present=[str(one.id) for one in council.bench[:3]])
    page.submit("Hamer de lijst af")
    assert page.notice == "Conform besloten: 1."
    assert db.session.get_one(Proposal, bank).state is ProposalState.DECIDED
    page.submit("Leg vast: gewijzigd", change="Ook op donderdag.")
    page.submit("Sluit de zitting")
    assert page.sees("Gesloten")
    decision = council.decision
    assert decision is not None
    page.open(f"/besluiten/{decision.number}")
    assert page.sees("Collegebesluit", "Gewijzigd besloten", "Ook op donderdag.", "3 van 4 leden", "De consentronde")


def test_consent_of_another_unit_says_plainly_that_it_is_no_collegebesluit(council: College, browse: Any) -> None:
    team = Circle(name="Concern")
    with transaction():
        team.unit.parent = council.unit
    team.come_to(RoundState.CONSENTED)
    number = team.decision.number if team.decision else ""
    colleague = browse(team.cor)
    assert colleague.open(f"/besluiten/{number}").sees("Consent in Team Concern; nog geen collegebesluit.")
    with transaction():
        copy = proposals.copy_decision(team.decision, council.unit, by=council.joost)
        proposals.edit_proposal(copy, council.text("Het spreekuur van de gemeente"), by=council.joost)
        proposals.submit_proposal(copy, by=council.joost)
        key = copy.id
    council.mark(key, Mark.HAMER)
    sitting = council.open_with(*council.bench)
    with transaction():
        college.settle_list(locked_sitting(sitting), by=council.sanne)
    taken = db.session.scalars(select(Decision).where(Decision.proposal_id == key)).one()
    assert colleague.open(f"/besluiten/{number}").sees("Het college besloot hierover", taken.number)
    assert colleague.open(f"/besluiten/{taken.number}").sees("Hierover was eerder consent in Team Concern", number)


def test_how_a_member_voted_is_told_to_nobody_who_was_not_asked_to_tell(council: College, browse: Any) -> None:
    proposal = without_consent(council)
    key = council.open_with(*council.bench)
    with transaction():
        votes = cast(council, True, True, True, False)
        college.vote(locked_sitting(key), council.item(key, proposal), votes, by=council.sanne)
    number = council.decision.number if council.decision else ""
    page = browse(council.cor).open(f"/besluiten/{number}")
    assert page.sees("Besloten bij stemming, bezwaar onopgelost", "3 voor, 1 tegen", "Niet opgelost")
    assert "stemde tegen" not in page.text
    browse(council.cor).open(f"/zittingen/{key}", status=404)


def test_the_beheerder_says_which_unit_is_the_college_and_the_journal_tells_it(app: Flask, browse: Any) -> None:
    circle = Circle(name="Bestuur")
    page = browse(circle.bea).open(f"/kringen/{circle.unit.id}/wijzigen")
    page.submit("Opslaan", statutory="College van burgemeester en wethouders")
    assert page.sees("Orgaan volgens de wet College van burgemeester en wethouders")
    assert page.open(f"/kringen/{circle.unit.id}/logboek").sees("Orgaan volgens de wet")
    assert circle.prepare().electors
    assert circle.sanne.id not in {one.person_id for one in circle.round.electors}
