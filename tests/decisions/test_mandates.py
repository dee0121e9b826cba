"""Giving mandaat and beslisruimte: who to, how far, and what is refused at which field."""

import pytest

from app.core import clock
from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.queries.mandates import locked_mandate
from app.decisions.service import mandates
from app.decisions.states import MandateKind, MandateState, Nature
from app.organisation.states import Role
from tests.decisions.mandate_cast import DAY, Steering, fresh, passed
from tests.snapshot import contents, difference

MANDATE, DISCRETION = MandateKind.MANDATE, MandateKind.DISCRETION


@pytest.fixture
def steering(app) -> Steering:
    return Steering()


REFUSED = [
    # in words, what the chair of the team fills in, at which field that is refused, and why
    ("a team is no bestuursorgaan", lambda s: {"kind": MANDATE}, "kind", "bestuursorgaan"),
    ("beslisruimte is for members", lambda s: {"holder": s.cor}, "holder", "Cor zit niet in"),
    ("and for roles of the unit itself",
     lambda s: {"holder": None, "holder_role": Role.LEADER, "holder_unit": s.wider}, "role_unit", "rollen in"),
    ("only mandaat knows ondermandaat", lambda s: {"allows_submandate": True}, "allows_submandate", "door"),
    ("it is given by a decision or in writing", lambda s: {"written_in": ""}, "given_by", "Noem het besluit"),
    ("a decision of its own", lambda s: {"given_by": s.college_beleid}, "given_by", "andere kring"),
    ("within beleid of its own", lambda s: {"policies": (s.college_beleid,)}, "policies", "andere kring"),
    ("within beleid, not uitvoering", lambda s: {"policies": (s.uitvoering,)}, "policies", "geen beleid"),
    ("it ends after it begins", lambda s: {"ends_on": passed()}, "ends_on", "voor de eerste"),
]  # fmt: skip


@pytest.mark.parametrize(("filled_in", "field", "because"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_does_not_go(steering, filled_in, field, because):
    with transaction():
        steering.uitvoering = steering.decided("Een boom snoeien", steering.unit, Nature.EXECUTION)
    before = contents()
    with pytest.raises(Refused, match=because) as refused:
        steering.give(**filled_in(steering))
    assert refused.value.field == field
    assert difference(before, contents()) == {}


def test_only_who_leads_the_unit_gives(steering):
    for person in (steering.fatima, steering.joost, steering.wim, steering.bea, steering.cor):
        with pytest.raises(Forbidden), transaction():
            mandates.give_mandate(steering.unit, steering.data(), by=person)


def test_a_bestuursorgaan_gives_mandaat_to_somebody_of_another_unit(steering):
    mandate = steering.mandaat(policies=(steering.college_beleid,), given_by=steering.college_beleid)
    assert mandate.is_held_by(steering.fatima, clock.today())
    assert mandate.holds_on(clock.today())


def test_a_mandate_of_a_role_goes_with_the_role(steering):
    mandate = steering.give(holder=None, holder_role=Role.SECRETARY, holder_unit=steering.unit)
    today = clock.today()
    assert [one.name for one in steering.members if mandate.is_held_by(one, today)] == ["Sanne"]


def test_ondermandaat_goes_no_further_than_the_mandaat(steering):
    parent = steering.mandaat(
        allows_submandate=True, policies=(steering.college_beleid,), ends_on=clock.today() + 30 * DAY
    )
    within = {"holder": steering.ben, "limit_cents": 100_00, "ends_on": clock.today() + 9 * DAY, "written_in": ""}
    for field, wrong in (("limit", {"limit_cents": 501_00}), ("limit", {"limit_cents": None}),
                         ("ends_on", {"ends_on": None}), ("ends_on", {"ends_on": clock.today() + 31 * DAY}),
                         ("policies", {"policies": (steering.beleid,)})):  # fmt: skip
        with pytest.raises(Refused) as refused, transaction():
            mandates.pass_mandate_on(
                locked_mandate(parent.id), steering.data(MANDATE, **within | wrong), by=steering.fatima
            )
        assert refused.value.field == field
    with transaction():
        given = mandates.pass_mandate_on(
            locked_mandate(parent.id), steering.data(MANDATE, **within), by=steering.fatima
        )
    assert (given.parent, given.policies, given.written_in) == (
        parent,
        [steering.college_beleid],
        "Verslag van 3 maart",
    )
    assert given.holds_on(clock.today())
    with transaction():
        mandates.withdraw_mandate(locked_mandate(parent.id), by=steering.wim, reason="het college beslist zelf")
    assert not fresh(given).holds_on(clock.today()), "what it rests on is gone"


def test_a_successor_takes_its_place_and_both_stay_readable(steering):
    old = steering.give()
    later = steering.data(starts_on=clock.today() + DAY)
    with pytest.raises(Refused), transaction():
        mandates.succeed_mandate(locked_mandate(old.id), later, by=steering.marieke)
    with transaction():
        new = mandates.succeed_mandate(locked_mandate(old.id), steering.data(limit_cents=900_00), by=steering.marieke)
    old = fresh(old)
    assert (old.state, old.succeeded_by, old.ended_on) == (MandateState.SUCCEEDED, new, clock.today())
    assert new.holds_on(clock.today())
