"""A decision by mandate in the room: one tap of who holds it, and the item ends with it in the same transaction."""

from typing import Any

import pytest
from flask import Flask

from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.models import Attachment, Decision
from app.decisions.queries.mandates import locked_mandate
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import executions, mandates, proposals
from app.decisions.states import Confidentiality, ProposalState
from app.meetings.queries.mandated import offer_on
from app.meetings.service import agenda, attendance, mandated, running
from app.meetings.service.agenda import ItemData
from app.meetings.service.mandated import MandatedData
from app.meetings.states import ItemState, ItemType, Outcome
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.mandate_cast import Steering
from tests.decisions.on_screen import message
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

WILLOW = "De wilg aan de Kerkstraat snoeien"
TAP = "Besluit met beslisruimte ‘Snoeien en planten’"


class Room(Meets):
    """Team Ruimte meets, and has what was brought to a mandate holder in hand."""

    def __init__(self, app: Flask, **mandate: Any) -> None:
        self.circle = self.steering = Steering(confidentiality=mandate.pop("confidentiality", Confidentiality.INTERNAL))
        self.meeting_id = self.plan()
        given: dict[str, Any] = {"limit_cents": None, "policies": (self.steering.beleid,), **mandate}
        self.mandate = self.steering.give(**given)
        with transaction():
            brought = executions.bring_to_holder(self.mandate, self.steering.order(WILLOW), by=self.circle.joost)
        self.circle.proposal_id = brought.id
        self.put(brought)
        self.set_agenda()
        self.open()

    def tap(self, by: Person, **changes: Any) -> Decision:
        with transaction():
            item = self.item
            seen = item.proposal.current.wording.digest()
            return mandated.decide(item, MandatedData(**{"seen": seen, **changes}), by=by)


@pytest.fixture
def room(app: Flask) -> Room:
    return Room(app)


def test_who_holds_it_decides_and_the_item_ends_with_it(room: Room) -> None:
    room.take()
    decision = room.tap(room.circle.fatima, outside_effect=True)
    item = room.item
    assert (item.state, item.outcome) == (ItemState.CONCLUDED, Outcome.CONFORM)
    assert item.proposal.state is ProposalState.DECIDED
    ground = decision.execution
    assert (ground.mandate_id, ground.policy, ground.taken_by) == (
        room.mandate.id,
        room.steering.beleid,
        room.circle.fatima,
    )
    assert ground.outside_effect
    assert item.proposal.current.number == 1, "the text stays what the table read"


def a_draft_again(room: Room) -> None:
    with transaction():
        proposals.give_back_proposal(locked_proposal(room.circle.proposal_id), by=room.circle.joost, reason="wacht")


def a_mandate_that_is_over(room: Room) -> None:
    with transaction():
        mandates.withdraw_mandate(locked_mandate(room.mandate.id), by=room.circle.marieke, reason="niet meer nodig")


def a_break(room: Room) -> None:
    with transaction():
        running.suspend(room.meeting, by=room.circle.marieke)


def decided_already(room: Room) -> None:
    room.tap(room.circle.fatima)


def nothing_more(_room: Room) -> None:
    """The room as it is."""


REFUSALS = [
    ("it was not taken in hand", False, nothing_more, "fatima", {}, Refused, ""),
    ("the chair holds no mandate", True, nothing_more, "marieke", {}, Forbidden, ""),
    ("nor does another member", True, nothing_more, "ben", {}, Forbidden, ""),
    ("nor somebody from elsewhere", True, nothing_more, "cor", {}, Forbidden, ""),
    ("the text is another", True, nothing_more, "fatima", {"seen": "iets anders"}, Refused, "veranderd"),
    ("it is a draft again", True, a_draft_again, "fatima", {}, Forbidden, ""),
    ("the mandate is over", True, a_mandate_that_is_over, "fatima", {}, Refused, "niet met een mandaat"),
    ("there is a break", True, a_break, "fatima", {}, Refused, "terwijl het overleg bezig is"),
    ("it was decided a moment before", True, decided_already, "fatima", {}, Refused, ""),
]


@pytest.mark.parametrize(
    ("in_hand", "happens", "who", "given", "error", "because"),
    [row[1:] for row in REFUSALS],
    ids=[row[0] for row in REFUSALS],
)
def test_it_is_refused_and_nothing_is_kept(
    room: Room, in_hand: bool, happens: Any, who: str, given: dict[str, Any], error: type[Exception], because: str
) -> None:
    if in_hand:
        room.take()
    happens(room)
    before = contents()
    with pytest.raises(error) as refused:
        room.tap(getattr(room.circle, who), **given)
    assert because in str(refused.value)
    assert difference(before, contents()) == {}


def test_an_amount_is_asked_where_there_is_a_limit(app: Flask) -> None:
    room = Room(app, limit_cents=500_00)
    room.take()
    page = Visitor(app).sign_in(room.circle.fatima).open(f"/overleg/{room.meeting_id}/deelnemer")
    page.submit(TAP, 422)
    assert page.error_at("mandate-amount") == "Vul in om welk bedrag het gaat; 0 mag ook."
    page.submit(TAP, 422, **{"mandate-amount": "600"})
    assert page.error_at("mandate-amount").startswith("Dit is te veel")
    assert page.value_of("mandate-amount") == "600"
    assert room.item.state is ItemState.IN_HAND
    page.submit(TAP, **{"mandate-amount": "120"})
    assert message(page).endswith("staat in het register.")
    assert room.item.outcome is Outcome.CONFORM


def test_the_chair_has_the_tap_only_when_it_is_theirs(app: Flask) -> None:
    room = Room(app)
    room.take()
    path = f"/overleg/{room.meeting_id}/voorzitten"
    chair = Visitor(app).sign_in(room.circle.marieke).open(path)
    assert chair.sees("Fatima kan dit beslissen met beslisruimte ‘Snoeien en planten’.")
    assert not chair.sees(TAP)
    assert chair.sees("Fatima beslist dit op het eigen scherm."), "who holds it is here"
    with transaction():
        attendance.leave(room.meeting, by=room.circle.fatima)
    assert not chair.open(path).sees("Fatima beslist dit op het eigen scherm.")
    with transaction():
        attendance.arrive(room.meeting, by=room.circle.fatima)
        running.pass_chair(room.meeting, room.circle.fatima, by=room.circle.marieke)
    page = Visitor(app).sign_in(room.circle.fatima).open(path)
    page.submit(TAP)
    assert page.path.endswith("/voorzitten")
    assert room.item.outcome is Outcome.CONFORM
    other = Visitor(app).sign_in(room.circle.ben).open(f"/overleg/{room.meeting_id}/deelnemer")
    assert not other.sees("kan dit beslissen")


def test_without_one_beleid_to_choose_the_way_leads_by_the_proposal(app: Flask) -> None:
    room = Room(app, policies=())
    with transaction():
        room.circle.proposal.within_id = None
        room.steering.decided("Water blijft schoon", room.circle.unit)
    room.take()
    page = Visitor(app).sign_in(room.circle.fatima).open(f"/overleg/{room.meeting_id}/deelnemer")
    assert not page.sees(TAP)
    with pytest.raises(Refused, match="binnen welk beleid"):
        room.tap(room.circle.fatima)
    page.click("Neem het besluit").submit(
        "Neem dit besluit", policy=room.steering.beleid.number + ": Bomen blijven staan"
    )
    assert room.item.outcome is Outcome.CONFORM, "decided at the proposal, the item ends as well"


def test_a_text_that_its_holder_changed_ends_it_as_amended(room: Room) -> None:
    room.take()
    with transaction():
        executions.execute_proposal(
            locked_proposal(room.circle.proposal_id),
            room.steering.order("De wilg laten staan"),
            by=room.circle.fatima,
            mandate=room.mandate,
        )
    assert room.item.outcome is Outcome.AMENDED


def test_an_item_that_asks_for_no_decision_goes_on(room: Room) -> None:
    with transaction():
        agenda.change_item(room.item, ItemData(WILLOW, type=ItemType.FORMING), by=room.circle.sanne)
    room.take()
    assert offer_on(room.item, room.circle.fatima) is None
    with transaction():
        executions.execute_proposal(
            locked_proposal(room.circle.proposal_id),
            room.steering.order(WILLOW),
            by=room.circle.fatima,
            mandate=room.mandate,
        )
    assert room.item.state is ItemState.IN_HAND


@pytest.mark.parametrize("what", [WILLOW, "De wilg laten staan"], ids=["as it is", "in other words"])
def test_what_goes_with_the_text_stays_with_it(room: Room, what: str) -> None:
    with transaction():
        wording = locked_proposal(room.circle.proposal_id).current.wording
        paper = {"name": "kaart.pdf", "media_type": "application/pdf", "size": 4, "digest": "d" * 64}
        wording.attachments.append(Attachment(**paper, added_by=room.circle.joost))
    with transaction():
        decision = executions.execute_proposal(
            locked_proposal(room.circle.proposal_id),
            room.steering.order(what),
            by=room.circle.fatima,
            mandate=room.mandate,
        )
    assert [one.name for one in decision.wording.attachments] == ["kaart.pdf"]


def test_of_what_is_closed_nobody_is_told_who_may_not_read_it(app: Flask) -> None:
    room = Room(app, confidentiality=Confidentiality.CONFIDENTIAL)
    room.take()
    assert offer_on(room.item, room.circle.sanne) is not None
    assert offer_on(room.item, room.circle.wim) is None
