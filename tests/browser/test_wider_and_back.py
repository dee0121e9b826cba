"""Two stories in real browsers: an objection goes to the wider circle and its decision comes back; and looking back
with criteria ends in a new text that takes the place of the old.
"""

import re
from datetime import timedelta

from app.core import clock
from tests.browser.accessibility import inspected
from tests.browser.house import OTHERS, READY_ROUND, House, on_the_phone, the_ready_round
from tests.browser.round_screens import Laptop

OBJECTION = "De maaiwagens verdeelt de hele afdeling."
DUE = "Nieuwe bomen krijgen twee zomers water van de buurt"


def test_an_objection_out_of_domain_is_decided_in_the_wider_circle_and_comes_back(house: House) -> None:
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.objects(OBJECTION)
    marit.goes_on("Toon nu")
    marit.sees(OBJECTION)
    marit.page.get_by_text("Leg voor aan Afdeling Ruimte").click()
    marit.page.get_by_label("Gaat het om een bezwaar buiten ons domein?").select_option(
        label="Ja, het bezwaar van Fatima Belhaj"
    )
    marit.page.get_by_label("Waarom kunnen wij dit niet zelf beslissen?").fill("Fatima blijft erbij: het is van allen.")
    marit.presses("Leg voor")
    marit.presses("Ja, leg voor")
    marit.sees("Dit ligt bij Afdeling Ruimte. Wat daaruit komt, komt hier terug.")
    first = marit.page.url
    fatima.sees(re.compile("Voorgelegd aan Afdeling Ruimte"))

    bram = house.welcome(Laptop, "Bram Kooistra", bypass_csp=True)
    bram.signs_in()
    bram.page.get_by_role("link", name=READY_ROUND).click()
    for told in ("Het dossier van de kring die dit voorlegt", OBJECTION, "Fatima blijft erbij: het is van allen."):
        bram.sees(told)
    assert inspected(bram.page) == []
    bram.sets_ready()
    bram.decides_without(("Hanneke Prins", "Yara dos Santos", "Joris Haverkamp", "Fatima Belhaj"))
    number = f"RUI-{clock.today().year}-3"
    bram.sees(f"Besloten: {number} staat in het register.")

    marit.opens(first)
    for told in ("Afgehandeld in de bredere kring", "Hierover is besloten in de bredere kring.", "Daar besloten"):
        marit.sees(told)
    marit.follows("Bekijk het besluit")
    assert marit.page.url.endswith(f"/besluiten/{number}")


def test_a_review_with_criteria_ends_in_a_new_text(house: House) -> None:
    marit = house.welcome(Laptop, "Marit Oosterveld", bypass_csp=True)
    marit.signs_in()
    marit.page.get_by_role("link", name=DUE).click()
    marit.presses("Kijk terug")
    concern = marit.page.get_by_role("group", name="Let op straten waar niemand zich meldt.")
    concern.get_by_label("Gaat niet goed").check()
    concern.get_by_label("Wat zien we?").fill("In drie straten meldde zich niemand.")
    marit.presses("Bewaar")
    marit.sees("Genoteerd hoe het gaat.")
    assert inspected(marit.page) == []

    noor = house.welcome(Laptop, "Noor Achterberg")
    noor.signs_in()
    noor.opens(marit.page.url)
    noor.page.get_by_text("Het moet anders").click()
    noor.presses("Schrijf een nieuw voorstel")
    noor.page.get_by_label("Wat", exact=True).fill("Nieuwe bomen krijgen drie zomers water, ook van ons")
    noor.page.get_by_label("Wanneer kijken we terug?").fill((clock.today() + timedelta(days=200)).isoformat())
    noor.presses("Bewaar en dien in")
    noor.sees(re.compile("Wordt dit besloten, dan vervangt het"))

    marit.opens(f"/voorstellen/{noor.page.url.rsplit('/', 1)[1]}")
    marit.sets_ready()
    marit.decides_without(OTHERS)
    marit.sees(re.compile("Vervangt GRO-"))
    marit.page.get_by_role("link", name=re.compile("Vervangt GRO-")).click()
    for told in ("Dit besluit is vervangen door", "In drie straten meldde zich niemand.", "Aangepast"):
        marit.sees(told)
