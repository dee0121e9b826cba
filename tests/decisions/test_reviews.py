"""Looking back: what it is held against, what the circle makes of it with consent, and what follows by itself."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import locked, transaction
from app.decisions.models import Answer, Decision, Proposal, Review
from app.decisions.queries.actions import actions_waiting_for
from app.decisions.queries.pool import pool_of
from app.decisions.queries.reviews import open_changes
from app.decisions.queries.rounds import decision_of
from app.decisions.service import actions, changes, proposals, register, reviews, rounds
from app.decisions.service.actions import ActionData
from app.decisions.service.wordings import WordingData
from app.decisions.states import (
    Change,
    Choice,
    CriterionKind,
    DecisionState,
    ProposalState,
    ReviewOutcome,
    RoundMode,
    RoundState,
)
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, message
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

DAY = timedelta(days=1)
AGAIN = clock.today() + 200 * DAY


@pytest.fixture
def circle(app) -> Circle:
    """A decision, taken with two concerns, of which Ben's is to be looked at."""
    circle = Circle()
    circle.consent_is_asked()
    circle.all_answer(but={circle.fatima: Choice.CONCERN, circle.ben: Choice.CONCERN})
    with transaction():
        for answer in db.session.scalars(db.select(Answer).where(Answer.choice == Choice.CONCERN)):
            answer.text = f"Zorg van {answer.participant.name}"
            answer.as_criterion = answer.participant.person_id == circle.ben.id
    circle.reveal()
    circle.conclude()
    circle.number = circle.decision.number
    return circle


def the_decision(circle: Circle) -> Decision:
    return db.session.scalars(
        db.select(Decision).where(Decision.number == circle.number).execution_options(populate_existing=True)
    ).one()


def decide(circle: Circle, proposal: Proposal) -> Decision:
    """The circle consents to it in a round."""
    with transaction():
        circle.round_id = rounds.prepare_round(locked(Proposal, proposal.id), by=circle.marieke).id
    circle.proposal_id = proposal.id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    return circle.conclude()


def put(circle: Circle, change: Change) -> Proposal:
    with transaction():
        words = WordingData(what="Zo verder", why="het werkt", review_on=AGAIN)
        return changes.put_to_circle(the_decision(circle), change, words, by=circle.marieke)


def last_review() -> Review:
    return db.session.scalars(db.select(Review).order_by(Review.id.desc()).limit(1)).one()


def test_the_concerns_of_the_round_are_its_criteria_those_promised_first(circle):
    with transaction():
        register.start_review(the_decision(circle), by=circle.marieke)
    told = [(one.kind, one.text, one.raised_by and one.raised_by.name) for one in last_review().criteria]
    assert told == [
        (CriterionKind.PURPOSE, "", None),
        (CriterionKind.CONCERN, "Zorg van Ben", "Ben"),
        (CriterionKind.CONCERN, "Zorg van Fatima", "Fatima"),
    ]


def test_reaffirmed_with_consent_it_goes_on_until_a_new_day_under_the_same_number(circle):
    before = db.session.scalar(db.select(db.func.count()).select_from(Decision))
    told = decide(circle, put(circle, Change.REAFFIRM))
    old = the_decision(circle)
    assert told == old
    assert (old.state, old.review_on) == (DecisionState.IN_FORCE, AGAIN)
    assert (last_review().outcome, last_review().review_on) == (ReviewOutcome.REAFFIRMED, AGAIN)
    assert decision_of(circle.round_id) == old
    assert db.session.scalar(db.select(db.func.count()).select_from(Decision)) == before


def test_repealed_with_consent_it_ends(circle):
    decide(circle, put(circle, Change.REPEAL))
    assert the_decision(circle).state is DecisionState.REPEALED
    assert last_review().outcome is ReviewOutcome.REPEALED


def test_amended_it_is_superseded_by_what_the_circle_decides(circle):
    with transaction():
        register.start_review(the_decision(circle), by=circle.marieke)
        draft = changes.amend_decision(the_decision(circle), by=circle.fatima)
        proposals.edit_proposal(draft, circle.text("Voortaan elke week"), by=circle.fatima)
        proposals.submit_proposal(draft, by=circle.fatima)
    new = decide(circle, draft)
    old = the_decision(circle)
    assert (old.state, old.superseded_by, new.title) == (DecisionState.SUPERSEDED, new, "Voortaan elke week")
    assert last_review().outcome is ReviewOutcome.AMENDED


def test_without_consent_nothing_changes(circle):
    proposal = put(circle, Change.REPEAL)
    with transaction():
        circle.round_id = rounds.prepare_round(locked(Proposal, proposal.id), by=circle.marieke).id
    circle.proposal_id = proposal.id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer(but={circle.fatima: Choice.OBJECTION})
    circle.reveal()
    with transaction():
        rounds.end_without_consent(circle.round, by=circle.marieke)
    assert the_decision(circle).state is DecisionState.UNDER_REVIEW
    assert last_review().outcome is None


def test_what_ended_meanwhile_is_not_reaffirmed(circle):
    proposal = put(circle, Change.REAFFIRM)
    with transaction():
        register.expire(the_decision(circle), by=circle.marieke, reason="de proef is voorbij")
    with pytest.raises(Refused, match="geldt niet meer"):
        decide(circle, proposal)
    assert db.session.get_one(Proposal, proposal.id).state is ProposalState.IN_ROUND


def test_who_withdraws_consent_on_new_information_lets_the_circle_look_back(circle):
    said = [(one.id, one.choice, one.text) for one in db.session.scalars(db.select(Answer).order_by(Answer.id))]
    with transaction():
        register.withdraw_consent(the_decision(circle), "De balie verhuist in mei.", by=circle.ben)
    with transaction():
        register.withdraw_consent(the_decision(circle), "En de huur stijgt.", by=circle.fatima)
    assert the_decision(circle).state is DecisionState.UNDER_REVIEW
    new = [one for one in last_review().criteria if one.kind is CriterionKind.NEW_INFORMATION]
    assert [(one.text, one.raised_by) for one in new] == [
        ("De balie verhuist in mei.", circle.ben),
        ("En de huur stijgt.", circle.fatima),
    ]
    answers = [(one.id, one.choice, one.text) for one in db.session.scalars(db.select(Answer).order_by(Answer.id))]
    assert answers == said, "what was said then stays"


@pytest.mark.parametrize("who", ["wim", "cor", "pien", "bea"])
def test_nobody_else_withdraws_anything(circle, who):
    before = contents()
    with pytest.raises(Forbidden), transaction():
        register.withdraw_consent(the_decision(circle), "ik ben ertegen", by=getattr(circle, who))
    assert contents() == before


def test_two_proposals_that_touch_the_same_decision_are_noticed_by_who_may_see_them(circle, browse):
    with transaction():
        for who in (circle.joost, circle.fatima):
            draft = changes.amend_decision(the_decision(circle), by=who)
            proposals.edit_proposal(draft, circle.text(f"Versie van {who.name}"), by=who)
            proposals.submit_proposal(draft, by=who)
            last = draft.id
    said = "Nog een voorstel raakt hetzelfde besluit"
    assert browse(circle.ben).open(f"/voorstellen/{last}").sees(said, "Versie van Joost")
    decision = browse(circle.ben).open(f"/besluiten/{circle.number}")
    assert decision.sees("Meer dan één voorstel raakt dit besluit")
    chair = browse(circle.marieke).open(f"/voorstellen/{last}").submit("Zet ronde klaar")
    assert chair.sees(said, "Versie van Joost")
    assert open_changes(the_decision(circle).id, circle.cor) == []
    assert said not in browse(circle.cor).open(f"/besluiten/{circle.number}").text


def test_a_review_comes_back_by_itself_in_the_pool_of_its_unit(circle, browse):
    with transaction():
        the_decision(circle).review_on = clock.today() + 10 * DAY
    assert [one.number for one in pool_of(circle.unit, circle.ben).due] == [circle.number]
    with transaction():
        the_decision(circle).review_on = clock.today() + 20 * DAY
    assert pool_of(circle.unit, circle.ben).due == []
    with transaction():
        register.start_review(the_decision(circle), by=circle.marieke)
    page = browse(circle.ben).open(f"/kringen/{circle.unit.id}/agendavoorraad")
    assert page.sees("In terugblik", circle.number)


def test_the_pool_knows_what_came_from_a_narrower_circle_and_what_lies_elsewhere(circle, browse):
    circle.come_to(RoundState.REFERRED)
    assert browse(circle.wim).open(f"/kringen/{circle.wider.id}/agendavoorraad").sees("voorgelegd door Team Ruimte")
    assert browse(circle.ben).open(f"/kringen/{circle.unit.id}/agendavoorraad").sees("Ligt bij de bredere kring")
    with counted_queries() as few:
        browse(circle.wim).open(f"/kringen/{circle.wider.id}/agendavoorraad")
    for _ in range(2):
        circle.come_to(RoundState.REFERRED)
    with counted_queries() as many:
        browse(circle.wim).open(f"/kringen/{circle.wider.id}/agendavoorraad")
    assert len(few) == len(many)


# On the screen


def test_the_whole_review_on_the_screen(circle, browse):
    page = browse(circle.marieke).open(f"/besluiten/{circle.number}").submit("Kijk nu al terug")
    criteria = {one.raised_by.name if one.raised_by else "": one.id for one in last_review().criteria}
    page.submit("Bewaar", **{f"fared-{criteria['Ben']}": "partly", f"note-{criteria['Ben']}": "Alleen op vrijdag."})
    page.submit("Leg voor: herbevestigen", status=422)
    assert page.error_at("reaffirm-reason") == "Schrijf in een paar woorden waarom."
    page.submit("Leg voor: herbevestigen", **{"reaffirm-reason": "Het gaat goed.", "reaffirm-review_on": str(AGAIN)})
    assert page.path.startswith("/ronde/")
    assert page.heading == "Herbevestigen: Elke dinsdag een gezamenlijk spreekuur"
    told = browse(circle.cor).open(f"/besluiten/{circle.number}")
    assert told.sees("Terugblikken", "Zorg van Ben", "Gaat deels goed", "Alleen op vrijdag.")
    assert "Bewaar" not in browse(circle.ben).open(f"/besluiten/{circle.number}/terugblik").buttons


def test_withdrawing_consent_on_the_screen(circle, browse):
    page = browse(circle.ben).open(f"/besluiten/{circle.number}").submit("Trek mijn consent in", status=422)
    assert page.error_at("withdraw-information") == "Schrijf op wat je nu weet."
    page.submit("Trek mijn consent in", **{"withdraw-information": "De balie verhuist."})
    assert message(page) == "De kring kijkt hierop terug. Je antwoord van toen blijft staan."
    assert page.sees("De balie verhuist.", "Nieuwe informatie")
    assert page.open(f"/besluiten/{circle.number}/logboek").sees("Ben trok het consent in", "De balie verhuist.")
    assert "Trek mijn consent in" not in browse(circle.cor).open(f"/besluiten/{circle.number}").buttons


def test_an_action_waits_for_whom_it_is_and_ends_with_a_word(circle, browse):
    page = browse(circle.ben).open(f"/besluiten/{circle.number}")
    page.submit("Zet erbij", status=422)
    assert page.error_at("action-what") == "Vul dit in."
    yesterday = str(clock.today() - DAY)
    page.submit(
        "Zet erbij", **{"action-what": "De school bellen", "action-owner": "Fatima", "action-due_on": yesterday}
    )
    assert page.sees("De school bellen", "Over de datum")
    assert "Gedaan" not in page.buttons, "it is Fatima's"
    mine = browse(circle.fatima).open("/")
    assert mine.sees("Wat jij zou doen", "De school bellen", "Over de datum")
    mine.click("De school bellen").submit("Gedaan", status=422)
    mine.submit_form(f"/acties/{actions_waiting_for(circle.fatima)[0].id}/klaar", **end_words("Ze komen dinsdag."))
    assert mine.sees("Ze komen dinsdag.")
    assert actions_waiting_for(circle.fatima) == []


def end_words(words: str) -> dict[str, str]:
    from app.decisions.models import Action

    return {f"end-{db.session.scalars(db.select(Action)).one().id}-words": words}


def test_what_is_agreed_in_the_round_counts_once_it_is_decided(circle, browse):
    circle.come_to(RoundState.CONCLUDING)
    page = browse(circle.sanne).open(f"/ronde/{circle.round_id}/gespreksleider")
    page.submit("Zet erbij", **{"action-what": "Het rooster maken", "action-owner": "Ben"})
    assert page.sees("Het rooster maken")
    assert actions_waiting_for(circle.ben) == []
    decision = circle.conclude()
    assert [(one.what, one.decision) for one in actions_waiting_for(circle.ben)] == [("Het rooster maken", decision)]


def test_in_another_phase_nothing_is_agreed(circle):
    circle.come_to(RoundState.WEIGHING)
    before = contents()
    with pytest.raises(Refused), transaction():
        actions.agree_in_round(circle.round, ActionData("Alvast beginnen", circle.ben), by=circle.marieke)
    assert contents() == before


def test_the_pages_ask_as_many_queries_whatever_there_is_to_tell(circle, browse):
    counts = []
    for more in (1, 5):
        with transaction():
            for number in range(more):
                actions.agree_on(the_decision(circle), ActionData(f"Actie {number}", circle.ben), by=circle.marieke)
                register.start_review(the_decision(circle), by=circle.marieke)
                reviews.end_review(the_decision(circle), ReviewOutcome.REAFFIRMED)
                register.drive(
                    register.DecisionMachine,
                    the_decision(circle),
                    "reaffirm",
                    actor=circle.marieke,
                    consented=True,
                )
        for path in (f"/besluiten/{circle.number}", f"/besluiten/{circle.number}/terugblik", "/"):
            with counted_queries() as queries:
                browse(circle.fatima).open(path)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 40
