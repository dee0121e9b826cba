"""Looking back on the meetings of a unit in a year: the figures, whose they are, and where they lead."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from app.core import clock
from app.core.transaction import transaction
from app.decisions.models import Decision, Objection
from app.decisions.service import register
from app.decisions.service.register import TakenElsewhere
from app.decisions.states import Confidentiality, Nature
from app.meetings.queries.evaluation import Treated, YearFigures, evaluation_of
from app.meetings.states import Feeling, ItemType, Outcome
from app.organisation.models import Person, Unit
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.meetings.meeting_cast import Meets
from tests.meetings.test_experience import again, joined_by, play, safe
from tests.meetings.test_record import decide_with
from tests.query_count import counted_queries

F, T = Feeling, ItemType
MARCH = datetime(2026, 3, 3, 9, tzinfo=clock.AMSTERDAM)
NOTHING = YearFigures(
    year=2026,
    meetings=0,
    seconds=0,
    decisions={},
    raised=0,
    settled=0,
    treated=dict.fromkeys(ItemType, Treated()),
    held_over=0,
    feelings={},
)


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def as_if(meets: Meets, at: datetime = MARCH, minutes_long: int = 60, seconds: int = 600) -> None:
    """As if the meeting was held then, lasted so long, and was as long at each of its items; what it decided too."""
    with transaction() as session:
        meeting = meets.meeting
        meeting.starts_at = meeting.opened_at = at
        meeting.closed_at = at + timedelta(minutes=minutes_long)
        for one in meeting.items:
            one.seconds_spent = seconds
        keys = [one.proposal_id for one in meeting.items]
        own = Decision.proposal_id.in_(keys), Objection.proposal_id.in_(keys)
        session.execute(update(Decision).where(own[0]).values(decided_on=at.date()))
        session.execute(update(Objection).where(own[1]).values(raised_at=at))


def figures(unit: Unit, year: int = 2026) -> YearFigures:
    return evaluation_of(unit, year).now


def test_the_figures_of_a_meeting_with_an_objection_that_was_settled(meets: Meets) -> None:
    """One item of talk, held over; one proposal that was decided in its second version."""
    decide_with(meets, Circle(name="Groen"), invited=False)
    as_if(meets, minutes_long=83, seconds=900)
    found = figures(meets.circle.unit)
    assert found == replace(
        NOTHING,
        meetings=1,
        seconds=83 * 60,
        decisions={Nature.POLICY: 1},
        raised=1,
        settled=1,
        treated=NOTHING.treated | {T.FORMING: Treated(1, 900), T.DECIDING: Treated(1, 900)},
        held_over=1,
    )


def test_several_meetings_are_taken_together(meets: Meets) -> None:
    play(meets, *safe(5, 5, 5, 5, 5))
    as_if(meets, minutes_long=60)
    again(meets, 8, 1, 1, 1, 1)
    as_if(meets, MARCH + timedelta(days=7), minutes_long=90)
    again(meets, 15, 2, 2, 2, 2, 2)
    as_if(meets, MARCH + timedelta(days=14), minutes_long=30)
    found = figures(meets.circle.unit)
    assert (found.meetings, found.seconds, found.average_seconds) == (3, 180 * 60, 60 * 60)
    assert found.treated[T.FORMING] == Treated(3, 1800)
    assert found.feelings == {F.SAFE: 3.5}, "four cards are too few to count"


MOMENTS = {
    "the last minute of the year before, here": (datetime(2025, 12, 31, 23, 59, tzinfo=clock.AMSTERDAM), 0, 1),
    "the first minute, when it is still December in UTC": (datetime(2026, 1, 1, 0, 1, tzinfo=clock.AMSTERDAM), 1, 0),
    "the last minute of the year": (datetime(2026, 12, 31, 23, 59, tzinfo=clock.AMSTERDAM), 1, 0),
    "the year after": (datetime(2027, 1, 1, 0, 1, tzinfo=clock.AMSTERDAM), 0, 0),
    "two years before": (datetime(2024, 12, 31, 23, 59, tzinfo=clock.AMSTERDAM), 0, 0),
}


@pytest.mark.parametrize("said", MOMENTS)
def test_a_meeting_counts_in_its_own_year_beside_the_year_before(meets: Meets, said: str) -> None:
    at, now, before = MOMENTS[said]
    decide_with(meets, Circle(name="Groen"), invited=False)
    as_if(meets, at)
    found = evaluation_of(meets.circle.unit, 2026)
    for figures_of, expected in ((found.now, now), (found.before, before)):
        assert figures_of.meetings == expected
        assert figures_of.raised == expected
        assert sum(figures_of.decisions.values()) == expected
        assert figures_of.treated[T.DECIDING].items == expected


def test_what_goes_on_was_called_off_or_came_from_elsewhere_is_not_counted(meets: Meets) -> None:
    circle = meets.circle
    meets.set_agenda()
    meets.open()
    with transaction():
        taken = TakenElsewhere(circle.text("Van vroeger"), MARCH.date(), Confidentiality.INTERNAL, {}, "x")
        register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke)
        meets.meeting.starts_at = MARCH
    assert figures(circle.unit) == NOTHING
    assert NOTHING.is_empty


def test_whoever_meets_with_others_has_the_meeting_in_its_figures_too(meets: Meets) -> None:
    other = Circle(name="Groen")
    decide_with(meets, other)
    as_if(meets)
    joined_by(meets, other.unit)
    found = figures(other.unit)
    assert (found.meetings, found.raised, found.settled) == (1, 1, 1)
    assert figures(meets.circle.wider) == NOTHING


def test_what_one_unit_keeps_closed_is_not_in_the_figures_of_another(app: Flask) -> None:
    meets, other = Meets(confidentiality=Confidentiality.CONFIDENTIAL), Circle(name="Groen")
    meets.put(meets.circle.submit())
    meets.set_agenda()
    meets.open()
    meets.take()
    meets.conclude(Outcome.HELD_OVER)
    meets.conclude_rest()
    meets.close()
    as_if(meets)
    joined_by(meets, other.unit)
    own, theirs = figures(meets.circle.unit), figures(other.unit)
    assert (own.treated[T.DECIDING], own.held_over) == (Treated(1, 600), 2)
    assert (theirs.treated[T.DECIDING], theirs.held_over) == (Treated(0, 0), 1)


# The page


def address(unit: Unit, year: int | str = 2026) -> str:
    return f"/kringen/{unit.id}/overleg/evaluatie?jaar={year}"


@ON_SQLITE_ALONE
def test_the_page_shows_the_figures_and_leads_to_a_proposal_for_other_rules(meets: Meets, app: Flask) -> None:
    play(meets, *safe(5, 5, 5, 4, 4))
    as_if(meets, minutes_long=83)
    unit = meets.circle.unit
    page = Visitor(app).sign_in(meets.circle.fatima).open(f"/kringen/{unit.id}/overleg").click("Kijk terug")
    assert page.path == f"/kringen/{unit.id}/overleg/evaluatie"
    page.open(address(unit))
    assert page.sees("1 uur en 23 min", "10 min", "4,6", "niet bewaard", "2025")
    page.click("Maak een voorstel om onze regels te wijzigen")
    assert "Regels van Team Ruimte" in str(page.value_of("what"))


@ON_SQLITE_ALONE
def test_a_unit_that_never_met_sees_that_its_figures_will_come(meets: Meets, app: Flask) -> None:
    page = Visitor(app).sign_in(meets.circle.fatima).open(address(meets.circle.unit, "onzin"))
    assert page.heading == f"Terugkijken op het overleg in {clock.today().year}"
    assert page.sees("Nog geen cijfers")


READERS = {
    "marieke": 200,
    "fatima": 200,
    "pien": 200,
    "cor": 404,
    "bea": 404,
    "wim": 404,
}


@pytest.mark.parametrize("who", READERS)
@ON_SQLITE_ALONE
def test_who_sits_at_the_table_looks_back_and_nobody_else(meets: Meets, app: Flask, who: str) -> None:
    person: Person = getattr(meets.circle, who)
    Visitor(app).sign_in(person).open(address(meets.circle.unit), status=READERS[who])


@ON_SQLITE_ALONE
def test_it_costs_the_same_however_much_there_was(meets: Meets, app: Flask) -> None:
    unit, reader = meets.circle.unit, Visitor(app).sign_in(meets.circle.fatima)

    def costs() -> int:
        reader.open(address(unit))
        with counted_queries() as statements:
            reader.open(address(unit))
        return len(statements)

    decide_with(meets, Circle(name="Groen"), invited=False)
    as_if(meets)
    few = costs()
    for number in range(1, 4):
        again(meets, 8 * number, 4, 4, 4, 4, 3)
        as_if(meets, MARCH + timedelta(days=number))
    assert figures(unit).meetings == 4
    assert costs() == few
    assert unit.id, "it is read before the counting begins"
    with counted_queries() as statements:
        evaluation_of(unit, 2026)
    assert len(statements) == 5


@ON_SQLITE_ALONE
def test_no_title_is_on_the_page(app: Flask) -> None:
    meets = Meets(confidentiality=Confidentiality.CONFIDENTIAL)
    decide_with(meets, Circle(name="Groen"), invited=False)
    as_if(meets)
    page = Visitor(app).sign_in(meets.circle.fatima).open(address(meets.circle.unit))
    assert not page.sees("spreekuur")
    assert not page.sees("balie")
