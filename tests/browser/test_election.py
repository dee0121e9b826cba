"""Four people elect a secretary: names under seal, shown to all at once, one proposed, and the nominee answers last."""

import re

from playwright.sync_api import expect

from tests.browser.house import House
from tests.browser.round_screens import Laptop, Phone, Wall
from tests.browser.somebody import AT_ONCE, Somebody

REASON = "Daan schrijft op wat wij bedoelen, en niet wat wij zeiden."
BECAUSE = "Noor heeft gelijk over het schrijven."
ABSENT = ("Fatima Belhaj", "Joris Haverkamp", "Emre Yıldırım", "Łucja Kowalczyk-van der Heijden")


def follows(somebody: Somebody, screen: str) -> None:
    """Open one's own screen of the election that the demo has begun."""
    somebody.signs_in().opens("/")
    somebody.page.get_by_role("link", name="Verkiezing: secretaris").click()
    somebody.page.wait_for_url(re.compile(r"/verkiezing/\d+/"))
    somebody.opens(re.sub(r"[a-z]+$", screen, somebody.page.url))
    somebody.follows_live()


def nominates(somebody: Somebody, whom: str, reason: str = "") -> None:
    """In two taps; a reason may be told aloud."""
    somebody.follows(whom)
    if reason:
        somebody.page.get_by_label("Waarom?").fill(reason)
    somebody.presses("Verstuur voordracht")
    somebody.sees(f"Je draagt {whom} voor.")


def test_the_whole_election(house: House) -> None:
    marit = house.welcome(Laptop, "Marit Oosterveld")
    noor, daan = (house.welcome(Phone, name) for name in ("Noor Achterberg", "Daan Westerink"))
    sanne = house.welcome(Phone, "Sanne Wiersma", javascript=False)
    wall = house.welcome(Wall, "Marit Oosterveld")
    follows(marit, "gespreksleider")
    for one in (noor, daan, sanne):
        follows(one, "deelnemer")
    follows(wall, "scherm")
    on_the_wall = wall.page.locator("#gedeeld").inner_html()

    nominates(noor, "Daan Westerink", REASON)
    nominates(sanne, "Emre Yıldırım")
    marit.page.locator("#gedeeld li", has_text="Noor Achterberg").get_by_text("klaar").wait_for()
    assert wall.page.locator("#gedeeld").inner_html() == on_the_wall, "the wall shows nothing of any name"
    for screen in (marit, daan, sanne, wall):
        assert not screen.line.has_heard(REASON), screen.name

    marit.presses("Toon voordrachten")
    for screen in (marit, noor, daan, sanne, wall):
        screen.sees(re.compile(REASON))
    assert wall.has_stayed, "the wall was not loaded anew"

    sanne.page.reload()
    sanne.follows("Wijzig")
    sanne.follows("Daan Westerink")
    sanne.page.get_by_role("textbox", name="Wat deed je van gedachten veranderen?", exact=True).fill(BECAUSE)
    sanne.presses("Verstuur voordracht")
    for screen in (marit, noor):
        screen.sees(re.compile(BECAUSE))

    marit.page.get_by_label("Wie stel je voor?").select_option(label="Daan Westerink")
    marit.page.get_by_label("Welke argumenten wegen het zwaarst?").fill("Wat wij bedoelen, staat er dan.")
    marit.presses("Stel voor")
    daan.sees("Voorstel: Daan Westerink")
    marit.presses("Vraag consent")
    marit.page.wait_for_url(re.compile(r"/ronde/\d+/gespreksleider$"))
    for phone in (noor, daan):
        expect(phone.page).to_have_url(re.compile(r"/ronde/\d+/deelnemer$"), timeout=AT_ONCE)
    expect(wall.page).to_have_url(re.compile(r"/ronde/\d+/scherm$"), timeout=AT_ONCE)
    _consent(marit, noor, daan, sanne)
    marit.presses("Leg besluit vast")
    marit.page.wait_for_url(re.compile("/besluiten/GRO-"))
    marit.sees("Daan Westerink wordt secretaris van Team Groen en spelen")
    marit.opens("/kringen/4")
    marit.sees(re.compile(r"Secretaris, .*tot en met"))


def _consent(marit: Laptop, noor: Phone, daan: Phone, sanne: Phone) -> None:
    """The others under seal, Daan as the last; who is not here does not decide."""
    round_id = marit.round_id
    marit.comes_to(round_id)
    marit.opens_round("Hamer", absent=ABSENT)
    for phone in (noor, daan, sanne):
        phone.comes_to(round_id)
    daan.sees(re.compile("Het gaat over jou"))
    noor.consents()
    sanne.consents()
    marit.answers("consent")
    marit.goes_on("Toon antwoorden")
    daan.taps("consent")
