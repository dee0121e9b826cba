"""One file of a dossier may be closed by itself: who reads it, who says so, and that nobody else hears of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.disclosure import SecrecyGround
from app.decisions.filed import Filed
from app.decisions.models import Attachment, Decision, Proposal
from app.decisions.queries.decision_story import locked_decision
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import attachments, disclosure, joint, proposals
from app.decisions.states import Confidentiality, RoundState
from app.organisation.models import Unit
from app.organisation.states import Role, StatutoryBody
from app.records.documents.content import document_of_decision, document_of_proposal
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, message
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

OPEN, INTERNAL, CONFIDENTIAL = Confidentiality
PLAN, VALUATION = b"%PDF-1.7 een plattegrond", b"%PDF-1.7 een taxatie"
CLOSED = "Taxatie"


class Dossier:
    """A text for every colleague, decided in its second version, with a file for all and one for the circle alone."""

    def __init__(self) -> None:
        self.circle = circle = Circle(confidentiality=INTERNAL)
        circle.draft()
        with transaction() as session:
            text = locked_proposal(circle.proposal_id)
            attachments.attach_to_proposal(text, PLAN, "Plattegrond.pdf", by=circle.joost)
            attachments.attach_to_proposal(
                text, VALUATION, f"{CLOSED}.pdf", by=circle.joost, confidentiality=CONFIDENTIAL
            )
            self.college = Unit(name="College", code="COL", level=circle.unit.level, statutory=StatutoryBody.COLLEGE)
            session.add(self.college)
            self.mayor = circle.someone("Klaas", Role.CHAIR, of=self.college)
            self.alderman = circle.someone("Willeke", Role.MEMBER, of=self.college)
            self.nadia = circle.someone("Nadia")
            proposals.submit_proposal(text, by=circle.joost)
        circle.set_ready()
        circle.bring_to(RoundState.WEIGHING)
        circle.amend()
        circle.all_answer()
        circle.reveal()
        circle.conclude()

    @property
    def decision(self) -> Decision:
        decision = self.circle.decision
        assert decision is not None
        return decision

    def filed(self, name: str = CLOSED) -> Filed:
        """A file of the decision, by its name."""
        decision = locked_decision(self.decision.number)
        return Filed(decision, next(one for one in decision.wording.attachments if one.title == name))

    def reader(self, who: str) -> Any:
        return getattr(self, who, None) or getattr(self.circle, who)


@pytest.fixture
def dossier(app: Flask) -> Dossier:
    return Dossier()


READS = [
    ("joost", True, "who brought it in"),
    ("fatima", True, "a member of the circle"),
    ("marieke", True, "who chairs it"),
    ("nadia", False, "a colleague"),
    ("alderman", False, "a member of the college, which has nothing to do with it"),
    ("wim", False, "who leads the unit around it"),
]


@pytest.mark.parametrize(("who", "reads"), [row[:2] for row in READS], ids=[row[2] for row in READS])
def test_who_knows_of_a_closed_file(dossier: Dossier, browse: Any, who: str, reads: bool) -> None:
    reader = dossier.reader(who)
    proposal, decision = dossier.circle.proposal, dossier.decision
    assert may(reader, "attachment:read", Filed(decision, dossier.filed().attachment)) is reads
    page = browse(reader)
    for address, wording in (
        (f"/voorstellen/{proposal.id}", proposal.current.wording),
        (f"/besluiten/{decision.number}", decision.wording),
    ):
        assert page.open(address).sees("Plattegrond")
        assert page.sees(CLOSED) is reads
        assert not page.open(f"{address}/logboek?alles").sees(CLOSED)
        for one in wording.attachments:
            for path in (f"{address}/bijlagen/{one.id}", f"{address}/bijlagen/{one.id}/openbaarheid"):
                answer = page._request("GET", path)
                expected = 200 if reads or one.title != CLOSED else 404
                assert answer.status_code == expected, path


def test_who_is_named_on_the_dossier_knows_of_its_closed_files(dossier: Dossier) -> None:
    with transaction():
        disclosure.name_reader(locked_decision(dossier.decision.number), dossier.nadia, by=dossier.circle.marieke)
    assert may(dossier.nadia, "attachment:read", dossier.filed())


def test_a_document_that_travels_names_no_closed_file(dossier: Dossier) -> None:
    proposal = db.session.get_one(Proposal, dossier.circle.proposal_id)
    assert document_of_proposal(proposal).attachments == ("Plattegrond",)
    assert document_of_decision(dossier.decision).attachments == ("Plattegrond",)


def test_opened_up_it_is_open_in_every_version_and_the_journal_says_so_without_its_name(
    dossier: Dossier, browse: Any
) -> None:
    with transaction():
        disclosure.disclose_attachment(dossier.filed(), INTERNAL, by=dossier.circle.marieke)
    kept = db.session.query(Attachment).filter(Attachment.name.startswith(CLOSED)).all()
    assert {one.confidentiality for one in kept} == {INTERNAL}
    assert len(kept) > 1
    page = browse(dossier.nadia).open(f"/besluiten/{dossier.decision.number}")
    assert page.sees(CLOSED)
    for address in (f"/besluiten/{dossier.decision.number}", f"/voorstellen/{dossier.circle.proposal_id}"):
        assert page.open(f"{address}/logboek?alles").sees("Marieke veranderde wie een bijlage mag lezen.")
        assert not page.sees(CLOSED)


def test_an_embargo_on_a_file_is_over_the_moment_it_says(dossier: Dossier, time_machine: Any) -> None:
    until = clock.now() + timedelta(days=3)
    with transaction():
        disclosure.disclose_attachment(dossier.filed("Plattegrond"), INTERNAL, until, by=dossier.circle.marieke)
    assert not may(dossier.nadia, "attachment:read", dossier.filed("Plattegrond"))
    assert may(dossier.circle.fatima, "attachment:read", dossier.filed("Plattegrond"))
    time_machine.move_to(until)
    assert may(dossier.nadia, "attachment:read", dossier.filed("Plattegrond"))


def test_secrecy_on_a_file_is_imposed_and_lifted_by_a_body_that_may(dossier: Dossier) -> None:
    ground = SecrecyGround.ECONOMIC_INTERESTS
    with transaction():
        secrecy = disclosure.keep_attachment_secret(
            dossier.filed("Plattegrond"), dossier.college, ground, "Er wordt nog geboden.", by=dossier.mayor
        )
    assert not may(dossier.nadia, "attachment:read", dossier.filed("Plattegrond"))
    assert may(dossier.alderman, "attachment:read", dossier.filed("Plattegrond"))
    assert not dossier.decision.is_closed, "the text itself stays what it was"
    with transaction():
        disclosure.lift_secrecy(secrecy, by=dossier.mayor, reason="Het bod is gedaan.")
    assert may(dossier.nadia, "attachment:read", dossier.filed("Plattegrond"))


REFUSED = [
    ("nadia", "Plattegrond", Forbidden, "a colleague says nothing about openness"),
    ("nadia", CLOSED, Forbidden, "nor about what they may not know of"),
    ("alderman", CLOSED, Forbidden, "nor does another body"),
]


@pytest.mark.parametrize(("who", "name", "error"), [row[:3] for row in REFUSED], ids=[row[3] for row in REFUSED])
def test_who_may_not_change_it(dossier: Dossier, who: str, name: str, error: type[Exception]) -> None:
    before = contents()
    with pytest.raises(error), transaction():
        disclosure.disclose_attachment(dossier.filed(name), OPEN, by=dossier.reader(who))
    ground = SecrecyGround.ECONOMIC_INTERESTS
    with pytest.raises(error), transaction():
        disclosure.keep_attachment_secret(dossier.filed(name), dossier.college, ground, "x", by=dossier.reader(who))
    assert difference(before, contents()) == {}


def test_saying_what_it_is_already_changes_nothing(dossier: Dossier) -> None:
    before = contents()
    with transaction():
        disclosure.disclose_attachment(dossier.filed(), CONFIDENTIAL, by=dossier.circle.marieke)
    assert difference(before, contents()) == {}


def test_no_other_circle_is_asked_to_consent_to_what_it_may_not_read(app: Flask) -> None:
    circle = Circle(confidentiality=INTERNAL)
    circle.draft()
    with transaction() as session:
        other = Unit(name="Team Ernaast", code="ERN", level=circle.unit.level)
        session.add(other)
        text = locked_proposal(circle.proposal_id)
        attachments.attach_to_proposal(text, PLAN, "Geheim.pdf", by=circle.joost, confidentiality=CONFIDENTIAL)
        proposals.submit_proposal(text, by=circle.joost)
    circle.set_ready()
    before = contents()
    with pytest.raises(Refused, match="bijlage bij die andere kringen niet mogen lezen"), transaction():
        joint.invite_body(circle.round, other, by=circle.marieke)
    assert difference(before, contents()) == {}


def test_it_is_said_when_the_file_is_brought_and_changed_on_its_own_page(app: Flask, browse: Any) -> None:
    circle = Circle(confidentiality=INTERNAL)
    circle.draft()
    page = browse(circle.joost).open(f"/voorstellen/{circle.proposal_id}")
    sent = {"attachment-file": (VALUATION, f"{CLOSED}.pdf"), "attachment-confidentiality": "confidential"}
    page.submit("Voeg toe", **sent)
    (kept,) = db.session.query(Attachment)
    assert kept.is_closed
    assert page.sees(CLOSED, "Besloten")
    page.open(f"/voorstellen/{circle.proposal_id}/bijlagen/{kept.id}/openbaarheid")
    page.submit("Leg vast", status=422, **{"open-embargo": "morgen"})
    assert page.sees("Vul een dag en een tijd in")
    page.submit("Leg vast", **{"open-confidentiality": "internal", "open-embargo": ""})
    assert message(page) == "De wijziging is vastgelegd."
    assert page.sees("Iedereen die de tekst mag lezen.")
    db.session.refresh(kept)
    assert not kept.is_closed
