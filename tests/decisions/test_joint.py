"""Several bodies in one round: who is to consent is kept for each of them, and so is what came of it."""

from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.errors import Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.college_law import Settlement
from app.decisions.disclosure import SecrecyGround
from app.decisions.models import Decision, JointBody, Proposal
from app.decisions.models.disclosure import Secrecy
from app.decisions.queries.college import locked_sitting
from app.decisions.queries.decision_story import story_of
from app.decisions.queries.proposals import locked_proposal
from app.decisions.queries.visibility import visible_proposals
from app.decisions.service import attachments, attendance, changes, college, disclosure, joint, proposals, rounds
from app.decisions.states import Choice, Confidentiality, Origin, ParticipantRole, ProposalState, RoundMode
from app.organisation.models import Membership, Person
from app.organisation.states import AbsenceRule, Role
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.decisions.test_attachments import PDF
from tests.decisions.test_college import College
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE


class Together:
    """The CMT with one proposal, and the college; wethouder Ben is at the table of both."""

    def __init__(self, *, cmt_waits: bool = False, **of_cmt: Any) -> None:
        self.cmt = Circle(name="Concern", **of_cmt)
        self.college = College()
        with transaction() as session:
            unit = session.merge(self.cmt.unit)
            session.add(Membership(person=session.merge(self.college.ben), unit=unit, role=Role.MEMBER))
            if cmt_waits:
                session.merge(self.college.unit).absence_rule = AbsenceRule.WAIT_FOR_ALL
        self.cmt.prepare()

    def invite(self) -> None:
        with transaction():
            joint.invite_body(self.cmt.round, self.college.unit, by=self.cmt.marieke)

    def ask(self, *here: Person) -> None:
        """Consent is asked of these people, or of everybody."""
        with transaction():
            round_ = self.cmt.round
            places = [one for one in round_.electors if not here or one.person in here]
            attendance.mark_present(round_, [one.id for one in places], by=round_.chair)
            rounds.open_round(round_, by=round_.chair, mode=RoundMode.HAMMER, papers_sent=True)

    def bodies(self) -> dict[str, JointBody]:
        return {one.unit.name: one for one in self.cmt.round.bodies}

    def consented(self) -> dict[str, Proposal | None]:
        return {name: one.proposal for name, one in self.bodies().items()}


@pytest.fixture
def together(app: Flask) -> Together:
    made = Together()
    made.invite()
    return made


def _grounds(together: Together, body: str) -> dict[str, str]:
    names = {one.id: one.name for one in together.cmt.round.participants}
    return {names[seat.participant_id]: seat.ground for seat in together.bodies()[body].seats}


def test_who_is_to_consent_is_kept_per_body_on_what_ground(together: Together) -> None:
    assert _grounds(together, "Team College") == {
        "Marieke": "Gespreksleider",
        "Joost": "Lid",
        "Fatima": "Lid",
        "Ben": "Lid",
    }, "the secretaris is no member of the college"
    assert len(_grounds(together, "Team Concern")) == 5
    assert [one.name for one in together.cmt.round.electors].count("Ben") == 2, "one Ben of each"
    ben = together.cmt.place(together.college.ben)
    assert [name for name, body in together.bodies().items() if ben.id in body.places] == [
        "Team Concern",
        "Team College",
    ], "who sits in two answers once, for both"


def test_each_body_has_its_own_outcome_and_consent_is_no_decision_of_the_college(together: Together) -> None:
    together.ask()
    together.cmt.all_answer()
    together.cmt.reveal()
    decision = together.cmt.conclude()
    assert decision is not None
    assert (decision.unit_id, decision.origin) == (together.cmt.unit.id, Origin.ROUND)
    theirs = together.consented()["Team College"]
    assert theirs is not None
    assert (theirs.unit_id, theirs.state) == (together.college.unit.id, ProposalState.AGREED)
    assert theirs.current.wording.digest() == together.cmt.round.version.frozen_digest
    assert db.session.scalar(db.select(db.func.count()).select_from(Decision)) == 1, "the college decided nothing yet"

    key = together.college.open_with(*together.college.bench)
    with transaction():
        item = together.college.item(key, theirs.id)
        college.settle(locked_sitting(key), item, Settlement.UNCHANGED, by=together.college.sanne)
    legal = db.session.scalars(db.select(Decision).where(Decision.unit_id == together.college.unit.id)).one()
    assert (legal.round_id, legal.origin) == (together.cmt.round_id, Origin.ROUND)
    assert legal.number.startswith(together.college.unit.code)
    for page in (decision, legal):
        story = story_of(page, together.college.cor)
        assert {(body.unit.name, taken.number if taken else "") for body, taken in story.bodies} == {
            ("Team Concern", decision.number),
            ("Team College", legal.number),
        }


def test_another_circle_gets_a_decision_with_a_number_of_its_own(app: Flask) -> None:
    cmt, green = Circle(name="Concern"), Circle(name="Groen")
    cmt.prepare()
    with transaction():
        joint.invite_body(cmt.round, green.unit, by=cmt.marieke)
    with transaction():
        round_ = cmt.round
        attendance.mark_present(round_, [one.id for one in round_.electors], by=cmt.marieke)
        rounds.open_round(round_, by=cmt.marieke, mode=RoundMode.HAMMER, papers_sent=True)
    cmt.all_answer()
    cmt.reveal()
    cmt.conclude()
    numbers = sorted(db.session.scalars(db.select(Decision.number)))
    assert [number.split("-")[0] for number in numbers] == ["CONCE", "GROEN"]
    for decision in db.session.scalars(db.select(Decision)):
        assert decision.wording.digest() == cmt.round.version.frozen_digest


def test_a_body_of_which_nobody_took_part_has_decided_nothing(together: Together) -> None:
    together.ask(*together.cmt.members)
    together.cmt.all_answer()
    together.cmt.reveal()
    together.cmt.conclude()
    consented = together.consented()
    assert consented["Team Concern"] is not None
    assert consented["Team College"] is None


def test_without_anybody_of_its_own_the_unit_decides_nothing(together: Together) -> None:
    others = [one for one in together.college.bench if one is not together.college.ben]
    together.ask(*others)
    together.cmt.all_answer()
    together.cmt.reveal()
    before = contents()
    with pytest.raises(Refused, match="Team Concern"):
        together.cmt.conclude()
    db.session.rollback()
    assert difference(before, contents()) == {}


@pytest.mark.parametrize("how", ["vertrouwelijk", "geheim"])
def test_what_was_closed_meanwhile_is_not_handed_to_another_body(together: Together, how: str) -> None:
    together.ask()
    together.cmt.all_answer()
    together.cmt.reveal()
    with transaction():
        proposal = together.cmt.proposal
        if how == "vertrouwelijk":
            disclosure.disclose(proposal, Confidentiality.CONFIDENTIAL, by=together.cmt.joost)
        else:
            ground, body = SecrecyGround.ECONOMIC_INTERESTS, together.college.unit
            proposal.secrecy = Secrecy(body=body, ground=ground, reason="Er wordt onderhandeld.")
    before = contents()
    with pytest.raises(Refused, match="vertrouwelijk of geheim"):
        together.cmt.conclude()
    db.session.rollback()
    assert difference(before, contents()) == {}


def test_an_objection_of_one_body_holds_up_all(together: Together) -> None:
    together.ask()
    together.cmt.all_answer(but={together.college.fatima: Choice.OBJECTION})
    together.cmt.reveal()
    with pytest.raises(Refused):
        together.cmt.conclude()


def test_a_body_that_waits_for_all_of_its_own_is_waited_for(app: Flask) -> None:
    together = Together(cmt_waits=True)
    together.invite()
    away = together.college.fatima
    together.ask(*together.cmt.members, *[one for one in together.college.bench if one is not away])
    together.cmt.all_answer()
    together.cmt.reveal()
    with pytest.raises(Refused, match="Fatima"):
        together.cmt.conclude()
    together.cmt.note_answer(away)
    assert together.cmt.conclude() is not None


def test_the_bodies_go_on_with_the_next_version(together: Together) -> None:
    together.ask()
    together.cmt.all_answer(but={together.college.fatima: Choice.OBJECTION})
    together.cmt.reveal()
    together.cmt.amend()
    assert set(together.bodies()) == {"Team Concern", "Team College"}
    assert set(_grounds(together, "Team College")) == {"Marieke", "Joost", "Fatima", "Ben"}
    together.cmt.all_answer()
    together.cmt.reveal()
    together.cmt.conclude()
    assert all(together.consented().values())


def test_what_changes_in_a_body_is_seen_when_the_round_goes_on(together: Together) -> None:
    together.ask()
    together.cmt.adjourn()
    with transaction() as session:
        gone = session.scalars(db.select(Membership).where(Membership.person_id == together.college.joost.id)).one()
        session.delete(gone)
        together.college.someone("Nieuw", Role.MEMBER)
    together.cmt.resume()
    assert set(_grounds(together, "Team College")) == {"Marieke", "Fatima", "Ben", "Nieuw"}
    assert together.cmt.place(together.college.joost).role is ParticipantRole.OBSERVER


def test_an_invitation_can_be_taken_back(together: Together) -> None:
    with transaction():
        joint.leave_out_body(together.cmt.round, together.college.unit, by=together.cmt.marieke)
    round_ = together.cmt.round
    assert (round_.is_joint, round_.bodies) == (False, [])
    ben = together.college.ben
    assert {one.person for one in round_.electors} == {*together.cmt.members, ben}, "Ben is of the CMT itself too"


REFUSED = {
    "an oefenronde is with one's own circle": (lambda c: setattr(c.proposal, "rehearsal", True), None, "Oefenen"),
    "what is confidential others may not read": (
        lambda c: setattr(c.proposal, "confidentiality", Confidentiality.CONFIDENTIAL),
        None,
        "vertrouwelijk",
    ),
    "its own unit is there already": (lambda c: None, "own", "doet al mee"),
    "who was invited is there already": (lambda c: None, "invited", "doet al mee"),
    "who is to consent stands when the round opens": (lambda c: c.gather() or c.open(), None, "dit staat op"),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_is_refused_changes_nothing(app: Flask, told: list[str], sentence: str) -> None:
    given, whom, because = REFUSED[sentence]
    circle, other = Circle(name="Concern"), Circle(name="Groen")
    circle.prepare()
    if whom == "invited":
        with transaction():
            joint.invite_body(circle.round, other.unit, by=circle.marieke)
    if "open" in sentence:
        given(circle)
    else:
        with transaction():
            given(circle)
    before = contents()
    told.clear()
    with pytest.raises(Refused, match=because), transaction():
        joint.invite_body(circle.round, circle.unit if whom == "own" else other.unit, by=circle.marieke)
    db.session.rollback()
    assert difference(before, contents()) == {}
    assert told == []


def test_who_sits_in_the_other_body_reads_it_and_nobody_else_does(together: Together) -> None:
    proposal = together.cmt.proposal
    for reader, reads in (
        (together.college.fatima, True),
        (together.college.sanne, True),
        (together.college.cor, False),
        (together.cmt.cor, False),
    ):
        assert may(reader, "proposal:read", proposal) is reads, reader.email
        assert may(reader, "round:read", together.cmt.round) is reads, reader.email
        listed = db.session.scalar(db.select(Proposal.id).where(Proposal.id == proposal.id, visible_proposals(reader)))
        assert (listed is not None) is reads, reader.email


def test_the_files_go_along_to_the_other_body_and_to_nobody_else(app: Flask) -> None:
    """The other body reads them in the round and keeps them with its own decision, also when that is closed later."""
    cmt, green = Circle(name="Concern"), Circle(name="Groen")
    cmt.draft()
    with transaction():
        proposal = locked_proposal(cmt.proposal_id)
        of = attachments.attach_to_proposal(proposal, PDF, "Ontwerp.pdf", by=cmt.joost).id
        proposals.submit_proposal(proposal, by=cmt.joost)
        cmt.round_id = rounds.prepare_round(proposal, by=cmt.marieke).id
        joint.invite_body(cmt.round, green.unit, by=cmt.marieke)

    def answers(reader: Person, address: str) -> int:
        return Visitor(app).sign_in(reader)._request("GET", f"{address}/bijlagen/{of}").status_code

    address = f"/voorstellen/{cmt.proposal_id}"
    assert [answers(one, address) for one in (green.fatima, green.cor, cmt.cor)] == [200, 404, 404]
    with transaction():
        round_ = cmt.round
        attendance.mark_present(round_, [one.id for one in round_.electors], by=cmt.marieke)
        rounds.open_round(round_, by=cmt.marieke, mode=RoundMode.HAMMER, papers_sent=True)
    cmt.all_answer()
    cmt.reveal()
    cmt.conclude()
    theirs = db.session.scalars(db.select(Decision).where(Decision.unit_id == green.unit.id)).one()
    (file,) = theirs.wording.attachments
    of, number, address = file.id, theirs.number, f"/besluiten/{theirs.number}"
    assert (answers(green.fatima, address), answers(cmt.cor, address)) == (200, 200)
    with transaction():
        theirs = db.session.get_one(Decision, theirs.id)
        disclosure.disclose(theirs, Confidentiality.CONFIDENTIAL, by=green.marieke)
    assert [answers(one, f"/besluiten/{number}") for one in (green.fatima, green.cor, cmt.cor)] == [200, 404, 404]


def test_from_inviting_a_circle_to_both_decisions_on_the_screen(app: Flask) -> None:
    cmt, green = Circle(name="Concern"), Circle(name="Groen")
    cmt.prepare()
    chair = Visitor(app).sign_in(cmt.marieke).open(f"/ronde/{cmt.round_id}/gespreksleider")
    chair.submit("Vraag deze kring erbij", **{"joint-unit": "Team Groen"})
    assert chair.sees("Samen met Team Groen. Ieder beslist voor de eigen kring.")
    with transaction():
        round_ = cmt.round
        attendance.mark_present(round_, [one.id for one in round_.electors], by=cmt.marieke)
        rounds.open_round(round_, by=cmt.marieke, mode=RoundMode.HAMMER, papers_sent=True)
    phone = Visitor(app).sign_in(green.joost).open(f"/ronde/{cmt.round_id}/deelnemer")
    assert phone.sees("Ieder beslist voor de eigen kring.")
    cmt.all_answer()
    cmt.reveal()
    cmt.conclude()
    assert phone.open(f"/ronde/{cmt.round_id}/deelnemer").sees("besloten met consent")
    theirs = db.session.scalars(db.select(Decision).where(Decision.unit_id == green.unit.id)).one()
    phone.open(f"/besluiten/{theirs.number}")
    assert phone.sees("Besloten in een gezamenlijke ronde")
    assert phone.open(f"/voorstellen/{theirs.proposal_id}/logboek").sees("In een gezamenlijke ronde met Team Concern")


def test_what_concerns_the_unit_alone_is_not_put_to_others(app: Flask) -> None:
    circle, other = Circle(name="Concern"), Circle(name="Groen")
    circle.prepare()
    circle.gather()
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    decision = circle.conclude()
    with transaction():
        draft = rounds.prepare_round(_handed_in(circle, decision), by=circle.marieke)
    with pytest.raises(Refused, match="alleen over Team Concern"), transaction():
        joint.invite_body(db.session.merge(draft), other.unit, by=circle.marieke)


def _handed_in(circle: Circle, decision: Decision | None) -> Proposal:
    assert decision is not None
    draft = changes.amend_decision(decision, by=circle.joost)
    proposals.edit_proposal(draft, circle.text("Elke week een spreekuur"), by=circle.joost)
    proposals.submit_proposal(draft, by=circle.joost)
    return draft
