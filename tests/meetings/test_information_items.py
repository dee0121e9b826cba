"""What an assignment agreed to tell a unit comes on its agenda, and is kept when the unit heard it."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.assignments.following_models import InformationDue
from app.assignments.queries import locked_assignment
from app.assignments.service import agreeing as verbs
from app.assignments.service import following
from app.assignments.states import Involving, Rhythm
from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem
from app.meetings.queries.meetings import load_meeting
from app.meetings.queries.pool import waiting_for
from app.meetings.service import agenda, information
from app.meetings.states import ItemType, Outcome
from app.organisation.models import Person
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets


def day(days: int) -> date:
    return clock.today() + timedelta(days=days)


class Told(Meets):
    """Team Ruimte meets tomorrow; an assignment of another circle agreed to tell it something in three days."""

    def __init__(
        self,
        how: Involving = Involving.INFORM,
        due: int = 3,
        rhythm: Rhythm = Rhythm.QUARTERLY,
        confidentiality: Confidentiality = Confidentiality.INTERNAL,
    ) -> None:
        super().__init__()
        self.agreeing = Agreeing(confidentiality=confidentiality, name="Team Groen")
        self.about = {
            "about": "De voortgang",
            "unit": self.circle.unit.id,
            "unit_name": self.circle.unit.name,
            "how": how.value,
            "rhythm": rhythm.value,
            "first_on": day(due).isoformat(),
        }
        self.agreeing.write(information=[self.about])
        self.agreeing.be_active()

    @property
    def times(self) -> list[InformationDue]:
        return list(locked_assignment(self.agreeing.key).information)

    def pool(self, reader: Person | None = None) -> list[str]:
        found = waiting_for(load_meeting(self.meeting_id), reader or self.circle.sanne)
        db.session.rollback()
        return [one.about for waits in found for one in waits.information]

    def put_on(self, by: Person | None = None) -> AgendaItem:
        with transaction():
            one = next(one for one in self.times if one.is_open)
            self.item_id = information.put_information(self.meeting, one, by=by or self.circle.sanne).id
        return self.item

    def treat(self, outcome: Outcome, words: str = "") -> None:
        self.set_agenda()
        self.open()
        self.take()
        self.conclude(outcome, words)


def test_what_was_told_in_a_meeting_is_kept(app: Flask) -> None:
    """On both databases: from the pool to the agenda, to an agreement that is kept and planned again."""
    told = Told()
    assert told.pool() == ["De voortgang"]
    item = told.put_on()
    assert (item.type, item.title, item.unit.id) == (ItemType.INFORMING, f"{TITLE}: De voortgang", told.circle.unit.id)
    assert told.pool() == [], "it is on an agenda"
    told.treat(Outcome.NOTED, "Onder ons: het gaat moeizaam.")
    kept, then = told.times
    assert kept.kept_at is not None
    assert "kennisgenomen" in kept.told
    assert "moeizaam" not in kept.told, "what was said at the table stays there"
    assert (then.is_open, then.due_on) == (True, clock.months_after(day(3), 3))


@ON_SQLITE_ALONE
class TestRules:
    """In which no database has a say."""

    @pytest.mark.parametrize(
        ("how", "outcome", "kept"),
        [
            (Involving.INFORM, Outcome.NOTED, True),
            (Involving.INVOLVE, Outcome.OPINIONS, True),
            (Involving.INVOLVE, Outcome.HELD_OVER, False),
            (Involving.INFORM, Outcome.TAKEN_BACK, False),
        ],
        ids=["they heard it", "they said what they think", "not when it is held over", "nor when it is taken back"],
    )
    def test_what_keeps_it(self, app: Flask, how: Involving, outcome: Outcome, kept: bool) -> None:
        told = Told(how, rhythm=Rhythm.ONCE)
        told.put_on()
        told.treat(outcome, "Volgende keer.")
        assert [one.kept_at is not None for one in told.times] == [kept]

    def test_what_is_held_over_waits_once_and_keeps_it_later(self, app: Flask) -> None:
        told = Told(rhythm=Rhythm.ONCE)
        told.put_on()
        told.treat(Outcome.HELD_OVER, "Geen tijd.")
        told.conclude_rest()
        told.close()
        told.meeting_id = told.plan(days=8)
        assert told.pool() == [], "it waits as the item that was carried over"
        told.put_on()
        told.treat(Outcome.NOTED)
        assert [one.kept_at is not None for one in told.times] == [True]

    @pytest.mark.parametrize(
        ("due", "waits"),
        [(9, False), (8, True), (-5, True)],
        ids=["more than a week after the meeting", "a week after it", "and what should have been told"],
    )
    def test_when_it_waits(self, app: Flask, due: int, waits: bool) -> None:
        assert bool(Told(due=due).pool()) is waits

    def test_it_waits_for_who_is_to_be_told_and_may_know(self, app: Flask) -> None:
        closed = Told(confidentiality=Confidentiality.CONFIDENTIAL)
        assert closed.pool() == []
        with pytest.raises(Forbidden):
            closed.put_on()

    def test_what_is_closed_is_so_on_the_agenda(self, app: Flask) -> None:
        told = Told(confidentiality=Confidentiality.CONFIDENTIAL)
        with transaction():
            verbs.succeed(
                told.agreeing.assignment,
                told.agreeing.party(told.agreeing.doing),
                told.circle.sanne,
                by=told.agreeing.doing,
            )
        assert told.pool() == ["De voortgang"], "she does the work from now on"
        assert told.put_on().confidentiality is Confidentiality.CONFIDENTIAL

    def test_what_was_told_otherwise_meanwhile_is_not_told_twice(self, app: Flask) -> None:
        told = Told()
        told.put_on()
        with transaction():
            assignment = told.agreeing.assignment
            following.inform(assignment, assignment.information[0].id, "Per brief.", by=told.agreeing.doing)
        told.treat(Outcome.NOTED)
        assert [one.told for one in told.times] == ["Per brief.", ""]

    def test_what_ended_meanwhile_is_only_heard(self, app: Flask) -> None:
        told = Told()
        told.put_on()
        with transaction():
            verbs.cancel(told.agreeing.assignment, by=told.agreeing.asking, reason="Het geld is op.")
        told.treat(Outcome.NOTED)
        assert [one.kept_at for one in told.times] == [None]

    def test_it_is_put_on_one_agenda(self, app: Flask) -> None:
        told = Told()
        told.put_on()
        with pytest.raises(Refused, match="al op een agenda"):
            told.put_on()

    def test_what_is_taken_off_waits_as_an_item(self, app: Flask) -> None:
        told = Told()
        told.put_on()
        with transaction():
            agenda.take_off(told.item, by=told.circle.sanne)
        assert told.pool() == []
        told.put_on()
        assert told.item.meeting_id == told.meeting_id

    def test_it_is_put_on_by_hand(self, app: Flask) -> None:
        told = Told()
        page = Visitor(app).sign_in(told.circle.sanne).open(f"/overleg/{told.meeting_id}/voorbereiden")
        assert page.sees("Informatieafspraken", "De voortgang", TITLE)
        key = told.times[0].id
        db.session.rollback()
        page.send(f"/overleg/{told.meeting_id}/uit-de-voorraad", what=f"information:{key}")
        assert page.sees(f"{TITLE}: De voortgang")
        assert not page.sees("Informatieafspraken")
