"""The record of a meeting: numbers that are the same for everybody, objections for who held them up, every edition."""

import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.queries.decision_story import locked_decision
from app.decisions.service import disclosure, joint
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.meetings.models import AgendaItem
from app.meetings.queries.minutes import public_list, record_of
from app.meetings.service import agenda, items, minutes
from app.meetings.service.agenda import ItemData
from app.meetings.states import Involvement, MeetingState
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.meetings.meeting_cast import TALK, Meets

pytestmark = ON_SQLITE_ALONE


@pytest.fixture
def meets(app: Flask) -> Meets:
    return Meets()


def numbers(meets: Meets, reader: Person) -> dict[str, int]:
    return {one.item.title: one.number for one in record_of(meets.meeting, reader).items}


def treated_last(meets: Meets, data: ItemData, *, involved: bool = False) -> AgendaItem:
    """One more item, which an involved unit may read."""
    with transaction():
        item = agenda.add(meets.meeting, data, by=meets.circle.sanne)
        if involved:
            agenda.involve(item, meets.circle.wider, Involvement.INVITED, by=meets.circle.sanne)
    return item


def test_an_item_has_one_number_whoever_reads(app: Flask) -> None:
    """Of what is closed the number is passed over, and not given to the next."""
    meets = Meets(confidentiality=Confidentiality.CONFIDENTIAL)
    circle = meets.circle
    meets.put(circle.submit(what="Een Zwaluwnest"))
    treated_last(meets, ItemData("De zomer"), involved=True)
    meets.set_agenda()
    meets.open()
    meets.conclude_rest()
    meets.close()
    meets._do(minutes.share, circle.sanne)
    whole = numbers(meets, circle.fatima)
    assert whole == {"Hoe gaat het met de balie?": 1, "Een Zwaluwnest": 2, "De zomer": 3}
    assert numbers(meets, circle.wim) == {"De zomer": 3}
    page = Visitor(app).sign_in(circle.wim).open(f"/overleg/{meets.meeting_id}/verslag")
    assert page.sees("3. De zomer")
    assert not page.sees("Zwaluwnest")


def test_the_order_is_that_in_which_they_were_treated(meets: Meets) -> None:
    last = treated_last(meets, ItemData("De zomer"))
    meets.set_agenda()
    meets.open()
    first, meets.item_id = meets.item_id, last.id
    meets.conclude()
    meets.item_id = first
    meets.conclude()
    assert numbers(meets, meets.circle.fatima) == {"De zomer": 1, "Hoe gaat het met de balie?": 2}


@pytest.mark.parametrize(
    ("invited", "seen"),
    [(True, ["Ben"]), (False, [])],
    ids=["a unit that consents too reads them", "a unit that is only involved does not"],
)
def test_objections_are_for_the_tables_that_were_held_up(meets: Meets, invited: bool, seen: list[str]) -> None:
    other, circle = Circle(name="Groen"), meets.circle
    decide_with(meets, other, invited=invited)

    def objectors(reader: Person) -> list[str]:
        found = record_of(meets.meeting, reader).items
        return [objection.owner.name for one in found for objection in one.objections]

    assert objectors(other.fatima) == seen
    assert objectors(circle.fatima) == ["Ben"], "the table of the item itself"


def decide_with(meets: Meets, other: Circle, *, invited: bool = True) -> None:
    """A proposal is decided in a second version, together with another unit or with it looking on; and shared."""
    circle = meets.circle
    meets.put(circle.submit())
    with transaction():
        agenda.involve(meets.item, other.unit, Involvement.INVITED, by=circle.sanne)
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        circle.round_id = items.ask_consent(meets.item, by=circle.marieke).id
    if invited:
        with transaction():
            joint.invite_body(circle.round, other.unit, by=circle.marieke)
        circle.gather(*circle.members, *other.members)
    circle.open(RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
    circle.amend()
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    meets.conclude_rest()
    meets.close()
    meets._do(minutes.share, circle.sanne)


def test_what_is_decided_together_has_a_number_for_each(meets: Meets, app: Flask) -> None:
    other, circle = Circle(name="Groen"), meets.circle
    decide_with(meets, other)
    (treated,) = record_of(meets.meeting, circle.fatima).decided
    assert [one.unit.name for one in treated.decisions] == ["Team Ruimte", "Team Groen"]
    numbers = [one.number for one in treated.decisions]
    for path in ("verslag", "besluitenlijst"):
        page = Visitor(app).sign_in(circle.fatima).open(f"/overleg/{meets.meeting_id}/{path}")
        assert page.sees(*numbers, "Team Groen")
    assert public_list(meets.meeting) == [], "internal, as any decision"
    with transaction():
        for number, whose in zip(numbers, (circle, other), strict=True):
            disclosure.disclose(locked_decision(number), Confidentiality.OPEN, None, by=whose.marieke)
    assert [one.number for one in public_list(meets.meeting)] == numbers


def test_a_round_that_waited_belongs_to_the_meeting_that_takes_it_up(meets: Meets) -> None:
    circle = meets.circle
    meets.put(circle.submit())
    circle.set_ready()
    meets.set_agenda()
    meets.open()
    meets.take()
    with transaction():
        items.ask_consent(meets.item, by=circle.marieke)
    circle.open(RoundMode.HAMMER)
    circle.all_answer(but={circle.ben: Choice.OBJECTION})
    circle.reveal()
    circle.amend()
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    meets.conclude_rest()
    meets.close()
    (treated,) = record_of(meets.meeting, circle.fatima).decided
    assert [one.owner.name for one in treated.objections] == ["Ben"]


# Editions


def corrected(meets: Meets) -> Meets:
    """Adopted minutes, and a second edition that says something else."""
    meets.come_to(MeetingState.CLOSED)
    with transaction():
        minutes.write(meets.meeting, {meets.item_id: "De balie loopt goed."}, by=meets.circle.sanne)
    meets._do(minutes.share, meets.circle.sanne)
    meets.adopt()
    with transaction():
        texts = {meets.item_id: "De balie loopt best goed."}
        minutes.correct(meets.meeting, texts, by=meets.circle.sanne, reason="te stellig")
    return meets


def test_an_earlier_edition_stays_to_be_read_with_what_changed_after_it(meets: Meets, app: Flask) -> None:
    corrected(meets)
    page = Visitor(app).sign_in(meets.circle.fatima).open(f"/overleg/{meets.meeting_id}/verslag")
    assert page.sees("Eerdere uitgaven", "De balie loopt best goed.")
    page.click("Uitgave 1")
    assert page.sees("De balie loopt goed.", "Dit is een eerdere uitgave")
    assert not page.sees("best")
    assert not page.sees("Veranderd sinds")
    page.click("Lees het verslag zoals het nu is").click("Wat er veranderde")
    assert page.sees("Veranderd sinds uitgave 1", "te stellig", "toegevoegd: best", "De balie loopt best goed.")
    page.open(f"/overleg/{meets.meeting_id}/verslag/3", status=404)


def test_what_changed_in_a_closed_item_is_not_shown_to_others(app: Flask) -> None:
    meets = Meets(ItemData("Een Zwaluwnest", confidentiality=Confidentiality.CONFIDENTIAL))
    open_one = treated_last(meets, TALK, involved=True)
    meets.set_agenda()
    meets.open()
    meets.conclude_rest()
    meets.close()
    meets._do(minutes.share, meets.circle.sanne)
    meets.adopt()
    with transaction():
        texts = {meets.item_id: "Over het Zwaluwnest.", open_one.id: ""}
        minutes.correct(meets.meeting, texts, by=meets.circle.sanne, reason="vergeten")
    page = Visitor(app).sign_in(meets.circle.wim).open(f"/overleg/{meets.meeting_id}/verslag/2")
    assert page.sees("In wat jij kunt lezen is niets veranderd.", TALK.title)
    assert not page.sees("Zwaluwnest")


@pytest.mark.parametrize("path", ["verslag", "verslag/1", "besluitenlijst"])
@pytest.mark.parametrize(
    ("state", "who", "status"),
    [
        (MeetingState.OPEN, "sanne", 404),
        (MeetingState.CLOSED, "sanne", 200),
        (MeetingState.CLOSED, "fatima", 404),
        (MeetingState.MINUTES_DRAFT, "fatima", 200),
        (MeetingState.MINUTES_DRAFT, "pien", 200),
        (MeetingState.MINUTES_DRAFT, "wim", 404),
        (MeetingState.MINUTES_DRAFT, "cor", 404),
    ],
    ids=[
        "not while it goes on",
        "who writes it, from the moment it closed",
        "a member not before it is shared",
        "then a member does",
        "an adviser too",
        "not who leads another unit",
        "nor a colleague",
    ],
)
def test_who_reads_what_came_of_it(
    meets: Meets, app: Flask, path: str, state: MeetingState, who: str, status: int
) -> None:
    meets.come_to(state)
    if path == "besluitenlijst" and state is MeetingState.CLOSED:
        status = 200  # what was decided is known the moment it is decided
    Visitor(app).sign_in(getattr(meets.circle, who)).open(f"/overleg/{meets.meeting_id}/{path}", status=status)
