"""A programme in the demo municipality: what it holds, two reports to college and raad, and a part of its own."""

from datetime import timedelta

from app.assignments.programme_models import Programme
from app.assignments.programme_queries import locked_programme, locked_report
from app.assignments.programme_states import Standing
from app.assignments.queries import locked_assignment
from app.assignments.service import own_parts, programme_reporting, programmes
from app.assignments.service.own_parts import OwnPartData
from app.assignments.service.programme_reporting import LineData
from app.assignments.service.programmes import ProgrammeData
from app.assignments.states import Involving, Rhythm, WorkType
from app.core import clock
from app.core.transaction import locked, transaction
from app.demo.commissioning import ASKING, DOING, GOVERNING, agree_on, draft, offer
from app.demo.organisation import Town
from app.organisation import service
from app.organisation.models import Unit
from app.organisation.service import temporary
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import Role, TemporaryKind

GROUPS = (
    # code, kind, name, task, who
    (
        "OWSTU",
        TemporaryKind.WORKING_GROUP,
        "Werkgroep Sturen",
        "Een kader schrijven waarin staat wie waarover beslist, en het in vier teams uitproberen.",
        (("Ruben", Role.CHAIR), ("Fatima", Role.MEMBER), ("Yara", Role.MEMBER)),
    ),
    (
        "OWLER",
        TemporaryKind.WORKING_GROUP,
        "Werkgroep Leren",
        "Bedenken hoe teams van elkaar leren, zonder dat er een cursus voor nodig is.",
        (("Anouk", Role.CHAIR), ("Mo", Role.MEMBER), ("Daan", Role.MEMBER), ("Els", Role.MEMBER)),
    ),
)


def develop(town: Town) -> None:
    """Let the Concernontwikkelprogramma begin, report once to the raad, and write its second report."""
    with transaction():
        asked = OwnPartData("Inclusie", "Voor wie werkt dit straks niet vanzelf?", None)
        own_parts.add_own_part(asked, by=town.person("Bea"))
    keys = [_framework(town), _learning(town), _plain_words(town)]
    key = _begin(town, keys)
    _first_report(town, key, keys)


def _begin(town: Town, assignments: list[int]) -> int:
    ilse, today = town.person("Ilse"), clock.today()
    with transaction():
        data = ProgrammeData(
            "Concernontwikkelprogramma",
            "Eén organisatie waarin teams zelf beslissen wat zij kunnen beslissen, en die elkaar kennen en helpen.",
            leader=town.person("Ruben"),
            starts_on=today - timedelta(days=150),
            ends_on=today + timedelta(days=540),
            commission=locked_assignment(assignments[0]),
        )
        key = programmes.begin_programme(town.units["CMT"], data, by=ilse).id
    with transaction():
        for assignment in assignments:
            programmes.take_in(_programme(key), locked_assignment(assignment), by=ilse)
    for code, kind, name, task, people in GROUPS:
        with transaction():
            until = clock.months_after(today, 9)
            group_data = TemporaryData(kind, name, task, until)
            group = temporary.set_up(town.units["CMT"], group_data, code=code, actor=ilse).unit
            for who, role in people:
                service.add_membership(town.person(who), locked(Unit, group.id), role, actor=ilse)
            programmes.add_group(_programme(key), group, by=ilse)
    return key


def _first_report(town: Town, key: int, assignments: list[int]) -> None:
    """Edited, and put before the college: it waits for a meeting."""
    ruben = town.person("Ruben")
    framework, learning, words = assignments
    with transaction():
        report = programme_reporting.begin_report(_programme(key), clock.today(), by=ruben).id
    with transaction():
        programme_reporting.edit_report(
            locked_report(report),
            "Het kader voor sturen ligt er, en vier teams werken ermee. Leren van elkaar komt op gang. "
            "Bij begrijpelijke brieven lopen we achter: het college krijgt daarover in januari een voorstel.",
            [
                LineData(
                    framework,
                    Standing.ON_COURSE,
                    why="Het kader is klaar en vier teams proberen het uit.",
                    purpose="Iedereen weet wie waarover beslist, en besluiten vallen zo dicht mogelijk bij het werk.",
                    reached="De werkgroep Sturen leverde het kader op. Vier teams werken er sinds deze maand mee.",
                    asked="",
                ),
                LineData(
                    learning,
                    Standing.ON_COURSE,
                    why="De eerste zes teams keken bij elkaar in de keuken.",
                    purpose="Teams leren van wat bij een ander team werkt, tijdens het gewone werk.",
                    reached="Zes teams gingen bij elkaar op bezoek. Vijf ervan deden daarna iets anders dan ervoor.",
                ),
                LineData(
                    words,
                    Standing.ATTENTION,
                    why="Herschrijven kost per brief twee keer zoveel tijd als gedacht.",
                    purpose="Inwoners begrijpen een brief van de gemeente in één keer lezen.",
                    reached="Dertig van de honderdtwintig brieven zijn herschreven en met inwoners getest.",
                    deviates="Volgens plan waren het er nu vijftig. Zo zijn we vier maanden later klaar.",
                    asked="Nu niets. In januari volgt een voorstel: eerst de zestig meest gestuurde brieven.",
                ),
            ],
            by=ruben,
        )
    with transaction():
        programme_reporting.propose(locked_report(report), by=ruben)


def _framework(town: Town) -> int:
    key = draft(
        town,
        "CMT",
        "Een kader voor sturen in de hele organisatie",
        WorkType.PROJECT,
        {"Wouter": GOVERNING, "Ilse": ASKING, "Ruben": DOING},
        by="Ruben",
        is_for_college=True,
        texts={
            "occasion": "Veel besluiten liggen te lang te wachten, omdat niemand zeker weet wie ze mag nemen.",
            "purpose": "Iedereen weet wie waarover beslist, en besluiten vallen zo dicht mogelijk bij het werk.",
            "result": "Een kader op twee bladzijden, uitgeprobeerd door vier teams, vastgesteld door het college.",
            "players": "Een werkgroep uit de teams schrijft het. De ondernemingsraad leest mee.",
            "decisions": "Het college stelt het kader vast, de raad krijgt elk half jaar bericht.",
        },
        milestones=[("Het kader ligt er", 0), ("Vier teams werken ermee", 60), ("Het college stelt het vast", 150)],
        information=[("De voortgang van het programma", "COL", Involving.INFORM, Rhythm.HALF_YEARLY, 30)],
        lasts=300,
    )
    offer(town, key, "Ruben")
    agree_on(key)
    return key


def _learning(town: Town) -> int:
    key = draft(
        town,
        "CMT",
        "Leren bij elkaar in de keuken",
        WorkType.POLICY,
        {"Ilse": ASKING, "Anouk": DOING},
        by="Anouk",
        texts={
            "purpose": "Teams leren van wat bij een ander team werkt, tijdens het gewone werk.",
            "result": "Elk team gaat twee keer per jaar een dagdeel bij een ander team kijken.",
            "means": "Twee dagdelen per team, en vier uur per week om het te regelen.",
        },
        milestones=[("Zes teams zijn bij elkaar geweest", 30), ("Alle teams doen mee", 180)],
        lasts=300,
    )
    offer(town, key, "Anouk")
    agree_on(key)
    return key


def _plain_words(town: Town) -> int:
    key = draft(
        town,
        "CMT",
        "Brieven die iedereen begrijpt",
        WorkType.PROJECT,
        {"Tom": ASKING, "Mo": DOING},
        by="Mo",
        texts={
            "occasion": "Een op de vijf telefoontjes gaat over een brief die niet te begrijpen is.",
            "purpose": "Inwoners begrijpen een brief van de gemeente in één keer lezen.",
            "result": "Honderdtwintig brieven herschreven, en met inwoners getest.",
            "risks": "Juristen en schrijvers moeten het eens worden, en dat kost tijd.",
        },
        milestones=[("Vijftig brieven zijn herschreven", 0), ("Alle brieven zijn herschreven", 200)],
        lasts=240,
    )
    offer(town, key, "Mo")
    agree_on(key)
    return key


def _programme(key: int) -> Programme:
    return locked_programme(key)
