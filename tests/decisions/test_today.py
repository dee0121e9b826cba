"""What waits for somebody: on the start page, and on the page of a unit."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.today import waiting_for
from app.decisions.service import proposals, register
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, RoundState
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle

PARTS = ("rounds", "submitted", "drafts", "actions", "due")


@pytest.fixture
def circle(app) -> Circle:
    """A draft, a proposal that was handed in, a round that goes on, and a decision to look back on."""
    circle = Circle()
    circle.draft(what="Een concept")
    circle.submit(what="Een voorstel")
    yesterday = clock.today() - timedelta(days=1)
    with transaction():
        text = WordingData(what="Een besluit", review_on=yesterday)
        taken = TakenElsewhere(text, yesterday, Confidentiality.INTERNAL, {}, "digest")
        register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke)
    circle.come_to(RoundState.PREPARED)
    return circle


WAITING = [
    ("the chair leads the round, sets the next one ready, and looks back", "marieke", ("rounds", "submitted", "due")),
    ("the secretary too", "sanne", ("rounds", "submitted", "due")),
    ("the author follows the round and goes on writing", "joost", ("rounds", "drafts", "due")),
    ("a member takes part", "fatima", ("rounds", "due")),
    ("an adviser too", "pien", ("rounds", "due")),
    ("who leads the wider unit reads along when they like", "wim", ()),
    ("for a colleague nothing waits", "cor", ()),
    ("for the beheerder nothing waits", "bea", ()),
]


@pytest.mark.parametrize(("who", "parts"), [row[1:] for row in WAITING], ids=[row[0] for row in WAITING])
def test_what_waits_for_whom(circle, who, parts):
    waiting = waiting_for(getattr(circle, who))
    assert tuple(part for part in PARTS if getattr(waiting, part)) == parts
    assert waiting.is_empty is not bool(parts)


def test_the_start_page_leads_there(app, circle):
    page = Visitor(app).sign_in(circle.marieke).open("/")
    assert page.heading == "Vandaag"
    headings = [heading.get_text(strip=True) for heading in page.page.select("main h2")]
    assert headings == ["Rondes waar je bij hoort", "Wacht op een ronde", "Toe aan terugkijken"]
    page.submit("Zet ronde klaar")
    assert page.path.startswith("/ronde/")


def test_an_empty_day_says_what_one_can_do(app, circle):
    page = Visitor(app).sign_in(circle.cor).open("/")
    assert page.sees("Er wacht niets op je")
    assert {"Voorstellen", "Besluiten"} <= set(page.links)


def test_what_was_given_back_is_among_the_drafts(app, circle):
    with transaction():
        proposal = proposals.hand_in_new(circle.unit, circle.text("Terug"), by=circle.joost)
        proposals.give_back_proposal(proposal, by=circle.marieke, reason="wie doet het?")
    assert Visitor(app).sign_in(circle.joost).open("/").sees("Terug", "Teruggegeven")


def test_the_page_of_a_unit_shows_what_goes_on_there(app, circle):
    address = f"/kringen/{circle.unit.id}"
    page = Visitor(app).sign_in(circle.fatima).open(address)
    assert page.sees("Voorstellen en besluiten", "Een voorstel", "Een besluit")
    assert "Nieuw voorstel" in page.links
    outsider = Visitor(app).sign_in(circle.cor).open(address)
    assert outsider.sees("Een besluit")
    assert "Een voorstel" not in outsider.text
    assert "Nieuw voorstel" not in outsider.links
