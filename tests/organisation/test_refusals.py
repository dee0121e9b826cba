"""What cannot be, even for a beheerder. Each refusal says why, and leaves nothing behind."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import Refused
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.models import Membership, Person
from app.organisation.queries import levels
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import Role
from tests.cast import Cast, found
from tests.databases import ON_SQLITE_ALONE
from tests.stored import everything

pytestmark = ON_SQLITE_ALONE

DAY = timedelta(days=1)

Setting = Callable[[Cast], Any]


def today() -> date:
    return clock.today()


def role_of(person: Person) -> Membership:
    return person.memberships[0]


def add(cast: Cast, person: Person, role: Role, **period: Any) -> Membership:
    return service.add_membership(person, cast.ruimte, role, actor=cast.administrator, **period)


def nothing(cast: Cast) -> None:
    """The cast as it is."""


def unit_ends_next_week(cast: Cast) -> None:
    service.end_unit(cast.ruimte, today() + 7 * DAY, actor=SYSTEM)


def outsider_leaves_next_week(cast: Cast) -> None:
    service.end_person(cast.outsider, today() + 7 * DAY, actor=SYSTEM)


def next_leader_in_a_month(cast: Cast) -> None:
    add(cast, cast.outsider, Role.LEADER, starts_on=today() + 30 * DAY, succeeding=True)


def role_in_a_month(cast: Cast) -> None:
    add(cast, cast.outsider, Role.MEMBER, starts_on=today() + 30 * DAY)


def role_taken_back(cast: Cast) -> None:
    role_in_a_month(cast)
    service.withdraw_membership(role_of(cast.outsider), actor=SYSTEM)


def cmt_ends_after_team(cast: Cast) -> None:
    unit_ends_next_week(cast)
    service.end_unit(cast.cmt, today() + 7 * DAY, actor=SYSTEM)


def details(name: str) -> UnitDetails:
    return UnitDetails(name, levels()[2])


REFUSALS: list[tuple[str, Setting, Callable[[Cast], Any], str]] = [
    # Units
    (
        "a code is given once",
        nothing,
        lambda c: service.create_unit(details("Ruimte en Rust"), code="RUI", actor=c.administrator),
        "De afkorting RUI is al in gebruik.",
    ),
    (
        "a unit does not end before it begins",
        nothing,
        lambda c: service.create_unit(details("Kort"), code="KRT", ends_on=today() - DAY, actor=c.administrator),
        "De laatste dag ligt voor de eerste.",
    ),
    (
        "a unit does not begin within one that is not there yet",
        nothing,
        lambda c: service.create_unit(
            details("Vroeg"), code="VRO", parent=c.cmt, starts_on=today() - DAY, actor=c.administrator
        ),
        "CMT bestaat niet op",
    ),
    (
        "a unit does not outlive the one it lies in",
        unit_ends_next_week,
        lambda c: service.create_unit(details("Lang"), code="LNG", parent=c.ruimte, actor=c.administrator),
        "Team Ruimte eindigt op",
    ),
    (
        "a unit does not lie within itself",
        nothing,
        lambda c: service.move_unit(c.cmt, c.cmt, actor=c.administrator),
        "Een kring kan niet binnen zichzelf vallen.",
    ),
    (
        "a unit does not lie within what lies within it",
        nothing,
        lambda c: service.move_unit(c.college, c.ruimte, actor=c.administrator),
        "Een kring kan niet binnen zichzelf vallen.",
    ),
    (
        "a unit does not end while units within it go on",
        nothing,
        lambda c: service.end_unit(c.cmt, today(), actor=c.administrator),
        "Binnen deze kring gaan nog kringen door: Team Ruimte.",
    ),
    (
        "a unit does not end before it began",
        nothing,
        lambda c: service.end_unit(c.ruimte, today() - DAY, actor=c.administrator),
        "Deze kring begint pas op",
    ),
    (
        "a unit does not go on after the one it lies in",
        cmt_ends_after_team,
        lambda c: service.end_unit(c.ruimte, today() + 8 * DAY, actor=c.administrator),
        "CMT eindigt al op",
    ),
    # People
    (
        "an e-mail address belongs to one person",
        nothing,
        lambda c: service.add_person(
            PersonDetails("Lotte V.", "Lotte.Vermeer@voorbeeld.example"), actor=c.administrator
        ),
        "Er is al iemand met dit e-mailadres.",
    ),
    (
        "an e-mail address cannot be taken over",
        nothing,
        lambda c: service.change_person(c.chair, PersonDetails("M", c.outsider.email), actor=c.administrator),
        "Er is al iemand met dit e-mailadres.",
    ),
    (
        "the last beheerder cannot leave",
        nothing,
        lambda c: service.end_person(c.administrator, today() + 30 * DAY, actor=c.administrator),
        "Ineke Smeets is de laatste beheerder.",
    ),
    (
        "the last beheerder stays beheerder",
        nothing,
        lambda c: service.set_administrator(c.administrator, False, actor=c.administrator),
        "Ineke Smeets is de laatste beheerder.",
    ),
    (
        "a beheerder who is to leave does not count",
        lambda c: [
            service.set_administrator(c.outsider, True, actor=SYSTEM),
            service.end_person(c.outsider, today() + DAY, actor=SYSTEM),
        ],
        lambda c: service.set_administrator(c.administrator, False, actor=c.administrator),
        "Ineke Smeets is de laatste beheerder.",
    ),
    (
        "who is to leave does not become beheerder",
        outsider_leaves_next_week,
        lambda c: service.set_administrator(c.outsider, True, actor=c.administrator),
        "Lotte Vermeer is hier tot en met",
    ),
    (
        "nobody leaves before they came",
        nothing,
        lambda c: service.end_person(c.outsider, today() - DAY, actor=c.administrator),
        "Lotte Vermeer begon pas op",
    ),
    (
        "who never left is not let back in",
        nothing,
        lambda c: service.reinstate_person(c.outsider, actor=c.administrator),
        "Lotte Vermeer is niet weg.",
    ),
    # Roles
    (
        "a role does not begin before its unit",
        nothing,
        lambda c: add(c, c.outsider, Role.MEMBER, starts_on=today() - DAY),
        "Deze kring begint pas op",
    ),
    (
        "a role does not begin after its unit",
        unit_ends_next_week,
        lambda c: add(c, c.outsider, Role.MEMBER, starts_on=today() + 8 * DAY),
        "Deze kring eindigt op",
    ),
    (
        "a role does not end after its unit",
        unit_ends_next_week,
        lambda c: add(c, c.outsider, Role.MEMBER, ends_on=today() + 8 * DAY),
        "Deze kring eindigt op",
    ),
    (
        "a role does not end after its holder left",
        outsider_leaves_next_week,
        lambda c: add(c, c.outsider, Role.MEMBER, ends_on=today() + 8 * DAY),
        "Lotte Vermeer is hier tot en met",
    ),
    (
        "a role does not end before it begins",
        nothing,
        lambda c: add(c, c.outsider, Role.MEMBER, ends_on=today() - DAY),
        "De laatste dag ligt voor de eerste.",
    ),
    (
        "the same role is not held twice at a time",
        nothing,
        lambda c: add(c, c.chair, Role.CHAIR, starts_on=today() + 30 * DAY),
        "Marijke Postma heeft deze rol hier al sinds",
    ),
    (
        "a unit has one leader at a time",
        nothing,
        lambda c: add(c, c.outsider, Role.LEADER, starts_on=today() + DAY),
        "Joost van Dijk is nu functioneel leider, en een kring heeft er één.",
    ),
    (
        "a leader does not follow up whoever begins on the same day",
        nothing,
        lambda c: add(c, c.outsider, Role.LEADER, succeeding=True),
        "Joost van Dijk is functioneel leider vanaf",
    ),
    (
        "a leader does not come in between two others",
        next_leader_in_a_month,
        lambda c: add(c, c.chair, Role.LEADER, starts_on=today() + 9 * DAY, succeeding=True),
        "Lotte Vermeer is functioneel leider vanaf",
    ),
    (
        "a leader does not stay when there is a next one",
        next_leader_in_a_month,
        lambda c: service.end_membership(role_of(c.leader), today() + 60 * DAY, actor=c.administrator),
        "Lotte Vermeer is functioneel leider vanaf",
    ),
    (
        "a role does not end before it began",
        nothing,
        lambda c: service.end_membership(role_of(c.chair), today() - DAY, actor=c.administrator),
        "Deze rol begint pas op",
    ),
    (
        "a role that has begun is not taken back",
        nothing,
        lambda c: service.withdraw_membership(role_of(c.chair), actor=c.administrator),
        "Deze rol is al begonnen.",
    ),
    (
        "a role that was taken back does not end",
        role_taken_back,
        lambda c: service.end_membership(role_of(c.outsider), today() + 40 * DAY, actor=c.administrator),
        "Deze rol is niet doorgegaan.",
    ),
    # Absence
    (
        "an absence does not end before it begins",
        nothing,
        lambda c: service.report_absence(role_of(c.chair), today(), today() - DAY, actor=c.administrator),
        "De laatste dag ligt voor de eerste.",
    ),
    (
        "an absence does not begin before the role",
        role_in_a_month,
        lambda c: service.report_absence(role_of(c.outsider), today(), actor=c.administrator),
        "Deze rol begint pas op",
    ),
    (
        "who is not absent does not return",
        nothing,
        lambda c: service.report_return(role_of(c.chair), today(), actor=c.administrator),
        "Marijke Postma is niet als langdurig afwezig gemeld.",
    ),
    # Levels
    (
        "two levels have two names",
        nothing,
        lambda c: service.add_level("Team", 0, actor=c.administrator),
        "Er is al een niveau dat Team heet.",
    ),
]


@pytest.mark.parametrize(("setting", "act", "reason"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS])
def test_is_refused_and_leaves_nothing_behind(
    cast: Cast, setting: Setting, act: Callable[[Cast], Any], reason: str
) -> None:
    with transaction():
        setting(cast)
    before = everything()
    with transaction(), pytest.raises(Refused) as refusal:
        act(cast)
    assert reason in str(refusal.value)
    assert everything() == before


def test_what_has_ended_stays_as_it_was(cast: Cast, time_machine: Any) -> None:
    with transaction():
        service.end_unit(cast.ruimte, today(), actor=SYSTEM)
        service.end_person(cast.outsider, today(), actor=SYSTEM)
    time_machine.move_to(clock.now() + 2 * DAY)
    before = everything()
    for act in (
        lambda: service.change_unit(cast.ruimte, details("Anders"), actor=cast.administrator),
        lambda: service.move_unit(cast.ruimte, cast.college, actor=cast.administrator),
        lambda: service.end_unit(cast.ruimte, today(), actor=cast.administrator),
        lambda: service.end_membership(role_of(cast.chair), today(), actor=cast.administrator),
        lambda: service.report_absence(role_of(cast.chair), today(), actor=cast.administrator),
        lambda: service.end_person(cast.outsider, today(), actor=cast.administrator),
        lambda: service.invite(cast.outsider, actor=cast.administrator),
        lambda: service.open_session(cast.outsider),
    ):
        with transaction(), pytest.raises(Refused):
            act()
    assert everything() == before


def test_a_day_on_which_a_role_had_not_begun_cannot_be_the_last(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(clock.now() + 10 * DAY)
    with transaction():
        add(cast, cast.outsider, Role.MEMBER)
    before = everything()
    for act in (
        lambda: service.end_unit(cast.ruimte, today() - 5 * DAY, actor=cast.administrator),
        lambda: service.end_person(cast.outsider, today() - 5 * DAY, actor=cast.administrator),
    ):
        with transaction(), pytest.raises(Refused, match="Lotte Vermeer is op"):
            act()
    assert everything() == before


def test_two_moves_cannot_close_a_loop(cast: Cast) -> None:
    with transaction():
        other = found("Team Water", "WAT", levels()[2], cast.cmt)
        service.move_unit(cast.ruimte, other, actor=cast.administrator)
    with transaction(), pytest.raises(Refused, match="binnen zichzelf"):
        service.move_unit(other, cast.ruimte, actor=cast.administrator)
