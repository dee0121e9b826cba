"""The year in the demo municipality: the jaaragenda of the CMT, the termijnagenda of the college, and a werkgroep."""

from datetime import date, timedelta

from app.core import clock
from app.core.transaction import locked, transaction
from app.decisions.service import proposals
from app.decisions.service.wordings import WordingData
from app.demo.organisation import Town
from app.meetings.service import agenda, year
from app.meetings.service.agenda import ItemData
from app.meetings.service.year import StepData
from app.meetings.states import ItemType
from app.organisation import service
from app.organisation.models import Unit
from app.organisation.service import temporary
from app.organisation.service.temporary import TemporaryData
from app.organisation.states import Role, TemporaryKind

EVERY_YEAR = (
    # what, what is asked, what for, minutes, from month, until month
    ("Ontwikkelgesprekken: hoe staan we ervoor?", "Wat horen we in de teams?", ItemType.PICTURING, 20, 2, 3),
    ("Voorjaarsnota: wat vragen de teams?", "Wat heeft voorrang?", ItemType.FORMING, 30, 4, 5),
    ("Plannen van de teams voor volgend jaar", "Ieder team licht zijn plan toe.", ItemType.PICTURING, 45, 7, 9),
    ("Plannen op elkaar afstemmen", "Waar botst het, en waar helpt het?", ItemType.FORMING, 60, 9, 10),
    ("Terugblik op onze manier van werken", "Wat houden we, wat laten we?", ItemType.FORMING, 45, 11, 12),
    ("Rooster en bereikbaarheid rond de feestdagen", "", ItemType.INFORMING, 10, 11, 1),
)
EXPECTED = (
    # what, what is asked, what for, in how many months, whether only the month is known
    ("Jaarrekening", "Vaststellen voor de raad.", ItemType.DECIDING, 5, True),
    ("Woonvisie: concept voor inspraak", "Vrijgeven voor inspraak.", ItemType.DECIDING, 2, True),
    ("Subsidieregeling buurtfeesten", "Wat vinden jullie van de drie varianten?", ItemType.FORMING, 1, False),
    ("Evaluatie van de jaarwisseling", "", ItemType.INFORMING, 3, True),
)


def look_ahead(town: Town) -> None:
    """Write the year of the CMT and of the college down, and let a werkgroep begin."""
    petra, gijs = town.person("Petra"), town.person("Gijs")
    with transaction():
        cmt = locked(Unit, town.units["CMT"].id)
        for title, aim, kind, minutes, first, last in EVERY_YEAR:
            year.add(cmt, StepData(title, aim, kind, minutes, petra, months=(first, last)), by=petra)
        college = locked(Unit, town.units["COL"].id)
        for title, aim, kind, months, whole_month in EXPECTED:
            year.add(college, _expected(town, title, aim, kind, months, whole_month=whole_month), by=gijs)
    _begin_a_working_group(town)


def _expected(town: Town, title: str, aim: str, kind: ItemType, months: int, *, whole_month: bool) -> StepData:
    on: date = clock.months_after(clock.today(), months)
    return StepData(
        title,
        aim,
        kind,
        20,
        town.person("Carolien"),
        expected_on=on.replace(day=1) if whole_month else on,
        whole_month=whole_month,
    )


def _begin_a_working_group(town: Town) -> None:
    """It has a proposal and a point for its next meeting: what goes to the CMT when it stops."""
    petra, mo = town.person("Petra"), town.person("Mo ")
    with transaction():
        data = TemporaryData(
            TemporaryKind.WORKING_GROUP,
            "Werkgroep Drukte aan de balie",
            "Een voorstel waarmee de wachttijd op maandag en vrijdag onder het kwartier blijft.",
            clock.today() + timedelta(days=120),
            "Proeven van hoogstens vier weken, binnen het rooster dat er is.",
        )
        group = temporary.set_up(town.units["CMT"], data, code="BALIE", actor=petra).unit
        for name, role in (("Mo ", Role.CHAIR), ("Els", Role.MEMBER), ("Ruben", Role.MEMBER)):
            service.add_membership(town.person(name), group, role, actor=petra)
        key = group.id
    with transaction():
        group = locked(Unit, key)
        text = WordingData(
            what="Vier weken proberen: op maandag een derde loket",
            why="De meeste mensen komen op maandag tussen tien en twaalf. Met een derde loket zien we of dat helpt.",
            owner_id=mo.id,
            starts_on=clock.today() + timedelta(days=14),
            review_on=clock.today() + timedelta(days=45),
        )
        proposals.hand_in_new(group, text, by=mo, author=mo)
        agenda.suggest(group, ItemData("Meetellen bij de balie: wie doet welke ochtend?"), by=town.person("Els"))
