"""The screens of proposals: writing, handing in, giving back, and the one next step for each reader."""

from datetime import date

import pytest
import time_machine

from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Proposal
from app.decisions.seating import LEADING_ROLES
from app.decisions.service import proposals
from app.decisions.states import Confidentiality, ProposalState, RoundState
from app.organisation.models import Membership
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, circle, message
from tests.decisions.round_cast import Circle
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse", "circle"]

TITLE = "Elke dinsdag een gezamenlijk spreekuur"


def latest() -> Proposal:
    db.session.expire_all()
    return db.session.scalars(db.select(Proposal).order_by(Proposal.id.desc())).first()


# Writing


def test_in_a_meeting_one_sentence_is_enough(circle, browse):
    with time_machine.travel(date(2027, 8, 31), tick=False):
        page = browse(circle.fatima).open("/voorstellen/nieuw")
        page.submit("Dien in", what=TITLE)
    proposal = latest()
    assert page.heading == TITLE
    assert message(page) == "Dit is ingediend bij Team Ruimte."
    assert page.sees("Ingediend")
    assert (proposal.state, proposal.author, proposal.unit) == (ProposalState.SUBMITTED, circle.fatima, circle.unit)
    wording = proposal.current.wording
    assert (wording.starts_on, wording.review_on) == (date(2027, 8, 31), date(2028, 2, 29))
    assert wording.owner is circle.fatima
    assert proposal.confidentiality is Confidentiality.INTERNAL


def test_everything_the_form_asks_is_kept(circle, browse):
    browse(circle.fatima).open(f"/voorstellen/nieuw?kring={circle.unit.id}").submit(
        "Bewaar als concept",
        what=TITLE,
        why="Dan staat niemand voor een dichte deur.",
        owner="Ben",
        starts_on="2027-01-04",
        review_on="2027-07-01",
        confidentiality="confidential",
        body="Van **negen** tot elf.\r\n\r\nOok in de vakantie.",
        advices="Instemmen met het spreekuur\r\nKennisnemen van het rooster",
        arguments="1.1 Het scheelt tijd\r\nTwee uur per week.\r\n\r\n2. Bewoners vragen erom",
        section_finances="Geen kosten.",
        section_case_number="  Z.204411 ",
        section_document_date="2026-12-01",
        section_portfolio_holder="wethouder Ruimte",
    )
    proposal = latest()
    wording = proposal.current.wording
    assert proposal.state is ProposalState.DRAFT
    assert proposal.confidentiality is Confidentiality.CONFIDENTIAL
    assert wording.content() == {
        "what": TITLE,
        "why": "Dan staat niemand voor een dichte deur.",
        "owner_id": circle.ben.id,
        "starts_on": date(2027, 1, 4),
        "review_on": date(2027, 7, 1),
        "body": "Van **negen** tot elf.\n\nOok in de vakantie.",
        "advices": ["Instemmen met het spreekuur", "Kennisnemen van het rooster"],
        "arguments": [
            {"number": "1.1", "advice": 1, "heading": "Het scheelt tijd", "text": "Twee uur per week."},
            {"number": "2", "advice": None, "heading": "Bewoners vragen erom", "text": ""},
        ],
        "sections": {
            "case_number": "Z.204411",
            "document_date": "2026-12-01",
            "portfolio_holder": "wethouder Ruimte",
            "finances": "Geen kosten.",
        },
    }
    page = browse(circle.fatima).open(f"/voorstellen/{proposal.id}")
    assert page.sees("Zaaknummer Z.204411", "Datum document 1 december 2026", "Portefeuillehouder wethouder Ruimte")
    page.open(f"/voorstellen/{proposal.id}/bewerken").submit("Bewaar", section_document_date="2026-12-08")
    assert wording.sections["document_date"] == "2026-12-08"


WRONG = [
    ("nothing is proposed", {"what": ""}, "what", "Vul dit in."),
    ("only spaces are proposed", {"what": "   "}, "what", "Vul dit in."),
    ("a title that is too long", {"what": "a" * 301}, "what", "Dit is te lang: hoogstens 300 tekens."),
    ("looking back before it begins", {"starts_on": "2027-05-01", "review_on": "2027-04-01"}, "review_on",
     "Terugkijken kan pas na de dag waarop het begint."),
    ("no unit was chosen", {"unit": "0"}, "unit", "Kies er een."),
    ("a day that is none", {"starts_on": "32-13-2027"}, "starts_on", "Vul een datum in, zoals 24-11-2026."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "field", "says"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(circle, browse, typed, field, says):
    before = contents()
    page = browse(circle.fatima).open("/voorstellen/nieuw")
    sessions = contents()
    page.submit("Dien in", status=422, **{"what": TITLE, "why": "Omdat het helpt.", **typed})
    assert page.error_at(field) == says
    assert page.value_of("why") == "Omdat het helpt."
    assert contents() == sessions != before


def test_who_types_for_a_colleague_hands_it_in_for_them(circle, browse):
    page = browse(circle.sanne).open("/voorstellen/nieuw").submit("Dien in", what=TITLE, author="Fatima")
    assert latest().author == circle.fatima
    assert page.open(f"/voorstellen/{latest().id}/logboek").sees("Sanne diende het voorstel in namens Fatima.")


def test_a_draft_for_a_colleague_is_the_colleagues(circle, browse):
    page = browse(circle.sanne).open("/voorstellen/nieuw").submit("Bewaar als concept", what=TITLE, author="Fatima")
    assert message(page) == "Het staat klaar bij Fatima."
    assert TITLE not in page.text
    page.open(f"/voorstellen/{latest().id}", status=404)
    assert browse(circle.fatima).open("/voorstellen").sees(TITLE)


def test_who_leads_begins_a_round_from_the_form(circle, browse):
    page = browse(circle.marieke).open("/voorstellen/nieuw").submit("Begin meteen een ronde", what=TITLE)
    round_ = db.session.scalars(db.select(ConsentRound)).one()
    assert page.path.startswith(f"/ronde/{round_.id}")
    assert round_.chair == circle.marieke


def test_who_does_not_lead_is_not_offered_a_round(circle, browse):
    page = browse(circle.fatima).open("/voorstellen/nieuw")
    assert "Begin meteen een ronde" not in page.buttons
    page.send("/voorstellen/nieuw", status=422, what=TITLE, unit=circle.unit.id, author=circle.fatima.id, owner=0,
              confidentiality="internal", round=1)  # fmt: skip
    assert page.error_at("unit").startswith("In deze kring zet een ander de rondes klaar.")
    assert latest() is None


def test_somebody_without_a_unit_is_told_where_to_begin(circle, browse):
    page = browse(circle.cor).open("/voorstellen/nieuw")
    assert page.sees("Je zit nog in geen kring")
    page.send("/voorstellen/nieuw", status=422, what=TITLE, unit=circle.unit.id)
    assert latest() is None


def test_a_unit_one_does_not_sit_in_cannot_be_chosen(circle, browse):
    other = Circle(name="Zorg")
    page = browse(circle.fatima).open(f"/voorstellen/nieuw?kring={other.unit.id}")
    assert other.unit.name not in page.text
    page.send("/voorstellen/nieuw", status=422, what=TITLE, unit=other.unit.id, author=circle.fatima.id, owner=0)
    assert latest() is None


# Changing


def test_editing_keeps_the_structure_of_what_is_not_touched(circle, browse):
    circle.draft(advices=["Instemmen met:\n- dit\n- dat"], arguments=[
        {"number": "1.2", "advice": 1, "heading": "Kop", "text": "Een.\n\n1. eerst\n2. dan"}])  # fmt: skip
    before = circle.proposal.current.wording.content()
    browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}/bewerken").submit("Bewaar", what="Iets anders")
    db.session.expire_all()
    assert circle.proposal.current.wording.content() == {**before, "what": "Iets anders"}


def test_two_tabs_on_one_draft_lose_nothing(circle, browse):
    circle.draft(why="Zo was het.")
    first, second = browse(circle.joost), browse(circle.joost)
    address = f"/voorstellen/{circle.proposal_id}/bewerken"
    first.open(address)
    second.open(address).submit("Bewaar", why="Uit de tweede tab.")
    first.submit("Bewaar", status=409, why="Uit de eerste tab.")
    assert first.value_of("why") == "Uit de eerste tab."
    assert first.sees("Iemand anders heeft deze tekst net ook veranderd.", "Zo staat het er nu", "Uit de tweede tab.")
    db.session.expire_all()
    assert circle.proposal.current.wording.why == "Uit de tweede tab."
    first.submit("Bewaar")
    db.session.expire_all()
    assert circle.proposal.current.wording.why == "Uit de eerste tab."


def test_a_text_that_was_handed_in_meanwhile_is_not_changed(circle, browse):
    circle.draft()
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}/bewerken")
    with transaction():
        proposals.submit_proposal(circle.proposal, by=circle.joost)
    page.submit("Bewaar", status=409, why="Te laat.")
    assert page.value_of("why") == "Te laat."
    assert page.sees("Dit voorstel is ingediend: de tekst staat vast.")
    page.open(f"/voorstellen/{circle.proposal_id}/bewerken", status=409)


def test_who_may_read_it_later_can_still_be_changed(circle, browse):
    circle.draft()
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}/bewerken")
    page.submit("Bewaar en dien in", confidentiality="open")
    db.session.expire_all()
    assert circle.proposal.confidentiality is Confidentiality.OPEN
    assert circle.proposal.state is ProposalState.SUBMITTED


# The way of a proposal


def test_given_back_with_a_reason_and_handed_in_again(circle, browse):
    circle.submit()
    chair, author = browse(circle.marieke), browse(circle.joost)
    address = f"/voorstellen/{circle.proposal_id}"
    chair.open(address).submit("Geef terug", status=422)
    assert chair.error_at("give_back-reason") == "Schrijf erbij waarom."
    chair.submit("Geef terug", **{"give_back-reason": "Wie doet het?"})
    assert message(chair) == "Het voorstel is weer een concept van Joost."
    chair.open(address, status=404)
    assert author.open(address).sees("Dit voorstel kwam terug", "Wie doet het?")
    author.submit("Dien in")
    assert message(author) == "Dit is ingediend bij Team Ruimte."
    assert not author.sees("Wie doet het?")


def test_withdrawing_is_asked_once_more_without_script(circle, browse):
    circle.submit()
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}")
    page.submit("Trek in", **{"withdraw-reason": "Al geregeld."})
    assert page.heading == "Trek je dit voorstel in?"
    db.session.expire_all()
    assert circle.proposal.state is ProposalState.SUBMITTED
    page.submit("Ja, trek in")
    assert message(page) == "Je voorstel is ingetrokken."
    assert page.sees("Ingetrokken")
    assert page.open(f"/voorstellen/{circle.proposal_id}/logboek").sees("Al geregeld.")


def test_what_is_in_a_round_is_withdrawn_there(circle, browse):
    circle.come_to(RoundState.QUESTIONING)
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}")
    assert "Trek in" not in page.buttons
    before = contents()
    page.send(f"/voorstellen/{circle.proposal_id}/intrekken", status=409, confirmed=1)
    assert page.sees("Dit voorstel is nu in een ronde.")
    assert contents() == before


def test_no_consent_leads_to_a_next_version(circle, browse):
    circle.come_to(RoundState.NOT_CONSENTED)
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}").submit("Maak een nieuwe versie")
    page.submit("Bewaar en dien in", what="Elke donderdag een gezamenlijk spreekuur")
    assert page.sees("versie 2")
    page.click("Wat er veranderde in versie 2")
    assert page.sees("dinsdag", "donderdag")
    assert [tag.get_text() for tag in page.page.select("main .diff ins")] == [
        "toegevoegd: donderdag (einde toevoeging)"
    ]


STEPS = [
    # what it waits for, in which state, for whom, and the button that brings it on
    ("the author hands a draft in", "draft", "joost", "Dien in"),
    ("the chair sets a round ready", "submitted", "marieke", "Zet ronde klaar"),
    ("the secretary may too", "submitted", "sanne", "Zet ronde klaar"),
    ("the author waits", "submitted", "joost", None),
    ("a member waits", "submitted", "fatima", None),
    ("who has a place goes to the round", RoundState.CONSENTING, "fatima", "Ga naar de ronde"),
    ("the author makes a new version", RoundState.NOT_CONSENTED, "joost", "Maak een nieuwe versie"),
    ("another member cannot", RoundState.NOT_CONSENTED, "fatima", None),
    ("a colleague goes to the decision", RoundState.CONSENTED, "cor", "Bekijk het besluit"),
    ("after a withdrawal there is no step", RoundState.WITHDRAWN, "joost", None),
    ("what went to execution says who decides", RoundState.DELEGATED, "fatima", None),
]


@pytest.mark.parametrize(("state", "who", "step"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_there_is_one_clear_next_step(circle, browse, state, who, step):
    if isinstance(state, RoundState):
        circle.come_to(state)
    else:
        circle.submit() if state == "submitted" else circle.draft()
    page = browse(getattr(circle, who)).open(f"/voorstellen/{circle.proposal_id}")
    strip = page.page.select_one(".next-step")
    assert [part.get_text(" ", strip=True) for part in strip.select("button, a")] == ([step] if step else [])


def test_the_page_tells_of_rounds_and_objections_to_who_may_know(circle, browse):
    circle.come_to(RoundState.WEIGHING)
    page = browse(circle.fatima).open(f"/voorstellen/{circle.proposal_id}")
    assert page.sees("Ronde over versie 1", "Bezwaren in de consentronde", "Zo is de balie dinsdag onbemand.")
    with transaction():
        newcomer = circle.someone("Nieuw", circle.joost.memberships[0].role)
    page = browse(newcomer).open(f"/voorstellen/{circle.proposal_id}")
    assert not page.sees("Zo is de balie dinsdag onbemand.")
    assert not page.sees("Ronde over versie 1")


def test_a_stranger_is_told_nothing(app, circle, browse):
    circle.submit()
    for path in ("", "/verschil", "/logboek", "/bewerken"):
        browse(circle.cor).open(f"/voorstellen/{circle.proposal_id}{path}", status=404)
        assert Visitor(app).open(f"/voorstellen/{circle.proposal_id}{path}").path.startswith("/inloggen")


def test_where_nobody_may_open_a_round_the_proposal_says_so_and_what_to_do(circle, browse):
    """Not: it will be set ready by a gespreksleider who is not there."""
    proposal = circle.submit()
    address = f"/voorstellen/{proposal.id}"
    page = browse(circle.fatima)
    assert not page.open(f"/kringen/{circle.unit.id}").sees("Een ronde openen kan hier nog niet")
    assert page.open(address).sees("De gespreksleider van Team Ruimte zet een ronde klaar.")
    with transaction():
        for one in db.session.scalars(db.select(Membership).where(Membership.role.in_(LEADING_ROLES))):
            one.role = Role.MEMBER
    assert page.open(address).sees("Team Ruimte heeft nog geen gespreksleider, secretaris of functioneel leider")
    assert page.click("Bekijk de kring").sees("Team Ruimte", "Een ronde openen kan hier nog niet")
