"""A bestuursopdracht from first draft to the raad, by three people in three browsers, one of them by a link in a mail.

Ilse writes it, Bram remarks on it and objects, Carolien answers for the college without signing in. Then Bram reports
twice, once off course; they agree anew, accept what was done and look back. A programme of three assignments tells the
college, and the raad.
"""

import re
from typing import TypeVar

from playwright.sync_api import expect

from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.by_mail import Town, town
from tests.browser.house import House
from tests.browser.meeting_screens import MeetingChair, Secretary
from tests.browser.round_screens import BUTTONS, Laptop, Phone
from tests.browser.somebody import Somebody
from tests.records.test_meeting_documents import words_in

__all__ = ["town"]

Kind = TypeVar("Kind", bound=Somebody)

COLLEGE = 1
TITLE = "Veilig fietsen naar school"
OTHERS = ("Koele plekken in elke wijk", "Alle laanbomen gekeurd")
PROGRAMME = "Een stad om in op te groeien"
SUMMARY = "Alle drie de opdrachten liggen op koers."


def test_from_a_draft_to_what_three_agreed_and_how_it_goes(town: Town) -> None:
    ilse, bram = (_at_work(town.house, name) for name in ("Ilse van Rossum", "Bram Kooistra"))
    _writes_a_draft(ilse)
    _says_who_takes_part(ilse, {"Carolien Feenstra": "Bestuurlijk opdrachtgever", "Bram Kooistra": "Opdrachtnemer"})
    ilse.presses("Bied aan")

    _comes_to_it(bram)
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

    ilse.opens_in_writing("Hamer", days=3)
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
    _comes_to_it(ilse)
    ilse.sees(late)
    assert (found_by_axe(ilse.page), sticking_out(ilse.page)) == ([], [])

    others = tuple(_at_work(town.house, name, Phone) for name in ("Ilse van Rossum", "Carolien Feenstra"))
    _comes_to_it(bram)
    _talks_anew(bram, "De noordkant gaat eerst, en alles wordt vier maanden later klaar.")
    bram.sees("Nu geldt")
    bram.presses("Vraag consent")
    _agree_in_the_room(bram, others)
    _comes_to_it(ilse)
    ilse.sees("versie 4")
    ilse.sees("De noordkant gaat eerst")

    programme = _begins_a_programme(ilse, (TITLE, *OTHERS))
    _comes_to_it(bram)
    bram.follows("Bied het resultaat aan")
    bram.page.get_by_label("Wat is er nu?").fill("In twaalf straten fietsen kinderen veilig.")
    bram.presses("Bied aan")
    _agree_in_the_room(bram, others)
    ilse.opens("/")
    ilse.sees("Kijk samen terug")
    ilse.follows(TITLE)
    ilse.follows("Kijk terug")
    ilse.page.get_by_label("Hoe was de samenwerking?").fill("Open: we belden bij elke tegenvaller.")
    lesson = "Vraag de provincie vooraf wanneer haar tunnels dicht zijn."
    ilse.page.get_by_label("Wat kunnen anderen hiervan leren?").fill(lesson)
    ilse.presses("Bewaar")
    ilse.sees("Teruggekeken")
    bram.opens("/opdrachten/geleerd?zoek=tunnels")
    bram.sees(lesson)

    ilse.opens(programme)
    _reports_to_the_college(ilse)
    _the_college_notes_it(town.house)
    ilse.page.reload()
    ilse.presses("Geef vrij voor de raad")
    ilse.sees("Vrijgegeven voor de raad. Stuur de PDF naar de griffie.")
    paper = ilse.context.request.get(ilse.page.url + "/document.pdf")
    assert all(said in words_in(paper.body()) for said in (PROGRAMME, SUMMARY, TITLE, *OTHERS))
    assert "Kooistra" not in words_in(paper.body()), "the raad reads no name of who does the work"


def _at_work(house: House, name: str, kind: type[Kind] = Laptop) -> Kind:
    somebody = house.welcome(kind, name, bypass_csp=True)
    somebody.signs_in()
    return somebody


def _comes_to_it(somebody: Somebody) -> None:
    somebody.opens("/opdrachten")
    somebody.follows(TITLE)


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


def _talks_anew(bram: Laptop, why: str) -> None:
    bram.page.locator("#renegotiate summary").click()
    bram.page.locator("#renegotiate").get_by_role("textbox").fill(why)
    bram.presses("Open het gesprek")
    bram.follows("Schrijf een volgende versie")
    bram.page.get_by_label("Planning").fill(why)
    bram.page.get_by_label("Wat veranderde je, en waarom?").fill("De tunnel bleef langer dicht.")
    bram.presses(re.compile("Leg vast als versie"))


def _agree_in_the_room(chair: Laptop, others: tuple[Phone, ...]) -> None:
    """All of them are there, and consent."""
    chair.comes_to(chair.round_id)
    chair.opens_round("Hamer")
    for one in others:
        one.comes_to(chair.round_id)
        one.consents()
    chair.answers("consent")
    chair.goes_on("Toon antwoorden")
    chair.goes_on("Leg besluit vast")
    expect(chair.page).to_have_url(re.compile("/besluiten/CMT-"))


def _begins_a_programme(ilse: Laptop, titles: tuple[str, ...]) -> str:
    """With these assignments in it. Says where it is."""
    ilse.opens("/programmas/nieuw")
    ilse.page.get_by_label("Hoe heet het programma?").fill(PROGRAMME)
    ilse.page.get_by_label("Namens welke kring?").select_option("Concernmanagementteam")
    ilse.page.get_by_label("Wat is de bedoeling?").fill("Kinderen kunnen overal veilig komen.")
    ilse.page.get_by_label("Wie is programmaleider?").select_option("Ilse van Rossum")
    ilse.presses("Begin")
    for title in titles:
        ilse.page.locator("#take-in summary").click()
        ilse.page.get_by_label("Welke opdracht?").select_option(title)
        ilse.presses("Voeg toe")
        expect(ilse.page.locator("main").get_by_role("link", name=title)).to_be_visible()
    return ilse.page.url


def _reports_to_the_college(ilse: Laptop) -> None:
    ilse.page.locator("#report summary").click()
    ilse.presses("Stel samen")
    ilse.page.get_by_label("In het kort").fill(SUMMARY)
    for box in ilse.page.get_by_label("Hoe staat het ervoor?").all()[1:]:
        box.select_option("Op koers")
    ilse.presses("Bewaar")
    ilse.presses("Leg voor aan het college")
    ilse.sees("De rapportage wacht in de agendavoorraad van het college.")


def _the_college_notes_it(house: House) -> None:
    gijs = _at_work(house, "Gijs Tuinstra", Secretary)
    meeting = gijs.plans_the_next("Collegevergadering", COLLEGE)
    gijs.puts(PROGRAMME)
    gijs.presses("Stel de agenda vast")
    wouter = _at_work(house, "Wouter Lindeman", MeetingChair)
    wouter.comes_to_meeting(meeting)
    wouter.presses("Open het overleg")
    for standing in ("Opening", "Verslag", "Mededelingen"):
        wouter.goes_on("Volgend punt")
        wouter.has_in_hand(standing)
        wouter.goes_on("Kennisgenomen")
    wouter.goes_on("Volgend punt")
    wouter.has_in_hand(PROGRAMME)
    wouter.goes_on("Kennisgenomen")
    wouter.is_beside_in_agenda(PROGRAMME, "Kennisgenomen")
