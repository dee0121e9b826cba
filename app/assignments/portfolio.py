"""What runs, for who must see in time where something slips (D.1529312: "tijdig risico's signaleren")."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app.assignments.following_models import AssignmentMilestone, InformationDue
from app.assignments.following_page import beyond_the_margin
from app.assignments.following_queries import running_assignments
from app.assignments.models import Assignment
from app.assignments.time_line import Line, Scale, draw, scale_of
from app.core.errors import N_
from app.core.states import LabelledState
from app.organisation.models import Person


class Per(LabelledState):
    """By what it is put together; the value stands in the address."""

    COMMISSIONER = "opdrachtgever", N_("Per opdrachtgever")
    CONTRACTOR = "opdrachtnemer", N_("Per opdrachtnemer")
    UNIT = "kring", N_("Per kring")
    WORK_TYPE = "werksoort", N_("Per werksoort")

    @classmethod
    def from_url(cls, written: str) -> "Per":
        """The choice in an address; the first when it is none of them."""
        return next((one for one in cls if one.value == written), cls.COMMISSIONER)


@dataclass(frozen=True)
class Standing:
    """How it stands with one assignment."""

    of: Assignment
    line: Line
    next: AssignmentMilestone | None
    """The first that is not there yet."""
    days_late: int
    """Of the milestone that slips most, of those that are not there yet."""
    is_beyond: bool
    """Whether that is more than they agreed."""
    unkept: list[InformationDue]

    @property
    def asks_attention(self) -> bool:
        """Whether something is otherwise than agreed."""
        return self.is_beyond or bool(self.unkept)


@dataclass(frozen=True)
class Group:
    """Everything of one opdrachtgever, opdrachtnemer, kring or werksoort."""

    name: str
    standings: list[Standing]

    @property
    def asking(self) -> int:
        """How many of them ask attention."""
        return sum(one.asks_attention for one in self.standings)


@dataclass(frozen=True)
class Portfolio:
    """Everything that runs and that its reader may know of."""

    groups: list[Group]
    standings: list[Standing]
    """Each assignment once."""
    scale: Scale

    @property
    def beyond(self) -> int:
        """How many slip more than was agreed."""
        return sum(one.is_beyond for one in self.standings)

    @property
    def unkept(self) -> int:
        """How many information agreements were not kept."""
        return sum(len(one.unkept) for one in self.standings)


def portfolio_of(reader: Person, per: Per) -> Portfolio:
    """What runs, what asks attention first. A constant number of queries."""
    found = running_assignments(reader)
    scale = scale_of(found)
    standings = sorted((_standing(one, scale) for one in found), key=_urgency)
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        for name in dict.fromkeys(_names(one.of, per)):
            groups[name].append(one)
    return Portfolio([Group(name, groups[name]) for name in sorted(groups)], standings, scale)


def _standing(assignment: Assignment, scale: Scale) -> Standing:
    left = [one for one in assignment.milestones if not one.is_reached]
    return Standing(
        of=assignment,
        line=draw(assignment, scale),
        next=min(left, key=lambda one: (one.stands_on, one.id), default=None),
        days_late=max((one.days_late for one in left), default=0),
        is_beyond=bool(beyond_the_margin(assignment)),
        unkept=[one for one in assignment.information if one.is_unkept],
    )


def _urgency(one: Standing) -> tuple[object, ...]:
    return not one.asks_attention, -one.days_late, one.of.title, one.of.id


def _names(assignment: Assignment, per: Per) -> Iterator[str]:
    match per:
        case Per.UNIT:
            yield assignment.unit.name
        case Per.WORK_TYPE:
            yield _(assignment.work_type.label)
        case _:
            for one in assignment.living:
                if one.role.asks is (per is Per.COMMISSIONER):
                    yield one.name
