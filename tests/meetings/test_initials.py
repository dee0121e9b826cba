"""Who prepares a meeting sees which parafen are still to come, and may set the agenda without."""

from typing import Any

import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.queries.initials import route_of
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import initials
from app.decisions.states import Confidentiality
from app.meetings.queries.initials import waiting_on
from app.meetings.states import MeetingState
from tests.browserless import Visitor
from tests.decisions.on_screen import message
from tests.meetings.meeting_cast import Meets
from tests.query_count import counted_queries

TITLE = "Elke dinsdag een gezamenlijk spreekuur"


@pytest.fixture
def meets(app: Flask) -> Meets:
    meets = Meets()
    meets.put(meets.circle.submit())
    return meets


def ask(meets: Meets, *people: Any) -> None:
    for person in people:
        with transaction():
            initials.ask(locked_proposal(meets.circle.proposal_id), person, by=meets.circle.joost)


def answer(meets: Meets, person: Any, *, back: bool = False) -> None:
    with transaction():
        step = route_of(locked_proposal(meets.circle.proposal_id)).current
        (initials.send_back if back else initials.see)(step, by=person, remark="de kosten ontbreken")


def test_it_stands_beside_the_item_and_the_agenda_is_set_without(meets: Meets, app: Flask) -> None:
    circle = meets.circle
    page = Visitor(app).sign_in(circle.sanne).open(f"/overleg/{meets.meeting_id}/voorbereiden")
    assert not page.sees("paraf")
    ask(meets, circle.fatima, circle.ben)
    page.open(f"/overleg/{meets.meeting_id}/voorbereiden")
    assert page.sees("Nog niet alle parafen zijn er", "Paraaf nog van Fatima")
    answer(meets, circle.fatima)
    assert page.open(f"/overleg/{meets.meeting_id}/voorbereiden").sees("Paraaf nog van Ben")
    answer(meets, circle.ben, back=True)
    assert page.open(f"/overleg/{meets.meeting_id}/voorbereiden").sees("Teruggestuurd door Ben")
    page.submit("Stel de agenda vast")
    assert message(page) == f"De agenda staat vast. Nog niet alle parafen staan op ‘{TITLE}’."
    assert meets.meeting.state is MeetingState.SET


def test_when_all_have_seen_it_nothing_is_said(meets: Meets, app: Flask) -> None:
    ask(meets, meets.circle.fatima)
    answer(meets, meets.circle.fatima)
    page = Visitor(app).sign_in(meets.circle.sanne).open(f"/overleg/{meets.meeting_id}/voorbereiden")
    assert not page.sees("Paraaf nog van")
    page.submit("Stel de agenda vast")
    assert "parafen" not in str(page.page)


def test_of_what_is_closed_only_who_may_read_it_is_told(app: Flask) -> None:
    meets = Meets(confidentiality=Confidentiality.CONFIDENTIAL)
    meets.put(meets.circle.submit())
    ask(meets, meets.circle.fatima)
    assert waiting_on(meets.meeting, meets.circle.sanne).titles == [TITLE]
    assert waiting_on(meets.meeting, meets.circle.wim).titles == []
    assert waiting_on(meets.meeting, meets.circle.cor).of == {}


def test_more_items_ask_no_more_queries(meets: Meets, app: Flask) -> None:
    page, counts = Visitor(app).sign_in(meets.circle.sanne), []
    for more in (0, 3):
        for _ in range(more):
            meets.put(meets.circle.submit())
        ask(meets, meets.circle.fatima, meets.circle.ben)
        with counted_queries() as queries:
            page.open(f"/overleg/{meets.meeting_id}/voorbereiden")
        counts.append(len(queries))
    assert counts[0] == counts[1]
