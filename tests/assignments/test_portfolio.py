"""The overview in time: what runs, by whom, what slips and what was not told; and the list with its choices."""

from datetime import timedelta

import pytest
from flask import Flask

from app.assignments.following_models import InformationDue
from app.assignments.portfolio import Per, portfolio_of
from app.assignments.service import following
from app.assignments.states import AssignmentState, Involving, Rhythm
from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.organisation.models import Person
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.query_count import counted_queries

S = AssignmentState


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    made = Agreeing()
    made.be_active()
    return made


def slip(agreeing: Agreeing, days: int) -> None:
    with transaction():
        one = agreeing.assignment.milestones[0]
        following.expect(agreeing.assignment, one.id, one.due_on + timedelta(days=days), by=agreeing.doing)


def leave_untold(agreeing: Agreeing) -> None:
    with transaction():
        day = clock.today() - timedelta(days=4)
        once = {"about": "De kaart", "how": Involving.INFORM, "rhythm": Rhythm.ONCE, "first_on": day, "due_on": day}
        db.session.add(InformationDue(assignment=agreeing.assignment, unit=agreeing.circle.unit, **once))


def groups(reader: Person, per: Per) -> dict[str, list[str]]:
    found = portfolio_of(reader, per).groups
    db.session.rollback()
    return {one.name: [standing.of.title for standing in one.standings] for one in found}


def test_it_is_seen_in_a_minute_what_slips(agreeing: Agreeing, app: Flask) -> None:
    """On both databases."""
    page = Visitor(app).sign_in(agreeing.circle.cor).open("/opdrachten/overzicht")
    assert page.sees(TITLE, "De kaart is er", "Niets verschuift meer dan afgesproken.", "op tijd")
    slip(agreeing, 20)
    leave_untold(agreeing)
    page = Visitor(app).sign_in(agreeing.circle.cor).open("/opdrachten")
    page.click("Overzicht in de tijd")
    assert page.sees("1 verschuift meer dan afgesproken.", "1 informatieafspraak is niet nagekomen.", "20 dagen")
    assert page.sees("Niet verteld", "sinds")


@ON_SQLITE_ALONE
class TestRules:
    """In which no database has a say."""

    @pytest.mark.parametrize(
        ("per", "names"),
        [
            (Per.COMMISSIONER, ["Joost"]),
            (Per.CONTRACTOR, ["Fatima"]),
            (Per.UNIT, ["Team Ruimte"]),
            (Per.WORK_TYPE, ["Opgave"]),
        ],
        ids=["by who asks", "by who does", "by circle", "by the kind of work"],
    )
    def test_by_what_it_is_put_together(self, agreeing: Agreeing, app: Flask, per: Per, names: list[str]) -> None:
        assert groups(agreeing.circle.cor, per) == {name: [TITLE] for name in names}
        page = Visitor(app).sign_in(agreeing.circle.cor).open(f"/opdrachten/overzicht?per={per.value}")
        assert page.sees(*names)

    def test_what_is_no_choice_is_the_first(self, app: Flask) -> None:
        assert Per.from_url("onzin") is Per.COMMISSIONER

    @pytest.mark.parametrize(
        ("state", "is_there"),
        [(one, one in (S.AGREED, S.ACTIVE, S.RENEGOTIATING)) for one in AssignmentState],
        ids=[one.value for one in AssignmentState],
    )
    def test_what_was_agreed_and_is_not_done(self, app: Flask, state: AssignmentState, is_there: bool) -> None:
        agreeing = Agreeing()
        agreeing.come_to(state)
        assert bool(groups(agreeing.asking, Per.UNIT)) is is_there

    def test_what_is_closed_is_for_its_parties_and_the_table(self, app: Flask) -> None:
        agreeing = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
        agreeing.be_active()
        for person, sees in ((agreeing.circle.cor, False), (agreeing.doing, True), (agreeing.circle.ben, True)):
            page = Visitor(app).sign_in(person).open("/opdrachten/overzicht")
            assert page.sees(TITLE) is sees
            assert page.sees("Team Ruimte") is False or sees

    def test_what_asks_attention_comes_first(self, agreeing: Agreeing, app: Flask) -> None:
        other = Agreeing(name="Team Groen")
        other.write(title="Zonder zorgen")
        other.be_active()
        leave_untold(other)
        found = portfolio_of(agreeing.asking, Per.WORK_TYPE).groups[0]
        assert [one.of.title for one in found.standings] == ["Zonder zorgen", TITLE]
        assert found.asking == 1
        db.session.rollback()

    def test_a_slip_within_the_margin_is_told_and_asks_nothing(self, agreeing: Agreeing, app: Flask) -> None:
        slip(agreeing, 10)
        [one] = portfolio_of(agreeing.asking, Per.UNIT).standings
        assert (one.days_late, one.is_beyond, one.asks_attention) == (10, False, False)
        db.session.rollback()

    def test_as_many_questions_for_many_as_for_one(self, agreeing: Agreeing, app: Flask) -> None:
        def asked() -> int:
            visitor = Visitor(app).sign_in(agreeing.circle.cor)
            with counted_queries() as statements:
                visitor.open("/opdrachten/overzicht")
            return len(statements)

        leave_untold(agreeing)
        before = asked()
        for name in ("Groen", "Water", "Straat"):
            other = Agreeing(name=name)
            other.be_active()
            leave_untold(other)
        assert asked() == before

    def test_the_list_is_narrowed_by_state_and_circle(self, agreeing: Agreeing, app: Flask) -> None:
        other = Agreeing(name="Team Groen")
        other.write(title="Nog in gesprek")
        other.offer()
        reader = Visitor(app).sign_in(agreeing.asking)
        assert reader.open("/opdrachten").sees(TITLE)
        assert reader.open("/opdrachten?staat=active").sees(TITLE)
        assert reader.open("/opdrachten?staat=declined").sees("Geen opdrachten gevonden")
        assert not reader.open("/opdrachten?staat=declined").sees(TITLE)
        unit = agreeing.circle.unit.id
        assert reader.open(f"/opdrachten?kring={unit}").sees(TITLE)
        assert reader.open("/opdrachten?kring=999").sees("Geen opdrachten gevonden")
