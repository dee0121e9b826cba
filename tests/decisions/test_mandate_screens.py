"""The screens of mandates: the register, the page of each, and giving them."""

import pytest

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Mandate
from app.decisions.queries.mandates import locked_mandate
from app.decisions.service import mandates
from app.decisions.states import Confidentiality, MandateKind, MandateState
from app.organisation.states import Role
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.mandate_cast import DAY, Steering, passed
from tests.decisions.on_screen import browse, message, titles
from tests.query_count import counted_queries

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]


@pytest.fixture
def steering(app) -> Steering:
    return Steering()


def latest() -> Mandate:
    db.session.expire_all()
    return db.session.scalars(db.select(Mandate).order_by(Mandate.id.desc())).first()


def test_the_chair_gives_beslisruimte_to_a_member(steering, browse):
    page = browse(steering.marieke).open(f"/kringen/{steering.unit.id}").click("Geef ruimte om te beslissen")
    page.submit(
        "Leg vast", scope="Snoeien en planten", holder=f"Fatima ({steering.fatima.email})",
        policies=steering.beleid.number.lower(), limit="1.250,50", limit_words="Niet in mei",
        written_in="Verslag van 3 maart", ends_on=str(clock.today() + 90 * DAY),
    )  # fmt: skip
    mandate = latest()
    assert (mandate.kind, mandate.holder, mandate.limit_cents) == (MandateKind.DISCRETION, steering.fatima, 1250_50)
    assert (mandate.policies, mandate.unit) == ([steering.beleid], steering.unit)
    assert message(page) == "Dit staat nu in het mandaatregister."
    assert page.sees("Fatima", "tot en met € 1.250,50; Niet in mei", "Bomen blijven staan", "Nu te gebruiken")
    assert not page.sees("Ondertekent")
    assert page.click("Logboek").sees("Marieke gaf deze ruimte om te beslissen.")


WRONG = [
    ("nobody", {}, "holder", "Kies iemand, of een rol: één van beide."),
    ("a role nowhere", {"role": "leader"}, "role_unit", "Kies de kring van die rol."),
    ("no amount", {"limit": "veel"}, "limit", "Dit is geen bedrag. Schrijf het als 1.250 of 1250,50."),
    ("an unknown decision", {"policies": "RUIMT-1999-1"}, "policies", "Dit besluit ken ik niet: RUIMT-1999-1."),
    ("words for a number", {"given_by": "vorig jaar"}, "given_by", "Dit besluit ken ik niet: vorig, jaar."),
    ("nothing to decide", {"scope": " "}, "scope", "Vul dit in."),
]


@pytest.mark.parametrize(("filled_in", "field", "error"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_filled_in_wrong_is_said_at_the_field_and_kept(steering, browse, filled_in, field, error):
    page = browse(steering.marieke).open(f"/kringen/{steering.unit.id}/mandaat")
    page.submit("Leg vast", 422, **{"scope": "Snoeien", "written_in": "Verslag", **filled_in})
    assert page.error_at(field) == error
    assert page.value_of("written_in") == "Verslag"
    assert latest() is None


def test_a_confidential_decision_is_as_unknown_as_one_that_is_not_there(steering, browse):
    with transaction():
        secret = steering.decided("Geheim pand", steering.wider, confidentiality=Confidentiality.CONFIDENTIAL)
    page = browse(steering.marieke).open(f"/kringen/{steering.unit.id}/mandaat")
    page.submit("Leg vast", 422, scope="Snoeien", written_in="Verslag", policies=secret.number)
    assert page.error_at("policies") == f"Dit besluit ken ik niet: {secret.number}."


def test_beleid_that_the_reader_may_not_see_is_counted_and_not_named(steering, browse):
    with transaction():
        secret = steering.decided("Geheim pand", steering.wider, confidentiality=Confidentiality.CONFIDENTIAL)
    mandate = steering.mandaat(policies=(secret, steering.college_beleid), given_by=secret, written_in="")
    page = browse(steering.cor).open(f"/mandaten/{mandate.id}")
    assert page.sees("Kapvergunningen", "En 1 besluit dat je niet kunt lezen.", "een besluit dat je niet kunt lezen")
    assert "Geheim" not in page.text
    assert secret.number not in page.text
    assert "Geheim" not in page.click("Logboek").text
    assert browse(steering.wim).open(f"/mandaten/{mandate.id}").sees("Geheim pand")


def test_mandaat_says_in_whose_name_it_is_signed(steering, browse):
    mandate = steering.mandaat(allows_submandate=True)
    page = browse(steering.fatima).open(f"/mandaten/{mandate.id}")
    assert page.sees(f"namens {steering.wider.name} (Awb 10:10)", "toegestaan (Awb 10:9)")
    page.click("Geef ondermandaat").submit("Leg vast", holder=f"Ben ({steering.ben.email})", limit="100")
    assert page.sees("Ondermandaat", "Rust op", "Ben")
    assert (latest().parent, latest().limit_cents) == (mandate, 100_00)


def test_who_gave_it_instructs_lets_it_be_followed_and_ends_it(steering, browse):
    mandate = steering.mandaat()
    page = browse(steering.wim).open(f"/mandaten/{mandate.id}")
    page.submit("Leg vast", **{"instruct-text": "Niet in het broedseizoen."})
    assert page.sees("Niet in het broedseizoen.", "Wim")
    page.click("Laat opvolgen").submit("Leg vast", holder=f"Ben ({steering.ben.email})", limit="750")
    assert page.sees("Hiervoor: Snoeien en planten", "tot en met € 750")
    page.submit("Trek in", 422)
    assert page.error_at("end-reason") == "Schrijf erbij waarom."
    page.submit("Trek in", **{"end-reason": "Het college beslist zelf."})
    assert page.sees("Ingetrokken", "Het college beslist zelf.")
    assert latest().state is MandateState.WITHDRAWN


def test_a_colleague_reads_and_can_do_nothing(steering, browse):
    mandate = steering.mandaat()
    page = browse(steering.cor).open(f"/mandaten/{mandate.id}")
    assert page.buttons == []
    page.open(f"/kringen/{steering.unit.id}/mandaat", status=404)
    page.open(f"/mandaten/{mandate.id}/opvolgen", status=404)


@pytest.fixture
def register(steering) -> Steering:
    steering.give(scope="Snoeien")
    steering.mandaat(
        scope="Kapvergunningen verlenen", holder=None, holder_role=Role.SECRETARY, holder_unit=steering.unit
    )
    steering.give(scope="Straks", starts_on=clock.today() + DAY)
    steering.give(scope="Voorbij", starts_on=passed(9), ends_on=passed())
    with transaction():
        ended = mandates.give_mandate(steering.unit, steering.data(scope="Ingetrokken"), by=steering.marieke)
        mandates.withdraw_mandate(locked_mandate(ended.id), by=steering.marieke, reason="niet nodig")
    return steering


LOOKING = [
    ("what may be used now", "", {"Snoeien", "Kapvergunningen verlenen"}),
    ("everything", "wanneer=alles", {"Snoeien", "Kapvergunningen verlenen", "Straks", "Voorbij", "Ingetrokken"}),
    ("what begins later", "wanneer=straks", {"Straks"}),
    ("what is over", "wanneer=voorbij", {"Voorbij", "Ingetrokken"}),
    ("one kind", "soort=mandaat", {"Kapvergunningen verlenen"}),
    ("one unit", "kring={unit}", {"Snoeien"}),
    ("a holder", "zoek=fatima", {"Snoeien"}),
    ("a holder by role", "zoek=sanne", {"Kapvergunningen verlenen"}),
    ("what it is about", "zoek=kapverg", {"Kapvergunningen verlenen"}),
    ("signs that mean something to a database", "zoek=%25", set()),
]


@pytest.mark.parametrize(("asked", "expected"), [row[1:] for row in LOOKING], ids=[row[0] for row in LOOKING])
def test_the_register_of_mandates_finds_what_one_looks_for(register, browse, asked, expected):
    page = browse(register.cor).open("/mandaten?" + asked.format(unit=register.unit.id))
    assert set(titles(page)) == expected


def test_as_many_queries_for_twenty_as_for_two(steering, browse):
    page, counts = browse(steering.cor), []
    for number in (2, 20):
        for _ in range(number):
            steering.give(policies=(steering.beleid,))
        mandate = steering.mandaat(policies=(steering.college_beleid,), given_by=steering.college_beleid)
        with counted_queries() as queries:
            page.open("/mandaten")
            page.open(f"/mandaten/{mandate.id}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 24


def test_the_journal_tells_nothing_of_what_was_decided_in_confidence(steering, browse):
    mandate = steering.give()
    steering.take(mandate)
    steering.take(mandate, confidentiality=Confidentiality.CONFIDENTIAL)
    told = "Fatima nam hiermee een uitvoeringsbesluit."
    assert browse(steering.cor).open(f"/mandaten/{mandate.id}/logboek").text.count(told) == 1
    assert browse(steering.ben).open(f"/mandaten/{mandate.id}/logboek").text.count(told) == 2


def test_what_is_decided_within_confidential_beleid_is_confidential_too(steering):
    with transaction():
        secret = steering.decided("Geheim pand", steering.unit, confidentiality=Confidentiality.CONFIDENTIAL)
    decision = steering.take(steering.give(policies=(secret,)), policy=secret)
    assert decision.confidentiality is Confidentiality.CONFIDENTIAL
