"""In real browsers: a circle changes its own rules by its own round, and takes the decision with it as a document."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.accessibility import inspected
from tests.browser.house import OTHERS, House, on_the_phone, the_ready_round
from tests.browser.round_screens import Laptop
from tests.databases import ON_SQLITE_ALONE

pytestmark = ON_SQLITE_ALONE

RULES = "/kringen/4/afspraken/regels"


def kept(marit: Laptop, link: str) -> tuple[str, bytes]:
    """The name and the first bytes of what a link on the page gives to keep."""
    with marit.page.expect_download() as waiting:
        marit.page.get_by_role("link", name=link, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()[:4]


def test_a_circle_agrees_on_its_own_rules_and_keeps_the_decision_as_a_document(house: House) -> None:
    noor = house.welcome(Laptop, "Noor Achterberg", bypass_csp=True)
    noor.signs_in().opens(RULES)
    noor.sees("Van beheer")
    noor.follows("Stel een wijziging voor")
    noor.page.get_by_label("Hoeveel dagen mag iemand zeggen: dit is beleid?").fill("7")
    assert inspected(noor.page) == []
    noor.presses("Dien in")

    marit = house.welcome(Laptop, "Marit Oosterveld", bypass_csp=True)
    marit.signs_in().opens(f"/voorstellen/{noor.page.url.rsplit('/', 1)[1]}")
    marit.sets_ready()
    marit.decides_without(OTHERS)
    marit.sees(re.compile("staat in het register"))
    marit.opens(RULES)
    marit.sees("Van kracht")
    number = marit.page.get_by_role("link", name=re.compile(r"^GRO-\d{4}-\d+$")).first.inner_text()
    assert inspected(marit.page) == []
    marit.opens("/kringen/4")
    marit.sees(re.compile("tot 7 dagen erna zeggen: dit is beleid"))

    marit.opens(f"/besluiten/{number}")
    assert kept(marit, "Download als pdf") == (f"{number}.pdf", b"%PDF")
    assert kept(marit, "Download als Word") == (f"{number}.docx", b"PK\x03\x04")


def test_a_text_gets_another_file_while_its_objections_are_weighed(house: House, tmp_path: Path) -> None:
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.objects("Ik weet niet welke bermen.")
    marit.goes_on("Toon nu")
    marit.follows("Nieuwe tekst")
    marit.page.get_by_label("Waarom deze verandering?").fill("Met een kaart erbij")
    marit.follows("Wijzig de bijlagen")
    chosen = tmp_path / "Kaart van de bermen.pdf"
    chosen.write_bytes(b"%PDF-1.7 een kaart")
    marit.page.get_by_text("Voeg een bijlage toe").click()
    marit.page.get_by_label("Bestand").set_input_files(chosen)
    marit.presses("Voeg toe")
    marit.sees("De bijlage is toegevoegd.")
    fatima.sees("Kaart van de bermen.pdf")
    expect(fatima.page.get_by_role("link", name="Kaart van de bermen", exact=True)).to_be_visible()
    marit.follows("Terug naar de werkversie")
    assert marit.page.get_by_label("Waarom deze verandering?").input_value() == "Met een kaart erbij"
    marit.presses(re.compile("Maak dit versie 2"))
    expect(marit.page).to_have_url(re.compile("/gespreksleider$"))
    fatima.has_been_moved_to(marit.round_id)
    fatima.page.get_by_text("Lees het voorstel").click()
    with fatima.page.expect_download() as waiting:
        fatima.page.get_by_role("link", name="Kaart van de bermen").click()
    assert Path(waiting.value.path()).read_bytes() == b"%PDF-1.7 een kaart"
