"""What the closing cards add up to: shown from five answers on, to who sits at the table, and nowhere else."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.meetings.experience_picture import BOTTOM, LEFT, RIGHT, TOP, draw_over_time, draw_spread
from app.meetings.models import Meeting, MeetingUnit, SpeakingTurn
from app.meetings.queries.experience import Moment, answers_in, over_series, over_unit
from app.meetings.queries.meetings import load_series
from app.meetings.service import agenda, closing, minutes, planning, speaking
from app.meetings.service.planning import SeriesData
from app.meetings.states import Feeling, Involvement
from app.organisation.models import Person, Unit
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries
from tests.records.test_meeting_documents import words_in

F = Feeling
SHOWN = "Hoe het was"
OVER_TIME = "Hoe we het overleg ervaren"
FLOOR = "Hoe het woord verdeeld was"


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def play(meets: Meets, *cards: dict[Feeling, int], share: bool = True) -> Meeting:
    """The meeting from agenda to shared minutes; so many of those present give a card."""
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        speaking.give_floor(meets.meeting, meets.place(meets.circle.ben), by=meets.circle.marieke)
    for person, card in zip(meets.circle.members, cards, strict=False):
        with transaction():
            closing.fill_in_card(meets.meeting, card, by=person)
    meets.conclude()
    meets.conclude_rest()
    meets.close()
    if share:
        with transaction():
            minutes.share(meets.meeting, by=meets.circle.sanne)
    return meets.meeting


def safe(*answers: int) -> list[dict[Feeling, int]]:
    return [{F.SAFE: one} for one in answers]


def again(meets: Meets, days: int, *answers: int, series: int | None = None) -> Meeting:
    """One more meeting, some days from now."""
    if series is None:
        meets.meeting_id = meets.plan(days)
    else:
        with transaction():
            on = clock.today() + timedelta(days=days)
            meets.meeting_id = planning.plan_next(load_series(series), on, by=meets.circle.sanne).id
    with transaction():
        meets.item_id = agenda.add(meets.meeting, agenda.ItemData("Nog eens"), by=meets.circle.sanne).id
    return play(meets, *safe(*answers))


def a_series(meets: Meets) -> int:
    with transaction():
        return planning.start_series(
            meets.circle.unit, SeriesData("Teamoverleg"), by=meets.circle.sanne, standing=()
        ).id


def joined_by(meets: Meets, unit: Unit) -> None:
    """Another unit meets with it."""
    with transaction():
        meeting = meets.meeting
        meeting.bodies.append(MeetingUnit(unit=unit))


# One meeting


def test_per_question_how_often_each_answer_was_given(meets: Meets) -> None:
    cards = [{F.SAFE: safe, F.EQUAL: equal} for safe, equal in ((5, 1), (4, 2), (4, 3), (2, 4), (4, 5))]
    of_safe, of_equal = answers_in(play(meets, *cards))
    assert (of_safe.question, of_safe.counts, of_safe.total) == (F.SAFE, {1: 0, 2: 1, 3: 0, 4: 3, 5: 1}, 5)
    assert round(of_safe.average, 1) == 3.8
    assert (of_equal.question, of_equal.average) == (F.EQUAL, 3.0)


def test_a_question_that_one_of_five_left_out_is_not_shown(meets: Meets) -> None:
    cards = [{F.SAFE: 4, F.VALUED: 2}] * 4 + [{F.SAFE: 3}]
    assert [one.question for one in answers_in(play(meets, *cards))] == [F.SAFE]


@pytest.mark.parametrize(("cards", "shown"), [(4, False), (5, True)])
@ON_SQLITE_ALONE
def test_the_minutes_show_it_from_five_answers_on(meets: Meets, app: Flask, cards: int, shown: bool) -> None:
    play(meets, *safe(*[4] * cards))
    page = Visitor(app).sign_in(meets.circle.fatima).open(f"/overleg/{meets.meeting_id}/verslag")
    assert page.sees(SHOWN) is shown
    assert page.sees("Ik voelde me veilig") is shown
    assert page.sees("4,0") is shown


@ON_SQLITE_ALONE
def test_only_who_sits_at_the_table_sees_how_it_was_and_how_the_floor_was_spread(meets: Meets, app: Flask) -> None:
    """Wim sits at the table of a unit that is involved in one item: he reads the minutes, and not this."""
    circle = meets.circle
    with transaction():
        agenda.involve(meets.item, circle.wider, Involvement.INVITED, by=circle.sanne)
    play(meets, *safe(1, 2, 3, 4, 5))
    path = f"/overleg/{meets.meeting_id}/verslag"
    for person in (circle.fatima, circle.pien, circle.sanne):
        assert Visitor(app).sign_in(person).open(path).sees(SHOWN, FLOOR)
    involved = Visitor(app).sign_in(circle.wim).open(path)
    assert not involved.sees(SHOWN)
    assert not involved.sees(FLOOR)
    assert "veilig" not in involved.text


@ON_SQLITE_ALONE
def test_no_edition_list_or_paper_holds_it(meets: Meets, app: Flask) -> None:
    play(meets, *safe(1, 2, 3, 4, 5))
    reader = Visitor(app).sign_in(meets.circle.sanne)
    for page in ("verslag/1", "besluitenlijst", "besluitenlijst?versie=openbaar"):
        reader.open(f"/overleg/{meets.meeting_id}/{page}")
        assert not reader.sees("veilig"), page
        assert not reader.sees(FLOOR), page
    for paper in ("verslag.docx", "verslag.pdf", "besluitenlijst.docx"):
        words = words_in(reader.download(f"/overleg/{meets.meeting_id}/{paper}").get_data())
        assert "Teamoverleg" in words
        assert "veilig" not in words, paper
        assert "verdeeld" not in words, paper


@ON_SQLITE_ALONE
def test_the_bars_are_on_one_scale(meets: Meets) -> None:
    cards = [{F.SAFE: one, F.EQUAL: 3} for one in (4, 4, 5, 5, 3)]
    of_safe, of_equal = draw_spread(answers_in(play(meets, *cards)))
    highest = max(one.height for one in of_equal.bars)
    assert [one.height for one in of_equal.bars] == [0, 0, highest, 0, 0]
    assert [one.height for one in of_safe.bars] == [0, 0, *(round(highest * one / 5) for one in (1, 2, 2))]


# Over time


def test_of_several_meetings_the_averages_and_a_gap_is_no_nought(meets: Meets) -> None:
    play(meets, *safe(5, 5, 5, 4, 4))
    again(meets, 8, 1, 1, 1, 1)
    again(meets, 15, 3, 3, 3, 3, 3)
    assert [
        {one: round(each, 1) for one, each in moment.averages.items()} for moment in over_unit(meets.circle.unit)
    ] == [
        {F.SAFE: 4.6},
        {},
        {F.SAFE: 3.0},
    ], "in the order of time"


def moment(day: int, **averages: float) -> Moment:
    at = datetime(2026, 3, day, 12, tzinfo=clock.AMSTERDAM)
    return Moment(day, "Teamoverleg", at, {F(name): one for name, one in averages.items()})


def test_the_line_is_broken_where_nothing_was_kept() -> None:
    picture = draw_over_time([moment(1, safe=5), moment(2, safe=1), moment(3), moment(4, safe=3, equal=2)])
    assert picture is not None
    of_safe, of_equal = picture.lines
    assert [(one.of.meeting_id, one.y) for one in of_safe.dots] == [(1, TOP), (2, BOTTOM), (4, (TOP + BOTTOM) // 2)]
    assert (of_safe.dots[0].x, of_safe.dots[-1].x) == (LEFT, RIGHT)
    assert [(one.of.meeting_id, then.of.meeting_id) for one, then in of_safe.stretches] == [(1, 2)]
    assert (of_equal.question, len(of_equal.dots), of_equal.stretches) == (F.EQUAL, 1, [])
    assert picture.ends == (date(2026, 3, 1), date(2026, 3, 4))


def test_one_meeting_is_a_dot_and_none_is_no_picture() -> None:
    assert draw_over_time([]) is None
    assert draw_over_time([moment(1)]) is None
    picture = draw_over_time([moment(1, safe=5)])
    assert picture is not None
    assert (len(picture.lines[0].dots), picture.ends[1]) == (1, None)


@ON_SQLITE_ALONE
def test_the_page_of_a_series_shows_it_with_a_table_and_without_a_series_that_of_the_unit(
    meets: Meets, app: Flask
) -> None:
    circle = meets.circle
    play(meets, *safe(5, 5, 5, 4, 4))
    reader = Visitor(app).sign_in(circle.fatima)
    of_unit = f"/kringen/{circle.unit.id}/overleg"
    assert reader.open(of_unit).sees(OVER_TIME, "4,6")
    series = a_series(meets)
    assert not reader.open(of_unit).sees(OVER_TIME), "now the series has it"
    assert not reader.open(f"/overlegreeks/{series}").sees(OVER_TIME), "nothing was held in it"
    again(meets, 8, 1, 1, 1, 1, series=series)
    assert not reader.open(f"/overlegreeks/{series}").sees(OVER_TIME), "four is too few"
    again(meets, 15, 3, 3, 4, 3, 3, series=series)
    assert reader.open(f"/overlegreeks/{series}").sees(OVER_TIME, "3,2", "niet bewaard")


def test_who_joined_a_series_later_does_not_see_how_it_was_before(meets: Meets) -> None:
    circle, key = meets.circle, a_series(meets)
    again(meets, 8, 5, 5, 5, 5, 5, series=key)
    joint = again(meets, 15, 2, 2, 2, 2, 2, series=key).id
    joined_by(meets, circle.wider)

    def seen(reader: Person) -> list[int]:
        return [one.meeting_id for one in over_series(load_series(key), reader)]

    assert len(seen(circle.fatima)) == 2
    assert seen(circle.wim) == [joint]
    assert seen(circle.cor) == []


@pytest.mark.parametrize("page", ["overleg", "reeks", "verslag"])
@ON_SQLITE_ALONE
def test_a_screen_costs_the_same_however_many_meetings_there_were(meets: Meets, app: Flask, page: str) -> None:
    circle = meets.circle
    series = a_series(meets) if page == "reeks" else None
    reader = Visitor(app).sign_in(circle.fatima)
    again(meets, 8, 4, 4, 4, 4, 4, series=series)
    path = {
        "overleg": f"/kringen/{circle.unit.id}/overleg",
        "reeks": f"/overlegreeks/{series}",
        "verslag": f"/overleg/{meets.meeting_id}/verslag",
    }[page]

    def costs() -> int:
        reader.open(path)
        with counted_queries() as statements:
            reader.open(path)
        return len(statements)

    before = costs()
    for number in range(1, 5):
        again(meets, 8 + 7 * number, 4, 4, 4, 4, 3, series=series)
    assert db.session.query(SpeakingTurn).count() == 5
    assert costs() == before
