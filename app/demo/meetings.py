"""The meetings of the CMT in the demo municipality: two that were held, and one to come."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, executions, initials, mandates, proposals, register, rounds
from app.decisions.service.actions import ActionData
from app.decisions.service.answers import AnswerData
from app.decisions.service.executions import ExecutionData
from app.decisions.service.mandates import MandateData
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, MandateKind, RoundMode
from app.demo.organisation import Town
from app.meetings.models import AgendaItem, Meeting
from app.meetings.queries.items import waiting_in
from app.meetings.queries.meetings import locked_meeting, locked_series
from app.meetings.service import agenda, attendance, closing, items, minutes, planning, running, speaking
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import SeriesData
from app.meetings.states import Feeling, ItemKind, ItemType, NoteKind, Outcome
from app.organisation.models import Person

HERE = ("Tom", "Petra", "Ilse", "Ruben", "Bram", "Anouk")
FORTNIGHT = timedelta(weeks=2)
BUSY_DESK = ItemData(
    "Drukte aan de balie in mei",
    "Welke oplossing zien jullie? Anouk neemt het mee naar haar team.",
    type=ItemType.FORMING,
    time_box=20,
)
OFFICE = ItemData("Verbouwing van de tweede verdieping", "Wat weten we nog niet?", type=ItemType.PICTURING, time_box=15)
CARDS = (
    ((4, 3, 3, 3, 2), (5, 4, 3, 4, 3), (4, 4, 4, 3, 3), (3, 3, 2, 3, 2), (4, 4, 3, 4, 3), (5, 4, 4, 3, 4)),
    ((5, 4, 4, 3, 3), (5, 4, 4, 4, 4), (4, 5, 4, 3, 3), (4, 4, 3, 3, 4), (4, 4, 5, 4, 4), (5, 5, 4, 3, 4)),
)
"""What each of them answered at the end of the first meeting and of the second, in the order of the questions."""
NEWS = ItemData("Cijfers over verzuim", "Ter kennisname.", type=ItemType.INFORMING, time_box=5)


def meet(town: Town) -> None:
    """Let the CMT meet twice, and prepare the third time."""
    petra = town.person("Petra")
    with transaction():
        data = SeriesData(
            "CMT-overleg",
            every=2,
            weekday=2,
            place="Vergaderkamer De Eik",
            chair=town.person("Tom"),
            secretary=petra,
            starts_on=_tuesday() - 2 * FORTNIGHT,
        )
        started = planning.start_series(town.units["CMT"], data, by=petra)
        planning.pause_series(started, *_christmas(), "Kerstvakantie", by=petra)
        series = started.id
    first = _plan(town, series, _tuesday() - FORTNIGHT, (NEWS, BUSY_DESK))
    _put_quiet_start(town, first)
    _hold(town, first, CARDS[0])
    with transaction():
        minutes.share(locked_meeting(first), by=petra)
    second = _plan(town, series, _tuesday(), (OFFICE,))
    _hold(town, second, CARDS[1])
    with transaction():
        minutes.share(locked_meeting(second), by=petra)
    _prepare(town, series)


def _plan(town: Town, series: int, on: date, more: tuple[ItemData, ...]) -> int:
    petra = town.person("Petra")
    with transaction():
        meeting = planning.plan_next(locked_series(series), on, by=petra)
        for one in more:
            agenda.add(meeting, one, by=petra)
    return meeting.id


def _put_quiet_start(town: Town, key: int) -> None:
    """A proposal that everybody read beforehand."""
    ruben, petra = town.person("Ruben"), town.person("Petra")
    text = WordingData(
        what="Vergaderingen beginnen vijf minuten na het hele uur",
        why="Iedereen komt van een ander overleg. Vijf minuten om te lopen scheelt tien minuten wachten.",
        owner_id=petra.id,
        starts_on=clock.today(),
        review_on=clock.today() + timedelta(days=180),
    )
    with transaction():
        proposal = proposals.hand_in_new(town.units["CMT"], text, by=ruben, author=ruben)
        agenda.put_proposal(locked_meeting(key), proposal, by=petra, hammer=True)


def _hold(town: Town, key: int, cards: tuple[tuple[int, ...], ...]) -> None:
    """Hold a meeting, as if on its day: everything has its outcome, and what was said is written down."""
    tom, petra = town.person("Tom"), town.person("Petra")
    with transaction():
        meeting = locked_meeting(key)
        agenda.announce(meeting, by=petra)
        agenda.set_agenda(meeting, by=petra)
        here = [one.id for one in meeting.attendees if one.name.startswith(HERE)]
        attendance.mark_present(meeting, here, by=petra)
        running.open_meeting(meeting, by=tom)
        order = [one.id for one in meeting.items]
    for item_id in order:
        _treat(town, key, item_id)
    with transaction():
        meeting = locked_meeting(key)
        for place, answers_given in zip(meeting.present, cards, strict=True):
            if place.person is not None:
                closing.fill_in_card(meeting, dict(zip(Feeling, answers_given, strict=True)), by=place.person)
        for number, turn in enumerate(meeting.turns, 1):
            turn.ended_at = (turn.began_at or clock.now()) + timedelta(seconds=70 + 40 * number)
        for item in meeting.items:
            item.seconds_spent = 50 * item.time_box
        running.close_meeting(meeting, by=tom)
        meeting.opened_at, meeting.closed_at = meeting.starts_at, meeting.ends_at - timedelta(minutes=7)


def _treat(town: Town, key: int, item_id: int) -> None:
    tom, petra = town.person("Tom"), town.person("Petra")
    with transaction():
        meeting = locked_meeting(key)
        item = _item(meeting, item_id)
        items.take(item, by=tom)
        if item.title == BUSY_DESK.title:
            said = "Een extra loket op maandag helpt meer dan langere openingstijden."
            items.note(item, said, by=petra, person=town.person("Anouk"))
            if item.meeting is not None:
                for place in item.meeting.present[:4]:
                    speaking.give_floor(item.meeting, place, by=tom)
            items.note(item, "Kan de balie van de bibliotheek meedoen?", by=petra, kind=NoteKind.ASKED)
            for what, owner, due_on in _agreed_on(town):
                items.agree(item, ActionData(what, owner, due_on), by=petra)
        if item.proposal is None:
            outcome, words = _ending(item)
            items.conclude(item, outcome, words, by=tom)
            return
        round_id = items.ask_consent(item, by=tom).id
    with transaction():
        round_ = locked_round(round_id)
        rounds.open_round(round_, by=tom, mode=RoundMode.HAMMER, papers_sent=True)
        for one in round_.present_electors:
            if one.person is not None:
                answers.answer(round_, AnswerData(Choice.CONSENT), by=one.person)
        rounds.reveal(round_, by=tom)
        rounds.conclude(round_, by=tom)


def _agreed_on(town: Town) -> Iterator[tuple[str, Person, date]]:
    """What comes back at each next meeting until it is done: one of them is late already."""
    yield "De bibliotheek vragen of hun balie meedoet", town.person("Anouk"), _tuesday() - timedelta(days=1)
    yield "Uitzoeken wat een extra loket op maandag kost", town.person("Petra"), _tuesday() + FORTNIGHT


def _ending(item: AgendaItem) -> tuple[Outcome, str]:
    if item.kind is ItemKind.MINUTES:
        return (
            (Outcome.CONFORM, "") if item.adopts else (Outcome.TAKEN_BACK, "Dit was het eerste overleg van de reeks.")
        )
    if item.title == OFFICE.title:
        return Outcome.HELD_OVER, "We willen eerst horen wat de teams op die verdieping nodig hebben."
    return (Outcome.OPINIONS, "") if item.type is ItemType.FORMING else (Outcome.NOTED, "")


def _prepare(town: Town, series: int) -> None:
    """The meeting to come: what was held over is on it again, and the agenda is provisional."""
    petra = town.person("Petra")
    key = _plan(town, series, _tuesday() + FORTNIGHT, ())
    with transaction():
        meeting = locked_meeting(key)
        agenda.suggest(town.units["CMT"], ItemData("Wat nemen we mee uit de medewerkersdag?"), by=town.person("Ruben"))
        for item in _held_over(town):
            agenda.put_waiting(meeting, item, by=petra)
        _put_welcome(town, meeting)
        _put_lessons(town, meeting)
        agenda.announce(meeting, by=petra)


def _put_welcome(town: Town, meeting: Meeting) -> None:
    """A proposal that is still on its way past who must have seen it: one has, with a remark, and one is asked."""
    bram, anouk, ilse, petra = (town.person(name) for name in ("Bram", "Anouk", "Ilse", "Petra"))
    text = WordingData(
        what="Nieuwe collega's lopen in hun eerste maand een dag mee aan de balie",
        why="Wie een dag aan de balie stond, weet voor wie we werken en wie waarover gaat.",
        owner_id=anouk.id,
        starts_on=clock.today() + timedelta(days=30),
        review_on=clock.today() + timedelta(days=365),
    )
    proposal = proposals.hand_in_new(town.units["CMT"], text, by=bram, author=bram)
    seen = initials.ask(proposal, anouk, by=petra, capacity="Hoofd dienstverlening")
    initials.ask(proposal, ilse, by=petra, capacity="Gemeentesecretaris")
    initials.see(seen, by=anouk, remark="Graag niet op maandag: dan is het te druk om iemand mee te nemen.")
    agenda.put_proposal(meeting, proposal, by=petra)


def _put_lessons(town: Town, meeting: Meeting) -> None:
    """Something for who has beslisruimte at this table: who holds it decides in the meeting, in one tap."""
    ruben, anouk, petra = (town.person(name) for name in ("Ruben", "Anouk", "Petra"))
    beleid = _learning(town)
    room = mandates.give_mandate(
        town.units["CMT"],
        MandateData(
            MandateKind.DISCRETION,
            "Uitgeven aan scholing voor alle teams",
            holder=ruben,
            limit_cents=10_000_00,
            given_by=beleid,
            policies=(beleid,),
        ),
        by=town.person("Tom"),
    )
    text = WordingData(
        what="Twee middagen schrijfles, voor uit elk team één",
        why="Wie het kan, helpt daarna collega's aan een brief die iedereen begrijpt. Samen kost het € 3.600.",
        owner_id=ruben.id,
        starts_on=clock.today() + timedelta(days=45),
        review_on=clock.today() + timedelta(days=200),
    )
    proposal = executions.bring_to_holder(room, ExecutionData(text, beleid), by=anouk)
    agenda.put_proposal(meeting, proposal, by=petra)


def _learning(town: Town) -> Decision:
    """What the CMT agreed before it worked with Samensturen."""
    today = clock.today()
    text = WordingData(
        what="We leren van en met elkaar, en maken daar elk jaar geld voor vrij",
        why="Wat een collega je leert, past bij je werk en blijft hangen.",
        owner_id=town.person("Ruben").id,
        starts_on=today - timedelta(days=400),
        review_on=today + timedelta(days=240),
    )
    source = {"reference": "Verslag van het CMT-overleg"}
    taken = TakenElsewhere(text, today - timedelta(days=410), Confidentiality.INTERNAL, source, "leren")
    return register.record_taken_elsewhere(town.units["CMT"], taken, by=town.person("Petra"))


def _christmas() -> tuple[date, date]:
    year = clock.today().year
    return date(year, 12, 21), date(year + 1, 1, 3)


def _held_over(town: Town) -> list[AgendaItem]:
    return [one for one in waiting_in(town.units["CMT"], town.person("Petra")) if one.carried_from is not None]


def _item(meeting: Meeting, item_id: int) -> AgendaItem:
    return next(one for one in meeting.items if one.id == item_id)


def _tuesday() -> date:
    """The last Tuesday that was."""
    today = clock.today()
    return today - timedelta(days=(today.isoweekday() - 2) % 7 or 7)
