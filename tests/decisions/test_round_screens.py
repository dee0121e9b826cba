"""A round as people live it without any script: plain pages, plain forms, on both databases."""

from datetime import date

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import ConsentRound, Decision
from app.decisions.service import proposals, rounds
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality
from app.organisation.models import Person
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.cast import Cast, engage, settle
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import message
from tests.query_count import counted_queries

pytestmark = ON_SQLITE_ALONE

TEXT = WordingData(
    what="Bankjes in het park krijgen een rugleuning",
    why="Oudere bewoners vragen erom.",
    starts_on=date(2027, 1, 1),
    review_on=date(2027, 5, 1),
)


class Room:
    """Everybody in one room around one round, each with a browser of their own."""

    def __init__(self, app: Flask, cast: Cast) -> None:
        self.app, self.cast = app, cast
        self._browsers: dict[int, Visitor] = {}
        text = WordingData(**{**TEXT.__dict__, "owner_id": cast.members[0].id})
        with transaction():
            self.key = rounds.start_now(cast.ruimte, text, by=cast.chair, author=cast.members[0]).id

    def of(self, person: Person) -> Visitor:
        """The browser of somebody, on their own screen of the round."""
        if person.id not in self._browsers:
            self._browsers[person.id] = Visitor(self.app).sign_in(person)
        return self._browsers[person.id].open(f"/ronde/{self.key}")

    @property
    def chair(self) -> Visitor:
        return self.of(self.cast.chair)

    def opens_as(self, mode: str, **fields: object) -> "Room":
        self.chair.submit("Open de ronde", mode=mode, **fields)  # type: ignore[arg-type]
        return self

    def everybody_answers(self, choice: str = "Consent", *, without: tuple[Person, ...] = ()) -> None:
        for person in self.cast.table:
            if person not in without:
                self.of(person).submit(f"{choice} Ik kan hiermee werken")


@pytest.fixture
def room(app: Flask, cast: Cast) -> Room:
    return Room(app, cast)


def test_the_whole_story_without_script(room: Room) -> None:
    """From klaargezet to the register: an objection makes the text better, and the second version is decided."""
    objector = room.of(room.cast.members[2])
    room.opens_as("full")
    room.chair.submit("Naar de vragen")
    room.of(room.cast.members[1]).submit("Stel vraag", text="Welke kleur krijgen ze?")
    assert room.chair.sees("Welke kleur krijgen ze?")
    room.chair.submit("Rondje klaar: naar de reacties")
    room.of(room.cast.members[1]).submit("Pas")
    room.chair.submit("Vraag consent")
    room.everybody_answers(without=(room.cast.members[2],))
    objector = room.of(room.cast.members[2]).submit("Bezwaar Zo gaat er iets mis")
    objector.submit("Verstuur bezwaar", text="Rugleuningen worden gestolen als ze los zitten.")
    assert objector.sees("Verzegeld: niemand ziet je antwoord tot we tonen.")
    assert not room.chair.sees("Rugleuningen worden gestolen")
    assert room.chair.submit("Toon antwoorden").sees("Een bezwaar maakt het voorstel beter. Mehmet Aydin, vertel.")

    working = room.chair.click("Nieuwe tekst")
    working.submit(
        "Maak dit versie 2 en vraag consent", body="We zetten de rugleuningen vast.", reason="Tegen diefstal"
    )
    room.key = int(working.path.split("/")[2])
    assert working.sees("versie 2", "We tonen tegelijk")
    assert room.of(room.cast.members[2]).sees("We zetten de rugleuningen vast.")
    room.everybody_answers()
    room.chair.submit("Toon antwoorden")
    decided = room.chair.submit("Leg besluit vast")

    assert decided.path == f"/besluiten/RUI-{clock.today().year}-1"
    assert decided.sees("Rugleuningen worden gestolen als ze los zitten.")
    assert db.session.query(Decision).one().round_id == room.key


def test_the_chair_hears_before_consent_what_the_text_does_not_say_yet(app: Flask, cast: Cast) -> None:
    """Consent covers who, from when, and when we look back; afterwards it would take a second version."""
    with transaction():
        text = WordingData(what="De koffie wordt lokaal", starts_on=date(2027, 1, 1))
        key = rounds.start_now(cast.ruimte, text, by=cast.chair, author=cast.members[0]).id
    chair = Visitor(app).sign_in(cast.chair).open(f"/ronde/{key}")
    chair.submit("Open de ronde", mode="short")
    assert chair.sees("In de tekst staat nog niet wie het doet en wanneer jullie terugkijken.")
    working = chair.click("Vul de tekst aan")
    working.submit(
        "Maak dit versie 2 en vraag consent", owner=str(cast.members[0].id), review_on="2027-05-01", reason="Aangevuld"
    )
    assert not working.sees("In de tekst staat nog niet")


def test_before_the_reveal_nobody_sees_what_was_answered(room: Room) -> None:
    """Not on the chair's screen, not on the wall, not on another phone, not in the journal."""
    room.opens_as("hammer", papers_sent=True)
    secret = "Het geld is er nog niet."
    room.of(room.cast.members[2]).submit("Bezwaar Zo gaat er iets mis").submit("Verstuur bezwaar", text=secret)
    for person in (*room.cast.table, room.cast.adviser):
        if person is not room.cast.members[2]:
            assert secret not in room.of(person).text, person.name
    assert secret not in room.chair.open(f"/ronde/{room.key}/scherm").text
    assert room.chair.open(f"/ronde/{room.key}").sees("Mehmet Aydin")


def test_a_word_is_asked_with_an_objection_but_may_come_later(room: Room) -> None:
    """An empty objection is shown at the field; "Ik vertel het straks" lets it through."""
    room.opens_as("hammer", papers_sent=True)
    phone = room.of(room.cast.members[0]).submit("Bezwaar Zo gaat er iets mis")
    phone.submit("Verstuur bezwaar", status=422)
    assert "kies ‘Ik vertel het straks’" in phone.error_at("text")
    phone.submit("Ik vertel het straks")
    assert phone.sees("Jouw antwoord: bezwaar")


def test_without_a_device_the_secretary_enters_what_was_shown(room: Room) -> None:
    """Only after the reveal; the person may say that it is right, and nothing waits for that."""
    without = room.cast.members[3]
    names = {box["value"]: box.find_next("label").get_text() for box in room.chair.page.select("input[name=present]")}
    place = next(value for value, name in names.items() if name == without.name)
    room.opens_as("hammer", papers_sent=True, without_device=[place])
    room.everybody_answers(without=(without,))
    room.chair.submit("Toon antwoorden")
    assert "Leg besluit vast" not in room.chair.buttons
    secretary = room.of(room.cast.secretary)
    secretary.submit("Noteer antwoorden", **{f"answer-{place}": "consent"})
    assert room.of(without).sees("Dit is voor je ingevuld. Klopt het?")
    assert room.chair.sees("in de kamer getoond")
    room.chair.submit("Leg besluit vast")
    assert db.session.query(Decision).count() == 1


def test_who_is_slow_holds_nobody_hostage(room: Room) -> None:
    """Toon nu reveals without them; they answer after it, and the record says so."""
    slow = room.cast.members[1]
    room.opens_as("hammer", papers_sent=True)
    room.everybody_answers(without=(slow,))
    assert room.chair.sees("Nog geen antwoord van Bram Hendriks")
    room.chair.submit("Toon nu")
    room.of(slow).submit("Consent Ik kan hiermee werken")
    assert room.chair.sees("na het tonen")


def test_a_button_that_was_pressed_just_before_by_another_is_told_plainly(room: Room) -> None:
    """Two screens show the same button: the second press changes nothing and says who was first."""
    room.opens_as("full")
    first, second = room.of(room.cast.chair), Visitor(room.app).sign_in(room.cast.chair)
    second.open(f"/ronde/{room.key}")
    first.submit("Naar de vragen")
    second.submit("Naar de vragen", status=409)
    assert room.chair.sees("Wat wil je weten om het te begrijpen?")


def test_a_trivial_matter_ends_with_one_tap(room: Room) -> None:
    """Uitvoering: somebody decides, after one question whether that is meant."""
    asked = room.chair.submit("Uitvoering: deze persoon beslist", person=room.cast.leader.id)
    assert asked.sees("De ronde is dan voorbij.")
    asked.submit("Ja, Joost van Dijk beslist")
    assert room.of(room.cast.members[0]).sees("Uitvoering: Joost van Dijk beslist.")


def test_who_comes_late_takes_part_unless_the_chair_says_no(room: Room) -> None:
    """Doet Noor mee? Yes, until somebody presses no."""
    late = room.cast.members[3]
    present = [
        box["value"]
        for box in room.chair.page.select("input[name=present]")
        if box.find_next("label").get_text() != late.name and box.has_attr("checked")
    ]
    room.opens_as("full", present=present)
    room.of(late).submit("Doe mee")
    assert room.chair.sees("Doet Noor Bakker mee?")
    room.chair.submit("Nee, bij de volgende Noor Bakker")
    assert room.of(late).sees("Deze versie gaat zonder jou verder.")


def test_a_guest_is_let_in_by_the_chair_and_answers_nothing(app: Flask, cast: Cast) -> None:
    """Openbare matter: a name at the door, the chair opens, the guest listens."""
    with transaction():
        text = WordingData(**{**TEXT.__dict__, "owner_id": cast.chair.id})
        proposal = proposals.draft_proposal(cast.ruimte, text, by=cast.members[0], confidentiality=Confidentiality.OPEN)
        proposals.submit_proposal(proposal, by=cast.members[0])
        round_ = rounds.prepare_round(proposal, by=cast.chair)
        key, code = round_.id, round_.guest_code
    guest = Visitor(app).open(f"/gast/{code}")
    guest.submit("Klop aan", name="Greet de Bruin")
    assert guest.sees("De gespreksleider ziet dat je er bent")
    guest.open(f"/ronde/{key}", status=404)
    chair = Visitor(app).sign_in(cast.chair).open(f"/ronde/{key}")
    chair.submit("Laat binnen Greet de Bruin")
    guest.open(f"/gast/{code}")
    assert guest.sees("Je bent te gast: je luistert mee, kiezen kan niet.")
    guest.send(f"/ronde/{key}/antwoord", status=403, choice="consent")


def test_screens_take_the_same_number_of_queries_for_a_large_circle(app: Flask, cast: Cast, room: Room) -> None:
    """Four members or forty: the chair's and the participants' screens ask the database as often."""
    room.opens_as("full")
    with counted_queries() as few_chair:
        room.of(cast.chair)
    with counted_queries() as few_phone:
        room.of(cast.members[0])
    with transaction():
        for number in range(32):
            settle(cast.ruimte, Role.MEMBER, engage(f"Lid Nummer {number}"))
    large = Room(app, cast)
    large.opens_as("full")
    with counted_queries() as many_chair:
        large.of(cast.chair)
    with counted_queries() as many_phone:
        large.of(cast.members[0])
    assert (len(many_chair), len(many_phone)) == (len(few_chair), len(few_phone))


def test_who_chairs_their_own_proposal_is_asked_who_chairs_instead(app: Flask, cast: Cast) -> None:
    """The step that is open to them is the one on the screen; then the other begins."""
    with transaction():
        key = rounds.start_now(cast.ruimte, TEXT, by=cast.chair, author=cast.chair).id
    own = Visitor(app).sign_in(cast.chair).open(f"/ronde/{key}")
    assert own.sees("Dit is je eigen voorstel.")
    assert "Open de ronde" not in own.buttons
    own.submit("Laat voorzitten", person=cast.secretary.id)
    assert message(own) == f"{cast.secretary.name} zit nu voor."
    other = Visitor(app).sign_in(cast.secretary).open(f"/ronde/{key}").submit("Open de ronde", mode="short")
    assert other.sees(f"{cast.chair.name} licht toe; wij luisteren.")


def test_why_the_text_changes_is_kept_with_the_werkversie(room: Room) -> None:
    room.opens_as("full")
    working = room.chair.open(f"/ronde/{room.key}/werkversie")
    working.submit("Bewaar werkversie", body="We zetten ze vast.", reason="Tegen diefstal & vandalisme")
    assert working.value_of("reason") == "Tegen diefstal & vandalisme"
    working.submit("Maak dit versie 2 en vraag consent")
    assert working.open(f"/voorstellen/{proposal_of(room.key)}").sees("Tegen diefstal & vandalisme")


def test_an_interrupted_round_offers_only_to_go_on(room: Room) -> None:
    """What cannot be done meanwhile is not offered: nothing is noted, nobody is asked."""
    room.opens_as("hammer", papers_sent=True)
    room.chair.submit("Toon nu")
    assert "Noteer antwoorden" in room.chair.buttons
    adjourned = room.chair.submit("Onderbreek")
    assert "Noteer antwoorden" not in adjourned.buttons
    assert "Ga verder" in adjourned.buttons


def proposal_of(round_id: int) -> int:
    """The proposal a round is about."""
    return db.session.get_one(ConsentRound, round_id).proposal_id
