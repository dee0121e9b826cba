"""Information agreements that keep themselves: due, reminded of, kept, planned again, and seen when they are not."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from email import message_from_string, policy
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.assignments import following_queries
from app.assignments.following_models import InformationDue
from app.assignments.reminders import remind
from app.assignments.service import agreeing as verbs
from app.assignments.service import following
from app.assignments.service.handing_over import told_of_handed_over
from app.assignments.states import Involving, Rhythm
from app.core import journal
from app.core.database import db
from app.core.errors import Forbidden, NotFound, Refused
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.test_handing_over import make_temporary, stop

START = date(2027, 1, 29)
"""A Friday."""


class Clock:
    """The time of day, for as long as a test says so."""

    def __init__(self, travels: Any) -> None:
        self.travels = travels
        self.at(START)

    def at(self, day: date, hour: int = 9) -> None:
        self.travels.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), tick=False)


@pytest.fixture
def time(time_machine: Any) -> Clock:
    return Clock(time_machine)


class Telling(Agreeing):
    """An assignment that runs and has agreed to tell its own team something."""

    def __init__(self, rhythm: Rhythm = Rhythm.QUARTERLY, first_on: date = START, **more: Any) -> None:
        super().__init__(**more)
        self.rhythm = rhythm
        self.write(information=[self.agreement(first_on)])
        self.be_active()

    def agreement(self, first_on: date, about: str = "De voortgang", rhythm: Rhythm | None = None) -> dict[str, Any]:
        unit = self.circle.unit
        return {
            "about": about,
            "unit": unit.id,
            "unit_name": unit.name,
            "how": Involving.INFORM.value,
            "rhythm": (rhythm or self.rhythm).value,
            "first_on": first_on.isoformat(),
        }

    @property
    def open(self) -> list[InformationDue]:
        return [one for one in self.assignment.information if one.is_open]

    @property
    def days(self) -> list[date]:
        return [one.due_on for one in self.open]

    def inform(self, told: str = "In de nieuwsbrief van januari.", by: Any = None) -> None:
        with transaction():
            following.inform(self.assignment, self.open[0].id, told, by=by or self.doing)


def mails() -> list[tuple[str, str]]:
    """To whom, and what it says."""
    found = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.once.like("information:%")).order_by(OutgoingMail.id)
    )
    said = [(one.address, message_from_string(one.content, policy=policy.default)) for one in found]
    return [(address, str(mail["subject"]) + str(mail.get_body(("plain",)).get_content())) for address, mail in said]


def test_what_is_told_is_planned_again_and_lives_through_a_renegotiation(app: Flask, time: Clock) -> None:
    """On both databases: what stays the same goes on where it is, and what goes is gone."""
    telling = Telling()
    assert telling.days == [START]
    telling.inform()
    assert telling.days == [date(2027, 4, 29)]
    telling.reopen()
    more = [telling.agreement(START), telling.agreement(date(2027, 3, 1), "Wat het kost", Rhythm.ONCE)]
    telling.rewrite(information=more)
    assert telling.days == [date(2027, 4, 29)], "the old holds until then"
    telling.agree()
    assert sorted(telling.days) == [date(2027, 3, 1), date(2027, 4, 29)]
    telling.reopen()
    telling.rewrite(information=more[1:])
    telling.agree()
    assert telling.days == [date(2027, 3, 1)]
    assert [one.told for one in telling.assignment.information if one.kept_at] == ["In de nieuwsbrief van januari."]


@ON_SQLITE_ALONE
class TestRules:
    """In which no database has a say."""

    @pytest.mark.parametrize(
        ("rhythm", "first_on", "told_on", "then"),
        [
            (Rhythm.ONCE, START, START, []),
            (Rhythm.MONTHLY, date(2027, 1, 31), START, [date(2027, 2, 28)]),
            (Rhythm.MONTHLY, date(2027, 1, 31), date(2027, 2, 1), [date(2027, 2, 28)]),
            (Rhythm.MONTHLY, date(2027, 1, 31), date(2027, 3, 1), [date(2027, 3, 31)]),
            (Rhythm.QUARTERLY, START, date(2027, 1, 20), [date(2027, 4, 29)]),
            (Rhythm.QUARTERLY, START, date(2027, 5, 1), [date(2027, 7, 29)]),
            (Rhythm.HALF_YEARLY, START, START, [date(2027, 7, 29)]),
        ],
        ids=[
            "what happens once ends",
            "a month later, and a short month is no trap",
            "late, and the rhythm stays what it was",
            "very late: what was missed is not made up for",
            "early, and still a quarter after its day",
            "a quarter later than that, when that has passed as well",
            "half a year",
        ],
    )
    def test_when_it_comes_back(
        self, app: Flask, time: Clock, rhythm: Rhythm, first_on: date, told_on: date, then: list[date]
    ) -> None:
        time.at(date(2027, 1, 15))
        telling = Telling(rhythm, first_on)
        time.at(told_on)
        telling.inform()
        assert telling.days == then

    def test_from_the_last_day_of_a_month_it_comes_back_on_the_last_day(self, app: Flask, time: Clock) -> None:
        telling = Telling(Rhythm.MONTHLY, date(2027, 1, 31))
        telling.inform()
        telling.inform()
        assert telling.days == [date(2027, 3, 31)], "February has not made it the 28th"

    def test_what_is_told_once_is_not_asked_again_by_agreeing_anew(self, app: Flask, time: Clock) -> None:
        telling = Telling(Rhythm.ONCE)
        telling.inform()
        telling.reopen()
        telling.rewrite(information=[telling.agreement(START)])
        telling.agree()
        assert telling.days == []

    @pytest.mark.parametrize(
        ("act", "error"),
        [
            (lambda it, key: following.inform(it.assignment, key, " ", by=it.doing), Refused),
            (lambda it, key: following.inform(it.assignment, 999, "Verteld.", by=it.doing), NotFound),
            (lambda it, key: following.inform(it.assignment, key, "Verteld.", by=it.circle.ben), Forbidden),
        ],
        ids=["not without a word", "nor what is not agreed", "nor by somebody else"],
    )
    def test_who_keeps_it_and_how(
        self, app: Flask, time: Clock, act: Callable[..., None], error: type[Exception]
    ) -> None:
        telling = Telling()
        with pytest.raises(error), transaction():
            act(telling, telling.open[0].id)
        assert telling.days == [START]

    def test_it_is_kept_once(self, app: Flask, time: Clock) -> None:
        telling = Telling()
        key = telling.open[0].id
        telling.inform()
        with pytest.raises(Refused, match="niet meer open"), transaction():
            following.inform(telling.assignment, key, "Nog eens.", by=telling.doing)

    @pytest.mark.parametrize(
        ("days", "waits"),
        [(-8, []), (-7, ["Fatima"]), (0, ["Fatima"]), (3, ["Fatima"])],
        ids=["not more than a week before", "a week before", "on the day", "and as long as it is not kept"],
    )
    def test_on_whom_it_waits(self, app: Flask, time: Clock, days: int, waits: list[str]) -> None:
        telling = Telling(first_on=START + timedelta(days=20))
        time.at(START + timedelta(days=20 + days))
        people = (telling.doing, telling.asking, telling.circle.ben)
        assert [one.name for one in people if following_queries.information_waiting_for(one)] == waits
        assert Visitor(app).sign_in(telling.doing).open("/").sees("De voortgang") is bool(waits)
        assert not Visitor(app).sign_in(telling.asking).open("/").sees("De voortgang")

    def test_it_does_not_wait_when_the_work_ended(self, app: Flask, time: Clock) -> None:
        telling = Telling()
        with transaction():
            verbs.cancel(telling.assignment, by=telling.asking, reason="Het geld is op.")
        assert following_queries.information_waiting_for(telling.doing) == []
        assert remind() == 0

    def test_a_mail_comes_once_for_each_and_at_most_one_a_day(self, app: Flask, time: Clock) -> None:
        telling = Telling(first_on=START + timedelta(days=10))
        assert remind() == 0, "it is ten days away"
        time.at(START + timedelta(days=4), hour=20)
        assert remind() == 0, "not in the evening"
        time.at(START + timedelta(days=4))
        assert [remind(), remind()] == [1, 0]
        time.at(START + timedelta(days=5))
        assert remind() == 0, "never twice for the same one"
        [(address, says)] = mails()
        assert address == telling.doing.email
        assert telling.circle.unit.name in says
        assert "De voortgang" not in says, "what is not openbaar is not named in mail"

    def test_what_comes_due_later_the_same_day_waits_until_tomorrow(self, app: Flask, time: Clock) -> None:
        time.at(date(2027, 2, 2))
        telling = Telling(first_on=date(2027, 2, 5))
        assert remind() == 1
        telling.reopen()
        telling.rewrite(
            information=[telling.agreement(date(2027, 2, 5)), telling.agreement(date(2027, 2, 6), "Wat het kost")]
        )
        telling.agree()
        assert remind() == 0
        time.at(date(2027, 2, 3))
        assert remind() == 1
        assert [address for address, _says in mails()] == [telling.doing.email] * 2

    def test_who_takes_over_gets_a_mail_as_well(self, app: Flask, time: Clock) -> None:
        time.at(date(2027, 2, 2))
        telling = Telling(first_on=date(2027, 2, 5))
        assert remind() == 1
        time.at(date(2027, 2, 3))
        with transaction():
            verbs.succeed(telling.assignment, telling.party(telling.doing), telling.circle.ben, by=telling.doing)
        time.at(date(2027, 2, 4))
        assert remind() == 1
        assert mails()[-1][0] == telling.circle.ben.email

    def test_what_is_not_kept_is_said_on_its_page(self, app: Flask, time: Clock) -> None:
        telling = Telling()
        reader = Visitor(app).sign_in(telling.circle.cor)
        assert not reader.open(f"/opdrachten/{telling.key}").sees("niet nagekomen")
        time.at(START + timedelta(days=1))
        assert (
            Visitor(app)
            .sign_in(telling.circle.cor)
            .open(f"/opdrachten/{telling.key}")
            .sees("niet nagekomen sinds 29 januari")
        )
        page = Visitor(app).sign_in(telling.doing).open(f"/opdrachten/{telling.key}")
        button = "Leg vast dat het is verteld: De voortgang"
        page.submit(button, 422)
        assert page.sees("Schrijf erbij wat er is verteld")
        page.submit(button, **{f"inform-{telling.open[0].id}-told": "Zie [de brief](https://voorbeeld.nl/brief)."})
        assert not page.sees("niet nagekomen")
        assert page.sees("voor 29 april", "Nagekomen: 1", "de brief")


def test_when_the_unit_stops_that_is_told_the_one_that_takes_over_is_told(app: Flask, time: Clock) -> None:
    """Also after its parties agreed on another text, which still names the unit that was."""
    telling = Telling()
    circle = telling.circle
    make_temporary(circle)
    stopped = stop(circle)
    assert stopped.handed_over["information"] == [telling.key]
    (waiting,) = telling.open
    assert (waiting.unit_id, waiting.due_on) == (circle.wider.id, START)
    assert "redirect" in [one.event for one in journal.entries("assignment", telling.key)]
    assert [(one.kind, one.title) for one in told_of_handed_over(stopped.handed_over, telling.doing)] == [
        ("opdracht", TITLE),
        ("informatieafspraak", TITLE),
    ]
    telling.reopen()
    page = Visitor(app).sign_in(telling.doing).open(f"/opdrachten/{telling.key}/tekst")
    assert page.value_of("information-0-unit") == str(circle.wider.id), "who writes on need not look for it"
    telling.rewrite(information=[telling.agreement(START)])
    telling.agree()
    assert [one.id for one in telling.open] == [waiting.id]
    telling.inform()
    assert [one.unit_id for one in telling.open] == [circle.wider.id]
