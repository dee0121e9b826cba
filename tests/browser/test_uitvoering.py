"""Beleid or uitvoering in real browsers: three questions, a decision in a minute, "dit is beleid", and the round."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.house import House, install_demo
from tests.browser.line import Exchange
from tests.browser.somebody import Somebody
from tests.databases import SQLiteDatabases
from tests.server import running

WHAT = "Op De Wilg komen twaalf wilgentenen hutten"
BELEID = "Schoolplein De Wilg wordt een groen speelplein"
ROOM = "Planten, hout en zand kopen voor groene schoolpleinen"


@pytest.fixture
def house(sqlite_databases: SQLiteDatabases, chromium: Browser, exchange: Exchange) -> Iterator[House]:
    url = sqlite_databases.fresh()
    install_demo(url)
    with running(url) as server:
        house = House(server, chromium, exchange)
        yield house
        complaints = house.complaints
        house.close()
    sqlite_databases.drop(url)
    assert complaints == []


@pytest.mark.browser
def test_from_three_questions_to_a_decision_and_back_to_the_circle(house: House) -> None:
    noor = house.welcome(Somebody, "Noor Achterberg")
    daan = house.welcome(Somebody, "Daan Westerink", javascript=False)
    fatima = house.welcome(Somebody, "Fatima Belhaj")
    marit = house.welcome(Somebody, "Marit Oosterveld")
    for somebody in (noor, daan, fatima, marit):
        somebody.signs_in()

    noor.opens("/voorstellen/nieuw")
    noor.follows("Beleid of uitvoering: drie korte vragen")
    noor.follows("Nee, het is één keer iets doen")
    noor.follows(BELEID)
    noor.follows(ROOM)
    noor.page.get_by_label("Wat", exact=True).fill(WHAT)
    noor.presses("Leg voor")
    noor.sees("Dit is uitvoering: Daan Westerink beslist hierover.")

    daan.opens("/")
    daan.follows(f"Neem het besluit: {WHAT}")
    daan.page.get_by_label("Om welk bedrag gaat het?").fill("5.000,01")
    daan.presses("Neem dit besluit")
    daan.page.get_by_text("Dit is te veel: je mag beslissen tot en met € 5.000.").first.wait_for()
    daan.page.get_by_label("Om welk bedrag gaat het?").fill("840")
    daan.presses("Neem dit besluit")
    expect(daan.page.get_by_role("heading", level=1)).to_have_text(WHAT)
    address = daan.page.url

    fatima.opens(address)
    fatima.page.get_by_text("Dit is beleid", exact=True).click()
    fatima.page.get_by_label("Waarom is dit beleid?").fill("Hutten vragen toezicht. Dat geldt voor ieder plein.")
    fatima.presses("Leg voor aan de kring")
    fatima.sees("Opgeschort: iemand zei dat dit beleid is")
    fatima.follows("Het voorstel in Team Groen en spelen")
    expect(fatima.page.get_by_role("heading", level=1)).to_have_text(WHAT)

    marit.opens(fatima.page.url)
    marit.presses("Zet ronde klaar")
    marit.page.wait_for_url("**/gespreksleider")
    marit.page.get_by_text("Anders verder", exact=True).click()
    marit.page.get_by_label("Wie?", exact=True).select_option(label="Daan Westerink")
    marit.presses("Uitvoering: deze persoon beslist")
    marit.presses("Ja, dit is uitvoering")
    marit.sees("Uitvoering: Daan Westerink beslist.")

    fatima.opens(address)
    fatima.sees("Het besluit bleef gelden")
    fatima.sees("Van kracht")
