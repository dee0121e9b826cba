"""Assignments in the demo municipality: for the college, between colleagues, and one that was turned down."""

from datetime import timedelta
from typing import Any

from app.assignments.models import Assignment
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing, drafting, following
from app.assignments.service.drafting import AssignmentData, TextData
from app.assignments.states import Involving, PartyRole, Rhythm, WorkType
from app.core import clock
from app.core.transaction import transaction
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.states import Choice, RoundMode
from app.demo.organisation import Town
from app.organisation.models import Person

GOVERNING, ASKING, DOING = PartyRole.GOVERNING_COMMISSIONER, PartyRole.COMMISSIONER, PartyRole.CONTRACTOR


COOL_PLACES = "Koele plekken in elke wijk"


def commission(town: Town) -> None:
    """Let people ask work of each other and agree on it."""
    _cool_places(town)
    _counter_in_the_library(town)
    _trees(town)
    _first_months(town)
    _playground(town)
    _paper(town)


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


def draft(
    town: Town,
    unit: str,
    title: str,
    work_type: WorkType,
    parties: dict[str, PartyRole],
    *,
    by: str,
    texts: dict[str, str],
    milestones: list[tuple[str, int]],
    lasts: int,
    information: list[tuple[str, str, Involving, Rhythm, int]] | None = None,
    is_for_college: bool = False,
    began: int = 0,
) -> int:
    """`began`, how long ago, in days."""
    author, today = town.person(by), clock.today()
    first_day = today - timedelta(days=began)
    text = TextData(
        title=title,
        texts=texts,
        milestones=[{"what": what, "due_on": _iso(days)} for what, days in milestones],
        information=[
            {
                "about": about,
                "unit": town.units[code].id,
                "unit_name": town.units[code].name,
                "how": how.value,
                "rhythm": rhythm.value,
                "first_on": _iso(days),
            }
            for about, code, how, rhythm, days in information or ()
        ],
        starts_on=first_day,
        ends_on=None if work_type is WorkType.TASK else first_day + timedelta(days=lasts),
        review_on=today + timedelta(days=lasts // 2),
    )
    with transaction():
        data = AssignmentData(title, work_type, is_for_college=is_for_college)
        key = drafting.draft(town.units[unit], data, by=author).id
    with transaction():
        assignment = found(key)
        drafting.edit(assignment, text, by=author)
        for name, role in parties.items():
            drafting.name_party(assignment, town.person(name), role, by=author)
    return key


def offer(town: Town, key: int, by: str) -> None:
    """Offer a draft to the other parties."""
    with transaction():
        drafting.offer(found(key), by=town.person(by))


def agree_on(key: int) -> None:
    """All parties consent, in a round that one of those who ask leads."""
    with transaction():
        assignment = found(key)
        leads = next(one.person for one in assignment.living if one.role is ASKING)
        round_id = agreeing.ask_consent(assignment, by=leads).id
    consent(round_id, leads)


def consent(round_id: int, leads: Person) -> None:
    """All parties consent in a round."""
    with transaction():
        round_ = locked_round(round_id)
        people = [one.person for one in round_.electors if one.person is not None]
        for person in people:
            attendance.arrive(round_, by=person)
        rounds.open_round(round_, by=leads, mode=RoundMode.HAMMER, papers_sent=True)
        for person in people:
            answers.answer(round_, AnswerData(Choice.CONSENT), by=person)
        rounds.reveal(round_, by=leads)
        rounds.conclude(round_, by=leads)


def _again(assignment: Assignment, **texts: str) -> TextData:
    """The text in hand, with some of its parts said otherwise."""
    content: dict[str, Any] = assignment.current.content()
    return TextData(**content | {"texts": {**content["texts"], **texts}})


def found(key: int) -> Assignment:
    """An assignment, locked, ready to act on."""
    return locked_assignment(key)


def _iso(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()
