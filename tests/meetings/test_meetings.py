"""What must hold around meetings: outcomes follow from rounds, nothing is dropped, closed matter stays closed."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.errors import Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.models import ConsentRound
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.meetings.item_machine import ItemMachine
from app.meetings.journal_sentences import TELLINGS
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.models import AgendaItem
from app.meetings.queries.agenda import agenda_of
from app.meetings.queries.items import waiting_in
from app.meetings.queries.meetings import load_meeting
from app.meetings.queries.minutes import record_of
from app.meetings.queries.pool import waiting_for
from app.meetings.rhythm import moment, next_days
from app.meetings.rules import PERMISSIONS
from app.meetings.series_machine import SeriesMachine
from app.meetings.service import agenda, attendance, items, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.planning import SeriesData
from app.meetings.states import ItemKind, ItemState, MeetingState, Outcome, Rhythm
from app.meetings.year_machine import YearStepMachine
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries
from tests.snapshot import contents

OF_WHO_SITS_THERE = [
    f"meeting:{one}"
    for one in ("read", "follow", "excuse", "attend", "say", "ask_to_speak", "consent_to_all", "fill_in_card")
]


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def in_a_round(meets: Meets, **text: str) -> ConsentRound:
    """A proposal on the agenda, in hand, with its round opened as Hamer."""
    meets.put(meets.circle.submit(**text))
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        round_ = items.ask_consent(meets.item, by=meets.circle.marieke)
    meets.circle.round_id = round_.id
    meets.circle.open(RoundMode.HAMMER)
    return meets.circle.round


# A round within an item


def test_who_is_here_is_here_in_the_round_and_consent_ends_the_item(meets: Meets) -> None:
    round_ = in_a_round(meets)
    assert {one.person for one in round_.present_electors} == set(meets.circle.members)
    meets.circle.all_answer()
    meets.circle.reveal()
    meets.circle.conclude()
    assert (meets.item.state, meets.item.outcome) == (ItemState.CONCLUDED, Outcome.CONFORM)


def test_a_text_that_changed_in_the_round_is_decided_with_a_change(meets: Meets) -> None:
    in_a_round(meets)
    meets.circle.all_answer(but={meets.circle.ben: Choice.OBJECTION})
    meets.circle.reveal()
    meets.circle.amend()
    assert meets.item.state is ItemState.IN_HAND, "the next round goes on in the same item"
    meets.circle.all_answer()
    meets.circle.reveal()
    meets.circle.conclude()
    assert meets.item.outcome is Outcome.AMENDED
    meets.conclude_rest()
    meets.close()
    treated = next(one for one in record_of(meets.meeting, meets.circle.fatima).items if one.decisions)
    assert [one.owner.name for one in treated.objections] == ["Ben"]


@pytest.mark.parametrize(
    ("end", "outcome"), [("fail", Outcome.NO_CONSENT), ("delegate", Outcome.REFERRED), ("withdraw", Outcome.TAKEN_BACK)]
)
def test_every_end_of_a_round_is_an_outcome(meets: Meets, end: str, outcome: Outcome) -> None:
    from app.decisions.service import rounds

    in_a_round(meets)
    circle = meets.circle
    if end == "fail":
        circle.all_answer(but={circle.ben: Choice.OBJECTION})
        circle.reveal()
    with transaction():
        if end == "fail":
            rounds.end_without_consent(circle.round, by=circle.marieke)
        elif end == "delegate":
            rounds.delegate(circle.round, circle.joost, by=circle.marieke)
        else:
            rounds.withdraw_round(circle.round, by=circle.joost)
    assert meets.item.outcome is outcome


def test_a_round_is_interrupted_before_its_item_is_held_over_and_goes_on_in_the_next(meets: Meets) -> None:
    in_a_round(meets)
    before = contents()
    with pytest.raises(Refused, match="consentronde"):
        meets.conclude(Outcome.HELD_OVER)
    assert contents() == before
    meets.circle.adjourn()
    meets.conclude(Outcome.HELD_OVER, "eerst de cijfers")
    (successor,) = waiting_in(meets.circle.unit, meets.circle.marieke)
    assert successor.carried_from is not None
    assert (successor.carried_from.words, successor.proposal_id) == ("eerst de cijfers", meets.circle.proposal_id)


def test_who_comes_later_comes_into_the_round_too(meets: Meets) -> None:
    meets.set_agenda()
    round_ = in_a_round_with(meets, [meets.circle.marieke, meets.circle.joost])
    assert len(round_.present_electors) == 2
    with transaction():
        meeting = meets.meeting
        here = [one.id for one in meeting.present] + [meets.place(meets.circle.fatima).id]
        attendance.mark_present(meeting, here, by=meets.circle.marieke, round_=meets.circle.round)
    assert len(meets.circle.round.present_electors) == 3


def in_a_round_with(meets: Meets, here: list[Person]) -> ConsentRound:
    meets.put(meets.circle.submit())
    meets.gather(*here)
    with transaction():
        running.open_meeting(meets.meeting, by=meets.circle.marieke)
    meets.take()
    with transaction():
        meets.circle.round_id = items.ask_consent(meets.item, by=meets.circle.marieke).id
    return meets.circle.round


# The agenda and the pool


def test_what_stands_on_an_agenda_is_not_in_the_pool_and_comes_back_when_it_is_called_off(meets: Meets) -> None:
    circle = meets.circle
    proposal = circle.submit()
    (waits,) = waiting_for(meets.meeting, circle.marieke)
    assert waits.proposals == [proposal]
    meets.put(proposal)
    with transaction(), pytest.raises(Refused, match="al op een agenda"):
        agenda.put_proposal(meets.meeting, proposal, by=circle.sanne)
    (waits,) = waiting_for(meets.meeting, circle.marieke)
    assert waits.is_empty
    with transaction():
        running.cancel(meets.meeting, by=circle.sanne, reason="te veel zieken")
    (waits,) = waiting_for(meets.meeting, circle.marieke)
    assert {one.title for one in waits.items} == {proposal.title, "Hoe gaat het met de balie?"}


def test_times_run_on_and_a_warning_says_by_how_much_it_is_too_long(meets: Meets) -> None:
    with transaction():
        second = agenda.add(meets.meeting, ItemData("Lang punt", time_box=50), by=meets.circle.sanne).id
        agenda.add(meets.meeting, ItemData("Rondvraag", kind=ItemKind.ANY_OTHER, time_box=5), by=meets.circle.sanne)
        third = agenda.add(meets.meeting, ItemData("Erbij", time_box=5), by=meets.circle.sanne).id
    seen = agenda_of(meets.meeting, meets.circle.sanne)
    assert [one.item.id for one in seen.lines][1:3] == [second, third], "before the rondvraag"
    assert [(one.starts_at - meets.meeting.starts_at).seconds // 60 for one in seen.lines] == [0, 20, 70, 75]
    assert seen.too_long == 20
    with transaction():
        agenda.move(next(one for one in meets.meeting.items if one.id == third), -5, by=meets.circle.sanne)
    assert agenda_of(meets.meeting, meets.circle.sanne).lines[0].item.id == third


def test_what_is_closed_is_known_to_nobody_else(app: Flask) -> None:
    """Not to who is involved in another item, nor in the line of the time, nor in what a refusal says."""
    meets = Meets(confidentiality=Confidentiality.CONFIDENTIAL)
    circle = meets.circle
    meets.put(circle.submit(what="Een Zwaluwnest"))
    with transaction():
        agenda.change_item(
            next(one for one in meets.meeting.items if one.proposal is None),
            ItemData("Hoe gaat het met de balie?", involved=(circle.wider,)),
            by=circle.sanne,
        )
    meets.set_agenda()
    titles = {
        who.name: [one.item.title for one in agenda_of(meets.meeting, who).lines]
        for who in (circle.fatima, circle.wim, circle.cor)
    }
    assert len(titles["Fatima"]) == 2
    assert titles["Wim"] == ["Hoe gaat het met de balie?"]
    assert titles["Cor"] == []
    visitor = Visitor(app).sign_in(circle.wim)
    assert "Zwaluwnest" not in visitor.open(f"/overleg/{meets.meeting_id}").text
    Visitor(app).sign_in(circle.cor).open(f"/overleg/{meets.meeting_id}", status=404)


def test_a_concept_is_for_who_prepares_it(meets: Meets) -> None:
    assert agenda_of(meets.meeting, meets.circle.fatima).lines == []
    assert len(agenda_of(meets.meeting, meets.circle.sanne).lines) == 1


# Series


@pytest.mark.parametrize(
    ("data", "days"),
    [
        (SeriesData("x", every=2, weekday=2, starts_on=date(2026, 12, 1)), ["2026-12-01", "2026-12-15", "2027-01-12"]),
        (
            SeriesData("x", Rhythm.MONTHLY, every=5, weekday=4, starts_on=date(2026, 11, 1)),
            ["2026-11-26", "2027-01-28"],
        ),
        (SeriesData("x", Rhythm.BY_HAND, starts_on=date(2026, 12, 1)), []),
    ],
)
def test_a_series_meets_in_its_rhythm_but_not_in_the_holidays(app: Flask, data: SeriesData, days: list[str]) -> None:
    circle = Meets().circle
    with transaction():
        series = planning.start_series(circle.unit, data, by=circle.sanne)
        planning.pause_series(series, date(2026, 12, 21), date(2027, 1, 3), "Kerstvakantie", by=circle.sanne)
    found = next_days(series, date(2026, 11, 1), len(days) or 1)
    assert [str(one) for one in found] == [one for one in days if one != "2026-12-31"]


def test_nine_o_clock_is_nine_o_clock_in_summer_and_winter() -> None:
    from datetime import time

    hours = [moment(day, time(9)).astimezone(clock.AMSTERDAM).hour for day in (date(2026, 10, 24), date(2026, 10, 26))]
    assert hours == [9, 9]
    assert moment(date(2026, 10, 24), time(9)).utcoffset() != moment(date(2026, 10, 26), time(9)).utcoffset()


def test_ending_a_series_keeps_what_was(meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        series = planning.start_series(circle.unit, SeriesData("Teamoverleg"), by=circle.sanne)
        meeting = planning.plan_next(series, clock.today() + timedelta(days=7), by=circle.sanne)
        planning.end_series(series, by=circle.sanne, reason="we doen het anders")
    assert load_meeting(meeting.id).state is MeetingState.CONCEPT
    assert [one.kind for one in load_meeting(meeting.id).items] == [one.kind for one in planning.STANDING]
    with transaction(), pytest.raises(Refused):
        planning.plan_next(series, clock.today() + timedelta(days=14), by=circle.sanne)


# Who may, the journal, and what it costs


@ON_SQLITE_ALONE
def test_who_may_what(meets: Meets) -> None:
    circle = meets.circle
    meets.set_agenda()
    told = {
        name: [one for one in PERMISSIONS if may(person, one, meets.meeting)]
        for name, person in vars(circle).items()
        if isinstance(person, Person)
    }
    assert set(told["marieke"]) == set(told["sanne"]) == set(PERMISSIONS)
    assert told["fatima"] == told["pien"] == OF_WHO_SITS_THERE
    assert told["wim"] == told["cor"] == told["bea"] == []
    with transaction():
        running.pass_chair(meets.meeting, circle.fatima, by=circle.marieke)
    assert may(circle.fatima, "meeting:lead", meets.meeting)


def test_every_event_has_a_sentence() -> None:
    machines = (SeriesMachine, MeetingMachine, ItemMachine, YearStepMachine)
    happening = {f"{one.subject_kind}:{event.id}" for one in machines for event in one.events if "__" not in event.id}
    begun = {"series:start", "year_step:agree", "meeting:plan", "item:plan", "item:suggest", "item:carry_over"}
    assert happening | begun == set(TELLINGS)


@pytest.mark.parametrize("path", ["voorbereiden", "voorzitten", "deelnemer", "verslag", "besluitenlijst"])
@ON_SQLITE_ALONE
def test_a_screen_costs_the_same_however_much_there_is(meets: Meets, app: Flask, path: str) -> None:
    circle = meets.circle
    visitor = Visitor(app).sign_in(circle.sanne)
    over = path in ("verslag", "besluitenlijst")

    def costs(number: int) -> int:
        meets.meeting_id = meets.plan()
        with transaction():
            meeting = meets.meeting
            for one in range(number):
                meets.item_id = agenda.add(meeting, ItemData(f"Punt {one}"), by=circle.sanne).id
        for _ in range(number):
            meets.put(circle.submit())
        with transaction():
            for one in range(number):
                agenda.suggest(circle.unit, ItemData(f"Idee {one}"), by=circle.joost)
        meets.set_agenda()
        meets.open()
        if over:
            meets.conclude_rest()
            meets.close()
        else:
            meets.take()
        visitor.open(f"/overleg/{meets.meeting_id}/{path}")
        with counted_queries() as queries:
            visitor.open(f"/overleg/{meets.meeting_id}/{path}")
        return len(queries)

    few, many = costs(2), costs(6)
    assert many <= few, f"{few} became {many}"
    assert few <= 45


def test_a_meeting_from_series_to_adopted_minutes_without_a_script(app: Flask) -> None:
    """The whole thin path, by pressing buttons."""
    circle = Meets().circle
    sanne, fatima = Visitor(app).sign_in(circle.sanne), Visitor(app).sign_in(circle.fatima)
    circle.submit(what="Een gezamenlijk spreekuur")
    sanne.open(f"/kringen/{circle.unit.id}/overleg").click("Nieuwe reeks")
    sanne.submit("Bewaar", status=422, **{"plan-name": ""})
    sanne.submit("Bewaar", **{"plan-name": "Weekstart", "plan-chair": "Marieke"})
    days = sanne.page.select_one("main form[action$='/plan']")
    assert days is not None
    day = days.select_one("input[name=day]")
    assert day is not None
    sanne.send(str(days["action"]), day=str(day["value"]))
    meeting_id = int(sanne.path.split("/")[2])
    assert sanne.heading == "Weekstart"
    sanne.submit("Zet op de agenda")
    assert "Een gezamenlijk spreekuur" in sanne.text
    assert "wordt nog gemaakt" in fatima.open(f"/overleg/{meeting_id}").text
    sanne.submit("Stel de agenda vast").click("Naar het overleg")
    everybody = [str(one["value"]) for one in sanne.page.select("input[name=present]")]
    sanne.send(f"/overleg/{meeting_id}/open", present=everybody)
    with transaction() as session:
        planned = list(session.query(AgendaItem).filter_by(meeting_id=meeting_id))
    sanne.send(f"/overleg/{meeting_id}/sluit", status=409, confirmed="1")
    assert "Nog zonder uitkomst" in sanne.page.get_text()
    sanne.open(f"/overleg/{meeting_id}/voorzitten")
    for _ in planned:
        sanne.submit("Volgend punt")
        item = in_hand(meeting_id)
        outcome = "held_over" if item.kind in (ItemKind.MINUTES, ItemKind.ORDINARY) else "noted"
        sanne.send(f"/agendapunt/{item.id}/rond-af", **{f"end-{item.id}-outcome": outcome})
    sanne.submit("Sluit het overleg").submit("Ja, sluit")
    assert sanne.heading == "Verslag van Weekstart"
    fatima.open(f"/overleg/{meeting_id}/verslag", status=404)
    sanne.submit("Deel als voorlopig")
    assert "Aangehouden" in fatima.open(f"/overleg/{meeting_id}").text
    assert "niets besloten" in fatima.click("Besluitenlijst").text


def in_hand(meeting_id: int) -> AgendaItem:
    item = load_meeting(meeting_id).in_hand
    assert item is not None
    return item
