"""The one way in which a state changes: who may, what fits, what is told; on a small machine of the tests' own."""

import gc
import weakref
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from typing import Any, ClassVar

import pytest
from flask import Flask
from statemachine.states import States

from app.core import permissions
from app.core.errors import N_, AlreadyDone, Forbidden, Refused
from app.core.journal import entries
from app.core.machine import StrictMachine, begin, drive, possible, stay_in
from app.core.states import LabelledState
from app.core.transaction import transaction


class Light(LabelledState):
    """The colours of a lamp in the hall."""

    OFF = "off", "Uit"
    DIM = "dim", "Gedimd"
    BRIGHT = "bright", "Fel"
    BROKEN = "broken", "Kapot"


@dataclass
class Lamp:
    """A lamp in the hall. It stands in no table: all that a machine asks of its subject is a state and a name."""

    id: int = 1
    state: Light = Light.OFF
    power: bool = True
    journal_version: None = None


class LampMachine(StrictMachine[Lamp]):
    subject_kind = "lamp"

    s = States.from_enum(Light, initial=Light.OFF, final={Light.BROKEN})

    turn_on = s.OFF.to(s.BRIGHT, cond="at_night", validators="has_power") | s.OFF.to(s.DIM, validators="has_power")
    turn_off = s.OFF.from_(s.DIM, s.BRIGHT)
    dust = stay_in(s.OFF, s.DIM)
    drop = s.BROKEN.from_(s.OFF, s.DIM, s.BRIGHT)
    stumble = s.OFF.to(s.DIM, cond="does_not_work")
    trip = s.OFF.to(s.DIM, validators="breaks_down")

    refusals: ClassVar = {"dust": {Light.BRIGHT: N_("Te heet om af te stoffen.")}}

    def check(self, event: str, **_given: Any) -> None:
        if event == "drop" and not self.subject.power:
            raise Refused("it hangs firmly")

    def at_night(self, night: bool = False) -> bool:
        return night

    def has_power(self) -> None:
        if not self.subject.power:
            raise Refused("Er is geen stroom.")

    def does_not_work(self) -> bool:
        raise ZeroDivisionError

    def breaks_down(self) -> None:
        raise ZeroDivisionError


class Somebody:
    def __init__(self, key: str) -> None:
        self.actor_key = key
        self.name = key


ANN, BOB, CAT = Somebody("person:1"), Somebody("person:2"), Somebody("cat:1")
EVENTS = [str(event) for event in LampMachine.events if not str(event).startswith("__")]


def _a_person(actor: Any, _subject: Any) -> bool:
    return permissions.signed_in(actor, None)


permissions.grant({f"lamp:{event}": _a_person for event in EVENTS} | {"lamp:service": permissions.anyone})


@pytest.fixture
def lamp(app: Flask) -> Lamp:
    lamp = Lamp()
    with transaction():
        begin(LampMachine, lamp, "hang", actor=ANN)
    return lamp


def _drive(lamp: Lamp, event: str, by: Somebody = ANN, **given: Any) -> None:
    with transaction():
        drive(LampMachine, lamp, event, actor=by, **given)


def _life(lamp: Lamp) -> list[tuple[str, str | None, str | None, str]]:
    return [(entry.event, entry.source, entry.target, entry.actor) for entry in entries("lamp", lamp.id)]


def test_the_journal_tells_a_life_from_the_first_event_on(lamp: Lamp) -> None:
    _drive(lamp, "turn_on", details={"because": "dark"})
    _drive(lamp, "dust", by=BOB, on_behalf_of=ANN, channel="spoken")
    assert _life(lamp) == [
        ("hang", None, "off", "person:1"),
        ("turn_on", "off", "dim", "person:1"),
        ("dust", "dim", "dim", "person:2"),
    ]
    _, on, dusted = entries("lamp", lamp.id)
    assert on.payload is not None
    assert on.payload.content == {"because": "dark"}
    assert (dusted.on_behalf_of, dusted.channel) == ("person:1", "spoken")


def test_of_two_ways_the_first_whose_condition_holds_is_taken(lamp: Lamp) -> None:
    _drive(lamp, "turn_on", night=True)
    assert lamp.state is Light.BRIGHT


@pytest.mark.parametrize(
    ("event", "by", "error", "says"),
    [
        ("turn_off", ANN, Refused, "dit staat op ‘Uit’"),
        ("explode", ANN, KeyError, "lamp:explode"),
        ("turn_on", CAT, Forbidden, ""),
        ("stumble", ANN, ZeroDivisionError, ""),
        ("trip", ANN, ZeroDivisionError, ""),
    ],
    ids=["what does not fit", "what nobody knows", "who may not", "a condition that fails", "a validator that fails"],
)
def test_nothing_is_swallowed_and_nothing_changes(
    lamp: Lamp, event: str, by: Somebody, error: type[Exception], says: str
) -> None:
    with pytest.raises(error) as caught:
        _drive(lamp, event, by=by)
    assert says in str(caught.value)
    assert (lamp.state, len(_life(lamp))) == (Light.OFF, 1)


def test_an_event_that_the_chart_does_not_know_is_refused_even_with_permission(lamp: Lamp) -> None:
    with pytest.raises(Refused):
        _drive(lamp, "explode", permission="lamp:service")


def test_a_refusal_may_say_more_in_some_states(lamp: Lamp) -> None:
    _drive(lamp, "turn_on", night=True)
    with pytest.raises(Refused, match="Te heet"):
        _drive(lamp, "dust")
    _drive(lamp, "drop")
    with pytest.raises(Refused, match="dit staat op ‘Kapot’"):
        _drive(lamp, "dust")


def test_who_comes_second_hears_who_was_first(lamp: Lamp) -> None:
    _drive(lamp, "turn_on")
    with pytest.raises(AlreadyDone) as caught:
        _drive(lamp, "turn_on", by=BOB)
    assert caught.value.words["actor_key"] == ANN.actor_key


def test_who_pressed_twice_is_told_so(lamp: Lamp) -> None:
    _drive(lamp, "turn_on")
    with pytest.raises(Refused) as caught:
        _drive(lamp, "turn_on")
    assert not isinstance(caught.value, AlreadyDone)


def test_what_was_meant_for_another_moment_does_not_happen(lamp: Lamp) -> None:
    """The button on the screen was of another state: it fits the present one, and was not meant for it."""
    _drive(lamp, "turn_on")
    with pytest.raises(Refused):
        _drive(lamp, "turn_off", seen=Light.BRIGHT.value)
    assert lamp.state is Light.DIM
    _drive(lamp, "turn_off", seen=Light.DIM.value)
    assert lamp.state is Light.OFF


@pytest.mark.usefixtures("app")
def test_a_machine_serves_one_lamp_after_the_other_whatever_became_of_the_last() -> None:
    """After an event, after one that broke off, and after an end: the next lamp knows nothing of it."""
    for event in ("turn_on", "trip", "drop"):
        with suppress(ZeroDivisionError):
            _drive(Lamp(id=2), event)
        here = Lamp(id=3)
        _drive(here, "turn_on", night=True)
        assert here.state is Light.BRIGHT


@pytest.mark.usefixtures("app")
def test_a_machine_keeps_nothing_of_a_lamp_that_is_gone() -> None:
    here = Lamp()
    gone = weakref.ref(here)
    _drive(here, "turn_on")
    del here
    gc.collect()
    assert gone() is None


def test_permission_may_be_asked_under_another_name(lamp: Lamp) -> None:
    _drive(lamp, "turn_on", by=CAT, permission="lamp:service")
    assert lamp.state is Light.DIM
    assert not possible(LampMachine, lamp, "turn_off", actor=CAT)
    assert possible(LampMachine, lamp, "turn_off", actor=CAT, permission="lamp:service")


def test_for_nobody_nothing_is_possible(lamp: Lamp) -> None:
    assert not possible(LampMachine, lamp, "turn_on", actor=None)


def test_a_guard_that_fails_is_no_answer_to_a_button_either(lamp: Lamp) -> None:
    for event in ("stumble", "trip"):
        with pytest.raises(ZeroDivisionError):
            possible(LampMachine, lamp, event, actor=ANN)


def test_a_button_shows_exactly_when_its_event_would_happen(lamp: Lamp) -> None:
    """In every state, for every event, by whoever may and may not, whatever the guards say."""
    sound = [event for event in EVENTS if event not in ("stumble", "trip")]
    for state, event, by, power, night in product(Light, sound, (ANN, CAT), (True, False), (True, False)):
        here = Lamp(state=state, power=power)
        shown = possible(LampMachine, here, event, actor=by, night=night)
        assert shown is _happens(here, event, by, night), f"{event} by {by.name} while {here}"


def _happens(lamp: Lamp, event: str, by: Somebody, night: bool) -> bool:
    try:
        _drive(lamp, event, by=by, night=night)
    except (Refused, Forbidden):
        return False
    return True
