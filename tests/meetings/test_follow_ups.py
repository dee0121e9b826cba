"""What comes back at the next meeting of a series by itself: to whom, who ends it there, and what the minutes keep."""

from datetime import date, timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import locked, transaction
from app.decisions.models import Action
from app.decisions.service import actions
from app.decisions.service.actions import ActionData
from app.decisions.states import ActionState, Confidentiality, RoundState
from app.meetings import screens
from app.meetings.models import Meeting
from app.meetings.queries.follow_ups import follow_ups
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import load_meeting, locked_meeting
from app.meetings.queries.minutes import record_of
from app.meetings.service import agenda, attendance, items, minutes, planning, running
from app.meetings.service.agenda import ItemData
from app.meetings.states import ItemType, MeetingState, Outcome
from app.organisation.models import Person
from app.records.documents.minutes import minutes_pages
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.test_series import Weekly
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

TALK = ItemData("De balie", type=ItemType.FORMING)
CLOSED = ItemData("Verzuim", type=ItemType.FORMING, confidentiality=Confidentiality.CONFIDENTIAL)


class Returning(Weekly):
    """A series of which the first meeting was held: what was agreed there comes back."""

    def __init__(self) -> None:
        super().__init__()
        self.first = self.plan(date(2027, 1, 5))
        with transaction():
            self.talk = agenda.add(locked_meeting(self.first), TALK, by=self.circle.sanne).id
            self.closed = agenda.add(locked_meeting(self.first), CLOSED, by=self.circle.sanne).id
        self.begin(self.first)

    def begin(self, key: int) -> None:
        sanne = self.circle.sanne
        with transaction():
            agenda.set_agenda(locked_meeting(key), by=sanne)
        with transaction():
            meeting = locked_meeting(key)
            attendance.mark_present(meeting, [one.id for one in meeting.attendees], by=sanne)
        with transaction():
            running.open_meeting(locked_meeting(key), by=sanne)

    def agree(self, what: str = "Bellen", owner: str = "fatima", item: int | None = None, days: int = 30) -> int:
        with transaction():
            data = ActionData(what, getattr(self.circle, owner), clock.today() + timedelta(days=days))
            return items.agree(locked_item(item or self.talk), data, by=self.circle.sanne).id

    def end(self, key: int) -> None:
        with transaction():
            for one in locked_meeting(key).items:
                items.conclude(one, Outcome.HELD_OVER, by=self.circle.sanne)
        with transaction():
            running.close_meeting(locked_meeting(key), by=self.circle.sanne)

    def next(self, on: date = date(2027, 1, 12)) -> int:
        """The first meeting is over, and the next one is planned."""
        if not load_meeting(self.first).state.is_over:
            self.end(self.first)
        return self.plan(on)

    def comes_back(self, key: int, reader: Person | None = None) -> list[tuple[str, bool]]:
        found = follow_ups(load_meeting(key), reader or self.circle.sanne)
        return [(one.action.what, one.is_open) for one in found]


@pytest.fixture
def series(app: Flask) -> Returning:
    return Returning()


def test_what_was_agreed_comes_back_until_it_is_done(series: Returning) -> None:
    first, second = series.agree("Later", days=90), series.agree("Eerst", days=10)
    assert series.comes_back(series.first) == [], "not in the meeting that agreed on it"
    key = series.next()
    assert series.comes_back(key) == [("Eerst", True), ("Later", True)]
    with transaction():
        actions.finish(locked(Action, second), "gedaan", by=series.circle.fatima)
    assert series.comes_back(key) == [("Later", True)]
    assert series.comes_back(series.plan(date(2027, 1, 19))) == [("Later", True)], "and at each next one"
    assert first


def test_elsewhere_it_does_not_come_back(series: Returning) -> None:
    series.agree()
    series.end(series.first)
    with transaction():
        data = planning.MeetingData("Los", clock.now() + timedelta(days=300), 60, "Kamer 1")
        alone = planning.plan_meeting(series.circle.unit, data, by=series.circle.sanne).id
        other = planning.start_series(
            series.circle.unit, planning.SeriesData("Maandoverleg", starts_on=date(2027, 1, 4)), by=series.circle.sanne
        )
        elsewhere = planning.plan_next(other, date(2027, 2, 2), by=series.circle.sanne).id
    assert series.comes_back(alone) == []
    assert series.comes_back(elsewhere) == []


READERS = [
    # in which item it was agreed, whose it is, who sees it come back on the page, and who does not
    ("what was agreed in the open is for the table", "talk", "fatima", {"marieke", "sanne", "fatima", "ben"}),
    ("what was agreed in a vertrouwelijk item too", "closed", "fatima", {"marieke", "sanne", "fatima", "ben"}),
]


@pytest.mark.parametrize(("item", "owner", "readers"), [row[1:] for row in READERS], ids=[row[0] for row in READERS])
def test_to_whom_it_comes_back(app: Flask, series: Returning, item: str, owner: str, readers: set[str]) -> None:
    series.agree("Een gesprek voeren", owner, getattr(series, item))
    key, circle = series.next(), series.circle
    with transaction():
        agenda.announce(locked_meeting(key), by=circle.sanne)
    for name in ("marieke", "sanne", "fatima", "ben"):
        page = Visitor(app).sign_in(getattr(circle, name)).open(f"/overleg/{key}/deelnemer")
        assert page.sees("Een gesprek voeren") is (name in readers), name
    for name in ("cor", "wim", "bea"):
        person = getattr(circle, name)
        Visitor(app).sign_in(person).open(f"/overleg/{key}/deelnemer", status=404)
        assert series.comes_back(key, person) == []
    meeting = load_meeting(key)
    for audience in screens.AUDIENCES:
        assert "Een gesprek voeren" not in shared_html(app, meeting, audience), "a shared part holds none of it"


def shared_html(app: Flask, meeting: Meeting, audience: str) -> str:
    from app.meetings.live import TEMPLATES

    with app.test_request_context():
        return str(app.jinja_env.get_template(TEMPLATES[audience]).render(**screens.shared(meeting, audience)))


def test_what_is_agreed_in_a_vertrouwelijk_item_is_for_the_table_even_about_an_open_decision(series: Returning) -> None:
    """Else it would stand with the decision, for everybody to read."""
    circle = series.circle
    circle.come_to(RoundState.CONSENTED)
    with transaction():
        for key in (series.talk, series.closed):
            locked_item(key).decision = circle.decision
    said, whispered = series.agree("Hardop"), series.agree("Besloten", item=series.closed)
    assert may(circle.cor, "action:read", db.session.get_one(Action, said))
    assert not may(circle.cor, "action:read", db.session.get_one(Action, whispered))


# Ended in the meeting


def test_who_writes_down_notes_what_became_of_it(app: Flask, series: Returning) -> None:
    done, off = series.agree("Bellen"), series.agree("Schrijven", "ben")
    key = series.next()
    series.begin(key)
    revision = load_meeting(key).revision
    page = Visitor(app).sign_in(series.circle.sanne).open(f"/overleg/{key}/voorzitten")
    assert page.sees("Acties van vorige keren", "2 open")
    page.send(f"/overleg/{key}/acties/{done}/klaar", **words(done, "Ze komen dinsdag."))
    page.open(f"/overleg/{key}/voorzitten")
    page.send(f"/overleg/{key}/acties/{off}/klaar", drop="1", **words(off, "Hoeft niet meer."))
    assert [locked(Action, one).state for one in (done, off)] == [ActionState.DONE, ActionState.DROPPED]
    assert page.open(f"/overleg/{key}/voorzitten").sees("0 open", "Ze komen dinsdag.", "Hoeft niet meer.")
    assert load_meeting(key).revision > revision, "the other screens hear of it"


def test_a_personal_part_is_fetched_again_when_one_ended(series: Returning) -> None:
    action = series.agree()
    key = series.next()
    series.begin(key)
    before = {one: screens.shared_version(load_meeting(key), one) for one in (screens.CHAIR, screens.PARTICIPANT)}
    with transaction():
        items.end_action(locked_meeting(key), locked(Action, action), "gebeld", by=series.circle.sanne)
    for audience, version in before.items():
        assert screens.shared_version(load_meeting(key), audience) != version


def words(key: int, said: str) -> dict[str, str]:
    return {f"done-{key}-words": said}


REFUSED = [
    ("not without a word", "sanne", "", 422),
    ("a member does not from there, though it is theirs", "fatima", "klaar", 403),
    ("to a colleague the meeting is not there", "cor", "klaar", 404),
]


@pytest.mark.parametrize(("who", "said", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_refused_changes_nothing(app: Flask, series: Returning, who: str, said: str, status: int) -> None:
    action, key = series.agree(), series.next()
    series.begin(key)
    page = Visitor(app).sign_in(getattr(series.circle, who)).open("/")
    before = contents()
    page.send(f"/overleg/{key}/acties/{action}/klaar", status, **words(action, said))
    assert difference(before, contents()) == {}


def test_only_what_came_back_is_ended_there(app: Flask, series: Returning) -> None:
    with transaction():
        elsewhere = actions.agree_at_table(
            series.circle.unit, ActionData("Iets anders", series.circle.ben), by=series.circle.sanne
        ).id
    key = series.next()
    series.begin(key)
    page = Visitor(app).sign_in(series.circle.sanne).open("/")
    before = contents()
    page.send(f"/overleg/{key}/acties/{elsewhere}/klaar", 404, **words(elsewhere, "klaar"))
    page.open("/").send(f"/overleg/{key}/acties/999/klaar", 404, **words(999, "klaar"))
    assert difference(before, contents()) == {}


def test_before_the_meeting_and_by_who_does_not_lead_nothing_is_written_down(series: Returning) -> None:
    action, key = series.agree(), series.next()
    with transaction():
        agenda.set_agenda(locked_meeting(key), by=series.circle.sanne)
    before = contents()
    for person, refusal in ((series.circle.sanne, Refused), (series.circle.fatima, Forbidden)):
        with pytest.raises(refusal), transaction():
            items.end_action(locked_meeting(key), locked(Action, action), "gebeld", by=person)
    assert difference(before, contents()) == {}


def test_what_was_typed_is_kept_when_its_owner_ended_it_meanwhile(app: Flask, series: Returning) -> None:
    action, key = series.agree(), series.next()
    series.begin(key)
    page = Visitor(app).sign_in(series.circle.sanne).open(f"/overleg/{key}/voorzitten")
    with transaction():
        actions.finish(locked(Action, action), "al gebeld", by=series.circle.fatima)
    page.send(f"/overleg/{key}/acties/{action}/klaar", 422, **words(action, "Ze komen dinsdag."))
    assert "Ze komen dinsdag." in str(page.page)
    assert locked(Action, action).result == "al gebeld"


# Preparing, and the minutes


def test_it_is_put_on_the_agenda_when_it_takes_time(app: Flask, series: Returning) -> None:
    action, key = series.agree(), series.next()
    page = Visitor(app).sign_in(series.circle.sanne).open(f"/overleg/{key}/voorbereiden")
    assert page.sees("Acties van vorige keren", "Bellen")
    page.send(f"/overleg/{key}/uit-de-voorraad", what=f"action:{action}")
    assert action in {one.action_id for one in load_meeting(key).items}


def test_what_is_overdue_waits_in_the_pool_without_a_decision_too(app: Flask, series: Returning) -> None:
    with transaction():
        data = ActionData("Te laat", series.circle.ben, clock.today() - timedelta(days=2))
        actions.agree_at_table(series.circle.unit, data, by=series.circle.sanne)
    key = series.next()
    page = Visitor(app).sign_in(series.circle.sanne).open(f"/overleg/{key}/voorbereiden")
    assert page.sees("Acties over tijd", "Te laat")


def test_the_minutes_keep_how_it_stood(app: Flask, series: Returning) -> None:
    """Ended in that meeting: with what came of it. Ended later: still open in these minutes, done in the next."""
    ended, left = series.agree("Bellen", days=2), series.agree("Schrijven", "ben", days=300)
    key = series.next()
    series.begin(key)
    with transaction():
        items.end_action(locked_meeting(key), locked(Action, ended), "Ze komen dinsdag.", by=series.circle.sanne)
    series.end(key)
    with transaction():
        actions.finish(locked(Action, left), "Later pas gedaan.", by=series.circle.ben)
    with transaction():
        minutes.share(locked_meeting(key), by=series.circle.sanne)
    found = record_of(load_meeting(key), series.circle.ben).follow_ups
    assert [(one.action.what, one.is_open) for one in found] == [("Bellen", False), ("Schrijven", True)]
    page = Visitor(app).sign_in(series.circle.ben).open(f"/overleg/{key}/verslag")
    assert page.sees("Acties van vorige keren", "Ze komen dinsdag.", "Schrijven")
    assert not page.sees("Later pas gedaan.")
    paper = repr(minutes_pages(load_meeting(key), record_of(load_meeting(key), series.circle.ben)))
    assert "Acties van vorige keren" in paper
    assert "Gedaan: Ze komen dinsdag." in paper
    assert "Later pas gedaan." not in paper


def test_the_screens_ask_as_many_queries_whatever_comes_back(app: Flask, series: Returning) -> None:
    series.agree("De eerste")
    key, counts = series.next(), []
    for more in (0, 5):
        with transaction():
            for number in range(more):
                data = ActionData(f"Actie {number}", series.circle.ben)
                made = actions.agree_at_table(series.circle.unit, data, by=series.circle.sanne)
                db.session.add(items.ItemAction(action=made, item_id=series.talk))
        for page in ("deelnemer", "voorzitten", "voorbereiden"):
            with counted_queries() as queries:
                Visitor(app).sign_in(series.circle.sanne).open(f"/overleg/{key}/{page}")
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert load_meeting(key).state is MeetingState.CONCEPT
