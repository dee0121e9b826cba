"""The only way a state changes: an event, allowed to this actor, journaled in the same transaction.

`begin` writes the first line of a subject's life, `drive` every later one. Nobody else assigns to `.state`.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from statemachine import State, StateChart
from statemachine.exceptions import TransitionNotAllowed

from app.core import clock, journal, live, permissions
from app.core.actor import Actor
from app.core.errors import N_, AlreadyDone, Refused
from app.core.states import LabelledState


def stay_in(*states: State, validators: str | list[str] | None = None) -> Any:
    """A transition of each state to itself: something happens, and the phase stays what it is."""
    return reduce(or_, (state.to.itself(validators=validators) for state in states))  # type: ignore[no-untyped-call]


class Subject(Protocol):
    """What a machine can drive: a row with a state."""

    id: Any
    state: Any

    @property
    def journal_version(self) -> int | None:
        """The number of the version the events are about, if the subject has versions."""


SubjectType = TypeVar("SubjectType")


class Stand(Generic[SubjectType]):
    """Where a machine finds the state that it changes: that of the subject which stands there now."""

    subject: SubjectType

    def __init__(self, subject: SubjectType) -> None:
        self.subject = subject

    @property
    def state(self) -> Any:
        """The state of the subject."""
        return cast(Subject, self.subject).state

    @state.setter
    def state(self, state: Any) -> None:
        cast(Subject, self.subject).state = state


class JournalListener:
    """Writes the journal row of a transition, the moment it has been made."""

    def after_transition(
        self,
        event: str,
        source: Any,
        target: Any,
        machine: Any,
        actor: Actor,
        on_behalf_of: Actor | None = None,
        channel: str = "screen",
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """Record who did what; the arguments are those given to `drive`."""
        journal.record(
            machine.subject_kind,
            machine.subject.id,
            str(event),
            actor=actor,
            on_behalf_of=on_behalf_of,
            source=source.value,
            target=(target or source).value,
            version=machine.subject.journal_version,
            channel=channel,
            details=details,
        )


class StrictMachine(StateChart[Stand[SubjectType]], Generic[SubjectType]):
    """A chart that swallows nothing: an event without a transition is an error, and so is a failing guard.

    Guards that choose between two ways are conditions (`cond`); guards that refuse are validators that raise `Refused`
    with a reason. Charts are flat, and one instance serves one event at a time.
    """

    allow_event_without_transition = False
    catch_errors_as_events = False
    atomic_configuration_update = True

    subject_kind: ClassVar[str]
    """The name of the subject in the journal, the permission map ("<kind>:<event>") and live topics."""

    refusals: ClassVar[Mapping[str, Mapping[LabelledState, str]]] = {}
    """Per event, what to say in a state without such a transition where more can be said than which state it is."""

    @property
    def subject(self) -> SubjectType:
        """What the event in hand is about."""
        return self.model.subject

    def check(self, event: str, **given: Any) -> None:
        """Refuse `event` for a reason that has nothing to do with the phase; by default there is none."""


class _Idle(threading.local):
    """The machines of this thread that wait for a next subject, by their chart."""

    def __init__(self) -> None:
        self.machines: defaultdict[type[StrictMachine[Any]], list[StrictMachine[Any]]] = defaultdict(list)


_idle = _Idle()


@contextmanager
def _machine_for(chart: type[StrictMachine[Any]], subject: Subject) -> Iterator[StrictMachine[Any]]:
    """A machine of `chart` with `subject` on its stand, for nobody else meanwhile.

    Making one resolves every guard of every transition, which took longer than any event itself. So it is used again,
    unless it broke off halfway or came to an end: the library lets a machine run to a final state once.
    """
    waiting = _idle.machines[chart]
    if waiting:
        machine = waiting.pop()
        machine.model.subject = subject
    else:
        machine = chart(Stand(subject), listeners=[JournalListener()])
    yield machine
    if not machine.is_terminated:
        machine.model.subject = None
        waiting.append(machine)


def begin(
    chart: type[StrictMachine[Any]],
    subject: Subject,
    event: str,
    *,
    actor: Actor,
    details: Mapping[str, Any] | None = None,
    channel: str = "screen",
) -> None:
    """Record the first event of a subject that was just made and flushed, in its first state.

    Whether the actor may make it is asked by the service of the subject it is made for.
    """
    journal.record(
        chart.subject_kind,
        subject.id,
        event,
        actor=actor,
        target=subject.state,
        version=subject.journal_version,
        channel=channel,
        details=details,
    )
    _touch(subject)
    live.announce(chart.subject_kind, subject.id)


def drive(
    chart: type[StrictMachine[Any]],
    subject: Subject,
    event: str,
    *,
    actor: Actor,
    permission: str | None = None,
    seen: str | None = None,
    on_behalf_of: Actor | None = None,
    channel: str = "screen",
    details: Mapping[str, Any] | None = None,
    **arguments: Any,
) -> None:
    """Let `event` happen to `subject`, or raise and change nothing.

    `permission` is the name to ask for when it is not "<kind>:<event>". `seen` is the state the actor had on the
    screen: when the subject has moved on since, the event is refused, for it was meant for another moment.
    `arguments` go to the guards. Raises `Forbidden`, `Refused`, or `AlreadyDone` when somebody else did just this.
    """
    permissions.demand(actor, permission or f"{chart.subject_kind}:{event}", subject)
    if seen is not None and seen != subject.state:
        raise _overtaken(chart, subject, event, actor)
    with _machine_for(chart, subject) as machine:
        machine.check(event, actor=actor, **arguments)
        try:
            machine.send(
                event,
                actor=actor,
                on_behalf_of=on_behalf_of,
                channel=channel,
                details=details,
                **arguments,
            )
        except TransitionNotAllowed as error:
            raise _overtaken(chart, subject, event, actor) from error
    _touch(subject)
    live.announce(chart.subject_kind, subject.id)


def possible(
    chart: type[StrictMachine[Any]],
    subject: Subject,
    event: str,
    *,
    actor: Actor | None,
    permission: str | None = None,
    **arguments: Any,
) -> bool:
    """Whether `drive` would let this event happen now: the one question behind every button."""
    if actor is None or not permissions.may(actor, permission or f"{chart.subject_kind}:{event}", subject):
        return False
    state = chart.states_map[subject.state]
    with _machine_for(chart, subject) as machine:
        given = {"actor": actor, "machine": machine, **arguments}
        try:
            machine.check(event, **given)
            for transition in state.transitions:
                if transition.match(event):
                    machine._callbacks.call(transition.validators.key, **given)
                    if machine._callbacks.all(transition.cond.key, **given):
                        return True
        except Refused:
            return False
    return False


def _overtaken(chart: type[StrictMachine[Any]], subject: Subject, event: str, actor: Actor) -> Refused:
    """Explain why an event came too late: it was done already, or the subject is in another phase."""
    last = journal.last_entry(chart.subject_kind, subject.id, event)
    if last is not None and last.target == subject.state:
        if last.actor == actor.actor_key:
            return Refused(N_("Je hebt dit net zelf al gedaan. Je hoeft niets te doen."))
        return AlreadyDone(N_("%(name)s deed dit net al. Je hoeft niets te doen."), actor_key=last.actor, name="")
    state = cast(LabelledState, subject.state)
    msgid = chart.refusals.get(event, {}).get(state) or N_("Dat kan nu niet: dit staat op ‘%(state)s’.")
    return Refused(msgid, state=state.label)


def _touch(subject: Subject) -> None:
    """Mark the subject as changed, so that its own version goes up whatever else the event touched."""
    if hasattr(subject, "changed_at"):
        subject.changed_at = clock.now()
