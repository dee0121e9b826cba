"""The steering overview: beleid and uitvoering apart per unit, the way between them, and nothing one may not know."""

from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.transaction import locked, transaction
from app.decisions.models import Decision
from app.decisions.service import contests
from app.decisions.states import Confidentiality, Nature, RoundState
from app.organisation.models import Person, SteeringLevel, Unit
from app.steering_map import overview, queries
from app.steering_map.overview import Overview, UnitOverview, overview_of
from app.steering_map.overview_picture import BOX_HEIGHT, draw
from tests.browserless import Visitor
from tests.decisions.mandate_cast import Steering
from tests.query_count import counted_queries


@pytest.fixture
def steering(app: Flask) -> Steering:
    return Steering()


def _seen_by(reader: Person) -> Overview:
    db.session.expire_all()
    return overview_of(list(db.session.query(Unit)), reader)


def _team(steering: Steering, reader: Person) -> UnitOverview:
    return _seen_by(reader).units[steering.unit.id]


def test_beleid_and_uitvoering_stand_apart_and_the_way_leads_up_and_down(steering: Steering) -> None:
    decision = steering.take(steering.give())
    seen = _seen_by(steering.cor)
    team = seen.units[steering.unit.id]
    assert [one.title for one in team.policy.latest] == ["Bomen blijven staan"]
    assert [one.title for one in team.execution.latest] == [decision.title]
    assert (team.policy.holds, team.execution.holds) == (1, 1)
    assert seen.above[decision.id].id == steering.beleid.id
    assert seen.below == {steering.beleid.id: 1}


def test_what_a_team_carries_out_for_the_college_leads_up_to_the_college(steering: Steering) -> None:
    decision = steering.take(steering.mandaat(), policy=steering.college_beleid)
    seen = _seen_by(steering.cor)
    assert seen.above[decision.id].unit_id == steering.wider.id
    assert seen.below == {steering.college_beleid.id: 1}


def test_what_is_in_treatment_shows_to_who_may_know_of_it(steering: Steering) -> None:
    steering.come_to(RoundState.QUESTIONING)
    for reader, sees in ((steering.fatima, True), (steering.wim, True), (steering.cor, False)):
        shown = [one.id for one in _team(steering, reader).policy.in_treatment]
        assert shown == ([steering.proposal_id] if sees else []), reader.name


def test_what_is_contested_stands_with_who_took_it_and_with_whose_beleid_it_is(steering: Steering) -> None:
    decision = steering.take(steering.mandaat(), policy=steering.college_beleid)
    with transaction():
        contests.contest(locked(Decision, decision.id), "Zo gaat elke wilg eraan.", by=steering.cor)
    seen = _seen_by(steering.cor)
    contested = {
        (one.unit.id, nature) for one in seen.units.values() for nature, column in one.columns if column.contested
    }
    assert contested == {(decision.unit_id, Nature.EXECUTION), (steering.wider.id, Nature.POLICY)}


def test_what_is_due_asks_attention(steering: Steering) -> None:
    assert not _team(steering, steering.cor).policy.asks_attention
    with transaction():
        locked(Decision, steering.beleid.id).review_on = clock.today() - timedelta(days=1)
    column = _team(steering, steering.cor).policy
    assert (column.due, column.asks_attention) == (1, True)


def test_what_is_confidential_is_neither_named_nor_counted_nor_led_to(app: Flask, steering: Steering) -> None:
    with transaction():
        secret = steering.decided("Het verborgen plan", steering.unit, confidentiality=Confidentiality.CONFIDENTIAL)
    decision = steering.take(steering.give(), policy=secret)
    for reader, sees in ((steering.marieke, True), (steering.cor, False)):
        seen = _seen_by(reader)
        assert seen.units[steering.unit.id].policy.holds == (2 if sees else 1), reader.name
        assert (decision.id in seen.above) is sees, reader.name
        assert ("verborgen plan" in Visitor(app).sign_in(reader).open("/sturing/overzicht").text) is sees, reader.name


def test_beyond_many_nothing_is_counted_one_by_one(steering: Steering, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MANY", 2)
    with transaction():
        for number in range(3):
            steering.decided(f"Beleid {number}", steering.unit)
    holds = _team(steering, steering.cor).policy.holds
    assert (holds, holds.is_uncounted) == (2, True)


def test_when_there_is_more_than_is_looked_at_it_says_so(
    app: Flask, steering: Steering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And leads to where all of it stands."""
    for what in ("Bermen", "Bankjes"):
        steering.submit(what=what)
    visitor = Visitor(app).sign_in(steering.fatima)
    said = "Er is meer in behandeling of toe aan terugkijken dan hier is geteld."
    monkeypatch.setattr(overview, "MOST_IN_TREATMENT", 2)
    assert not visitor.open("/sturing/overzicht").sees(said)
    monkeypatch.setattr(overview, "MOST_IN_TREATMENT", 1)
    assert visitor.open("/sturing/overzicht").sees(said)
    assert visitor.click("Alle voorstellen").sees("Bermen", "Bankjes")


def test_when_more_is_due_than_is_counted_it_says_so(steering: Steering, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction():
        for number in range(2):
            steering.decided(f"Beleid {number}", steering.unit).review_on = clock.today()
    for most, is_more in ((2, False), (1, True)):
        monkeypatch.setattr(overview, "MOST_COUNTED", most)
        assert _seen_by(steering.cor).is_bounded is is_more, most


def test_the_page_is_narrowed_down_to_a_unit_with_what_lies_within_it_or_to_a_level(
    app: Flask, steering: Steering
) -> None:
    visitor = Visitor(app).sign_in(steering.cor)
    both = {steering.unit.name, steering.wider.name}
    for address, shown in (
        ("", both),
        (f"?kring={steering.wider.id}", both),
        (f"?kring={steering.unit.id}", {steering.unit.name}),
        (f"?niveau={steering.wider.level_id}", both),
        ("?niveau=999", set()),
    ):
        page = visitor.open(f"/sturing/overzicht{address}").page
        in_table = {link.text for link in page.select("td a.table__main-link")}
        in_picture = {title.text for title in page.select("svg.steering-map__picture a title")}
        assert in_table & both == shown, address
        assert in_picture & both == shown, address


def test_the_ways_lead_from_the_line_of_the_uitvoering_to_that_of_the_beleid(steering: Steering) -> None:
    steering.take(steering.mandaat(), policy=steering.college_beleid)
    picture = draw(_seen_by(steering.cor))
    middles = {line.of.unit.id: line.y + BOX_HEIGHT // 2 for line in picture.lines}
    [way] = picture.ways
    assert way.split("C")[0].endswith(f" {middles[steering.wider.id]}")  # the mandaat is the college's own
    assert way.endswith(f" {middles[steering.wider.id]}")
    ys = [line.y for line in picture.lines]
    assert all(lower - upper >= BOX_HEIGHT for upper, lower in pairwise(ys))


def test_as_many_queries_however_many_units_and_decisions_there_are(app: Flask, steering: Steering) -> None:
    visitor = Visitor(app).sign_in(steering.fatima)
    mandate = steering.give()
    steering.take(mandate)
    counts = []
    for turn in range(2):
        with counted_queries() as statements:
            visitor.open("/sturing/overzicht")
        counts.append(len(statements))
        for number in range(3):
            steering.take(mandate, what=f"Nog een wilg {turn} {number}")
            with transaction():
                steering.decided(f"Beleid {turn} {number}", steering.wider)
    assert counts[0] == counts[1]


def test_a_long_level_begins_closed_beside_others_and_open_by_itself(
    app: Flask, steering: Steering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LONG_TABLE", 1)
    with transaction() as session:
        concern = SteeringLevel(name="concern", rank=9)
        session.add_all([concern, Unit(name="Concern", code="CON", level=concern)])
    visitor = Visitor(app).sign_in(steering.cor)

    def folded(address: str) -> set[str]:
        page = visitor.open(f"/sturing/overzicht{address}").page
        return {link.text for link in page.select("details:not([open]) td a.table__main-link")}

    assert {steering.unit.name, steering.wider.name} <= folded("")
    assert "Concern" not in folded("")
    assert folded(f"?niveau={steering.wider.level_id}") == set()
