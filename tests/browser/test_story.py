"""The whole story in real browsers, nine at once: from a decision of the college, by a round, to the register.

Marit chairs, Sanne is secretary, Noor proposes, Fatima objects, Emre's browser has no JavaScript, Daan has no device,
Łucja comes late, Joris and a guest are on their phones, and all of it is on the wall.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from app.core import clock
from app.records.samples import SAMPLES
from tests.browser.house import House, install_demo
from tests.browser.line import Exchange
from tests.browser.round_screens import GuestPhone, Laptop, Phone, Wall
from tests.browser.somebody import Here, Somebody
from tests.databases import SQLiteDatabases
from tests.server import running

OBJECTION = "In augustus is mijn ploeg met vakantie en blijft de pomp dan kapot liggen."
CONCERN = "Let erop of het water niet te koud is voor de kleinsten."


@pytest.fixture
def house(sqlite_databases: SQLiteDatabases, chromium: Browser, exchange: Exchange) -> Iterator[House]:
    """The demo municipality behind a server."""
    url = sqlite_databases.fresh()
    install_demo(url)
    with running(url) as server:
        house = House(server, chromium, exchange)
        yield house
        complaints = house.complaints
        house.close()
    assert complaints == []


class Room:
    """Everybody, behind their own screens."""

    def __init__(self, house: House) -> None:
        self.marit = house.welcome(Laptop, "Marit Oosterveld")
        self.sanne = house.welcome(Laptop, "Sanne Wiersma")
        self.noor = house.welcome(Phone, "Noor Achterberg")
        self.fatima = house.welcome(Phone, "Fatima Belhaj")
        self.joris = house.welcome(Phone, "Joris Haverkamp")
        self.emre = house.welcome(Phone, "Emre Yıldırım", javascript=False)
        self.lucja = house.welcome(Phone, "Łucja Kowalczyk-van der Heijden")
        self.daan = house.welcome(Phone, "Daan Westerink")
        self.wall = house.welcome(Wall, "Marit Oosterveld")
        self.guest = house.welcome(GuestPhone, "Greet")

    @property
    def phones(self) -> list[Phone]:
        """The phones of who is in the room from the start."""
        return [self.noor, self.fatima, self.joris, self.emre]

    @property
    def screens(self) -> list[Somebody]:
        """Every screen that follows the round."""
        return [self.marit, self.sanne, *self.phones, self.lucja, self.wall, self.guest]

    def is_in(self, phase: str) -> None:
        """Every screen shows this phase, at once and all by itself."""
        self.wall.is_in(phase)
        for phone in (*self.phones, self.guest):
            phone.is_in(phase)


def test_the_whole_story(house: House) -> None:
    """Import, propose, open, ask, react, object, amend, consent, register."""
    room = Room(house)
    for person in (room.marit, room.sanne, *room.phones, room.lucja, room.daan, room.wall):
        person.signs_in()

    title = import_a_decision(room.marit)
    propose_it_anew(room.noor, title)
    round_id = set_ready(room.marit, title)

    for phone in (*room.phones, room.lucja):
        phone.comes_to(round_id)
    room.sanne.comes_to(round_id)
    room.wall.shows(round_id)
    room.guest.knocks(room.wall.address_to_join)
    room.marit.lets_in("Greet")
    room.guest.is_let_in()
    room.guest.comes_to(round_id)

    absent = (room.lucja.name,)
    room.marit.opens_round("Volledig", absent=absent, without_device=(room.daan.name,))
    room.is_in("Toelichting")
    room.marit.reads_aloud("Noor Achterberg licht toe; wij luisteren.")
    room.marit.goes_on("Naar de vragen")
    room.is_in("Vragen")

    nobody_is_disturbed(room)
    room.emre.asks("Mag de hond er ook in?")
    room.marit.sees("Mag de hond er ook in?")
    room.marit.is_beside("Emre", "geweest")

    room.marit.goes_on("Rondje klaar: naar de reacties")
    room.is_in("Reacties")
    room.joris.reacts("Eindelijk iets met water.")
    room.sanne.sees("Eindelijk iets met water.")
    room.emre.presses("Pas")
    room.lucja.joins()
    room.marit.sees("Doet Łucja Kowalczyk-van der Heijden mee?")

    room.marit.goes_on("Vraag consent")
    room.is_in("Consent")
    everybody_answers_under_seal(room)
    nobody_knows_an_answer(room, round_id)

    room.marit.next_step_is("Toon antwoorden")
    room.marit.goes_on("Toon antwoorden")
    room.is_in("Bezwaar verwerken")
    room.wall.sees(OBJECTION)
    room.wall.lists("Bezwaar", "Fatima Belhaj")
    for somebody in (room.marit, room.sanne, room.noor, room.emre, room.guest):
        somebody.sees(OBJECTION)
    assert all(one.has_stayed for one in room.screens if one is not room.emre), "no screen was loaded anew"

    room.sanne.notes_answer_of(room.daan.name, "Consent")
    room.marit.is_beside("Daan", "in de kamer getoond")
    room.daan.comes_to(round_id)
    room.daan.presses("Voorgelezen, klopt")
    expect(room.daan.page.get_by_role("button", name="Voorgelezen, klopt")).to_have_count(0)

    second = round_id + 1
    room.marit.writes_new_text("Van mei tot augustus is de pomp aan.", "In augustus is de ploeg weg.")
    expect(room.marit.page).to_have_url(re.compile(f"/ronde/{second}/gespreksleider"))
    for phone in (room.noor, room.fatima, room.joris, room.lucja, room.guest):
        phone.has_been_moved_to(second)
    room.wall.has_been_moved_to(second)
    room.emre.comes_to(second)
    room.fatima.sees("Van mei tot augustus is de pomp aan.")

    for phone in (*room.phones, room.lucja):
        phone.consents()
    room.marit.answers("consent")
    room.sanne.comes_to(second).answers("consent")
    room.marit.goes_on("Toon antwoorden")
    room.sanne.notes_answer_of(room.daan.name, "Consent")
    room.wall.is_in("Besluit")
    room.marit.goes_on("Leg besluit vast")

    room.marit.page.wait_for_url(re.compile(f"/besluiten/GRO-{clock.today().year}-[0-9]+$"))
    number = room.marit.page.url.rsplit("/", 1)[1]
    room.marit.sees(f"Besloten: {number} staat in het register.")
    for phone in (room.noor, room.fatima, room.emre):
        phone.sees(re.compile(f"Besloten: {number}"))
    room.fatima.follows("Bekijk het besluit")
    for told in (title, OBJECTION, "Opgelost in versie 2"):
        room.fatima.sees(told)


def import_a_decision(chair: Laptop) -> str:
    """Take a decision of the college over, from its document. Gives its title."""
    chair.opens("/besluiten/importeren")
    chair.page.get_by_label("Besluitdocument").set_input_files(SAMPLES / "speelplek.txt")
    chair.presses("Lees het document")
    title = chair.page.get_by_role("heading", level=1).inner_text()
    chair.presses("Neem over in het register")
    chair.sees("Dit besluit is elders genomen; het is hier overgenomen, niet met consent besloten.")
    return title


def propose_it_anew(author: Somebody, title: str) -> None:
    """Make a proposal of a decision that was taken elsewhere, fill in what a round needs, and hand it in."""
    author.opens("/besluiten")
    author.page.get_by_role("searchbox", name="Zoek in de besluiten").fill(title)
    author.presses("Zoeken")
    author.page.get_by_role("link", name=title, exact=True).click()
    author.presses("Maak hiervan een voorstel")
    page = author.page
    page.get_by_label("Wie zorgt ervoor?").select_option(label=author.name)
    page.get_by_label("Vanaf").fill((clock.today() + timedelta(days=30)).isoformat())
    page.get_by_label("Wanneer kijken we terug?").fill((clock.today() + timedelta(days=300)).isoformat())
    page.get_by_label("Openbaarheid").select_option(label="Openbaar: gasten mogen de ronde volgen")
    author.presses("Bewaar en dien in")
    author.sees("Dit is ingediend bij Team Groen en spelen.")


def set_ready(chair: Laptop, title: str) -> int:
    """Set a round ready on it, from what waits today. Gives the round."""
    chair.opens("/")
    waiting = chair.page.get_by_role("listitem").filter(has_text=title)
    waiting.get_by_role("button", name="Zet ronde klaar").click()
    expect(chair.page).to_have_url(re.compile("/gespreksleider$"))
    chair.opens(chair.page.url)
    return chair.round_id


def nobody_is_disturbed(room: Room) -> None:
    """Fatima types half a question and goes back in it, Marit half a note; others ask; both go on where they were."""
    room.fatima.types("Wie onderhoudt pomp")
    room.fatima.puts_caret_back(4)
    room.marit.writes_note("Half een notitie")
    fatima, marit = Here(room.fatima), Here(room.marit)
    room.noor.asks("Hoe diep is het water?")
    for somebody in (room.marit, room.sanne):
        somebody.sees("Hoe diep is het water?")
    room.joris.presses("Pas")
    room.marit.is_beside("Joris", "geweest")
    assert Here(room.fatima) == fatima
    assert Here(room.marit) == marit
    room.fatima.page.keyboard.type("de ")
    assert room.fatima.typed == "Wie onderhoudt de pomp"
    room.fatima.presses("Stel vraag")
    room.marit.sees("Wie onderhoudt de pomp")
    expect(room.fatima.page.get_by_label("Je vraag")).to_have_value("")
    room.marit.presses("Bewaar notitie")
    room.sanne.sees("Half een notitie")


def everybody_answers_under_seal(room: Room) -> None:
    """Each on their own screen; Daan has no device and shows a card later."""
    wall_before = room.wall.page.locator("#gedeeld").inner_html()
    room.fatima.objects(OBJECTION)
    room.noor.has_a_concern(CONCERN)
    for phone in (room.joris, room.emre, room.lucja):
        phone.consents()
    room.sanne.answers("consent")
    room.marit.answers("consent")
    room.marit.is_beside("Fatima", "Heeft geantwoord")
    room.marit.is_beside("Emre", "Heeft geantwoord")
    room.marit.is_beside("Daan", "Nog geen antwoord")
    assert room.wall.page.locator("#gedeeld").inner_html() == wall_before, "the wall shows nothing of what is answered"


def nobody_knows_an_answer(room: Room, round_id: int) -> None:
    """Not in what a page holds, not in anything the server ever sent to it, not in the journal, by no road."""
    for reader in (room.marit, room.joris):
        looks_everywhere(reader, round_id)
    owners: dict[Somebody, str] = {room.fatima: OBJECTION, room.noor: CONCERN}
    for screen in room.screens:
        assert screen.line.has_heard("Een speelplek om natte voeten te krijgen"), f"the line of {screen.name} is deaf"
        for secret in (OBJECTION, CONCERN):
            knows = screen.line.has_heard(secret) or secret in screen.text
            assert knows == (owners.get(screen) == secret), f"{screen.name}: {secret}"
        objects = screen.line.has_heard("Jouw antwoord: bezwaar")
        assert objects == (screen is room.fatima), screen.name
    to_the_chair = {room.marit.mark_beside(one.name) for one in (room.fatima, room.noor, room.emre)}
    assert len(to_the_chair) == 1, "to the chair, whoever answered looks the same"


def looks_everywhere(reader: Somebody, round_id: int) -> None:
    """Go by every page that tells of the round, in a window beside one's own screen."""
    window = reader.context.new_page()
    window.goto(f"/ronde/{round_id}/scherm")
    window.goto(f"/ronde/{round_id}/deelnemer")
    window.goto("/voorstellen")
    window.get_by_role("link", name=re.compile("speelplek om natte voeten")).first.click()
    window.get_by_role("link", name="Logboek van dit voorstel").click()
    window.wait_for_url(re.compile("/logboek$"))
    window.goto(f"{window.url}?alles")
    window.close()
