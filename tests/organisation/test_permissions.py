"""Who may change units, people and roles: the beheerder, and the tool itself from the command line. Nobody else."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from app.core import clock, permissions
from app.core.actor import SYSTEM
from app.core.errors import Forbidden
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.queries import levels
from app.organisation.rules import RULES
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import Role
from tests.cast import Cast
from tests.databases import ON_SQLITE_ALONE
from tests.stored import everything

pytestmark = ON_SQLITE_ALONE

Act = Callable[[Cast, Any], Any]

ADMINISTERING: dict[str, Act] = {
    "make a unit": lambda cast, actor: service.create_unit(_details("Team Sport"), code="SPO", actor=actor),
    "change a unit": lambda cast, actor: service.change_unit(cast.ruimte, _details("Team Buiten"), actor=actor),
    "move a unit": lambda cast, actor: service.move_unit(cast.ruimte, cast.college, actor=actor),
    "end a unit": lambda cast, actor: service.end_unit(cast.ruimte, clock.today(), actor=actor),
    "add somebody": lambda cast, actor: service.add_person(PersonDetails("Nina Mol", "nina@x.example"), actor=actor),
    "change somebody": lambda cast, actor: service.change_person(cast.outsider, _named("Lot Vermeer"), actor=actor),
    "end somebody": lambda cast, actor: service.end_person(cast.outsider, clock.today(), actor=actor),
    "make a beheerder": lambda cast, actor: service.set_administrator(cast.outsider, True, actor=actor),
    "invite somebody": lambda cast, actor: service.invite(cast.outsider, actor=actor),
    "give a role": lambda cast, actor: service.add_membership(cast.outsider, cast.cmt, Role.MEMBER, actor=actor),
    "end a role": lambda cast, actor: service.end_membership(_role(cast), clock.today(), actor=actor),
    "report an absence": lambda cast, actor: service.report_absence(_role(cast), clock.today(), actor=actor),
    "add a level": lambda cast, actor: service.add_level("buurt", 0, actor=actor),
    "rename a level": lambda cast, actor: service.change_level(levels()[0], "ieder mens", 0, actor=actor),
}

ADMINISTERS = ("unit:administer", "person:administer", "unit:set_up", "unit:compose")

KEPT_OUT: dict[str, Callable[[Cast], Any]] = {
    "nobody": lambda cast: None,
    "a colleague": lambda cast: cast.outsider,
    "the gespreksleider of the unit": lambda cast: cast.chair,
    "the secretaris of the unit": lambda cast: cast.secretary,
    "the functioneel leider of the unit": lambda cast: cast.leader,
    "the leader of the wider unit": lambda cast: cast.director,
}

LET_IN: dict[str, Callable[[Cast], Any]] = {
    "the beheerder": lambda cast: cast.administrator,
    "the tool itself": lambda cast: SYSTEM,
}


def _details(name: str) -> UnitDetails:
    return UnitDetails(name, levels()[2])


def _named(name: str) -> PersonDetails:
    return PersonDetails(name, "lotte.vermeer@voorbeeld.example")


def _role(cast: Cast) -> Any:
    return cast.members[0].memberships[0]


class Undone(Exception):
    """Ends a transaction without keeping anything."""


@pytest.mark.parametrize("who", KEPT_OUT)
def test_may_not_administer(cast: Cast, who: str) -> None:
    before = everything()
    for name, act in ADMINISTERING.items():
        with transaction(), pytest.raises(Forbidden):
            act(cast, KEPT_OUT[who](cast))
        assert everything() == before, f"{who} tried to {name}"


@pytest.mark.parametrize("who", LET_IN)
def test_may_administer_and_each_act_is_recorded(cast: Cast, who: str) -> None:
    recorded = len(everything()["journal_entries"])
    for name, act in ADMINISTERING.items():
        with suppress(Undone), transaction():
            act(cast, LET_IN[who](cast))
            assert len(everything()["journal_entries"]) > recorded, f"no record that {who} could {name}"
            raise Undone


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("nobody", set()),
        ("a colleague", {"unit:read", "person:read", "account:manage"}),
        ("the gespreksleider of the unit", {"unit:read", "person:read", "account:manage"}),
        ("the beheerder", {"unit:read", "person:read", "account:manage", *ADMINISTERS}),
        ("the tool itself", {*ADMINISTERS, "account:change"}),
    ],
)
def test_the_map_of_permissions(cast: Cast, who: str, may: set[str]) -> None:
    actor = (KEPT_OUT | LET_IN)[who](cast)
    assert {name for name in RULES if permissions.may(actor, name, cast.outsider)} == may | (
        {"account:change"} if actor is cast.outsider else set()
    )


def test_an_account_is_changed_only_by_whose_it_is(cast: Cast) -> None:
    for actor in (cast.administrator, cast.chair):
        before = everything()
        with pytest.raises(Forbidden), transaction():
            service.sign_out_everywhere(cast.outsider, actor=actor)
        with pytest.raises(Forbidden), transaction():
            service.set_password(cast.outsider, "een nieuw wachtwoord", actor=actor)
        assert everything() == before
