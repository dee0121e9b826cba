"""What the beheerder does with units, people and roles, and what comes of it."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.core import clock, journal
from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.models import Membership, Person, Unit
from app.organisation.queries import deciding_seats, levels, roles_of, seats_of, units_where_seated
from app.organisation.queries.unit_screens import wider_units
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import AbsenceRule, Role
from tests.cast import Cast, engage, found
from tests.databases import SECRET_KEY

DAY = timedelta(days=1)


def today() -> date:
    return clock.today()


def role_of(person: Person) -> Membership:
    return person.memberships[0]


def recorded(unit: Unit) -> list[tuple[str, dict[str, Any]]]:
    return [(entry.event, dict(entry.payload.content)) for entry in journal.entries("unit", unit.id) if entry.payload]


def test_a_new_unit_is_there_from_its_first_day(cast: Cast) -> None:
    with transaction():
        details = UnitDetails(
            "Werkgroep Kermis", levels()[2], "Een veilige kermis", "De kermis", AbsenceRule.WAIT_FOR_ALL
        )
        unit = service.create_unit(
            details,
            code="KER",
            parent=cast.cmt,
            starts_on=today() + DAY,
            ends_on=today() + 90 * DAY,
            actor=cast.administrator,
        )
    assert [unit.is_active(today() + days * DAY) for days in (0, 1, 90, 91)] == [False, True, True, False]
    [(event, details_recorded)] = recorded(unit)
    assert event == "create"
    assert details_recorded["parent"] == cast.cmt.id
    assert details_recorded["absence_rule"] == "wait_for_all"


def test_a_change_records_only_what_differs(cast: Cast) -> None:
    level = cast.ruimte.level
    with transaction():
        service.change_unit(cast.ruimte, UnitDetails("Team Buiten", level, "Mooi buiten"), actor=cast.administrator)
    assert recorded(cast.ruimte)[-1] == (
        "change",
        {
            "name": ["Team Ruimte", "Team Buiten"],
            "purpose": ["Een openbare ruimte waarin mensen graag zijn.", "Mooi buiten"],
        },
    )
    count = len(recorded(cast.ruimte))
    with transaction():
        service.change_unit(cast.ruimte, UnitDetails("Team Buiten", level, "Mooi buiten"), actor=cast.administrator)
    assert len(recorded(cast.ruimte)) == count


def test_leader_and_representative_follow_their_unit_when_it_moves(cast: Cast) -> None:
    assert {seat.person.name for seat in seats_of(cast.cmt, today())} == {
        "Heleen Terpstra",
        "Joost van Dijk",
        "Fatima Bouzid",
    }
    with transaction():
        service.move_unit(cast.ruimte, cast.college, actor=cast.administrator)
    assert {seat.person.name for seat in seats_of(cast.cmt, today())} == {"Heleen Terpstra"}
    at_the_college = {seat.person.name: seat.is_link_from(cast.college) for seat in seats_of(cast.college, today())}
    assert at_the_college == {
        "Rutger Hoekstra": False,
        "Heleen Terpstra": True,
        "Joost van Dijk": True,
        "Fatima Bouzid": True,
    }
    assert units_where_seated(cast.leader.id, today()) == {cast.ruimte.id, cast.college.id}
    assert [unit.code for unit in wider_units(cast.ruimte)] == ["COL"]


def test_who_decides(cast: Cast) -> None:
    """An adviser speaks and does not decide; somebody with two roles decides once."""
    with transaction():
        service.add_membership(cast.chair, cast.ruimte, Role.ADVISER, actor=SYSTEM)
    deciding = [seat.person for seat in deciding_seats(cast.ruimte, today())]
    assert sorted(person.name for person in deciding) == sorted(person.name for person in cast.table)
    assert cast.adviser in [seat.person for seat in seats_of(cast.ruimte, today())]


def test_the_end_of_a_unit_is_the_end_of_its_roles(cast: Cast) -> None:
    with transaction():
        planned = service.add_membership(
            cast.outsider, cast.ruimte, Role.MEMBER, starts_on=today() + 9 * DAY, actor=SYSTEM
        )
        service.end_unit(cast.ruimte, today() + 5 * DAY, actor=cast.administrator)
    assert {role.ends_on for role in cast.ruimte.memberships if role is not planned} == {today() + 5 * DAY}
    assert planned.withdrawn
    assert planned.is_over(today())
    assert [event for event, _ in recorded(cast.ruimte)].count("end_membership") == 9
    assert recorded(cast.ruimte)[-1] == ("end", {"on": (today() + 5 * DAY).isoformat()})
    assert seats_of(cast.ruimte, today() + 6 * DAY) == []
    assert seats_of(cast.cmt, today() + 6 * DAY)[0].person is cast.director


def test_somebody_who_leaves_has_no_roles_and_no_way_in(cast: Cast, time_machine: Any) -> None:
    with transaction():
        token = service.open_session(cast.leader)
        service.end_person(cast.leader, today(), actor=cast.administrator)
    assert service.person_of_session(token) is cast.leader, "the last day is a working day"
    time_machine.move_to(clock.now() + DAY)
    assert service.person_of_session(token) is None
    assert roles_of(cast.leader.id, cast.ruimte.id, today()) == set()
    with transaction():
        service.reinstate_person(cast.leader, actor=cast.administrator)
    assert cast.leader.is_active
    assert roles_of(cast.leader.id, cast.ruimte.id, today()) == set(), "roles do not come back by themselves"


def test_a_leader_follows_another(cast: Cast) -> None:
    with transaction():
        service.add_membership(
            cast.outsider,
            cast.ruimte,
            Role.LEADER,
            starts_on=today() + 10 * DAY,
            succeeding=True,
            actor=cast.administrator,
        )
    assert role_of(cast.leader).ends_on == today() + 9 * DAY
    for days in range(12):
        leaders = [seat for seat in seats_of(cast.ruimte, today() + days * DAY) if seat.role is Role.LEADER]
        assert len(leaders) == 1


@pytest.mark.parametrize(
    ("unit_ends", "person_ends", "expected"),
    [(None, None, None), (20, None, 20), (None, 10, 10), (20, 10, 10), (10, 20, 10)],
)
def test_a_role_lasts_as_long_as_its_unit_and_its_holder(
    cast: Cast, unit_ends: int | None, person_ends: int | None, expected: int | None
) -> None:
    with transaction():
        if unit_ends is not None:
            service.end_unit(cast.ruimte, today() + unit_ends * DAY, actor=SYSTEM)
        if person_ends is not None:
            service.end_person(cast.outsider, today() + person_ends * DAY, actor=SYSTEM)
        role = service.add_membership(cast.outsider, cast.ruimte, Role.MEMBER, actor=cast.administrator)
    assert role.ends_on == (today() + expected * DAY if expected else None)


def test_an_end_may_be_put_off(cast: Cast) -> None:
    role = role_of(cast.chair)
    with transaction():
        service.end_membership(role, today() + 5 * DAY, actor=cast.administrator)
        service.end_membership(role, today() + 50 * DAY, actor=cast.administrator)
    assert role.ends_on == today() + 50 * DAY


@pytest.mark.parametrize(
    ("absent", "until", "back", "absent_on"),
    [
        (0, None, None, {0, 1, 5, 9}),
        (1, 5, None, {1, 5}),
        (1, None, 5, {1}),
        (1, 9, 5, {1}),
        (1, 9, 1, set()),
        (1, 9, 0, set()),
    ],
    ids=["nobody knows how long", "some days", "back after a while", "back early", "never left", "never left at all"],
)
def test_absence(cast: Cast, absent: int, until: int | None, back: int | None, absent_on: set[int]) -> None:
    role = role_of(cast.chair)
    with transaction():
        last = today() + until * DAY if until is not None else None
        service.report_absence(role, today() + absent * DAY, last, actor=cast.administrator)
        if back is not None:
            service.report_return(role, today() + back * DAY, actor=cast.administrator)
    assert {days for days in (0, 1, 5, 9) if role.is_absent(today() + days * DAY)} == absent_on


def test_an_absence_may_hold_for_every_role(cast: Cast) -> None:
    with transaction():
        elsewhere = service.add_membership(cast.chair, cast.cmt, Role.MEMBER, starts_on=today() + 3 * DAY, actor=SYSTEM)
        service.report_absence_everywhere(role_of(cast.chair), today(), actor=cast.administrator)
    assert role_of(cast.chair).is_absent(today())
    assert elsewhere.absent_from == today() + 3 * DAY


def test_a_second_beheerder_lets_the_first_go(cast: Cast) -> None:
    with transaction():
        service.set_administrator(cast.outsider, True, actor=cast.administrator)
        service.set_administrator(cast.administrator, False, actor=cast.outsider)
    assert not cast.administrator.is_administrator
    assert [entry.event for entry in journal.entries("person", cast.administrator.id)] == ["add", "unset_administrator"]


def test_levels_keep_their_order(cast: Cast) -> None:
    with transaction():
        service.add_level("buurt", 2, actor=cast.administrator)
        college = levels()[-1]
        service.change_level(college, "gemeentebestuur", 0, actor=cast.administrator)
    names = [level.name for level in levels()]
    assert names == ["gemeentebestuur", "individu", "cluster", "buurt", "team", "afdeling", "domein", "concern"]
    assert [level.rank for level in levels()] == list(range(1, 9))


def test_levels_are_seeded_once(cast: Cast) -> None:
    with transaction():
        assert [level.name for level in service.seed_levels()] == [level.name for level in levels()]
    assert len(levels()) == 7


def test_an_address_is_the_same_in_capitals(cast: Cast) -> None:
    with transaction():
        person = service.add_person(PersonDetails("Nina Mol", "Nina.Mol@Voorbeeld.example"), actor=cast.administrator)
        service.change_person(person, PersonDetails("Nina Mol", "NINA.MOL@voorbeeld.example"), actor=cast.administrator)
    assert person.email == "nina.mol@voorbeeld.example"
    assert [entry.event for entry in journal.entries("person", person.id)] == ["add"]


def test_the_journal_holds_together_and_names_nobody(cast: Cast) -> None:
    assert journal.first_flaw(SECRET_KEY.encode()) is None
    stories = [str(entry.payload.content) for entry in journal.entries("unit", cast.ruimte.id) if entry.payload]
    assert not any(person.name in story for story in stories for person in cast.table)


def test_units_far_apart(cast: Cast) -> None:
    with transaction():
        within = found("Ploeg Plantsoen", "PLA", levels()[1], cast.ruimte)
        service.add_membership(engage("Pleun Smit"), within, Role.LEADER, actor=SYSTEM)
    assert [unit.code for unit in wider_units(within)] == ["COL", "CMT", "RUI"]
    assert "Pleun Smit" not in {seat.person.name for seat in seats_of(cast.cmt, today())}, "a link reaches one unit up"
