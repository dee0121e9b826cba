"""Assignments in the demo municipality: for the college, between colleagues, and one that was turned down."""

from datetime import timedelta
from typing import Any

from app.assignments.models import Assignment
from app.assignments.service import agreeing, drafting, following
from app.assignments.service.drafting import TextData
from app.assignments.states import Involving, Rhythm, WorkType
from app.core.transaction import transaction
from app.demo.commissioning import ASKING, DOING, GOVERNING, agree_on, draft, found, offer
from app.demo.organisation import Town

COOL_PLACES = "Koele plekken in elke wijk"


def commission(town: Town) -> None:
    """Let people ask work of each other and agree on it."""
    _cool_places(town)
    _counter_in_the_library(town)
    _trees(town)
    _first_months(town)
    _playground(town)
    _paper(town)
    _way_to_school(town)
    _app(town)


def _cool_places(town: Town) -> None:
    """A bestuursopdracht that all three agreed to, and that runs."""
    key = draft(
        town,
        "CMT",
        COOL_PLACES,
        WorkType.TASK,
        {"Carolien": GOVERNING, "Ilse": ASKING, "Bram": DOING},
        by="Bram",
        is_for_college=True,
        texts={
            "occasion": "De zomers worden heter. Vorig jaar belden vooral ouderen dat zij hun huis niet uit durfden.",
            "purpose": "Iedereen vindt op loopafstand een plek om af te koelen, ook wie slecht ter been is.",
            "result": "In elke wijk minstens twee koele plekken, met een bank, water en schaduw.",
            "players": "Bewoners wijzen de plekken aan. Team Groen en spelen maakt ze, samen met de woningcorporatie.",
            "participation": "In elke wijk één avond aan een lange tafel. Wat daar wordt gezegd, staat in het plan.",
            "means": "Acht uur per week van een projectleider, en € 120.000 uit het klimaatfonds.",
            "risks": "Kabels en leidingen: daar weten we pas iets van als we graven.",
            "decisions": "Het college beslist over de plekken waar parkeerruimte voor verdwijnt.",
        },
        milestones=[
            ("De kaart van hete plekken is klaar", 40),
            ("In alle wijken is gesproken", 110),
            ("De eerste vijf plekken zijn klaar", 200),
        ],
        information=[
            ("De voortgang per wijk", "COL", Involving.INFORM, Rhythm.QUARTERLY, 5),
            ("Wat het kost en wat er nog is", "CMT", Involving.INFORM, Rhythm.MONTHLY, -3),
            ("Plekken waar parkeerruimte verdwijnt", "COL", Involving.INVOLVE, Rhythm.ONCE, 120),
        ],
        lasts=420,
        began=45,
    )
    offer(town, key, "Bram")
    agree_on(key)
    with transaction():
        assignment = found(key)
        talks = assignment.milestones[1]
        following.expect(assignment, talks.id, talks.due_on + timedelta(days=25), by=town.person("Bram"))


def _counter_in_the_library(town: Town) -> None:
    """Offered, with remarks: one was worked into a second version, one waits."""
    key = draft(
        town,
        "CMT",
        "Een balie in de bibliotheek",
        WorkType.PROJECT,
        {"Ilse": ASKING, "Anouk": DOING},
        by="Anouk",
        texts={
            "occasion": "Wie in de kernen woont, moet voor een paspoort een uur reizen.",
            "purpose": "Dichtbij geholpen worden, op uren dat mensen vrij zijn.",
            "result": "Twee middagen per week een balie in de bibliotheek, een half jaar op proef.",
            "means": "Twee collega's van Burgerzaken, en de ruimte die de bibliotheek ons leent.",
        },
        milestones=[("De bibliotheek en wij zijn het eens", 30), ("De eerste bezoeker is geholpen", 75)],
        lasts=260,
    )
    offer(town, key, "Anouk")
    with transaction():
        drafting.remark(found(key), "result", "Kan één middag ook een avond zijn?", by=town.person("Ilse"))
    with transaction():
        assignment = found(key)
        changed = _again(
            assignment, result="Eén middag en één avond per week een balie in de bibliotheek, een half jaar op proef."
        )
        told = [one.id for one in assignment.current.remarks]
        drafting.rewrite(
            assignment, changed, by=town.person("Anouk"), reason="Eén middag werd een avond.", worked_in=told
        )
    with transaction():
        drafting.remark(found(key), "means", "Wie vervangt deze twee aan de gewone balie?", by=town.person("Ilse"))


def _trees(town: Town) -> None:
    """Agreed, running, and talked over anew: it goes slower than was thought."""
    key = draft(
        town,
        "RUI",
        "Alle laanbomen gekeurd",
        WorkType.OPERATION,
        {"Bram": ASKING, "Joris": DOING},
        by="Joris",
        texts={
            "purpose": "Veilig onder de bomen door, en geen boom die voor niets verdwijnt.",
            "result": "Alle 6.200 laanbomen zijn gekeurd. Wat gevaarlijk is, is weg of gesnoeid.",
            "means": "Twee keurmeesters, elk drie dagen per week.",
        },
        milestones=[("De helft is gekeurd", 45), ("Alles is gekeurd", 150)],
        lasts=200,
    )
    offer(town, key, "Joris")
    agree_on(key)
    with transaction():
        agreeing.renegotiate(found(key), by=town.person("Joris"), reason="Eén keurmeester is langdurig ziek.")
    with transaction():
        assignment = found(key)
        changed = _again(
            assignment, means="Eén keurmeester drie dagen per week, en een bureau voor de drukste straten."
        )
        drafting.rewrite(
            assignment, changed, by=town.person("Joris"), reason="Met één keurmeester en een bureau halen we het ook."
        )


def _first_months(town: Town) -> None:
    """In a round: both are asked whether they can work with it."""
    key = draft(
        town,
        "CMT",
        "Een goed begin voor nieuwe collega's",
        WorkType.POLICY,
        {"Tom": ASKING, "Ruben": DOING},
        by="Ruben",
        texts={
            "occasion": "Van de collega's die vorig jaar begonnen is een op de vijf alweer weg.",
            "purpose": "Wie hier begint, weet na drie maanden de weg en wil blijven.",
            "scope": "Arbeidsvoorwaarden horen er niet bij.",
            "participation": "We vragen het aan de vijftien die dit jaar begonnen.",
        },
        milestones=[("Vijftien gesprekken gevoerd", 50), ("Het voorstel ligt bij het CMT", 100)],
        lasts=160,
    )
    offer(town, key, "Ruben")
    with transaction():
        agreeing.ask_consent(found(key), by=town.person("Tom"))


def _playground(town: Town) -> None:
    """A draft of somebody who is still writing."""
    draft(
        town,
        "GRO",
        "Een speelplek die jongeren zelf ontwerpen",
        WorkType.PROJECT,
        {"Joris": ASKING, "Daan": DOING},
        by="Daan",
        texts={"purpose": "Een plek waar wie twaalf tot zestien is graag komt, en die zij zelf heel houden."},
        milestones=[],
        lasts=240,
    )


def _paper(town: Town) -> None:
    """Turned down, with the reason."""
    key = draft(
        town,
        "CMT",
        "Het hele archief digitaal in een jaar",
        WorkType.PROJECT,
        {"Tom": ASKING, "Els": DOING},
        by="Tom",
        texts={"purpose": "Nooit meer naar de kelder.", "result": "Alle dossiers van na 1990 gescand."},
        milestones=[("De helft is gescand", 180)],
        lasts=365,
    )
    offer(town, key, "Tom")
    with transaction():
        why = "Met de mensen die er zijn lukt dit niet in een jaar. Graag eerst een proef met de bouwdossiers."
        drafting.decline(found(key), by=town.person("Els"), reason=why)


def _way_to_school(town: Town) -> None:
    """Agreed, and to begin when the winter is over."""
    key = draft(
        town,
        "RUI",
        "Veilig fietsen naar de Klimop",
        WorkType.PROJECT,
        {"Hanneke": ASKING, "Yara": DOING},
        by="Yara",
        texts={
            "occasion": "Twee van de drie ouders brengen hun kind met de auto, omdat andere ouders dat ook doen.",
            "purpose": "Kinderen van acht fietsen zelf naar school.",
            "result": "Eén route zonder doorgaand verkeer, en een plek om auto's een straat verderop te laten staan.",
            "participation": "De kinderen tekenen zelf waar het eng is.",
        },
        milestones=[("De kinderen hebben getekend", 110), ("De route ligt er", 260)],
        lasts=220,
        began=-90,
    )
    offer(town, key, "Yara")
    agree_on(key)


def _app(town: Town) -> None:
    """Agreed, begun, and stopped by both."""
    key = draft(
        town,
        "BUR",
        "Een eigen app voor meldingen over de straat",
        WorkType.PROJECT,
        {"Mo": ASKING, "Anouk": DOING},
        by="Anouk",
        texts={"purpose": "Wie een kapotte lamp ziet, meldt dat in een halve minuut."},
        milestones=[("De eerste melding komt binnen", 60)],
        lasts=180,
        began=60,
    )
    offer(town, key, "Anouk")
    agree_on(key)
    with transaction():
        why = "De landelijke app kan dit nu ook. Daar sluiten we bij aan: dat is goedkoper, en bewoners hebben hem al."
        agreeing.cancel(found(key), by=town.person("Mo"), reason=why)


def _again(assignment: Assignment, **texts: str) -> TextData:
    """The text in hand, with some of its parts said otherwise."""
    content: dict[str, Any] = assignment.current.content()
    return TextData(**content | {"texts": {**content["texts"], **texts}})
