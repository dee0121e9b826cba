"""A bestuursopdracht from first draft to agreement, by three people in three browsers, one of them by a link in a mail.

Ilse writes it, Bram remarks on it and objects, Carolien answers for the college without signing in. Then Bram reports
twice, once off course.
"""

import re

from playwright.sync_api import expect

from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.by_mail import Town, town
from tests.browser.house import House
from tests.browser.round_screens import BUTTONS, Laptop, Phone

__all__ = ["town"]

TITLE = "Veilig fietsen naar school"


def test_from_a_draft_to_what_three_agreed_and_how_it_goes(town: Town) -> None:
    ilse, bram = (_at_work(town.house, name) for name in ("Ilse van Rossum", "Bram Kooistra"))
    _writes_a_draft(ilse)
    _says_who_takes_part(ilse, {"Carolien Feenstra": "Bestuurlijk opdrachtgever", "Bram Kooistra": "Opdrachtnemer"})
    ilse.presses("Bied aan")

    bram.opens("/opdrachten")
    bram.follows(TITLE)
    bram.page.locator("#remark summary").click()
    bram.page.get_by_label("Waarover?").select_option("Resultaat")
    bram.page.get_by_label("Je opmerking").fill("Twintig straten in één jaar is veel.")
    bram.presses("Plaats")

    ilse.page.reload()
    ilse.follows("Verwerk in een volgende versie")
    ilse.page.get_by_label("Wat veranderde je, en waarom?").fill("Bram ziet twaalf straten zitten.")
    ilse.page.get_by_role("checkbox", name=re.compile("Twintig straten")).check()
    ilse.page.get_by_label("Resultaat").fill("Twaalf straten waar kinderen veilig fietsen.")
    ilse.presses("Leg vast als versie 2")
    ilse.sees("Verwerkt in versie 2.")
    ilse.presses("Vraag consent")

    ilse.page.locator("#written summary").click()
    ilse.page.locator("#open-written").get_by_label("Hamer", exact=True).check()
    ilse.page.locator("#open-written").get_by_label("De stukken zijn vooraf gestuurd").check()
    ilse.page.locator("#open-written").get_by_label("Werkdagen voor consent").fill("3")
    ilse.presses("Open schriftelijk")
    ilse.sees("Termijnen")
    carolien = town.house.welcome(Phone, "Carolien Feenstra", bypass_csp=True)
    _consents_by_link(town, carolien)

    on_the_phone = town.house.welcome(Phone, "Bram Kooistra")
    on_the_phone.signs_in()
    on_the_phone.comes_to(ilse.round_id)
    on_the_phone.objects("De provincie legt in mei de fietstunnel stil.")
    ilse.answers("consent")
    ilse.sees("De provincie legt in mei de fietstunnel stil.")
    ilse.follows("Nieuwe tekst")
    ilse.page.get_by_label("Planning").fill("In mei werken we alleen aan de noordkant.")
    ilse.page.get_by_label("Waarom deze verandering?").fill("De tunnel ligt dan stil.")
    ilse.presses(re.compile("Maak dit versie"))
    ilse.sees("Termijnen")

    _consents_by_link(town, carolien)
    on_the_phone.consents()
    ilse.answers("consent")
    ilse.goes_on("Leg besluit vast")
    expect(ilse.page).to_have_url(re.compile("/besluiten/CMT-"))
    ilse.sees("Bestuurlijk opdrachtgever")

    bram.page.reload()
    bram.sees("Loopt")
    bram.sees("In mei werken we alleen aan de noordkant.")
    _reports(bram, reached="De eerste twee straten zijn klaar.")
    late = "De tunnel ligt langer stil."
    _reports(bram, reached="Vier straten zijn klaar.", off_course=late, asked="Mag de noordkant eerst?")
    ilse.opens("/opdrachten")
    ilse.follows(TITLE)
    ilse.sees(late)
    assert (found_by_axe(ilse.page), sticking_out(ilse.page)) == ([], [])


def _at_work(house: House, name: str) -> Laptop:
    somebody = house.welcome(Laptop, name, bypass_csp=True)
    somebody.signs_in()
    return somebody


def _writes_a_draft(ilse: Laptop) -> None:
    ilse.opens("/opdrachten")
    ilse.follows("Nieuwe opdracht")
    ilse.page.get_by_label("Waar gaat de opdracht over?").fill(TITLE)
    ilse.page.get_by_role("radio", name="Opgave").check()
    ilse.page.get_by_label("Namens welke kring wordt het gevraagd?").select_option("Concernmanagementteam")
    ilse.page.get_by_label("Wat ben jij hierin?").select_option("Opdrachtgever")
    ilse.page.get_by_label("Openbaarheid").select_option("open")
    ilse.page.get_by_role("checkbox", name="Dit is een bestuursopdracht").check()
    ilse.presses("Begin")
    ilse.page.get_by_label("Bedoeling en beoogd maatschappelijk effect").fill("Elk kind fietst zelf naar school.")
    ilse.page.get_by_label("Resultaat").fill("Twintig straten waar kinderen veilig fietsen.")
    ilse.page.get_by_label("Mijlpalen").fill("1-3-2027 De straten zijn gekozen\n1-9-2027 De helft is klaar")
    ilse.presses("Bewaar")


def _says_who_takes_part(ilse: Laptop, parties: dict[str, str]) -> None:
    for name, role in parties.items():
        if not ilse.page.get_by_label("Wie?").is_visible():
            ilse.page.locator("#party summary").click()
        ilse.page.get_by_label("Wie?").select_option(name)
        ilse.page.get_by_label("Als wat?").select_option(role)
        ilse.presses("Zet erbij")


def _consents_by_link(town: Town, carolien: Phone) -> None:
    town.mail_goes()
    carolien.page.goto(town.link_in_mail_to("carolien"))
    carolien.sees("Deze link is van Carolien Feenstra. Je bent niet ingelogd.")
    carolien.page.get_by_role("button", name=BUTTONS["consent"], exact=True).click()
    carolien.sees("Dank je wel, het is binnen.")


def _reports(bram: Laptop, *, reached: str, off_course: str = "", asked: str = "") -> None:
    bram.follows("Schrijf hoe het ervoor staat")
    if off_course:
        bram.page.get_by_label("Planning", exact=True).select_option("Niet op koers")
        bram.page.get_by_label("Planning: waarom?").fill(off_course)
    bram.page.get_by_label("Wat is er bereikt?").fill(reached)
    bram.page.get_by_label("Wat vraag je van de opdrachtgever?").fill(asked)
    bram.presses("Bewaar")
    bram.sees(reached)
