"""From a draft to what both sides agreed: versions, remarks, a round among the parties, and a decision."""

import pytest
from flask import Flask

from app.assignments.states import AssignmentState
from tests.assignments.assignment_cast import Agreeing
from tests.browserless import Visitor


@pytest.fixture
def agreeing(app: Flask) -> Agreeing:
    return Agreeing()


def test_what_all_parties_consent_to_is_a_decision_and_runs(agreeing: Agreeing, app: Flask) -> None:
    agreeing.be_active()
    assignment = agreeing.assignment
    assert assignment.state is AssignmentState.ACTIVE
    assert (assignment.version_in_force, assignment.decision_number) == (1, "RUIMT-2026-1")
    page = Visitor(app).sign_in(agreeing.circle.cor).open(f"/opdrachten/{agreeing.key}")
    assert page.sees("Koele plekken", "Joost", "Fatima", "RUIMT-2026-1")
    page.open("/besluiten/RUIMT-2026-1")
    print(page.text)
    assert 0
