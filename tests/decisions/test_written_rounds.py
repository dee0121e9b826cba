"""Rounds that are not in the room: they end by themselves, at their moment, whoever looks first; nobody is hurried."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock, permissions
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import Refused
from app.core.journal import entries
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.queries.rounds import load_round
from app.decisions.service import attendance, deadlines
from app.decisions.service.deadlines import catch_up
from app.decisions.states import Choice, Confidentiality, RoundMode, RoundSetting, RoundState
from app.organisation.states import AbsenceRule
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
DAYS = {RoundState.QUESTIONING: 2, RoundState.REACTING: 1, RoundState.CONSENTING: 3}


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> Any:
    time_machine.move_to(MONDAY, tick=False)
    return time_machine


def in_writing(circle: Circle, mode: RoundMode = RoundMode.FULL) -> Circle:
    """A round of this circle that was just opened in writing."""
    circle.prepare()
    with transaction():
        round_ = circle.round
        deadlines.open_in_writing(round_, by=circle.marieke, mode=mode, days=DAYS, papers_sent=True)
    return circle


def local(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(clock.AMSTERDAM).strftime("%a %d %H:%M")


def mails() -> list[OutgoingMail]:
    return list(db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.id)))


def test_each_phase_has_its_own_deadline_in_working_days(app: Flask) -> None:
    round_ = in_writing(Circle()).round
    assert round_.state is RoundState.QUESTIONING
    assert [local(one) for one in (round_.questions_until, round_.reactions_until, round_.consent_until)] == [
        "Wed 02 17:00",
        "Thu 03 17:00",
        "Tue 08 17:00",
    ]
    assert round_.due_at == round_.questions_until


def test_phases_end_by_themselves_each_at_its_moment(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle())
    for state in (RoundState.REACTING, RoundState.CONSENTING):
        due = circle.round.due_at
        assert due is not None
        monday.move_to(due - timedelta(seconds=1), tick=False)
        assert catch_up() == 0
        monday.move_to(due, tick=False)
        assert catch_up() == 1
        assert circle.round.state is state
    last = entries("round", circle.round_id)[-1]
    assert (last.event, last.actor) == ("pass_deadline", "system")
    assert last.payload is not None
    assert last.payload.content["due_at"].startswith("2026-12-03T16:00")


def test_who_looks_after_a_long_time_sees_the_true_state_without_any_worker(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle())
    with transaction():
        attendance.contribute(circle.round, "Wie betaalt?", by=circle.fatima)
    monday.move_to(MONDAY + timedelta(days=30), tick=False)
    page = Visitor(app).sign_in(circle.fatima).open(f"/ronde/{circle.round_id}/deelnemer")
    assert page.sees("De termijn ging voorbij zonder de antwoorden die nodig waren.")
    events = [one.event for one in entries("round", circle.round_id)]
    assert events[-3:] == ["pass_deadline"] * 3
    assert circle.proposal.state == "no_consent"
    assert catch_up() == 0


def test_a_list_that_is_read_late_is_true_as_well(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    monday.move_to(MONDAY + timedelta(days=30), tick=False)
    assert not Visitor(app).sign_in(circle.fatima).open("/").sees("Consent")


def test_silence_is_no_consent_and_who_stayed_silent_is_absent(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    circle.answer(circle.fatima)
    monday.move_to(MONDAY + timedelta(days=10), tick=False)
    catch_up()
    assert circle.round.state is RoundState.CONCLUDING
    decision = circle.conclude()
    assert decision is not None
    page = Visitor(app).sign_in(circle.fatima).open(f"/besluiten/{decision.number}")
    assert page.sees("Hoe Schriftelijk", "Deden mee Fatima Afwezig, geen consent gegeven Ben, Joost, Marieke, Sanne")


def test_where_the_circle_waits_for_all_silence_holds_the_decision_up(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(absence_rule=AbsenceRule.WAIT_FOR_ALL), RoundMode.HAMMER)
    circle.answer(circle.fatima)
    monday.move_to(MONDAY + timedelta(days=10), tick=False)
    catch_up()
    with pytest.raises(Refused, match="Ben"):
        circle.conclude()


def test_the_last_answer_brings_the_reveal(app: Flask) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    for person in circle.members[:-1]:
        circle.answer(person)
        assert circle.round.revealed_at is None
    circle.answer(circle.members[-1], Choice.OBJECTION)
    round_ = circle.round
    assert (round_.state, round_.due_at) == (RoundState.WEIGHING, None)
    last = entries("round", circle.round_id)[-1]
    assert (last.event, last.actor) == ("reveal", SYSTEM.actor_key)
    assert [one.owner_id for one in circle.objections] == [circle.members[-1].id]


def test_an_objection_is_weighed_in_writing_and_the_next_text_has_its_own_deadline(app: Flask) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.amend()
    round_ = circle.round
    assert (round_.state, round_.setting) == (RoundState.CONSENTING, RoundSetting.WRITTEN)
    assert local(round_.due_at) == "Thu 03 17:00"
    circle.all_answer()
    assert circle.objections[0].state == "settled"
    assert circle.conclude() is not None


def test_or_it_is_brought_to_the_meeting(app: Flask) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    with transaction():
        deadlines.bring_to_the_room(circle.round, by=circle.marieke)
    assert circle.round.setting is RoundSetting.HYBRID
    with pytest.raises(Refused, match="nog niemand aanwezig"):
        circle.amend()
    circle.gather()
    circle.amend()
    assert (circle.round.state, circle.round.due_at) == (RoundState.CONSENTING, None)


def test_what_comes_a_moment_too_late_is_refused_also_when_nobody_has_looked(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    due = circle.round.due_at
    assert due is not None
    monday.move_to(due, tick=False)
    with pytest.raises(Refused, match="net voorbij"):
        circle.answer(circle.fatima)
    db.session.rollback()
    assert circle.place(circle.fatima).answer is None


def test_more_time_moves_what_comes_after_along(app: Flask) -> None:
    circle = in_writing(Circle())
    with transaction():
        deadlines.extend(circle.round, 2, by=circle.marieke)
    round_ = circle.round
    assert [local(one) for one in (round_.questions_until, round_.reactions_until, round_.consent_until)] == [
        "Fri 04 17:00",
        "Mon 07 17:00",
        "Thu 10 17:00",
    ]
    assert round_.due_at == round_.questions_until


def test_a_round_that_was_interrupted_does_not_end_meanwhile(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    circle.adjourn()
    monday.move_to(MONDAY + timedelta(days=30), tick=False)
    assert catch_up() == 0
    circle.resume()
    assert local(circle.round.due_at) == "Tue 05 17:00"


class TestWaitingForWhoWasNotThere:
    """Begun in the room, finished in writing, and back (practice.md, "Absent")."""

    @pytest.fixture
    def circle(self, app: Flask) -> Circle:
        """Ben was not there; the others consented, and the circle waits for him."""
        circle = Circle(absence_rule=AbsenceRule.WAIT_FOR_ALL)
        circle.come_to(RoundState.AWAITING)
        return circle

    def test_only_who_was_not_there_is_invited(self, circle: Circle) -> None:
        assert [one.recipient for one in mails()] == [circle.ben.actor_key]
        assert (circle.round.setting, local(circle.round.due_at)) == (RoundSetting.HYBRID, "Thu 03 17:00")

    def test_their_consent_brings_it_back_to_the_decision(self, circle: Circle) -> None:
        circle.answer(circle.ben)
        assert circle.round.state is RoundState.CONCLUDING
        assert circle.conclude() is not None

    def test_their_objection_to_the_weighing(self, circle: Circle) -> None:
        circle.answer(circle.ben, Choice.OBJECTION)
        assert (circle.round.state, circle.round.due_at) == (RoundState.WEIGHING, None)

    def test_the_chair_may_stop_waiting_but_not_decide_without_them(self, circle: Circle) -> None:
        with transaction():
            deadlines.close_window(circle.round, by=circle.marieke)
        assert circle.round.state is RoundState.CONCLUDING
        with pytest.raises(Refused, match="Ben"):
            circle.conclude()

    def test_when_they_stay_silent_there_is_no_decision(self, circle: Circle, monday: Any) -> None:
        monday.move_to(MONDAY + timedelta(days=10), tick=False)
        assert catch_up() == 1
        assert (load_round(circle.round_id).state, circle.decision) == (RoundState.LAPSED, None)


def test_everybody_is_invited_for_each_phase_and_the_chair_hears_the_outcome(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.SHORT)
    everybody = sorted(one.actor_key for one in circle.members)
    assert sorted(one.recipient for one in mails()) == everybody
    monday.move_to(MONDAY + timedelta(days=3), tick=False)
    catch_up()
    assert sorted(one.recipient for one in mails()[5:]) == everybody
    circle.answer(circle.fatima)
    monday.move_to(MONDAY + timedelta(days=20), tick=False)
    catch_up()
    assert [one.recipient for one in mails()[10:]] == [circle.marieke.actor_key]


def test_who_is_late_by_weeks_is_not_invited_for_what_is_over(app: Flask, monday: Any) -> None:
    in_writing(Circle(), RoundMode.FULL)
    monday.move_to(MONDAY + timedelta(days=30), tick=False)
    catch_up()
    assert len(mails()) == 5 + 1


def test_the_chair_sees_whose_mail_did_not_arrive_until_they_answer(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle())
    with transaction() as session:
        mail = session.scalars(db.select(OutgoingMail).where(OutgoingMail.recipient == circle.ben.actor_key)).one()
        mail.note_given_up("550 no such mailbox")
    chair = Visitor(app).sign_in(circle.marieke)
    page = f"/ronde/{circle.round_id}/gespreksleider"
    assert chair.open(page).sees("De mail aan Ben kwam niet aan.")
    while circle.round.state is not RoundState.CONSENTING:
        with transaction():
            for one in circle.round.electors:
                one.had_turn = True
            deadlines.extend(circle.round, 9, by=circle.marieke)
        circle.advance()
    circle.answer(circle.ben)
    assert not chair.open(page).sees("De mail aan Ben kwam niet aan.")


@pytest.mark.parametrize("confidentiality", [Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL])
def test_what_is_not_openbaar_is_not_named_in_mail(app: Flask, monday: Any, confidentiality: Confidentiality) -> None:
    circle = in_writing(Circle(confidentiality=confidentiality), RoundMode.HAMMER)
    circle.answer(circle.fatima)
    monday.move_to(MONDAY + timedelta(days=10), tick=False)
    catch_up()
    assert len(mails()) == 6
    assert not [one for one in mails() if "spreekuur" in one.content.replace("=\r\n", "")]


def test_what_was_refused_sends_nothing(app: Flask) -> None:
    circle = Circle()
    circle.prepare()
    with pytest.raises(Refused), transaction():
        deadlines.open_in_writing(circle.round, by=circle.marieke, mode=RoundMode.HAMMER, days=DAYS)
    assert mails() == []


def test_many_who_look_at_once_let_a_deadline_pass_once(app: Flask, monday: Any) -> None:
    circle = in_writing(Circle(), RoundMode.SHORT)
    db.session.remove()
    monday.move_to(MONDAY + timedelta(days=3), tick=False)

    def look(_number: int) -> None:
        with app.app_context():
            catch_up()
            db.session.remove()

    with ThreadPoolExecutor(6) as several:
        list(several.map(look, range(12)))
    assert [one.event for one in entries("round", circle.round_id)].count("pass_deadline") == 1
    assert len(mails()) == 10


class TestWhoWasAbsentMayTakeItUpAgain:
    """Where those present decide, within the window, with an argument (practice.md, "Absent")."""

    @pytest.fixture
    def circle(self, app: Flask) -> Circle:
        """Ben was not there when it was decided, on a Monday."""
        circle = Circle()
        circle.prepare()
        circle.gather(*circle.members[:-1])
        circle.open(RoundMode.HAMMER)
        circle.all_answer()
        circle.reveal()
        circle.conclude()
        return circle

    def test_with_an_argument(self, app: Flask, circle: Circle) -> None:
        assert circle.decision is not None
        page = Visitor(app).sign_in(circle.ben).open(f"/besluiten/{circle.decision.number}")
        page.click("Vraag de kring er opnieuw naar te kijken")
        page.submit("Leg dit voor aan de kring", 422, argument="")
        page.submit("Leg dit voor aan de kring", argument="Dinsdag is de balie al vol.")
        assert page.sees("We kijken terug op dit besluit. Zolang blijft het gelden.")
        page.click("Logboek")
        assert page.sees(
            "Ben was er niet bij, en vroeg de kring er opnieuw naar te kijken.", "Dinsdag is de balie al vol."
        )
        assert [one.recipient for one in mails()] == [circle.marieke.actor_key]

    @pytest.mark.parametrize("who", ["marieke", "fatima", "pien", "cor", "bea"])
    def test_nobody_who_was_there_or_does_not_decide(self, app: Flask, circle: Circle, who: str) -> None:
        assert circle.decision is not None
        assert not permissions.may(getattr(circle, who), "decision:reopen", circle.decision)

    def test_not_after_the_window(self, circle: Circle, monday: Any) -> None:
        monday.move_to(MONDAY + timedelta(days=7), tick=False)
        assert permissions.may(circle.ben, "decision:reopen", circle.decision)
        monday.move_to(MONDAY + timedelta(days=8), tick=False)
        assert not permissions.may(circle.ben, "decision:reopen", circle.decision)

    def test_not_where_the_circle_waited_for_everybody(self, circle: Circle) -> None:
        with transaction():
            circle.round.absence_rule = AbsenceRule.WAIT_FOR_ALL
        assert not permissions.may(circle.ben, "decision:reopen", circle.decision)


def test_who_chairs_asks_and_passes_like_anybody(app: Flask) -> None:
    circle = in_writing(Circle())
    chair = Visitor(app).sign_in(circle.marieke).open(f"/ronde/{circle.round_id}/gespreksleider")
    chair.submit("Stel vraag", 422, text="")
    assert chair.error_at("text") == "Vul dit in."
    chair.submit("Stel vraag", text="Wie doet het?")
    assert chair.sees("Jouw eigen inbreng", "Wie doet het?")
    Visitor(app).sign_in(circle.sanne).open(f"/ronde/{circle.round_id}").submit("Pas")
    assert sorted(one.name for one in circle.round.electors if one.had_turn) == ["Marieke", "Sanne"]


def test_the_chair_opens_extends_and_brings_it_to_the_meeting(app: Flask) -> None:
    circle = Circle()
    circle.prepare()
    chair = Visitor(app).sign_in(circle.marieke).open(f"/ronde/{circle.round_id}/gespreksleider")
    fields = {"written-mode": "short", "written-questions": "0", "written-reactions": "1", "written-consent": "2"}
    chair.submit("Open schriftelijk", 422, **fields)
    assert chair.error_at("written-questions") == "Kies een getal van 1 tot en met 30."
    chair.submit("Open schriftelijk", **{"written-questions": "1"})
    assert chair.sees("Termijnen", "tot 1 december 2026, 17:00", "tot 3 december 2026, 17:00")
    chair.submit("Geef meer tijd", **{"more-days": "2"})
    assert chair.notice == "Er is nu tijd tot donderdag 3 december, 17:00."
    chair.submit("Breng naar het overleg").submit("Ja, in het overleg")
    assert circle.round.setting is RoundSetting.HYBRID
    assert "Termijnen" not in chair.text


def test_the_chair_waits_for_who_was_not_there_and_stops_waiting(app: Flask) -> None:
    circle = Circle(absence_rule=AbsenceRule.WAIT_FOR_ALL)
    circle.prepare()
    circle.gather(*circle.members[:-1])
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    chair = Visitor(app).sign_in(circle.marieke).open(f"/ronde/{circle.round_id}/gespreksleider")
    assert chair.sees("Wachten op wie er niet was", "Nog niet: Ben.")
    chair.submit("Vraag het schriftelijk", **{"more-days": "2"})
    assert chair.sees("We wachten op het antwoord van Ben.", "tot 2 december 2026, 17:00")
    chair.submit("Niet langer wachten: terug naar het besluit")
    assert circle.round.state is RoundState.CONCLUDING


def test_an_objection_is_weighed_from_a_distance(app: Flask) -> None:
    circle = in_writing(Circle(), RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    fatima = Visitor(app).sign_in(circle.fatima).open(f"/ronde/{circle.round_id}")
    fatima.submit("Deel dit", text="Kan het ook op donderdag?")
    assert fatima.sees("Kan het ook op donderdag?")
    ben = Visitor(app).sign_in(circle.ben).open(f"/ronde/{circle.round_id}")
    assert ben.sees("Jouw bezwaar", "Kan het ook op donderdag?")
