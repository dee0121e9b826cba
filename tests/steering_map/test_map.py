"""The steering map: what each unit decided and has in hand, for as far as the reader may see it."""

from datetime import timedelta

import pytest
from flask import Flask

from app.core import clock
from app.core.actor import SYSTEM
from app.core.transaction import transaction
from app.decisions.service import register
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, Nature, RoundState
from app.organisation import service as organisation
from app.steering_map import queries
from app.steering_map.queries import standing_of_units
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries


@pytest.fixture
def circle(app: Flask) -> Circle:
    return Circle()


def _decide(circle: Circle, what: str, days_ago: int = 1, **given: object) -> None:
    day = clock.today() - timedelta(days=days_ago)
    secrecy = given.pop("confidentiality", Confidentiality.INTERNAL)
    with transaction():
        taken = TakenElsewhere(WordingData(what=what), day, secrecy, {}, digest=what, **given)
        register.record_taken_elsewhere(circle.unit, taken, by=circle.marieke)


def _named(circle: Circle, reader: object) -> list[str]:
    return [decision.title for decision in standing_of_units(reader)[circle.unit.id].policies]


def test_the_latest_beleid_of_a_unit_is_named_and_all_of_it_counted(circle: Circle) -> None:
    for age in (4, 2, 3, 1):
        _decide(circle, f"Beleid van {age} dagen oud", age)
    _decide(circle, "Een uitvoeringsbesluit", nature=Nature.EXECUTION)
    assert _named(circle, circle.cor) == [f"Beleid van {age} dagen oud" for age in (1, 2, 3)]
    assert standing_of_units(circle.cor)[circle.unit.id].total == 4


def test_what_no_longer_holds_is_not_there(circle: Circle) -> None:
    _decide(circle, "Dit gold")
    with transaction():
        register.repeal(standing_of_units(circle.cor)[circle.unit.id].policies[0], by=circle.marieke, reason="Klaar.")
    assert circle.unit.id not in {key for key, one in standing_of_units(circle.cor).items() if one.total}


def test_what_is_confidential_is_neither_named_nor_counted_for_others(app: Flask, circle: Circle) -> None:
    _decide(circle, "Een geheim plan", confidentiality=Confidentiality.CONFIDENTIAL)
    assert _named(circle, circle.marieke) == ["Een geheim plan"]
    assert standing_of_units(circle.cor)[circle.unit.id].total == 0
    assert "geheim plan" not in Visitor(app).sign_in(circle.cor).open("/sturing/kaart").text


def test_a_round_that_is_open_shows_to_who_may_know_of_it(circle: Circle) -> None:
    circle.come_to(RoundState.QUESTIONING)
    for reader, sees in ((circle.fatima, True), (circle.wim, True), (circle.cor, False), (circle.bea, False)):
        shown = [one.id for one in standing_of_units(reader)[circle.unit.id].in_round]
        assert shown == ([circle.proposal_id] if sees else []), reader.name


def test_beyond_many_nothing_is_counted_one_by_one(circle: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MANY", 2)
    for number in range(4):
        _decide(circle, f"Beleid {number}")
    total = standing_of_units(circle.cor)[circle.unit.id].total
    assert (total, total.is_uncounted) == (2, True)


def test_the_page_shows_every_unit_twice_in_the_picture_and_in_the_list(app: Flask, circle: Circle) -> None:
    page = Visitor(app).sign_in(circle.fatima).open("/sturing/kaart").page
    assert page.select_one("svg.steering-map__picture").find(string=circle.unit.name) is not None
    assert page.select_one("table").find(string=circle.unit.name) is not None


def test_as_many_queries_however_many_units_and_decisions_there_are(app: Flask, circle: Circle) -> None:
    visitor = Visitor(app).sign_in(circle.fatima)
    counts = []
    for turn in range(2):
        with counted_queries() as statements:
            visitor.open("/sturing/kaart")
        counts.append(len(statements))
        for number in range(3):
            _decide(circle, f"Beleid {turn} {number}")
            with transaction():
                details = organisation.UnitDetails(f"Kring {number}", circle.unit.level, "Doel.", "Domein.")
                organisation.create_unit(details, code=f"K{turn}{number}", parent=circle.unit, actor=SYSTEM)
    assert counts[0] == counts[1]
