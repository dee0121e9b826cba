"""Assignments in the demo municipality that are under way or done: reports, a conversation, and lessons."""

from datetime import timedelta

from app.assignments.courses import Aspect, Course
from app.assignments.queries import assignments_for
from app.assignments.service import closing, reporting
from app.assignments.service.closing import LookBackData, ResultData
from app.assignments.service.reporting import FeelingData, ReportData
from app.assignments.states import WorkType
from app.core import clock
from app.core.transaction import transaction
from app.demo.assignments import COOL_PLACES
from app.demo.commissioning import ASKING, DOING, agree_on, consent, draft, found, offer
from app.demo.organisation import Town
from app.organisation.models import Person


def follow(town: Town) -> None:
    """Let people tell how an assignment goes, and look back on one that is done."""
    _tell_how_it_goes(town)
    _one_counter_for_events(town)
    _letters_in_large_print(town)


def _tell_how_it_goes(town: Town) -> None:
    """Two reports, of which the second is off course, and what the two said to each other about it."""
    (key,) = (one.id for one in assignments_for(town.person("Bram")) if one.title == COOL_PLACES)
    first = ReportData(
        courses=dict.fromkeys(Aspect, Course.ON) | {Aspect.RISK: Course.ATTENTION},
        whys={Aspect.RISK: "De kabels liggen niet overal waar de kaart ze tekent."},
        reached="De metingen van deze zomer zijn binnen. In drie wijken liepen we met bewoners een ronde.",
    )
    second = ReportData(
        courses=dict(first.courses) | {Aspect.PLANNING: Course.OFF, Aspect.WHOLE: Course.ATTENTION},
        whys={
            **first.whys,
            Aspect.PLANNING: "De kaart komt vier weken later: de metingen in Oost moesten over.",
            Aspect.WHOLE: "De kaart is laat. De plekken zelf halen we nog.",
        },
        reached="Van zeven van de negen wijken is de kaart klaar. Veertien plekken aangewezen door bewoners.",
        deviates="De kaart van Oost en het centrum komt eind volgende maand.",
        asked="Mogen we in Noord al beginnen met de eerste twee plekken, voordat de hele kaart er is?",
    )
    for data, days_ago in ((first, 30), (second, 2)):
        with transaction():
            made = reporting.report(found(key), data, by=town.person("Bram"))
            made.written_at = clock.now() - timedelta(days=days_ago)
    with transaction():
        agreed = "We bellen voortaan elke twee weken, een kwartier. Ilse vraagt bij Beheer een tweede meetploeg."
        feeling = FeelingData(4, "Ik kon zeggen dat het tegenzit.")
        on = clock.today() - timedelta(days=5)
        talked = reporting.converse(found(key), on, agreed, by=town.person("Bram"), feeling=feeling).id
    with transaction():
        feeling = FeelingData(3, "Ik hoor het graag eerder.")
        reporting.say_how_it_feels(found(key), talked, feeling, by=town.person("Ilse"))


def _one_counter_for_events(town: Town) -> None:
    """Done, accepted by both, and looked back on."""
    key = draft(
        town,
        "CMT",
        "Eén loket voor evenementen",
        WorkType.PROJECT,
        {"Ilse": ASKING, "Els": DOING},
        by="Els",
        texts={
            "occasion": "Wie een buurtfeest wil houden, belt nu met vier afdelingen.",
            "purpose": "Iets organiseren in je buurt is een kwestie van één gesprek.",
            "result": "Eén loket, één formulier, en binnen twee weken antwoord.",
            "means": "Zes uur per week van Els, en een dag per week van een collega van Vergunningen.",
        },
        milestones=[("Het formulier is klaar", -120), ("Het loket is open", -30)],
        lasts=300,
        began=240,
    )
    offer(town, key, "Els")
    agree_on(key)
    result = "Het loket is open, met één formulier. Acht van de tien aanvragen krijgen binnen twee weken antwoord."
    differs = "Grote evenementen duren nog langer: de politie kijkt daar ook naar."
    _finish(key, ResultData(result, differs), by=town.person("Els"))
    with transaction():
        learned = LookBackData(
            result="Organisatoren zeggen dat zij eindelijk iemand aan de lijn krijgen.",
            cooperation="We belden elke week. Dat hielp meer dan de stukken.",
            lessons="Laat vijf organisatoren het formulier invullen voordat je het bouwt. "
            "En spreek met elke afdeling één naam af, geen postbus.",
        )
        closing.look_back(found(key), learned, by=town.person("Ilse"))


def _letters_in_large_print(town: Town) -> None:
    """Done and accepted; nobody has looked back yet."""
    key = draft(
        town,
        "BUR",
        "Stempassen in grote letters",
        WorkType.OPERATION,
        {"Anouk": ASKING, "Els": DOING},
        by="Els",
        texts={
            "purpose": "Wie slecht ziet, leest zelf waar en wanneer er gestemd wordt.",
            "result": "Wie erom vraagt, krijgt de stempas in grote letters.",
        },
        milestones=[("De drukker heeft een proef gemaakt", -60), ("De eerste honderd zijn verstuurd", -14)],
        lasts=120,
        began=110,
    )
    offer(town, key, "Els")
    agree_on(key)
    _finish(key, ResultData("Er zijn er 140 verstuurd, en niemand belde met vragen."), by=town.person("Els"))


def _finish(key: int, result: ResultData, *, by: Person) -> None:
    """Offer a result that the parties accept."""
    with transaction():
        round_id = closing.offer_result(found(key), result, by=by).id
    consent(round_id, by)
