"""What was decided here leaves as a document of the layout, for who may read it, and comes back the same."""

import json

import pytest

from app.core.database import db
from app.decisions.models import Proposal
from app.decisions.states import Confidentiality, RoundState
from app.records.documents.content import document_of_decision, document_of_proposal
from app.records.documents.export import FORMATS, file_name, file_of
from app.records.huizen import to_json
from app.records.reading import read_file
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, circle
from tests.decisions.round_cast import Circle
from tests.records.seeds import assert_fits_schema

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse", "circle"]

FULL = {
    "why": "Dan staat niemand voor een dichte deur.",
    "body": "Van **negen** tot elf.",
    "advices": ["Instemmen met het spreekuur.", "Kennisnemen van het rooster."],
    "arguments": [{"number": "1.1", "advice": 1, "heading": "Het scheelt tijd", "text": "Twee uur per week."}],
    "sections": {
        "case_number": "Z.204411",
        "document_date": "2026-12-01",
        "portfolio_holder": "C. Feenstra",
        "frameworks": "- Dienstverlening 2030\n- Z.1 / D.2",
        "attachments": "1. Rooster",
        "unplaced": "Nog iets.",
    },
}


def decided(circle: Circle, **parts):
    circle.prepare(**parts)
    circle.gather()
    circle.open()
    for _ in range(3):
        circle.advance()
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    return circle.decision


def test_every_part_of_a_decision_has_its_place_in_the_layout(circle):
    decision = decided(circle, **FULL)
    said = to_json(document_of_decision(decision))
    assert_fits_schema(said)
    assert (said["zaaknummer"], said["documentnummer"]) == ("Z.204411", decision.number)
    assert (said["datum_document"], said["portefeuillehouder"]) == ("2026-12-01", "C. Feenstra")
    assert (said["opsteller"], said["afdeling"]) == (circle.author.name, circle.unit.name)
    assert (said["vertrouwelijkheid"], said["geheimhouding"]) == ("Intern", "Nee")
    assert (said["besluit"], said["gewijzigd_besloten"]) == ("Akkoord (Ongewijzigd besloten)", None)
    assert said["datum_besluit"] == decision.decided_on.isoformat()
    assert said["advies"] == FULL["advices"]
    assert (said["aanleiding"], said["doel"]) == (FULL["body"], FULL["why"])
    assert said["kaders"] == ["Dienstverlening 2030", "Z.1 / D.2"]
    assert said["uitvoering"].startswith(f"{circle.author.name} zorgt hiervoor. Dit geldt vanaf ")
    assert said["niet_geplaatst"] == [f"Besluit van {circle.unit.name}", "Nog iets."]


@pytest.mark.parametrize("kind", list(FORMATS))
def test_it_comes_back_the_same(circle, kind):
    document = document_of_decision(decided(circle, **FULL))
    assert to_json(read_file(file_of(document, "x", kind))) == to_json(document)


def test_the_short_form_is_one_advice(circle):
    circle.submit(why="", body="")
    document = document_of_proposal(db.session.get_one(Proposal, circle.proposal_id))
    assert [one.text for one in document.advices] == [document.subject]
    assert (document.decision, document.decided_on) == (None, None)
    assert document.unplaced == (f"Voorstel voor {circle.unit.name}",)


def test_who_may_read_it_may_have_it_and_nobody_else(browse):
    circle = Circle(name="Dicht", confidentiality=Confidentiality.CONFIDENTIAL)
    circle.come_to(RoundState.CONSENTED)
    address = f"/besluiten/{circle.decision.number}/document."
    for kind, form in FORMATS.items():
        answer = browse(circle.fatima)._request("GET", address + kind)
        assert (answer.status_code, answer.mimetype) == (200, form.media_type)
        assert f"filename={circle.decision.number}.{kind};" in answer.headers["Content-Disposition"]
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert to_json(read_file(answer.get_data()))["vertrouwelijkheid"] == "Vertrouwelijk"
        for outsider in (circle.cor, circle.bea, circle.wim):
            refused = browse(outsider)._request("GET", address + kind)
            assert refused.status_code == 404
            assert circle.decision.title not in refused.get_data(as_text=True)
    assert json.loads(browse(circle.fatima)._request("GET", address + "json").get_data())["onderwerp"]


@pytest.mark.parametrize(
    ("number", "name"), [("GRO-2026-1", "GRO-2026-1.pdf"), ("D.15 / é\r\n", "D-15.pdf"), ("..", "document.pdf")]
)
def test_the_name_of_a_file_says_its_number_and_nothing_else(number, name):
    assert file_name(number, "pdf") == name
