"""The screens of units and people, used as a browser without script would."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup

from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from app.organisation import panels, service
from app.organisation.models import Person, Unit
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.cast import Cast, engage
from tests.databases import ON_SQLITE_ALONE
from tests.stored import everything

pytestmark = ON_SQLITE_ALONE

DAY = timedelta(days=1)


@pytest.fixture
def administrator(app: Flask, cast: Cast) -> Visitor:
    """The beheerder, at work."""
    return Visitor(app).sign_in(cast.administrator)


@pytest.fixture
def colleague(app: Flask, cast: Cast) -> Visitor:
    """A colleague without a role anywhere."""
    return Visitor(app).sign_in(cast.outsider)


READ_BY_ALL = [
    "/kringen/",
    "/kringen/3",
    "/mensen/",
    "/mensen/1",
    "/mensen/?zoek=postma",
    "/account/",
    "/account/wachtwoord",
]
READ_BY_ADMINISTRATOR = [
    "/kringen/nieuw",
    "/kringen/3/wijzigen",
    "/kringen/3/verplaatsen",
    "/kringen/3/beeindigen",
    "/kringen/3/logboek",
    "/kringen/3/rollen/nieuw",
    "/kringen/rollen/1/beeindigen",
    "/kringen/rollen/1/afwezig",
    "/kringen/rollen/1/terug",
    "/kringen/niveaus",
    "/kringen/niveaus/nieuw",
    "/kringen/niveaus/3",
    "/mensen/nieuw",
    "/mensen/1/wijzigen",
    "/mensen/1/beeindigen",
    "/mensen/1/logboek",
]
WRITTEN_BY_ADMINISTRATOR = [
    "/kringen/nieuw",
    "/kringen/3/wijzigen",
    "/kringen/3/verplaatsen",
    "/kringen/3/beeindigen",
    "/kringen/3/rollen/nieuw",
    "/kringen/rollen/1/beeindigen",
    "/kringen/rollen/1/terugnemen",
    "/kringen/rollen/1/afwezig",
    "/kringen/rollen/1/terug",
    "/kringen/niveaus/nieuw",
    "/kringen/niveaus/3",
    "/mensen/nieuw",
    "/mensen/1/wijzigen",
    "/mensen/1/beeindigen",
    "/mensen/1/toelaten",
    "/mensen/1/beheerder",
    "/mensen/1/geen-beheerder",
    "/mensen/1/uitnodigen",
]
NOWHERE = ["/kringen/4000", "/kringen/4000/wijzigen", "/kringen/rollen/4000/beeindigen", "/kringen/niveaus/4000"]
NOWHERE += ["/mensen/4000", "/mensen/4000/logboek", "/kringen/x", "/uitnodiging/x"]


class TestWhoSeesWhat:
    """Everybody who is signed in may look; only the beheerder may change."""

    def test_nobody_is_asked_to_sign_in(self, visitor: Visitor, cast: Cast) -> None:
        for path in READ_BY_ALL + READ_BY_ADMINISTRATOR:
            visitor.open(path)
            assert visitor.heading == "Inloggen", path

    def test_a_colleague_may_look(self, colleague: Visitor) -> None:
        for path in READ_BY_ALL:
            colleague.open(path)

    def test_a_colleague_may_not_administer(self, colleague: Visitor) -> None:
        for path in READ_BY_ADMINISTRATOR:
            colleague.open(path, 404 if any(sign.isdigit() for sign in path) else 403)

    def test_a_colleague_changes_nothing(self, colleague: Visitor) -> None:
        colleague.open("/account/")
        before = everything()
        for path in WRITTEN_BY_ADMINISTRATOR:
            colleague.open("/account/").send(path, 403, on=str(clock.today()), name="x", place=0)
        assert everything() == before

    def test_a_colleague_sees_no_button_of_the_beheerder(self, colleague: Visitor) -> None:
        for path in ("/kringen/", "/kringen/3", "/mensen/", "/mensen/1"):
            colleague.open(path)
            assert not {"Kring toevoegen", "Wijzigen", "Rol toevoegen", "Beëindigen", "Collega toevoegen"} & set(
                colleague.links
            )
            assert colleague.buttons in ([], ["Zoeken"])

    def test_the_beheerder_may_do_all_of_it(self, administrator: Visitor) -> None:
        for path in READ_BY_ALL + READ_BY_ADMINISTRATOR:
            administrator.open(path)

    def test_what_is_not_there(self, administrator: Visitor) -> None:
        for path in NOWHERE:
            administrator.open(path, 404)


class TestUnits:
    """The units as they lie within each other, and the page of each."""

    def test_the_tree(self, colleague: Visitor) -> None:
        colleague.open("/kringen/")
        names = [
            [str(link.string) for link in item.select(":scope > div a")]
            for item in colleague.page.select("ul.tree ul.tree ul.tree > li")
        ]
        assert names == [["Team Ruimte"]]
        assert colleague.sees(
            "Functioneel leider: Joost van Dijk", "Afgevaardigde: Fatima Bouzid", "De koers van de organisatie."
        )
        colleague.click("CMT")
        assert colleague.heading == "CMT"

    def test_nothing_yet(self, app: Flask) -> None:
        with transaction():
            service.seed_levels()
            first = engage("Ineke Smeets", is_administrator=True)
        visitor = Visitor(app).sign_in(first).open("/kringen/")
        assert visitor.sees("Er zijn nog geen kringen")
        visitor.click("Voeg de eerste kring toe")

    def test_the_page_of_a_unit(self, colleague: Visitor) -> None:
        colleague.open("/kringen/2")
        assert colleague.sees("Dubbele koppeling", "Joost van Dijk Functioneel leider van Team Ruimte")
        assert colleague.sees("Aanwezigen beslissen")
        assert [str(link.string) for link in colleague.page.select("nav ol a")] == [
            "Kringen",
            "College van burgemeester en wethouders",
        ]
        colleague.click("Heleen Terpstra")
        assert colleague.sees("doet daardoor ook mee in College van burgemeester en wethouders")

    def test_a_unit_from_beginning_to_end(self, administrator: Visitor, cast: Cast, time_machine: Any) -> None:
        administrator.open("/kringen/").click("Kring toevoegen")
        administrator.submit(
            "Kring toevoegen",
            name="Werkgroep Kermis",
            code="KER",
            level="team",
            parent="CMT",
            purpose="Een **veilige** kermis.",
            absence_rule="Aanhouden tot iedereen heeft geantwoord",
        )
        assert administrator.heading == "Werkgroep Kermis"
        assert administrator.page.select_one("main strong") is not None
        assert administrator.sees("Aanhouden tot iedereen heeft geantwoord")
        administrator.click("Wijzigen").submit("Opslaan", name="Werkgroep Kermis en Markt")
        administrator.click("Verplaatsen naar een andere kring").submit("Verplaatsen", parent="Team Ruimte")
        assert administrator.sees("Bredere kring Team Ruimte")
        administrator.click("Rol toevoegen").submit(
            "Rol toevoegen", person="Lotte Vermeer (lotte.vermeer@voorbeeld.example)", role="Functioneel leider"
        )
        assert administrator.sees("Lotte Vermeer Functioneel leider, sinds")
        administrator.click("Kring beëindigen").submit("Beëindigen", on=str(clock.today()))
        time_machine.move_to(clock.now() + DAY)
        administrator.open(administrator.path)
        assert administrator.sees("Deze kring is geëindigd op", "1 eerdere rol", "Lotte Vermeer Functioneel leider,")
        assert "Wijzigen" not in administrator.links
        administrator.click("Logboek van deze kring")
        assert administrator.sees(
            "Naam was: Werkgroep Kermis", "Het werd: Werkgroep Kermis en Markt", "Het werd: Team Ruimte"
        )
        assert administrator.sees("Lotte Vermeer: functioneel leider vanaf", "Laatste dag van de kring", "Ineke Smeets")
        administrator.open("/kringen/")
        assert administrator.sees("1 beëindigde kring")

    def test_what_was_typed_stays(self, administrator: Visitor) -> None:
        administrator.open("/kringen/nieuw")
        administrator.submit(
            "Kring toevoegen", 422, name="Team Sport", code="ru i", purpose="Meer <b>bewegen</b>", starts_on="morgen"
        )
        assert administrator.value_of("name") == "Team Sport"
        assert administrator.value_of("purpose") == "Meer <b>bewegen</b>"
        assert administrator.value_of("starts_on") == "morgen"
        assert administrator.error_at("code") == "Gebruik 2 tot 12 hoofdletters en cijfers, en begin met een letter."
        assert administrator.error_at("level") == "Kies er een."
        assert administrator.error_at("absence_rule") == "Kies er een."
        assert administrator.error_at("starts_on") == "Vul een datum in, zoals 24-11-2026."
        assert administrator.error_at("name") == ""
        administrator.submit(
            "Kring toevoegen", 422, code="RUI", level="team", absence_rule="present_decide", starts_on="24-11-2030"
        )
        assert administrator.error_at("code") == "De afkorting RUI is al in gebruik."
        administrator.submit("Kring toevoegen", code="SPO")
        assert administrator.sees("Deze kring begint op 24 november 2030.")

    def test_saving_what_nobody_changed_records_nothing(self, administrator: Visitor, cast: Cast) -> None:
        administrator.open("/kringen/3/wijzigen").submit("Opslaan", purpose="Mooi buiten.\n\n- groen\n- veilig")
        before = everything()["journal_entries"]
        administrator.open("/kringen/3/wijzigen").submit("Opslaan")
        assert everything()["journal_entries"] == before
        db.session.refresh(cast.ruimte)
        assert cast.ruimte.purpose == "Mooi buiten.\n\n- groen\n- veilig"

    @pytest.mark.parametrize("field", ["level", "parent"])
    def test_what_was_not_offered_is_refused(self, administrator: Visitor, field: str) -> None:
        before = len(everything()["units"])
        administrator.open("/kringen/nieuw")
        fields = {"name": "X", "code": "XX", "level": "3", "parent": "0", "absence_rule": "present_decide"}
        fields |= {"starts_on": str(clock.today()), field: "4000"}
        administrator.send("/kringen/nieuw", 422, **fields)
        assert administrator.error_at(field) == "Kies er een."
        assert len(everything()["units"]) == before

    def test_stored_text_cannot_run(self, administrator: Visitor, cast: Cast) -> None:
        script = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        administrator.open("/kringen/3/wijzigen").submit(
            "Opslaan", name=script, purpose=script, domain=f"[x](javascript:alert(1)) {script}"
        )
        assert script in administrator.heading
        for path in ("/kringen/", "/kringen/2", "/kringen/3/logboek", "/mensen/", "/inloggen"):
            administrator.open(path)

    def test_levels(self, administrator: Visitor) -> None:
        administrator.open("/kringen/niveaus").click("Niveau toevoegen")
        administrator.submit("Niveau toevoegen", name="wijkteam", place="Breder dan team")
        assert administrator.links[-7:] == ["concern", "domein", "afdeling", "wijkteam", "team", "cluster", "individu"]
        administrator.click("cluster")
        assert administrator.value_of("name") == "cluster"
        administrator.submit("Opslaan", 422, name="team")
        assert administrator.error_at("name") == "Er is al een niveau dat team heet."
        administrator.submit("Opslaan", name="vakgroep", place="Het smalst")
        assert administrator.links[-2:] == ["individu", "vakgroep"]


class TestRoles:
    """What the beheerder does with roles."""

    def test_a_new_leader(self, administrator: Visitor, cast: Cast) -> None:
        tomorrow = clock.today() + DAY
        administrator.open("/kringen/3").click("Rol toevoegen")
        administrator.submit("Rol toevoegen", 422, person=str(cast.outsider.id), role="leader", starts_on=str(tomorrow))
        assert administrator.error_at("succeeding").startswith(
            "Joost van Dijk is nu functioneel leider, en een kring heeft er één."
        )
        administrator.submit("Rol toevoegen", succeeding=True)
        assert administrator.sees("Binnenkort Lotte Vermeer Functioneel leider vanaf")
        administrator.submit("Gaat niet door")
        assert administrator.sees("1 eerdere rol", "Lotte Vermeer Functioneel leider, ging niet door")

    def test_an_end(self, administrator: Visitor, cast: Cast) -> None:
        administrator.open("/kringen/rollen/1/beeindigen")
        assert administrator.sees("Marijke Postma, gespreksleider")
        administrator.submit("Beëindigen", 422, on=str(clock.today() - DAY))
        assert administrator.error_at("on").startswith("Deze rol begint pas op")
        administrator.submit("Beëindigen", on=str(clock.today() + DAY))
        assert administrator.heading == "Team Ruimte"

    def test_long_absence(self, administrator: Visitor, cast: Cast, time_machine: Any) -> None:
        with transaction():
            service.add_membership(cast.chair, cast.cmt, Role.MEMBER, actor=SYSTEM)
        administrator.open("/kringen/rollen/1/afwezig")
        administrator.submit("Opslaan", 422, absent_until=str(clock.today() - DAY))
        assert administrator.error_at("absent_until") == "De laatste dag ligt voor de eerste."
        administrator.submit("Opslaan", absent_until="", everywhere=True)
        assert administrator.sees("langdurig afwezig")
        assert administrator.open("/kringen/2").sees("langdurig afwezig")
        time_machine.move_to(clock.now() + DAY)
        administrator.open("/kringen/3").click("Weer terug").submit("Opslaan")
        assert administrator.notice == "Marijke Postma doet weer mee."
        assert not administrator.sees("langdurig afwezig")


class TestPeople:
    """Finding people, and what the beheerder does with them."""

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("postma", ["Marijke Postma"]),
            ("POSTM", ["Marijke Postma"]),
            ("joost dijk", ["Joost van Dijk"]),
            ("smeets@voorbeeld", ["Ineke Smeets"]),
            ("zoé", ["Zoë Ünal"]),
            ("' OR 1=1 --", []),
            ('"postma" OR *', []),
            ("xyz", []),
        ],
    )
    def test_search(self, colleague: Visitor, words: str, found: list[str]) -> None:
        with transaction():
            engage("Zoë Ünal")
        colleague.open("/mensen/").submit("Zoeken", zoek=words)
        assert [str(link.string) for link in colleague.page.select("a.table__main-link")] == found
        assert colleague.value_of("zoek") == words
        if not found:
            assert colleague.sees("Niemand gevonden")

    def test_pages(self, colleague: Visitor) -> None:
        with transaction():
            for number in range(70):
                engage(f"Collega {number:02}")
        colleague.open("/mensen/")
        assert colleague.sees("83 mensen")
        seen = []
        for _ in range(3):
            seen += [str(link.string) for link in colleague.page.select("a.table__main-link")]
            if "Volgende" in colleague.links:
                colleague.click("Volgende")
        assert len(seen) == len(set(seen)) == 83
        assert seen == sorted(seen, key=str.casefold)
        assert colleague.path.endswith("pagina=3")
        for odd in ("0", "-4", "99", "x"):
            colleague.open(f"/mensen/?pagina={odd}")

    def test_somebody_new(self, administrator: Visitor) -> None:
        administrator.open("/mensen/").click("Collega toevoegen")
        administrator.submit("Collega toevoegen", 422, name="Nina Mol", email="nina")
        assert administrator.error_at("email") == "Dit is geen e-mailadres."
        administrator.submit("Collega toevoegen", 422, email="LOTTE.vermeer@voorbeeld.example")
        assert administrator.error_at("email") == "Er is al iemand met dit e-mailadres."
        administrator.submit("Collega toevoegen", email="nina.mol@voorbeeld.example")
        assert administrator.heading == "Nina Mol"
        assert administrator.sees("Heeft nog geen wachtwoord", "Nu geen rol in een kring.")
        administrator.click("Wijzigen").submit("Opslaan", name="Nina Mol-de Wit")
        administrator.click("Logboek van Nina Mol-de Wit")
        assert administrator.sees("Naam was: Nina Mol", "Het werd: Nina Mol-de Wit", "Toegevoegd")
        assert administrator.open("/mensen/?zoek=wit").sees("Nina Mol-de Wit")

    def test_leaving_and_coming_back(self, administrator: Visitor, cast: Cast, time_machine: Any) -> None:
        administrator.open(f"/mensen/{cast.chair.id}").click("Vertrek vastleggen").submit("Vastleggen")
        assert administrator.sees("Marijke Postma is hier tot en met")
        time_machine.move_to(clock.now() + DAY)
        administrator.open(f"/mensen/{cast.chair.id}")
        assert administrator.sees("Marijke Postma is hier weg sinds", "1 eerdere rol")
        administrator.submit("Weer toelaten")
        assert administrator.sees("Maak een uitnodiging")

    def test_a_second_beheerder(self, administrator: Visitor, cast: Cast) -> None:
        administrator.open(f"/mensen/{cast.administrator.id}").submit("Geen beheerder meer", 409)
        assert administrator.sees("Ineke Smeets is de laatste beheerder. Maak eerst iemand anders beheerder.")
        administrator.open(f"/mensen/{cast.outsider.id}").submit("Maak beheerder")
        administrator.open(f"/mensen/{cast.administrator.id}").submit("Geen beheerder meer")
        assert "Geen beheerder meer" not in administrator.buttons
        administrator.open("/kringen/nieuw", 403)


def test_other_features_show_a_panel_on_the_page_of_a_unit(
    colleague: Visitor, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_unit_panels", [])

    @panels.on_unit_page
    def greeting(unit: Unit, reader: Person) -> Markup | None:
        return Markup("<p>Dag {} bij {}</p>").format(reader.name, unit.name) if unit.code == "RUI" else None

    panels.on_unit_page(greeting)
    assert colleague.open("/kringen/3").text.count("Dag Lotte Vermeer bij Team Ruimte") == 1
    assert not colleague.open("/kringen/2").sees("Dag Lotte")


def test_a_form_without_a_token_is_refused(app: Flask, cast: Cast) -> None:
    visitor = Visitor(app).sign_in(cast.administrator).open("/kringen/nieuw")
    before = everything()
    visitor.page.select("input[name=csrf_token]")[-1]["value"] = "made up"
    visitor.submit("Kring toevoegen", 400, name="Zonder")
    assert everything() == before
