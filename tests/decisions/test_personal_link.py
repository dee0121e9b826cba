"""The personal link: opens one form for one person, says why when it does not, and signs in to nothing."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import personal_links
from app.core.database import db
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.models import Answer
from app.decisions.service import deadlines, rounds
from app.decisions.states import AnswerChannel, Choice, Confidentiality, RoundMode, RoundState
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DAYS = {RoundState.QUESTIONING: 2, RoundState.REACTING: 1, RoundState.CONSENTING: 3}


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> Any:
    time_machine.move_to(MONDAY, tick=False)
    return time_machine


def in_writing(confidentiality: Confidentiality = Confidentiality.OPEN, mode: RoundMode = RoundMode.HAMMER) -> Circle:
    circle = Circle(confidentiality=confidentiality)
    circle.prepare()
    with transaction():
        deadlines.open_in_writing(circle.round, by=circle.marieke, mode=mode, days=DAYS, papers_sent=True)
    return circle


def link_of(person: Person) -> str:
    """The path of the link in the last mail to somebody."""
    query = db.select(OutgoingMail.content).where(OutgoingMail.recipient == person.actor_key)
    content = db.session.scalars(query.order_by(OutgoingMail.id.desc())).first()
    assert content is not None
    found = re.search(r"/antwoord/[\w.=\r\n-]+?(?=\r\n\r\n)", content)
    assert found is not None
    return re.sub(r"=3D", "=", re.sub(r"=\r\n", "", found[0]))


def test_it_opens_the_form_of_what_is_asked_and_nothing_else(app: Flask) -> None:
    circle = in_writing()
    circle.answer(circle.ben, Choice.OBJECTION, "Ik ben er dinsdag niet.")
    phone = Visitor(app).open(link_of(circle.fatima))
    assert phone.sees(
        "Deze link is van Fatima", "Elke dinsdag een gezamenlijk spreekuur", "Dat kan tot donderdag 3 december"
    )
    assert "Ben" not in phone.text
    phone.submit("Consent Ik kan hiermee werken")
    assert phone.notice == "Dank je wel, het is binnen."
    answer = circle.place(circle.fatima).answer
    assert answer is not None
    assert (answer.choice, answer.channel, answer.entered_by_id) == (Choice.CONSENT, AnswerChannel.LINK, None)


def test_an_answer_that_asks_for_a_word_gets_a_second_screen(app: Flask) -> None:
    circle = in_writing()
    phone = Visitor(app).open(link_of(circle.fatima))
    phone.submit("Bezwaar Zo gaat er iets mis")
    phone.submit("Verstuur bezwaar", 422, text="")
    phone.submit("Verstuur bezwaar", text="Dinsdag is de balie dicht.")
    answer = circle.place(circle.fatima).answer
    assert answer is not None
    assert (answer.choice, answer.text) == (Choice.OBJECTION, "Dinsdag is de balie dicht.")


def test_questions_and_reactions_have_their_form_too(app: Flask, monday: Any) -> None:
    circle = in_writing(mode=RoundMode.FULL)
    Visitor(app).open(link_of(circle.fatima)).submit("Stel vraag", text="Wie betaalt dat?")
    Visitor(app).open(link_of(circle.ben)).submit("Pas")
    assert [one.text for one in circle.round.contributions] == ["Wie betaalt dat?"]
    assert sorted(one.name for one in circle.round.electors if one.had_turn) == ["Ben", "Fatima"]


def test_once_used_it_says_so_and_does_not_show_the_answer(app: Flask) -> None:
    circle = in_writing()
    circle.answer(circle.fatima, Choice.OBJECTION, "Dat weet alleen ik.")
    again = Visitor(app).open(link_of(circle.fatima))
    assert again.sees("Je antwoord is binnen. Wil je het wijzigen? Dat kan na het inloggen.")
    assert "Dat weet alleen ik" not in again.text
    again.click("Naar de ronde")
    assert again.path.startswith("/inloggen")


CLOSED = [
    ("the time is up", lambda c, m: m.move_to(MONDAY + timedelta(days=9), tick=False), "verlopen"),
    ("the text was changed", lambda c, m: _amended(c), "De tekst is veranderd. Lees versie 2"),
    ("the chair interrupted the round", lambda c, m: c.adjourn(), "Er wordt nu niets van je gevraagd"),
    ("the proposal was taken back", lambda c, m: _withdrawn(c), "Er wordt nu niets van je gevraagd"),
    ("who it was for takes no part any more", lambda c, m: _set_aside(c), "niet (meer) meebeslist"),
]


def _amended(circle: Circle) -> None:
    for person in circle.members:
        circle.answer(person, Choice.OBJECTION if person is circle.ben else Choice.CONSENT)
    circle.amend()


def _withdrawn(circle: Circle) -> None:
    with transaction():
        rounds.withdraw_round(circle.round, by=circle.author)


def _set_aside(circle: Circle) -> None:
    with transaction():
        circle.place(circle.fatima).set_aside = True


@pytest.mark.parametrize(("act", "says"), [row[1:] for row in CLOSED], ids=[row[0] for row in CLOSED])
def test_a_link_that_opens_nothing_any_more_explains_itself(app: Flask, monday: Any, act: Any, says: str) -> None:
    circle = in_writing()
    link = link_of(circle.fatima)
    form = Visitor(app).open(link)
    act(circle, monday)
    assert Visitor(app).open(link, 410).sees(says)
    before = contents()
    form.submit("Consent Ik kan hiermee werken", 410)
    assert form.sees(says)
    after = difference(before, contents())
    assert "answers" not in after


@pytest.mark.parametrize("spoilt", ["x", "", "not.a.token", "🦆"])
def test_a_link_that_was_tampered_with_opens_nothing(app: Flask, spoilt: str) -> None:
    circle = in_writing()
    link = link_of(circle.fatima)
    page = Visitor(app).open(link[:-8] + spoilt if spoilt else link[:-1], 404)
    assert page.sees("Deze link klopt niet")


def test_a_token_for_another_purpose_opens_nothing(app: Flask) -> None:
    circle = in_writing()
    other = personal_links.sign("iets-anders", [circle.round_id, circle.fatima.id, 1], until=MONDAY + timedelta(days=9))
    assert Visitor(app).open(f"/antwoord/{other}", 404).sees("Deze link klopt niet")


def test_it_signs_in_to_nothing(app: Flask) -> None:
    circle = in_writing()
    phone = Visitor(app).open(link_of(circle.fatima))
    for path in ("/", f"/ronde/{circle.round_id}", f"/voorstellen/{circle.proposal_id}", "/account/"):
        assert phone.open(path).path.startswith("/inloggen"), path


@pytest.mark.parametrize("confidentiality", [Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL])
def test_what_is_not_openbaar_asks_to_sign_in_and_tells_nothing(app: Flask, confidentiality: Confidentiality) -> None:
    circle = in_writing(confidentiality)
    link = link_of(circle.fatima)
    stranger = Visitor(app).open(link)
    assert stranger.path.startswith("/inloggen")
    assert "spreekuur" not in stranger.text
    before = contents()
    stranger.send(link, choice="consent")
    assert difference(before, contents()) == {}
    mine = Visitor(app).sign_in(circle.fatima).open(link)
    assert mine.path.endswith("/deelnemer")
    Visitor(app).sign_in(circle.cor).open(link, 404)


def test_who_is_signed_in_answers_on_their_own_screen(app: Flask) -> None:
    circle = in_writing()
    assert Visitor(app).sign_in(circle.ben).open(link_of(circle.fatima)).path == f"/ronde/{circle.round_id}/deelnemer"
    assert db.session.scalar(db.select(db.func.count()).select_from(Answer)) == 0


def test_an_absentee_answers_while_the_circle_waits_and_sees_no_names(app: Flask) -> None:
    circle = Circle(confidentiality=Confidentiality.OPEN)
    circle.come_to(RoundState.AWAITING)
    phone = Visitor(app).open(link_of(circle.ben))
    assert "Fatima" not in phone.text
    phone.submit("Consent Ik kan hiermee werken", 410)  # it was the last: there is nothing more to ask
    assert circle.round.state is RoundState.CONCLUDING
