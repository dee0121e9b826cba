"""What an assignment asks of its parties, on Vandaag: a sentence per row."""

from datetime import timedelta

import pytest
from flask import Flask

from app.assignments.service import agreeing, drafting
from app.assignments.service.drafting import AssignmentData
from app.assignments.states import AssignmentState, WorkType
from app.assignments.waiting import Asked, assignments_waiting_for
from app.core import clock
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.organisation.models import Person
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.browserless import Visitor
from tests.query_count import counted_queries

S = AssignmentState


def asked(person: Person) -> Asked | None:
    """What waits for somebody, of the one assignment there is."""
    found = [one.asked for one in assignments_waiting_for(person)]
    assert len(found) <= 1
    return found[0] if found else None


OF_A_STATE = [
    ("a draft waits for nobody but who writes it", S.DRAFT, None, None),
    ("what is offered, and somebody else wrote, asks both for a word", S.OFFERED, Asked.REACT, Asked.REACT),
    ("a round waits as every round does", S.NEGOTIATING, None, None),
    ("what begins later begins by itself", S.AGREED, None, None),
    ("work that runs asks nothing of itself", S.ACTIVE, None, None),
    ("nor does talking anew, before there is another text", S.RENEGOTIATING, None, None),
    ("what is done asks for a look back", S.COMPLETED, Asked.LOOK_BACK, Asked.LOOK_BACK),
    ("after which nothing waits", S.REVIEWED, None, None),
    ("nor when it was declined", S.DECLINED, None, None),
    ("nor when it was stopped", S.CANCELLED, None, None),
]


@pytest.mark.parametrize(("state", "asking", "doing"), [row[1:] for row in OF_A_STATE], ids=[r[0] for r in OF_A_STATE])
def test_what_each_state_asks(app: Flask, state: S, asking: Asked | None, doing: Asked | None) -> None:
    talked = Agreeing()
    talked.come_to(state)
    assert (asked(talked.asking), asked(talked.doing)) == (asking, doing)
    assert asked(talked.author) is (Asked.FINISH if state is S.DRAFT else None)
    assert asked(talked.circle.ben) is None


def test_a_draft_stands_among_the_drafts_of_who_began_it(app: Flask) -> None:
    talked = Agreeing()
    page = Visitor(app).sign_in(talked.author).open("/")
    assert page.sees("Jouw concepten")
    assert not page.sees("Dit wacht op jou")
    assert page.click(TITLE).path == f"/opdrachten/{talked.key}"


def test_a_remark_waits_for_who_wrote_the_text_also_when_they_are_no_party(app: Flask) -> None:
    talked = Agreeing()
    talked.offer()
    talked.remark()
    assert asked(talked.author) is Asked.WORK_IN


def test_a_remark_waits_for_who_wrote_the_text(app: Flask) -> None:
    talked = Agreeing()
    talked.author = talked.asking
    talked.offer()
    talked.rewrite()
    assert (asked(talked.asking), asked(talked.doing)) == (None, Asked.REACT)
    talked.remark()
    assert (asked(talked.asking), asked(talked.doing)) == (Asked.WORK_IN, None)
    talked.rewrite("Vijf plekken, en een kaart", ends_on=clock.today() + timedelta(days=320))
    assert (asked(talked.asking), asked(talked.doing)) == (None, Asked.REACT)


def test_a_question_in_a_report_waits_for_who_asked_for_the_work(app: Flask) -> None:
    talked = Agreeing()
    talked.be_active()
    key = talked.report(asked="Mag het een maand later?").id
    assert (asked(talked.asking), asked(talked.doing)) == (Asked.ANSWER, None)
    page = Visitor(app).sign_in(talked.asking).open("/").click(TITLE)
    assert page.sees("Mag het een maand later?")
    page.submit("Antwoord", **{f"report-{key}-answer": "Ja."})
    assert asked(talked.asking) is None


def test_who_took_over_is_asked_to_confirm(app: Flask) -> None:
    talked = Agreeing()
    talked.be_active()
    with transaction():
        party = talked.party(talked.doing)
        party.starts_on = clock.today() - timedelta(days=40)
        agreeing.succeed(talked.assignment, party, talked.circle.ben, by=talked.asking)
    assert asked(talked.circle.ben) is Asked.CONFIRM


def test_vandaag_says_so_and_leads_there(app: Flask) -> None:
    talked = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
    talked.offer()
    page = Visitor(app).sign_in(talked.doing).open("/")
    assert page.sees("Dit wacht op jou", TITLE, "Reageer op de tekst")
    assert page.click(TITLE).heading == TITLE
    for other in (talked.circle.ben, talked.circle.cor, talked.circle.wim):
        assert not Visitor(app).sign_in(other).open("/").sees(TITLE)


def test_however_many_there_are_it_is_one_query(app: Flask) -> None:
    talked = Agreeing()
    talked.offer()
    for _another in range(2):
        with transaction():
            key = drafting.draft(talked.circle.unit, AssignmentData("Nog iets", WorkType.TASK), by=talked.author).id
        Agreeing.of(talked.circle, key).offer()
    with counted_queries() as queries:
        assert len(assignments_waiting_for(talked.doing)) == 3
    assert len(queries) == 1
