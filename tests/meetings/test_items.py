"""What an agenda item says, who brings it in, and which other units it touches: changed by who makes the agenda."""

from dataclasses import replace

import pytest
from flask import Flask

from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.meetings.service import agenda
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, ItemKind, ItemState, ItemType
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import TALK, Meets
from tests.snapshot import contents, difference

OTHER = ItemData("De balie in de zomer", "Wie staat er wanneer?", ItemType.PICTURING, ItemKind.ANNOUNCEMENT, 25)

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def test_an_item_says_something_else(meets: Meets) -> None:
    circle = meets.circle
    with transaction():
        agenda.change_item(meets.item, replace(OTHER, presenter=circle.joost), by=circle.sanne)
    item = meets.item
    assert (item.title, item.aim, item.type, item.kind, item.time_box) == (
        "De balie in de zomer", "Wie staat er wanneer?", ItemType.PICTURING, ItemKind.ANNOUNCEMENT, 25
    )  # fmt: skip
    assert item.presenter_id == circle.joost.id
    with transaction():
        agenda.change_item(meets.item, OTHER, by=circle.sanne)
    assert meets.item.presenter_id is None


def test_a_unit_that_is_invited_for_an_item_reads_that_item_alone(meets: Meets) -> None:
    circle = meets.circle
    assert not may(circle.wim, "item:read", meets.item)
    with transaction():
        other = agenda.add(meets.meeting, TALK, by=circle.sanne)
        agenda.involve(meets.item, circle.wider, Involvement.INVITED, by=circle.sanne)
        agenda.announce(meets.meeting, by=circle.sanne)
    assert may(circle.wim, "item:read", meets.item)
    assert not may(circle.wim, "item:read", other)
    with transaction():
        agenda.involve(meets.item, circle.wider, Involvement.INFORMED, by=circle.sanne)
    (held,) = meets.item.involved
    assert held.involvement is Involvement.INFORMED, "a unit is involved once"
    with transaction():
        agenda.leave_out(meets.item, circle.wider.id, by=circle.sanne)
        agenda.leave_out(meets.item, circle.wider.id, by=circle.sanne)
    assert not may(circle.wim, "item:read", meets.item)


@pytest.mark.parametrize(
    ("who", "unit", "error"),
    [("sanne", "unit", Refused), ("joost", "wider", Forbidden), ("wim", "wider", Forbidden)],
    ids=["who meets anyway is not invited", "a member does not make the agenda", "nor does who is elsewhere"],
)
def test_who_may_not_involve_whom(meets: Meets, who: str, unit: str, error: type[Exception]) -> None:
    circle, before = meets.circle, contents()
    with pytest.raises(error), transaction():
        agenda.involve(meets.item, getattr(circle, unit), Involvement.INVITED, by=getattr(circle, who))
    assert difference(before, contents()) == {}


def test_what_has_ended_stays_what_it_was(meets: Meets) -> None:
    meets.set_agenda()
    meets.open()
    meets.take()
    meets.conclude()
    before = contents()
    with pytest.raises(Refused), transaction():
        agenda.change_item(meets.item, OTHER, by=meets.circle.sanne)
    with pytest.raises(Refused), transaction():
        agenda.involve(meets.item, meets.circle.wider, Involvement.INVITED, by=meets.circle.sanne)
    assert difference(before, contents()) == {}


def test_on_the_screen(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    page = Visitor(app).sign_in(circle.sanne).open(f"/agendapunt/{meets.item_id}/wijzig")
    page.submit("Bewaar", status=422, **{"change-title": "", "change-minutes": "veel"})
    assert page.sees("Hoe gaat het met de balie?")
    page.submit("Bewaar", **{"change-title": "De balie in de zomer", "change-minutes": "25"})
    assert page.sees("De balie in de zomer")
    assert meets.item.time_box == 25
    page.open(f"/agendapunt/{meets.item_id}/wijzig")
    page.submit("Betrek", status=422)
    assert page.sees("Kies")
    page.submit("Betrek", **{"involve-unit": str(circle.wider.id), "involve-involvement": "informed"})
    assert page.sees(circle.wider.name, "Geïnformeerd over dit punt")
    page.submit("Haal weg")
    assert meets.item.involved == []


def test_what_waits_is_let_go_with_a_reason(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    with transaction():
        agenda.take_off(meets.item, by=circle.sanne)
    page = Visitor(app).sign_in(circle.sanne).open(f"/overleg/{meets.meeting_id}/voorbereiden")
    page.click("Hoe gaat het met de balie?")
    page.submit("Laat vervallen", status=422)
    assert page.sees("Schrijf erbij waarom.")
    page.submit("Laat vervallen", **{"drop-reason": "al geregeld"})
    assert (meets.item.state, meets.item.words) == (ItemState.DROPPED, "al geregeld")


def test_a_meeting_is_called_off_with_a_reason(meets: Meets, app: Flask) -> None:
    page = Visitor(app).sign_in(meets.circle.sanne).open(f"/overleg/{meets.meeting_id}/voorbereiden")
    page.submit("Zeg af", status=422)
    assert page.sees("Schrijf erbij waarom.")
    page.submit("Zeg af", **{"cancel-reason": "te veel zieken"})
    assert page.sees("Afgezegd: te veel zieken")


@pytest.mark.parametrize(
    ("sent", "order"),
    [
        ({"to": "up"}, "ACB"),
        ({"to": "down"}, "ABC"),
        ({"steps": "-2"}, "CAB"),
        ({"steps": "-99999"}, "CAB"),
        ({"to": "up", "steps": "0"}, "ABC"),
        ({"to": "up", "steps": "veel"}, "ACB"),
    ],
    ids=["one place up", "over the end", "two places", "more than there are", "none", "no number: one place"],
)
def test_an_item_moves_as_far_as_it_was_dragged(meets: Meets, app: Flask, sent: dict[str, str], order: str) -> None:
    with transaction():
        for title in "ABC":
            last = agenda.add(meets.meeting, ItemData(title), by=meets.circle.sanne).id
        agenda.take_off(meets.item, by=meets.circle.sanne)
    page = Visitor(app).sign_in(meets.circle.sanne).open(f"/overleg/{meets.meeting_id}/voorbereiden")
    page.send(f"/agendapunt/{last}/verplaats", **sent)
    assert "".join(one.title for one in meets.meeting.items) == order
