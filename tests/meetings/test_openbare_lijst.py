"""Two lists of decisions from one record: the internal one, and the openbare one without names or what is held back."""

from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.queries.decision_story import locked_decision
from app.decisions.service import disclosure
from app.decisions.states import Confidentiality, RoundMode
from app.meetings.models import AgendaItem
from app.meetings.queries.minutes import public_list
from app.meetings.service import agenda, items, minutes
from app.meetings.service.agenda import ItemData
from app.meetings.states import MeetingState
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents, difference

OPEN, INTERNAL, CLOSED = Confidentiality.OPEN, Confidentiality.INTERNAL, Confidentiality.CONFIDENTIAL

pytestmark = ON_SQLITE_ALONE


def decide(meets: Meets, *, what: str = "Een Zwaluwnest") -> Meets:
    """A meeting that is closed, in which one proposal was decided."""
    circle = meets.circle
    meets.put(circle.submit(what=what, advices=["Instemmen met het nest."]))
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    meets.conclude_rest()
    meets.close()
    return meets


def embargo(meets: Meets) -> None:
    until = clock.now() + timedelta(days=3)
    disclosure.disclose(locked_decision(meets.circle.decision.number), OPEN, until, by=meets.circle.marieke)


def public_text(meets: Meets) -> None:
    wording = meets.circle.text("Een vogelhuis", owner_id=None)
    disclosure.write_public_text(locked_decision(meets.circle.decision.number), wording, by=meets.circle.marieke)


def confidential_item(meets: Meets) -> None:
    meets.item.confidentiality = CLOSED


def hold_back(meets: Meets) -> None:
    minutes.hold_back(meets.item, by=meets.circle.sanne)


@pytest.mark.parametrize(
    ("readers", "then", "titles"),
    [
        (OPEN, None, ["Een Zwaluwnest"]),
        (INTERNAL, None, []),
        (CLOSED, None, []),
        (OPEN, embargo, []),
        (CLOSED, public_text, ["Een vogelhuis"]),
        (OPEN, confidential_item, []),
        (OPEN, hold_back, []),
    ],
    ids=[
        "what is openbaar",
        "not what is for colleagues",
        "nor what is vertrouwelijk",
        "not before its embargo is over",
        "of what is closed its openbare tekst alone",
        "not what was an item for the table",
        "not what is held back",
    ],
)
def test_what_stands_on_the_openbare_list(
    app: Flask, readers: Confidentiality, then: object, titles: list[str]
) -> None:
    meets = decide(Meets(confidentiality=readers))
    if callable(then):
        with transaction():
            then(meets)
    assert [one.title for one in public_list(meets.meeting)] == titles
    for who in (meets.circle.fatima, meets.circle.sanne):
        page = Visitor(app).sign_in(who).open(f"/overleg/{meets.meeting_id}/besluitenlijst?versie=openbaar")
        assert all(page.sees(one) for one in titles)
        assert page.sees("Een Zwaluwnest") == ("Een Zwaluwnest" in titles)
        assert not page.sees("Joost")


@pytest.fixture
def decided(app: Flask) -> Meets:
    return decide(Meets(confidentiality=OPEN))


def test_it_is_let_go_with_one_press(decided: Meets, app: Flask) -> None:
    key = decided.meeting_id
    page = Visitor(app).sign_in(decided.circle.sanne).open(f"/overleg/{key}/besluitenlijst")
    page.submit("Houd achter")
    assert page.sees("Achtergehouden")
    anybody = Visitor(app)
    assert not anybody.open("/openbaar").sees("Een Zwaluwnest"), "it is out of the public register as well"
    assert not anybody.open("/openbaar?zoek=zwaluwnest").sees("Een Zwaluwnest")
    member = Visitor(app).sign_in(decided.circle.fatima).open(f"/overleg/{key}/besluitenlijst")
    assert member.sees("Achtergehouden", "Een Zwaluwnest")
    assert "Geef vrij" not in member.buttons
    member.click("Openbare versie")
    assert member.sees("geen openbaar besluit bekend")
    page.submit("Geef vrij").click("Openbare versie")
    assert page.sees("Een Zwaluwnest")
    assert not decided.item.held_back
    assert anybody.open("/openbaar").sees("Een Zwaluwnest")
    story = Visitor(app).sign_in(decided.circle.fatima).open(f"/besluiten/{decided.circle.decision.number}/logboek")
    assert story.sees("uit het openbare register tot wie het aangaat het weet", "in het openbare register: wie het")


def test_pressing_twice_is_told_once(decided: Meets) -> None:
    with transaction():
        hold_back(decided)
    before = contents()
    with transaction():
        hold_back(decided)
    assert difference(before, contents()) == {}


@pytest.mark.parametrize("who", ["fatima", "pien"])
def test_a_member_holds_nothing_back(decided: Meets, app: Flask, who: str) -> None:
    person, before = getattr(decided.circle, who), contents()
    with pytest.raises(Forbidden), transaction():
        minutes.hold_back(decided.item, by=person)
    assert difference(before, contents()) == {}
    key = decided.item_id
    visitor = Visitor(app).sign_in(person).open(f"/overleg/{decided.meeting_id}/besluitenlijst")
    visitor.send(f"/agendapunt/{key}/houd-achter", status=403)


def test_what_decided_nothing_is_not_held_back(app: Flask) -> None:
    meets = Meets().come_to(MeetingState.CLOSED)
    before = contents()
    with pytest.raises(Refused, match="niets besloten"), transaction():
        hold_back(meets)
    assert difference(before, contents()) == {}


def test_what_waits_in_the_pool_was_not_decided(app: Flask) -> None:
    meets = Meets()
    with transaction():
        agenda.take_off(meets.item, by=meets.circle.sanne)
    with pytest.raises(Refused, match="niets besloten"), transaction():
        hold_back(meets)


def test_minutes_are_not_laid_down_while_something_is_held_back(decided: Meets) -> None:
    with transaction():
        hold_back(decided)
    decided._do(minutes.share, decided.circle.sanne)
    decided.adopt()
    with pytest.raises(Refused, match="achtergehouden"):
        decided._do(minutes.archive, decided.circle.sanne)
    with transaction():
        minutes.let_go(decided.item, by=decided.circle.sanne)
    decided._do(minutes.archive, decided.circle.sanne)


def test_order_as_treated(app: Flask) -> None:
    meets = Meets(confidentiality=OPEN)
    circle = meets.circle
    keys = [meets.put(circle.submit(what=what)) for what in ("Eerst", "Daarna")]
    meets.set_agenda()
    meets.open()
    proposals = {key: _proposal(meets, key) for key in keys}
    for key in reversed(keys):
        meets.item_id, circle.proposal_id = key, proposals[key]
        meets.take()
        with transaction():
            circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
        circle.open(RoundMode.HAMMER)
        circle.all_answer()
        circle.reveal()
        circle.conclude()
    assert [one.title for one in public_list(meets.meeting)] == ["Daarna", "Eerst"]


def _proposal(meets: Meets, key: int) -> int:
    found: AgendaItem = next(one for one in meets.meeting.items if one.id == key)
    assert found.proposal_id is not None
    return found.proposal_id


def test_a_new_item_is_held_back_by_nobody(app: Flask) -> None:
    meets = Meets()
    with transaction():
        item = agenda.add(meets.meeting, ItemData("De zomer"), by=meets.circle.sanne)
    assert item.held_back is False
