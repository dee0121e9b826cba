"""How an assignment goes: short reports that begin with the last one, and what the opdrachtgever answers."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.assignments.course_picture import MOST, draw
from app.assignments.courses import Aspect, Course
from app.assignments.reporting_queries import last_report, reports_of
from app.assignments.service import reporting
from app.assignments.states import AssignmentState
from app.core.errors import Forbidden
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.organisation.models import Person
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.query_count import counted_queries
from tests.snapshot import refused_and_nothing_happened

pytestmark = ON_SQLITE_ALONE

WHY = "De gemeente naast ons doet nog niet mee."


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    made = Agreeing()
    made.be_active()
    return made


def page_of(app: Flask, agreeing: Agreeing, reader: Person, *rest: str) -> Visitor:
    return Visitor(app).sign_in(reader).open("/".join(("/opdrachten", str(agreeing.key), *rest)))


ASPECTS = [
    pytest.param(aspect, course, id=f"{aspect.value} {course.value}")
    for aspect in Aspect
    for course in Course
    if course is not Course.ON
]


@pytest.mark.parametrize(("aspect", "course"), ASPECTS)
def test_what_is_not_on_course_says_why(agreeing: Agreeing, aspect: Aspect, course: Course) -> None:
    off = {aspect.value: course}
    refused_and_nothing_happened("waarom", lambda: agreeing.report(**off))
    refused_and_nothing_happened("waarom", lambda: agreeing.report(why="  ", **off))
    made = agreeing.report(why=WHY, **off)
    assert (made.course_of(aspect), made.why_of(aspect)) == (course, WHY)
    assert {one for one in Aspect if made.course_of(one) is not Course.ON} == {aspect}


def test_a_report_begins_with_the_last_one_and_stays_as_it_was(agreeing: Agreeing, app: Flask) -> None:
    page = page_of(app, agreeing, agreeing.doing, "voortgang", "nieuw")
    page.submit("Bewaar", reached="Acht plekken gekozen.", asked="Mag plek negen op een parkeerplaats?")
    assert page.sees("Verslag 1", "Acht plekken gekozen.", "wacht op antwoord", "Op koers")
    form = page_of(app, agreeing, agreeing.doing, "voortgang", "nieuw")
    assert form.value_of("reached") == "Acht plekken gekozen."
    assert form.value_of("asked") == "Mag plek negen op een parkeerplaats?", "it waits, so it is asked again"
    form.submit("Bewaar", course_planning="off", reached="Negen gekozen.", status=422)
    assert form.error_at("why_planning") == "Zeg in een paar woorden waarom."
    assert form.value_of("reached") == "Negen gekozen.", "what was typed is kept"
    form.submit("Bewaar", why_planning=WHY)
    told = [(one.number, one.reached, one.course_of(Aspect.PLANNING)) for one in reports_of(agreeing.assignment)]
    assert told == [(2, "Negen gekozen.", Course.OFF), (1, "Acht plekken gekozen.", Course.ON)]


def test_what_was_answered_is_not_asked_again(agreeing: Agreeing, app: Flask) -> None:
    agreeing.report(asked="Mag het een week later?")
    page = page_of(app, agreeing, agreeing.asking, "voortgang")
    page.submit("Antwoord", **{f"report-{_last(agreeing)}-answer": ""}, status=422)
    page.submit("Antwoord", **{f"report-{_last(agreeing)}-answer": "Ja, dat mag."})
    assert page.sees("Antwoord van Joost", "Ja, dat mag.")
    assert page_of(app, agreeing, agreeing.doing, "voortgang", "nieuw").value_of("asked") == ""

    def once_more() -> None:
        with transaction():
            reporting.answer_report(agreeing.assignment, _last(agreeing), "Toch niet.", by=agreeing.asking)

    refused_and_nothing_happened("al beantwoord", once_more)


def test_what_asks_nothing_or_is_of_another_is_not_answered(agreeing: Agreeing) -> None:
    agreeing.report()
    other = Agreeing(name="Groen")
    other.be_active()
    elsewhere = other.report(asked="Mag het?").id

    def answer(key: int) -> Callable[[], None]:
        def act() -> None:
            with transaction():
                reporting.answer_report(agreeing.assignment, key, "Ja.", by=agreeing.asking)

        return act

    refused_and_nothing_happened("niets gevraagd", answer(_last(agreeing)))
    refused_and_nothing_happened("niets gevraagd", answer(elsewhere))
    refused_and_nothing_happened("niets gevraagd", answer(2**63))
    with pytest.raises(Forbidden), transaction():
        reporting.answer_report(other.assignment, elsewhere, "Ja.", by=other.doing)


def test_two_reports_at_once_do_not_cross(agreeing: Agreeing) -> None:
    agreeing.report(after=0)
    refused_and_nothing_happened("net al een verslag", lambda: agreeing.report(after=0))


def test_a_report_is_read_by_whoever_may_read_the_assignment(agreeing: Agreeing, app: Flask) -> None:
    agreeing.report(why=WHY, risk=Course.ATTENTION)
    for reader in (agreeing.circle.cor, agreeing.circle.ben, agreeing.asking):
        assert page_of(app, agreeing, reader).sees("Voortgang", "Aandacht", WHY)
        page = page_of(app, agreeing, reader, "voortgang")
        assert page.sees(WHY, "De kaart is er.")
        assert "Schrijf hoe het ervoor staat" not in page.links
    Visitor(app).sign_in(agreeing.asking).open(f"/opdrachten/{agreeing.key}/voortgang/nieuw", status=404)


def test_reports_of_what_is_closed_are_closed(app: Flask) -> None:
    agreeing = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
    agreeing.be_active()
    agreeing.report(why=WHY, whole=Course.OFF)
    for rest in ("", "/voortgang", "/voortgang/nieuw"):
        Visitor(app).sign_in(agreeing.circle.cor).open(f"/opdrachten/{agreeing.key}{rest}", status=404)
    assert page_of(app, agreeing, agreeing.circle.ben, "voortgang").sees(WHY), "the table of its unit reads it"


def test_of_what_was_never_agreed_nothing_is_reported(app: Flask) -> None:
    agreeing = Agreeing()
    agreeing.come_to(AssignmentState.OFFERED)
    refused_and_nothing_happened("In gesprek", agreeing.report)
    assert not page_of(app, agreeing, agreeing.doing).sees("Nog geen verslag")


def test_the_picture_shows_the_last_reports_from_old_to_new(agreeing: Agreeing) -> None:
    for _number in range(MOST):
        agreeing.report()
    agreeing.report(why=WHY, means=Course.ATTENTION)
    agreeing.report(why=WHY, means=Course.OFF)
    picture = draw(reports_of(agreeing.assignment))
    assert [one.number for one in picture.reports] == list(range(3, MOST + 3))
    (means,) = [row for row in picture.rows if row.aspect is Aspect.MEANS]
    assert [mark.course for mark in means.marks[-3:]] == [Course.ON, Course.ATTENTION, Course.OFF]
    assert [mark.x for mark in means.marks] == sorted({mark.x for mark in means.marks})
    assert max(mark.x for row in picture.rows for mark in row.marks) < picture.width
    assert max(row.y for row in picture.rows) < picture.height


def test_the_page_says_in_a_table_what_the_picture_shows(agreeing: Agreeing, app: Flask) -> None:
    agreeing.report(why=WHY, quality=Course.OFF)
    page = page_of(app, agreeing, agreeing.circle.cor, "voortgang").page
    heads = [one.get_text(strip=True) for one in page.select("main th")]
    cells = [one.get_text(" ", strip=True) for one in page.select("main tbody tr td")]
    assert dict(zip(heads, cells, strict=True))["Kwaliteit"] == "Kwaliteit: Niet op koers"
    svg = page.select_one("svg.course")
    assert svg is not None
    assert svg["aria-hidden"] == "true"
    assert len(svg.select(".course__mark--off")) == 1


def test_the_pages_ask_the_same_number_of_queries_however_many_reports(agreeing: Agreeing, app: Flask) -> None:
    def asked(path: str) -> int:
        visitor = Visitor(app).sign_in(agreeing.asking)
        with counted_queries() as statements:
            visitor.open(f"/opdrachten/{agreeing.key}{path}")
        return len(statements)

    agreeing.report(asked="Mag het?")
    before = [asked(path) for path in ("", "/voortgang")]
    for _number in range(4):
        agreeing.report(asked="Mag het?", why=WHY, whole=Course.OFF)
    assert [asked(path) for path in ("", "/voortgang")] == before
    assert Visitor(app).sign_in(agreeing.asking).open("/opdrachten").sees(TITLE)


def _last(agreeing: Agreeing) -> int:
    found = last_report(agreeing.assignment)
    assert found is not None
    return found.id
