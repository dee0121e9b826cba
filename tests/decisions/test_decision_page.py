"""The page of a decision: it tells its story in a minute, and is where a decision is looked back on and ended."""

from datetime import date, timedelta

import pytest
import time_machine

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision, Proposal
from app.decisions.service import answers, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, DecisionState, RoundMode, RoundState
from app.organisation.models import Membership
from app.organisation.states import Role
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, circle, message, take_over
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse", "circle"]

DAY = timedelta(days=1)


def settle_a_round(circle: Circle) -> Decision:
    """A round with an objection that the second version settles, and a concern that is to be watched."""
    circle.consent_is_asked(RoundMode.SHORT)
    circle.answer(circle.fatima, Choice.OBJECTION, "Dan is de balie onbemand.")
    circle.all_answer(but={circle.fatima: Choice.OBJECTION})
    circle.reveal()
    circle.amend(what="Om de week een gezamenlijk spreekuur", why="Dan staat niemand voor een dichte deur.")
    for person in circle.members:
        data = AnswerData(Choice.CONSENT)
        if person is circle.ben:
            data = AnswerData(Choice.CONCERN, text="Let op de drukte in mei.", as_criterion=True)
        if person is circle.sanne:
            data = AnswerData(Choice.RECUSED, text="Mijn man werkt daar.")
        with transaction():
            answers.answer(circle.round, data, by=person)
    circle.reveal()
    return circle.conclude()


def test_a_decision_tells_its_story(circle, browse):
    decision = settle_a_round(circle)
    page = browse(circle.cor).open(f"/besluiten/{decision.number}")
    assert page.heading == "Om de week een gezamenlijk spreekuur"
    assert page.sees(
        decision.number, "Van kracht", "Dan staat niemand voor een dichte deur.",
        "Vanaf 1 januari 2027", "Wie zorgt ervoor Joost", "We kijken terug 1 mei 2027",
        "Team Ruimte", "Voorgezeten door Marieke", "Deden mee Ben, Fatima, Joost, Marieke",
        "Deed niet mee (persoonlijk belang) Sanne", "Indiener Joost",
        "Bezwaren in de consentronde", "Fatima", "Zo is de balie dinsdag onbemand.", "Opgelost in versie 2",
        "Zorgen om op te letten", "Let op de drukte in mei.", "Hier letten we op bij de terugblik",
    )  # fmt: skip
    page.click("Wat er veranderde van versie 1 naar 2")
    assert page.heading == "Van versie 1 naar versie 2"


def test_its_journal_holds_the_whole_way(circle, browse):
    decision = settle_a_round(circle)
    page = browse(circle.cor).open(f"/besluiten/{decision.number}").click("Logboek")
    assert page.sees("Fatima maakte bezwaar tegen versie 1.", f"Besluit {decision.number} kwam in het register.")
    page.click("Alles")
    assert page.sees("Ben gaf consent met een zorg.", "Let op de drukte in mei.")


def test_a_round_without_objection_says_so(circle, browse):
    circle.come_to(RoundState.CONSENTED)
    assert browse(circle.cor).open(f"/besluiten/{circle.decision.number}").sees("Er was geen bezwaar.")


def test_who_was_absent_gave_no_consent(circle, browse):
    circle.prepare()
    circle.gather(circle.marieke, circle.sanne, circle.joost, circle.fatima)
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    decision = circle.conclude()
    assert browse(circle.cor).open(f"/besluiten/{decision.number}").sees("Afwezig, geen consent gegeven Ben")


def test_an_imported_decision_is_never_shown_as_consent(circle, browse):
    source = {
        "zaaknummer": "Z.1204",
        "datum_document": "2024-03-12",
        "waarschuwingen": ["Dit klopt niet."],
        "leeg": None,
    }
    decision = take_over(circle, "Elders besloten", date(2024, 4, 2), source=source, advices=["Instemmen met de proef"])
    page = browse(circle.cor).open(f"/besluiten/{decision.number}")
    assert page.sees(
        "Overgenomen", "Dit besluit is elders genomen; het is hier overgenomen, niet met consent besloten.",
        "Zaaknummer Z.1204", "Datum document 12 maart 2024", "Let op Dit klopt niet.", "Instemmen met de proef",
    )  # fmt: skip
    assert "Leeg" not in page.text, page.text
    assert not page.sees("Deden mee")
    assert page.open("/besluiten").sees("overgenomen")


def test_text_that_was_stored_cannot_run(circle, browse):
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)>[klik](javascript:alert(1))"
    decision = take_over(
        circle, attack, clock.today(), why=attack, body=attack, advices=[attack], source={attack: attack},
        arguments=[{"number": "1", "advice": None, "heading": attack, "text": attack}], sections={"finances": attack},
    )  # fmt: skip
    page = browse(circle.cor).open(f"/besluiten/{decision.number}")
    assert not page.page.select("main script, main img, main a[href^='javascript:']")
    browse(circle.cor).open("/besluiten")


# What may be done with it


def test_a_decision_becomes_a_draft_of_whoever_wants_it_changed(circle, browse):
    decision = take_over(circle, "Bermen maaien", clock.today(), why="Meer bloemen.")
    page = browse(circle.fatima).open(f"/besluiten/{decision.number}").submit("Maak hiervan een voorstel")
    assert message(page) == "Dit is nu een concept van jou. Pas aan wat anders moet."
    assert (page.value_of("what"), page.value_of("why")) == ("Bermen maaien", "Meer bloemen.")
    page.submit("Bewaar", what="Bermen om de week maaien")
    proposal = db.session.scalars(db.select(Proposal)).one()
    assert (proposal.author, proposal.based_on_id) == (circle.fatima, decision.id)
    assert page.sees("Gemaakt van besluit", decision.number)


def test_a_copy_has_the_days_of_a_new_text_and_nothing_that_was_only_about_that_decision(circle, browse):
    told = {"aim": "Meer bloemen.", "changed": "Advies 2 vervalt.", "unplaced": "Besluit van het college"}
    decision = take_over(circle, "Bermen maaien", clock.today() - 400 * DAY, sections=told)
    with time_machine.travel(date(2027, 8, 31), tick=False):
        browse(circle.fatima).open(f"/besluiten/{decision.number}").submit("Maak hiervan een voorstel")
    wording = db.session.scalars(db.select(Proposal)).one().current.wording
    assert (wording.starts_on, wording.review_on) == (date(2027, 8, 31), date(2028, 2, 29))
    assert wording.sections == {"aim": "Meer bloemen."}
    assert decision.wording.sections == told


def test_with_several_units_one_is_chosen(circle, browse):
    other = Circle(name="Zorg")
    decision = take_over(circle, "Bermen maaien", clock.today())
    with transaction() as session:
        session.add(Membership(person=circle.fatima, unit=other.unit))
    page = browse(circle.fatima).open(f"/besluiten/{decision.number}").submit("Maak een concept", status=422)
    assert page.error_at("copy-unit") == "Kies er een."
    page.submit("Maak een concept", **{"copy-unit": other.unit.name})
    assert db.session.scalars(db.select(Proposal)).one().unit == other.unit


def test_a_colleague_without_a_unit_is_not_offered_a_copy(circle, browse):
    decision = take_over(circle, "Bermen maaien", clock.today())
    page = browse(circle.cor).open(f"/besluiten/{decision.number}")
    assert page.buttons == []
    before = contents()
    page.send(f"/besluiten/{decision.number}/voorstel", status=422, **{"copy-unit": circle.unit.id})
    assert contents() == before


def test_looking_back_and_going_on(circle, browse):
    decision = take_over(circle, "Bermen maaien", clock.today() - 9 * DAY, review_on=clock.today())
    page = browse(circle.sanne).open(f"/besluiten/{decision.number}")
    assert page.sees("Toe aan terugkijken", "Werkt het zoals bedoeld?")
    page.submit("Kijk terug")
    assert page.sees("In terugblik", "Hoe gaat het?", "Doet het besluit wat we ermee wilden?")
    page.submit("Bevestig", status=422)
    assert page.error_at("reaffirm-reason") == "Schrijf in een paar woorden waarom."
    page.submit("Bevestig", **{"reaffirm-reason": "Het werkt.", "reaffirm-review_on": str(clock.today() + 90 * DAY)})
    assert message(page) == "Dit besluit blijft gelden."
    assert page.sees("Van kracht", "Herbevestigd", "Het werkt.")


def test_ending_a_decision_asks_why(circle, browse):
    decision = take_over(circle, "Bermen maaien", clock.today())
    page = browse(circle.marieke).open(f"/besluiten/{decision.number}").submit("Trek in", status=422)
    assert page.error_at("end-reason") == "Schrijf erbij waarom dit besluit niet meer geldt."
    page.submit("De tijd is om", **{"end-reason": "De proef is klaar."})
    assert page.sees("Verlopen", "Dit besluit geldt niet meer", "De proef is klaar.")
    assert "Trek in" not in page.buttons


ACTS = [
    ("start looking back", "terugkijken", {}),
    ("go on", "bevestigen", {}),
    ("end it", "beeindigen", {"end-reason": "zomaar"}),
    ("replace it", "vervangen", {"by": "X-1"}),
]


@pytest.mark.parametrize(("address", "sent"), [row[1:] for row in ACTS], ids=[row[0] for row in ACTS])
def test_a_member_who_does_not_lead_may_not(circle, browse, address, sent):
    decision = take_over(circle, "Bermen maaien", clock.today())
    page = browse(circle.fatima).open(f"/besluiten/{decision.number}")
    before = contents()
    page.send(f"/besluiten/{decision.number}/{address}", status=403, **sent)
    assert contents() == before


def test_a_decision_made_of_another_takes_its_place(circle, browse):
    old = take_over(circle, "Bermen maaien", clock.today())
    with transaction():
        proposal = proposals.copy_decision(old, circle.unit, by=circle.joost)
        proposals.edit_proposal(proposal, circle.text("Bermen anders maaien"), by=circle.joost)
        proposals.submit_proposal(proposal, by=circle.joost)
        round_ = rounds.prepare_round(proposal, by=circle.marieke)
    circle.proposal_id, circle.round_id = proposal.id, round_.id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    new = circle.conclude()
    page = browse(circle.marieke).open(f"/besluiten/{new.number}")
    page.submit(f"Dit vervangt {old.number}")
    assert page.sees(f"Vervangt {old.number}")
    db.session.expire_all()
    assert db.session.get_one(Decision, old.id).state is DecisionState.SUPERSEDED
    assert browse(circle.cor).open(f"/besluiten/{old.number}").sees("Dit besluit is vervangen door", new.number)


def test_a_decision_that_came_from_elsewhere_cannot_take_the_place_of_another(circle, browse):
    old, other = take_over(circle, "Bermen maaien", clock.today()), take_over(circle, "Iets anders", clock.today())
    page = browse(circle.marieke).open(f"/besluiten/{old.number}")
    before = contents()
    page.send(f"/besluiten/{old.number}/vervangen", status=404, by=other.number)
    assert contents() == before


def test_the_page_of_a_decision_asks_as_many_queries_whatever_there_is_to_tell(circle, browse):
    page, counts = browse(circle.cor), []
    for extra in (0, 6):
        with transaction() as session:
            for number in range(extra):
                person = circle.someone(f"Lid{number}", Role.MEMBER)
                circle.members.append(person)
            session.flush()
        decision = settle_a_round(circle)
        for path in ("", "/logboek?alles=1"):
            with counted_queries() as queries:
                page.open(f"/besluiten/{decision.number}{path}")
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25
