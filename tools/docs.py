"""Draws the charts in docs/machines/ from the code: a picture, who may what, and every state against every event.

Run as `python -m tools.docs`; with `--check` it writes nothing, and fails when a drawing is not that of the code.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from statemachine import State
from statemachine.transition import Transition

from app.assignments import programme_rules as programmes
from app.assignments import rules as assignments
from app.assignments.assignment_machine import AssignmentMachine
from app.assignments.programme_machines import ProgrammeMachine, ProgrammeReportMachine
from app.assignments.programme_states import ProgrammeState, ReportState
from app.assignments.states import AssignmentState
from app.core.machine import StrictMachine
from app.core.states import LabelledState
from app.decisions import initial_rules as initials
from app.decisions import rules as decisions
from app.decisions.action_machine import ActionMachine
from app.decisions.college_law import SittingState
from app.decisions.decision_machine import DecisionMachine
from app.decisions.disclosure import SecrecyState
from app.decisions.initial_machine import InitialMachine
from app.decisions.initial_states import InitialState
from app.decisions.mandate_machine import MandateMachine
from app.decisions.mandate_rules import PERMISSIONS as MANDATE_PERMISSIONS
from app.decisions.objection_machine import ObjectionMachine
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.round_machine import RoundMachine
from app.decisions.secrecy_machine import SecrecyMachine
from app.decisions.sitting_machine import SittingMachine
from app.decisions.states import ActionState, DecisionState, MandateState, ObjectionState, ProposalState, RoundState
from app.elections import rules as elections
from app.elections.election_machine import ElectionMachine
from app.elections.states import ElectionState
from app.meetings import rules as meetings
from app.meetings.item_machine import ItemMachine
from app.meetings.meeting_machine import MeetingMachine
from app.meetings.series_machine import SeriesMachine
from app.meetings.states import ItemState, MeetingState, SeriesState, StepState
from app.meetings.year_machine import YearStepMachine
from app.organisation import rules as organisation
from app.organisation.states import TemporaryState
from app.organisation.temporary_machine import TemporaryUnitMachine

FOLDER = Path(__file__).parents[1] / "docs" / "machines"
CHARTS: dict[type[StrictMachine], type[LabelledState]] = {
    ProposalMachine: ProposalState,
    RoundMachine: RoundState,
    ObjectionMachine: ObjectionState,
    DecisionMachine: DecisionState,
    InitialMachine: InitialState,
    MandateMachine: MandateState,
    SecrecyMachine: SecrecyState,
    ActionMachine: ActionState,
    SittingMachine: SittingState,
    ElectionMachine: ElectionState,
    SeriesMachine: SeriesState,
    MeetingMachine: MeetingState,
    ItemMachine: ItemState,
    YearStepMachine: StepState,
    TemporaryUnitMachine: TemporaryState,
    AssignmentMachine: AssignmentState,
    ProgrammeMachine: ProgrammeState,
    ProgrammeReportMachine: ReportState,
}
PERMISSIONS: Mapping[str, Any] = {
    **decisions.PERMISSIONS,
    **elections.PERMISSIONS,
    **meetings.PERMISSIONS,
    **assignments.PERMISSIONS,
    **programmes.PROGRAMME,
    **programmes.REPORT,
    **MANDATE_PERMISSIONS,
}
RULES = {
    **decisions.RULES,
    **initials.RULES,
    **elections.RULES,
    **meetings.RULES,
    **assignments.RULES,
    **organisation.RULES,
}
ARROW = re.compile(r"\s*(\w+) --> (\w+) : (.+)")
STATE = re.compile(r'state ".*" as (\w+)')
MADE = "<!-- Made from the code by `make docs`; change the code, not this file. -->"


def page(chart: type[StrictMachine], states: type[LabelledState]) -> str:
    """The whole page of one chart, in Markdown."""
    title = chart.__name__.removesuffix("Machine")
    parts = [
        f"# {title}",
        MADE,
        _first_line(chart),
        "```mermaid\n" + _picture(chart, states) + "\n```",
        "What happens within a state is left out of the picture; it stands in the tables.",
        "## Events",
        _events(chart),
        "## Guards",
        "\n".join(_guards(chart)) or "There are none.",
        "## Every state and every event",
        "A dot means that the event is refused there; `=` that it happens and the state stays.",
        _matrix(chart),
    ]
    return "\n\n".join(parts) + "\n"


def _picture(chart: type[StrictMachine], states: type[LabelledState]) -> str:
    """Mermaid's drawing of the library, with the names people see, and one arrow for all that leads the same way."""
    arrows: dict[tuple[str, str], list[str]] = {}
    lines = []
    for line in f"{chart:mermaid}".splitlines():
        if arrow := ARROW.match(line):
            source, target, event = arrow.groups()
            if source != target:
                arrows.setdefault((source, target), []).append(event)
        elif not line.strip().startswith("class"):
            lines.append(STATE.sub(lambda found: f'state "{states[found[1]].label}" as {found[1]}', line))
    lines += [f"    {source} --> {target} : {', '.join(events)}" for (source, target), events in arrows.items()]
    return "\n".join(lines)


def _events(chart: type[StrictMachine]) -> str:
    rows: list[tuple[str, ...]] = [("event", "from", "to", "when", "refused unless", "who may")]
    for event in _names(chart):
        ways: dict[tuple[str, str, str], list[str]] = {}
        for one in _transitions(chart):
            if one.event == event:
                way = (_target(one), _named(one.cond), _named(one.validators))
                ways.setdefault(way, []).append(str(one.source.value))
        heads = [(f"`{event}`", _who_may(chart, event)), *[("", "")] * len(ways)]
        for (name, who), (way, sources) in zip(heads, ways.items(), strict=False):
            rows.append((name, ", ".join(sources), *way, who))
    return _table(rows)


def _guards(chart: type[StrictMachine]) -> Iterator[str]:
    check = inspect.getdoc(chart.check) or ""
    if "check" in vars(chart):
        yield f"- *every event*: {check.splitlines()[0]}"
    used = {name for one in _transitions(chart) for name in (*map(str, one.cond), *map(str, one.validators))}
    for name in sorted({name.lstrip("!") for name in used}):
        yield f"- `{name}`: {_first_line(getattr(chart, name))}"


def _matrix(chart: type[StrictMachine]) -> str:
    states = list(chart.states)
    rows: list[tuple[str, ...]] = [("", *(f"`{state.value}`" for state in states))]
    for event in _names(chart):
        rows.append((f"`{event}`", *(_cell(state, event) for state in states)))
    return _table(rows)


def _cell(state: State, event: str) -> str:
    targets = dict.fromkeys(_target(one) for one in state.transitions if one.event == event)
    return " / ".join(targets) or "·"


def _target(transition: Transition) -> str:
    target = transition.target or transition.source
    return "=" if target is transition.source else str(target.value)


def _named(guards: Iterable[object]) -> str:
    return ", ".join(f"`{guard}`" for guard in guards)


def _who_may(chart: type[StrictMachine], event: str) -> str:
    name = f"{chart.subject_kind}:{event}"
    if name in PERMISSIONS:
        wanted = PERMISSIONS[name]
        return ", ".join(one.value for one in type(next(iter(wanted))) if one in wanted)
    return _first_line(RULES[name]) if name in RULES else "*follows from another event*"


def _transitions(chart: type[StrictMachine]) -> list[Transition]:
    return [transition for state in chart.states for transition in state.transitions]


def _names(chart: type[StrictMachine]) -> list[str]:
    """The events in the order in which the code tells them."""
    return sorted({str(one.event) for one in _transitions(chart)}, key=list(vars(chart)).index)


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").splitlines()[0]


def _table(rows: list[tuple[str, ...]]) -> str:
    heading, *rest = rows
    lines = [heading, tuple("---" for _ in heading), *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def stale() -> list[Path]:
    """The drawings that are not those of the code."""
    return [path for path, text in _pages() if not path.exists() or path.read_text() != text]


def _pages() -> Iterator[tuple[Path, str]]:
    for chart, states in CHARTS.items():
        yield FOLDER / f"{chart.subject_kind}.md", page(chart, states)


def main(arguments: list[str]) -> str | None:
    """Draw everything, or only check it. Returns what is wrong, if anything."""
    if "--check" in arguments:
        names = ", ".join(path.name for path in stale())
        return f"docs/machines is not that of the code any more: {names}. Run `make docs`." if names else None
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in _pages():
        path.write_text(text)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
