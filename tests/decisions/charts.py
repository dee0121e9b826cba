"""How a chart runs as a table: rows of event × state × actor × guard, what comes of it, and a plain sentence.

A row that is allowed is tried and then undone, so that every row meets the same world. A row that is refused must leave
that world as it was: no state, no revision, no journal row, nothing on any screen.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest

from app.core import permissions
from app.core.errors import Forbidden, Refused
from app.core.journal import entries
from app.core.machine import StrictMachine, drive, possible
from app.core.states import LabelledState
from app.core.transaction import transaction
from tests.snapshot import Contents, contents, difference

STAYS = "stays"
REFUSED = "refused"
FORBIDDEN = "forbidden"

Given = Callable[[Any], dict[str, Any] | None]
"""Changes the subject before the event; gives what goes to the guards, if anything."""


@dataclass(frozen=True)
class Row:
    """One line of a chart. `because` are words that a refusal must hold: refused for the right reason."""

    event: str
    states: tuple[LabelledState, ...]
    by: str
    given: tuple[Given, ...]
    then: str
    because: str
    says: str

    @property
    def tells_of_the_chart(self) -> bool:
        """Whether it says what the chart holds, and not only that this actor may not."""
        return self.then != FORBIDDEN


def read(
    written: str,
    states: type[LabelledState],
    given: Sequence[Given] = (),
    groups: Mapping[str, Sequence[LabelledState]] | None = None,
) -> list[Row]:
    """The rows of a written table: event | from | by | given | then | in words.

    "from" names states, groups of them, or "all but …". An empty event is that of the row above.
    """
    by_name = {one.__name__.replace("_", " "): one for one in given}
    known: dict[str, Sequence[LabelledState]] = {state.value: (state,) for state in states} | dict(groups or {})
    rows: list[Row] = []
    for line in written.strip().splitlines():
        event, source, by, circumstances, then, says = (cell.strip() for cell in line.split("|"))
        outcome, _, because = then.partition(": ")
        rows.append(
            Row(
                event=event or rows[-1].event,
                states=_states(source, states, known),
                by=by,
                given=tuple(by_name[one] for one in circumstances.split(", ") if one),
                then=outcome,
                because=because,
                says=says,
            )
        )
    return rows


def _states(
    written: str, states: type[LabelledState], known: Mapping[str, Sequence[LabelledState]]
) -> tuple[LabelledState, ...]:
    names = written.removeprefix("all but ").split(", ") if written != "all" else []
    named = [state for name in names for state in known[name]]
    if written.startswith("all"):
        return tuple(state for state in states if state not in named)
    return tuple(named)


def each(rows: Sequence[Row]) -> list[Any]:
    """One test for each state of each row, named by its sentence."""
    return [
        pytest.param(row, state, id=f"{row.event}, {state.value}: {row.says}") for row in rows for state in row.states
    ]


def left_out(chart: type[StrictMachine], states: type[LabelledState], rows: Sequence[Row]) -> set[tuple[str, str]]:
    """The pairs of state and event about which no row says anything."""
    told = {(state.value, row.event) for row in rows if row.tells_of_the_chart for state in row.states}
    return {(state.value, event) for state, event in product(states, events_of(chart))} - told


def events_of(chart: type[StrictMachine]) -> list[str]:
    """Every event that a chart knows."""
    return sorted(str(event) for event in chart.events if not str(event).startswith("__"))


class Undo(Exception):
    """Ends a transaction whose outcome has been seen."""


def try_row(
    chart: type[StrictMachine], load: Callable[[], Any], row: Row, actor: Any, told: list[str], world: Contents
) -> None:
    """Let `actor` try the event of `row`, hold what comes of it against the row, and undo it."""
    error: type[Exception] = {REFUSED: Refused, FORBIDDEN: Forbidden}.get(row.then, Undo)
    with pytest.raises(error) as caught:
        _try(chart, load, row, actor)
    assert row.because in str(caught.value)
    assert told == []
    if error is not Undo:
        assert difference(world, contents()) == {}


def _try(chart: type[StrictMachine], load: Callable[[], Any], row: Row, actor: Any) -> None:
    with transaction() as session:
        subject = load()
        arguments: dict[str, Any] = {}
        for given in row.given:
            arguments |= given(subject) or {}
        session.flush()
        before, lines = subject.state, len(entries(chart.subject_kind, subject.id))
        permission = None if f"{chart.subject_kind}:{row.event}" in permissions.names() else permissions.CONSEQUENCE
        button = possible(chart, subject, row.event, actor=actor, permission=permission, **arguments)
        assert button is (row.then not in (REFUSED, FORBIDDEN)), "the button says otherwise"
        drive(chart, subject, row.event, actor=actor, permission=permission, **arguments)
        session.flush()
        assert subject.state == (before if row.then == STAYS else row.then)
        added = entries(chart.subject_kind, subject.id)[lines:]
        assert [(one.event, one.source, one.target) for one in added] == [(row.event, before, subject.state)]
        raise Undo
