"""Who may what with an assignment (rules.py), and lists that show exactly what their reader may read."""

import pytest
from flask import Flask

from app.assignments.models import Assignment
from app.assignments.queries import assignments_for
from app.assignments.rules import PERMISSIONS
from app.assignments.states import AssignmentState
from app.core.database import db
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.models import Proposal
from app.decisions.service import disclosure
from app.decisions.states import Confidentiality
from tests.assignments.assignment_cast import Agreeing

S = AssignmentState
EVERYBODY = ("joost", "fatima", "sanne", "marieke", "ben", "pien", "wim", "cor", "bea")

TABLE = """
read          | draft                 | joost, fatima, sanne                                      | a draft is its author's and its parties'
              | offered               | joost, fatima, sanne, marieke, ben, pien                  | what is talked over is for the table too
              | active                | joost, fatima, sanne, marieke, ben, pien, wim, cor, bea   | what was agreed is for every colleague
              | active, vertrouwelijk | joost, fatima, sanne, marieke, ben, pien                  | unless it is closed
              | declined              | joost, fatima, sanne, marieke, ben, pien                  | what was never agreed stays at the table
edit          | draft                 | joost, fatima, sanne                                      | either side writes
remark        | offered               | joost, fatima                                             | its parties alone
ask_consent   | offered               | joost, fatima                                             | its parties alone
decline       | offered               | joost, fatima                                             | its parties alone
cancel        | active                | joost, sanne                                              | who asked, and who wrote it for them
renegotiate   | active                | joost, fatima                                             | its parties alone
succeed       | active                | joost, fatima, marieke, sanne                             | and who leads the unit
converse      | active                | joost, fatima                                             | its parties alone
"""  # noqa: E501 - a table is read across


def rows() -> list[object]:
    found, act = [], ""
    for line in TABLE.strip().splitlines():
        name, given, who, says = (cell.strip() for cell in line.split("|"))
        act = name or act
        state, _comma, closed = given.partition(", ")
        readers = Confidentiality.CONFIDENTIAL if closed else Confidentiality.INTERNAL
        found.append(pytest.param(act, S(state), readers, set(who.split(", ")), id=f"{act}, {given}: {says}"))
    return found


@pytest.mark.parametrize(("act", "state", "readers", "who"), rows())
def test_who_may(app: Flask, act: str, state: S, readers: Confidentiality, who: set[str]) -> None:
    agreeing = Agreeing(confidentiality=readers)
    agreeing.come_to(state)
    people = {name: getattr(agreeing.circle, name) for name in EVERYBODY}
    assert f"assignment:{act}" in PERMISSIONS
    allowed = {name for name, person in people.items() if may(person, f"assignment:{act}", agreeing.assignment)}
    assert allowed == who


@pytest.mark.parametrize("readers", list(Confidentiality))
def test_a_list_shows_exactly_what_its_reader_may_read(app: Flask, readers: Confidentiality) -> None:
    for number, state in enumerate(S):
        Agreeing(confidentiality=readers, name=f"{number} {readers.value}").come_to(state)
    one = Agreeing(confidentiality=readers, name="Hier")
    one.be_active()
    with transaction():
        later = db.session.get_one(Proposal, one.assignment.proposal_id)
        disclosure.disclose(later, Confidentiality.CONFIDENTIAL, by=one.asking)
    for name in EVERYBODY:
        person = getattr(one.circle, name)
        readable = {it.id for it in db.session.query(Assignment) if may(person, "assignment:read", it)}
        assert {it.id for it in assignments_for(person)} == readable, name
