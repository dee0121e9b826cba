"""Two beheerders at once: one of them is told, and nothing comes of both that could not come of one."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask

from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.errors import SamensturenError
from app.core.transaction import locked, transaction
from app.organisation import service
from app.organisation.models import Person, Unit
from app.organisation.queries import active_people, levels, seats_of
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import Role
from tests.cast import Cast, found

DAY = timedelta(days=1)


def at_once(app: Flask, *acts: Callable[[], Any]) -> list[SamensturenError]:
    """Do all of it in transactions that begin together. Returns what was refused."""
    ready = threading.Barrier(len(acts))
    refused: list[SamensturenError] = []

    def run(act: Callable[[], Any]) -> None:
        with app.app_context():
            ready.wait()
            try:
                with transaction():
                    act()
            except SamensturenError as error:
                refused.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    db.session.expire_all()
    return refused


def test_two_new_leaders(app: Flask, cast: Cast) -> None:
    tomorrow = clock.today() + DAY

    def succeed(person_id: int) -> Callable[[], Any]:
        return lambda: service.add_membership(
            db.session.get_one(Person, person_id),
            db.session.get_one(Unit, 3),
            Role.LEADER,
            starts_on=tomorrow,
            succeeding=True,
            actor=SYSTEM,
        )

    refused = at_once(app, succeed(cast.outsider.id), succeed(cast.chair.id))
    assert len(refused) == 1
    leaders = [seat for seat in seats_of(cast.ruimte, tomorrow) if seat.role is Role.LEADER]
    assert len(leaders) == 1


def test_the_last_two_beheerders_cannot_both_leave(app: Flask, cast: Cast) -> None:
    with transaction():
        service.set_administrator(cast.outsider, True, actor=SYSTEM)

    def leave(person_id: int) -> Callable[[], Any]:
        return lambda: service.set_administrator(locked(Person, person_id), False, actor=SYSTEM)

    refused = at_once(app, leave(cast.administrator.id), leave(cast.outsider.id))
    assert len(refused) == 1
    assert len([person for person in active_people(clock.today()) if person.is_administrator]) == 1


def test_two_moves_that_would_close_a_loop(app: Flask, cast: Cast) -> None:
    with transaction():
        other = found("Team Water", "WAT", levels()[2], cast.cmt).id

    def move(unit_id: int, parent_id: int) -> Callable[[], Any]:
        return lambda: service.move_unit(locked(Unit, unit_id), db.session.get_one(Unit, parent_id), actor=SYSTEM)

    refused = at_once(app, move(3, other), move(other, 3))
    assert len(refused) == 1
    parents = {db.session.get_one(Unit, unit_id).parent_id for unit_id in (3, other)}
    assert cast.cmt.id in parents


def test_a_role_for_somebody_who_is_just_leaving(app: Flask, cast: Cast) -> None:
    at_once(
        app,
        lambda: service.end_person(locked(Person, cast.outsider.id), clock.today(), actor=SYSTEM),
        lambda: service.add_membership(
            db.session.get_one(Person, cast.outsider.id), db.session.get_one(Unit, 3), Role.MEMBER, actor=SYSTEM
        ),
    )
    db.session.refresh(cast.outsider)
    assert cast.outsider.ends_on == clock.today()
    assert all(role.ends_on == clock.today() for role in cast.outsider.memberships)


def test_the_same_code_and_the_same_address_twice(app: Flask, cast: Cast) -> None:
    def make() -> None:
        service.create_unit(UnitDetails("Team Sport", levels()[2]), code="SPO", actor=SYSTEM)

    def engage_nina() -> None:
        service.add_person(PersonDetails("Nina Mol", "nina@voorbeeld.example"), actor=SYSTEM)

    for act, reason in (
        (make, "De afkorting SPO is al in gebruik."),
        (engage_nina, "Er is al iemand met dit e-mailadres."),
    ):
        assert [str(refusal) for refusal in at_once(app, act, act)] == [reason]
