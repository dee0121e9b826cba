"""The oefenronde: a whole round on the real screens, of which nothing stays."""

from app.core.database import db
from app.core.permissions import may
from app.decisions.models import ConsentRound, Decision
from app.decisions.states import RoundMode, RoundState
from tests.browserless import Visitor
from tests.decisions.on_screen import browse, circle
from tests.decisions.round_cast import Circle

__all__ = ["browse", "circle"]


def rehearse(circle: Circle, browse) -> Visitor:
    """The chair begins an oefenronde with the text that is offered."""
    return browse(circle.marieke).open("/voorstellen").click("Oefenronde").submit("Begin de oefenronde")


def test_who_leads_begins_with_what_is_offered(circle, browse):
    page = rehearse(circle, browse)
    round_ = db.session.scalars(db.select(ConsentRound)).one()
    assert page.path.startswith(f"/ronde/{round_.id}")
    assert round_.proposal.rehearsal
    assert round_.proposal.author != round_.chair == circle.marieke
    assert browse(circle.fatima).open("/").sees("Oefenronde", "Op maandag beginnen we met een kwartier koffie")


def test_it_ends_without_a_decision_and_in_no_list(circle, browse):
    rehearse(circle, browse)
    round_ = db.session.scalars(db.select(ConsentRound)).one()
    circle.round_id, circle.proposal_id = round_.id, round_.proposal_id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    assert circle.conclude() is None
    assert circle.round.state is RoundState.CONSENTED
    assert db.session.scalars(db.select(Decision)).all() == []
    for person in (circle.marieke, circle.cor):
        assert "kwartier koffie" not in browse(person).open("/voorstellen").text
        assert "kwartier koffie" not in browse(person).open("/besluiten?zoek=koffie").text
    assert not may(circle.cor, "proposal:read", circle.proposal)
    assert not may(circle.cor, "round:read_dossier", circle.round)
    assert (
        browse(circle.fatima)
        .open(f"/voorstellen/{circle.proposal_id}")
        .sees("De oefenronde is klaar. Er is niets vastgelegd.")
    )


def test_who_leads_no_unit_is_told_who_can(circle, browse):
    page = browse(circle.fatima).open("/voorstellen/oefenen")
    assert page.sees("Oefenen begint bij wie voorzit")
    page.send("/voorstellen/oefenen", status=422, what="Iets", unit=circle.unit.id, author=circle.ben.id)
    assert db.session.scalars(db.select(ConsentRound)).all() == []
    assert "Oefenronde" not in browse(circle.fatima).open("/voorstellen").links


def test_there_must_be_something_to_practise_on(circle, browse):
    page = browse(circle.marieke).open("/voorstellen/oefenen").submit("Begin de oefenronde", status=422, what=" ")
    assert page.error_at("what") == "Vul dit in."
