"""The files of a text in its round: who has them there, and that the next version may have other ones."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Attachment, Wording
from app.decisions.queries.differences import difference
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import attachments, deadlines, joint, proposals, rounds, working
from app.decisions.states import Confidentiality, RoundMode, RoundState
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, message
from tests.decisions.round_cast import Circle
from tests.decisions.test_personal_link import DAYS, MONDAY, link_of
from tests.snapshot import refused_and_nothing_happened

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

PLAN, SOUND, VALUATION = (b"%PDF-1.7 " + what for what in (b"een plattegrond", b"een meting", b"een taxatie"))
OPEN, INTERNAL, CONFIDENTIAL = Confidentiality


def with_files(confidentiality: Confidentiality = INTERNAL) -> Circle:
    """A text with a plan for whoever reads it and a valuation for the circle alone, and its round set ready."""
    circle = Circle(confidentiality=confidentiality)
    circle.draft()
    with transaction():
        text = locked_proposal(circle.proposal_id)
        attachments.attach_to_proposal(text, PLAN, "Plattegrond.pdf", by=circle.joost)
        attachments.attach_to_proposal(text, VALUATION, "Taxatie.pdf", by=circle.joost, confidentiality=CONFIDENTIAL)
        proposals.submit_proposal(text, by=circle.joost)
    circle.set_ready()
    return circle


@pytest.fixture
def weighing(app: Flask) -> Circle:
    """The same, with an objection that is being weighed."""
    circle = with_files()
    circle.bring_to(RoundState.WEIGHING)
    return circle


def names(wording: Wording | None) -> list[str]:
    assert wording is not None
    return [one.name for one in wording.attachments]


def file_called(name: str) -> Attachment:
    found = db.session.scalars(db.select(Attachment).where(Attachment.name == name).order_by(Attachment.id)).first()
    assert found is not None
    return found


def test_everybody_in_the_round_finds_the_files_beside_the_text(weighing: Circle, browse: Callable[..., Any]) -> None:
    here = f"/ronde/{weighing.round_id}"
    for screen in ("deelnemer", "gespreksleider"):
        page = browse(weighing.marieke).open(f"{here}/{screen}")
        assert page.sees("Plattegrond pdf", "Besloten bijlagen, alleen voor wie in de kring zit", "Taxatie pdf")
        pushed = page.page.select_one("#gedeeld")
        assert pushed is not None
        assert "Taxatie" not in pushed.get_text(), "what is pushed to all at once is for all"
    plan, valuation = file_called("Plattegrond.pdf"), file_called("Taxatie.pdf")
    fatima = browse(weighing.fatima)
    assert fatima.download(f"{here}/bijlagen/{plan.id}").data == PLAN
    assert fatima.download(f"{here}/bijlagen/{valuation.id}").data == VALUATION
    fatima.download(f"{here}/bijlagen/{valuation.id + 99}", 404)
    browse(weighing.bea).download(f"{here}/bijlagen/{plan.id}", 404)


def test_a_guest_has_the_files_of_the_text_and_not_the_closed_one(app: Flask, browse: Callable[..., Any]) -> None:
    circle = with_files(OPEN)
    guest = Visitor(app).open(f"/gast/{circle.round.guest_code}")
    guest.submit("Klop aan", name="Greet")
    browse(circle.marieke).open(f"/ronde/{circle.round_id}").submit("Laat binnen Greet")
    here = f"/ronde/{circle.round_id}/bijlagen"
    assert "Taxatie" not in guest.open(f"/ronde/{circle.round_id}/deelnemer").text
    assert guest.download(f"{here}/{file_called('Plattegrond.pdf').id}").data == PLAN
    guest.download(f"{here}/{file_called('Taxatie.pdf').id}", 404)


def test_so_has_who_comes_with_a_personal_link(app: Flask, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    circle = with_files(OPEN)
    with transaction():
        deadlines.open_in_writing(circle.round, by=circle.marieke, mode=RoundMode.HAMMER, days=DAYS, papers_sent=True)
    link = link_of(circle.fatima)
    plan, valuation = file_called("Plattegrond.pdf"), file_called("Taxatie.pdf")
    phone = Visitor(app).open(link)
    assert phone.sees("Plattegrond pdf")
    assert phone.download(f"{link}/bijlagen/{plan.id}").data == PLAN
    phone.download(f"{link}/bijlagen/{valuation.id}", 404)
    phone.download(f"{link[:-3]}abc/bijlagen/{plan.id}", 404)
    phone.open(link).submit("Consent Ik kan hiermee werken")
    phone.download(f"{link}/bijlagen/{plan.id}", 404)


def test_the_next_version_has_the_files_of_the_werkversie(weighing: Circle, browse: Callable[..., Any]) -> None:
    page = browse(weighing.sanne).open(f"/ronde/{weighing.round_id}/werkversie")
    page.click("Wijzig de bijlagen").submit("Voeg toe", **{"attachment-file": (SOUND, "Meting.pdf")})
    assert message(page) == "De bijlage is toegevoegd."
    plan = next(one for one in weighing.round.working.attachments if one.title == "Plattegrond")
    page.submit_form(f"/ronde/{weighing.round_id}/werkversie/bijlagen/{plan.id}/weg")
    assert not page.sees("Plattegrond")
    assert browse(weighing.fatima).open(f"/ronde/{weighing.round_id}/deelnemer").sees("Meting.pdf")
    with transaction():
        round_ = weighing.round
        working.edit_working(round_, weighing.text("Eerst meten"), by=weighing.joost, revision=0)
        rounds.amend(round_, by=weighing.marieke)
    first, second = weighing.proposal.versions
    assert names(first.wording) == ["Plattegrond.pdf", "Taxatie.pdf"]
    assert names(second.wording) == ["Taxatie.pdf", "Meting.pdf"]
    assert second.wording.what == "Eerst meten"
    said = {change.label: change.parts for change in difference(first.wording, second.wording)}
    assert "Taxatie" not in str(said)
    assert said["Bijlagen"] == [("delete", "Plattegrond.pdf\n"), ("insert", "Meting.pdf\n")]
    story = browse(weighing.pien).open(f"/voorstellen/{weighing.proposal_id}/logboek?alles")
    assert story.sees("Sanne voegde de bijlage ‘Meting.pdf’ toe.", "Sanne haalde de bijlage ‘Plattegrond.pdf’ weg.")


def test_another_file_alone_makes_a_next_version(weighing: Circle) -> None:
    with transaction():
        round_ = weighing.round
        working.attach_to_working(round_, SOUND, "Meting.pdf", by=weighing.sanne)
        rounds.amend(round_, by=weighing.marieke)
    assert names(weighing.proposal.current.wording) == ["Plattegrond.pdf", "Taxatie.pdf", "Meting.pdf"]


def test_another_file_under_the_same_name_is_told(weighing: Circle) -> None:
    with transaction():
        working.detach_from_working(weighing.round, file_called("Plattegrond.pdf"), by=weighing.sanne)
        working.attach_to_working(weighing.round, SOUND, "Plattegrond.pdf", by=weighing.sanne)
        changes = difference(weighing.round.version.wording, weighing.round.working)
    assert [(one.label, [kind for kind, _name in one.parts]) for one in changes] == [("Bijlagen", ["delete", "insert"])]


def test_of_a_closed_file_the_journal_has_no_name(weighing: Circle, browse: Callable[..., Any]) -> None:
    with transaction():
        working.attach_to_working(weighing.round, SOUND, "Meting.pdf", by=weighing.sanne, confidentiality=CONFIDENTIAL)
        working.detach_from_working(weighing.round, file_called("Taxatie.pdf"), by=weighing.sanne)
    story = browse(weighing.pien).open(f"/voorstellen/{weighing.proposal_id}/logboek?alles")
    assert story.sees("Sanne voegde een besloten bijlage toe.", "Sanne haalde een besloten bijlage weg.")
    assert "Meting" not in story.text
    assert "Taxatie" not in story.text
    on_the_phone = browse(weighing.fatima).open(f"/ronde/{weighing.round_id}/deelnemer")
    assert "Meting" not in on_the_phone.text, "it is of the next version"
    assert (
        browse(weighing.fatima).download(f"/ronde/{weighing.round_id}/bijlagen/{file_called('Meting.pdf').id}").data
        == SOUND
    )


REFUSED = [
    ("a file that is there already", PLAN, "Plan.pdf", INTERNAL, "zit er al bij"),
    ("a file that we do not keep", b"MZ\x90\x00\x03", "Plan.exe", INTERNAL, "Dit soort"),
    ("an empty one", b"", "Leeg.pdf", INTERNAL, "leeg"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "name", "readers", "said"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_what_is_refused(weighing: Circle, content: bytes, name: str, readers: Confidentiality, said: str) -> None:
    def attach() -> None:
        with transaction():
            working.attach_to_working(weighing.round, content, name, by=weighing.sanne, confidentiality=readers)

    refused_and_nothing_happened(said, attach)


def test_what_is_gone_is_not_taken_away_again(weighing: Circle) -> None:
    plan = file_called("Plattegrond.pdf")  # of the version, which keeps it
    with transaction():
        working.detach_from_working(weighing.round, plan, by=weighing.sanne)

    def again() -> None:
        with transaction():
            working.detach_from_working(weighing.round, plan, by=weighing.joost)

    refused_and_nothing_happened("al weg", again)


def test_nobody_else_changes_them_and_no_later(weighing: Circle, browse: Callable[..., Any]) -> None:
    here = f"/ronde/{weighing.round_id}/werkversie/bijlagen"
    browse(weighing.fatima).open(here, 404)
    with transaction():
        working.edit_working(weighing.round, weighing.text("Eerst meten"), by=weighing.sanne)
        round_ = weighing.round
        rounds.amend(round_, by=weighing.marieke)

    def attach() -> None:
        with transaction():
            working.attach_to_working(weighing.round, SOUND, "Meting.pdf", by=weighing.sanne)

    refused_and_nothing_happened("al een volgende versie", attach)


def test_other_bodies_in_the_round_may_read_what_goes_with_it(app: Flask) -> None:
    circle, other = Circle(), Circle(name="Wonen")
    circle.prepare()
    with transaction():
        joint.invite_body(circle.round, other.unit, by=circle.marieke)
    circle.gather()
    circle.open()

    def attach() -> None:
        with transaction():
            working.attach_to_working(
                circle.round, VALUATION, "Taxatie.pdf", by=circle.sanne, confidentiality=CONFIDENTIAL
            )

    refused_and_nothing_happened("andere kringen", attach)
    with transaction():
        working.attach_to_working(circle.round, PLAN, "Plattegrond.pdf", by=circle.sanne)
    assert names(circle.round.working) == ["Plattegrond.pdf"]


def test_a_new_file_is_no_other_text_to_lose(weighing: Circle) -> None:
    with transaction():
        working.attach_to_working(weighing.round, SOUND, "Meting.pdf", by=weighing.sanne)
    with transaction():
        working.edit_working(weighing.round, weighing.text("Eerst meten"), by=weighing.joost, revision=0)

    def write_over_it() -> None:
        with transaction():
            working.edit_working(weighing.round, weighing.text("Niet meten"), by=weighing.sanne, revision=0)

    refused_and_nothing_happened("net ook veranderd", write_over_it)
