"""Every machine is well-formed: nothing unreachable, no dead end, and each event asks for a permission that exists."""

import ast
from collections.abc import Iterator

import pytest
from statemachine import State

from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.programme_machines import ProgrammeMachine, ProgrammeReportMachine
from app.assignments.programme_rules import RULES as PROGRAMME_RULES
from app.assignments.rules import RULES as ASSIGNMENT_RULES
from app.core import permissions
from app.core.machine import StrictMachine
from app.decisions.action_machine import ActionMachine
from app.decisions.decision_machine import DecisionMachine
from app.decisions.initial_machine import InitialMachine
from app.decisions.initial_rules import RULES as INITIAL_RULES
from app.decisions.law_rules import LAW_RULES
from app.decisions.mandate_machine import MandateMachine
from app.decisions.mandate_rules import RULES as MANDATE_RULES
from app.decisions.objection_machine import ObjectionMachine
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.round_machine import RoundMachine
from app.decisions.rules import RULES
from app.decisions.secrecy_machine import SecrecyMachine
from app.decisions.sitting_machine import SittingMachine
from app.elections.election_machine import ElectionMachine
from app.elections.rules import RULES as ELECTION_RULES
from app.meetings.item_machine import ItemMachine
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.rules import RULES as MEETING_RULES
from app.meetings.series_machine import SeriesMachine
from app.meetings.year_machine import YearStepMachine
from app.organisation.rules import RULES as ORGANISATION_RULES
from app.organisation.temporary_machine import TemporaryUnitMachine
from tests.architecture.source import APP

permissions.grant(ORGANISATION_RULES)
permissions.grant(RULES)
permissions.grant(MANDATE_RULES)
permissions.grant(LAW_RULES)
permissions.grant(INITIAL_RULES)
permissions.grant(ELECTION_RULES)
permissions.grant(MEETING_RULES)
permissions.grant(ASSIGNMENT_RULES)
permissions.grant(PROGRAMME_RULES)
CHARTS = (
    *(ProposalMachine, RoundMachine, ObjectionMachine, DecisionMachine),
    *(ActionMachine, MandateMachine, SecrecyMachine, SittingMachine, ElectionMachine),
    *(SeriesMachine, MeetingMachine, ItemMachine, YearStepMachine),
    *(TemporaryUnitMachine, InitialMachine, AssignmentMachine, ProgrammeMachine, ProgrammeReportMachine),
)
GIVEN_BY_NAME = {
    *(("ProposalMachine", event) for event in ("fail", "delegate")),  # endings.end_unsettled
    *(("SittingMachine", event) for event in ("settle_list", "settle", "vote", "hold_over")),  # college._drive
    *(("ObjectionMachine", event) for event in ("settle", "become_concern", "withdraw")),  # objections._close
}
"""Events that reach `drive` through a variable; the tables of the charts show that they happen."""
NAMES_OF_JOURNAL_ROWS = ("journal_sentences", "stories")
"""Where "<kind>:<event>" is what the journal calls an event, and no permission."""
each_chart = pytest.mark.parametrize("chart", CHARTS)


def _reachable(start: State) -> set[State]:
    found, rest = {start}, [start]
    while rest:
        for transition in rest.pop().transitions:
            if transition.target not in found:
                found.add(transition.target)
                rest.append(transition.target)
    return found


def test_no_chart_was_forgotten() -> None:
    assert {chart for chart in StrictMachine.__subclasses__() if chart.__module__.startswith("app.")} == set(CHARTS)


@each_chart
def test_every_state_can_be_reached(chart: type[StrictMachine]) -> None:
    (start,) = (state for state in chart.states if state.initial)
    assert _reachable(start) == set(chart.states)


@each_chart
def test_every_end_is_an_end_and_everything_else_can_come_to_one(chart: type[StrictMachine]) -> None:
    for state in chart.states:
        if state.final:
            assert not list(state.transitions), f"{state.id} goes on after its end"
        else:
            assert any(one.final for one in _reachable(state)), f"{state.id} never ends"


@each_chart
def test_what_a_state_is_refused_in_words_is_an_event(chart: type[StrictMachine]) -> None:
    assert set(chart.refusals) <= {str(event) for event in chart.events}


def _drives() -> Iterator[tuple[str, str, str, bool]]:
    """Every call of `drive` in the source: where, of which machine, which event, and whether it names a permission."""
    for source in APP:
        for call in source.calls("drive"):
            chart, event = call.args[0], call.args[2]
            machine = chart.id if isinstance(chart, ast.Name) else ""
            named = any(keyword.arg == "permission" for keyword in call.keywords)
            for constant in ast.walk(event):
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    yield f"{source.name}:{call.lineno}", machine, constant.value, named


def test_every_event_that_is_driven_exists() -> None:
    known = {(chart.__name__, str(event)) for chart in CHARTS for event in chart.events}
    driven = {(where, machine, event) for where, machine, event, _ in _drives()}
    assert driven, "the source is read"
    assert {drive for drive in driven if drive[1:] not in known} == set()


def test_every_event_of_every_chart_is_driven_somewhere() -> None:
    """A chart holds nothing that nobody can do."""
    known = {(chart.__name__, str(event)) for chart in CHARTS for event in chart.events if str(event)[:2] != "__"}
    driven = {(machine, event) for _, machine, event, _ in _drives()}
    assert known - driven - GIVEN_BY_NAME == set()


def test_every_event_asks_for_a_permission_that_exists() -> None:
    kinds = {chart.__name__: chart.subject_kind for chart in CHARTS}
    unknown = [
        (where, f"{kinds[machine]}:{event}")
        for where, machine, event, named in _drives()
        if not named and f"{kinds[machine]}:{event}" not in permissions.names()
    ]
    assert unknown == []


def test_every_permission_that_is_named_in_the_source_exists() -> None:
    kinds = {name.split(":")[0] for name in permissions.names()}
    written = {
        (source.name, node.value)
        for source in APP
        if not any(told in source.name for told in NAMES_OF_JOURNAL_ROWS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value.count(":") == 1 and node.value.split(":")[0] in kinds and node.value.split(":")[1].isidentifier()
    }
    assert {one for one in written if one[1] not in permissions.names()} == set()
