"""Vertrouwelijk, geheim and embargo: who may read, who may change it, and what the public gets to see."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.disclosure import SecrecyGround
from app.decisions.models import Decision, Proposal
from app.decisions.queries.journal import story_of_decision
from app.decisions.queries.public_register import public_page
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.service import attendance, disclosure
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundState
from app.organisation.models import SteeringLevel, Unit
from app.organisation.states import Role, StatutoryBody
from app.records.documents.content import document_of_decision, document_of_proposal
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.on_screen import browse, take_over
from tests.decisions.round_cast import Circle
from tests.snapshot import contents, difference

__all__ = ["browse"]

OPEN, INTERNAL, CONFIDENTIAL = Confidentiality
DAY = timedelta(days=1)
GROUND = SecrecyGround.ECONOMIC_INTERESTS


class World:
    """A circle that decided something, and a college that may impose secrecy on it."""

    def __init__(self) -> None:
        self.circle = Circle(confidentiality=OPEN)
        with transaction() as session:
            level = session.scalars(select(SteeringLevel)).first()
            self.college = Unit(name="College", code="COL", level=level, statutory=StatutoryBody.COLLEGE)
            self.council = Unit(name="Raad", code="RAAD", level=level, statutory=StatutoryBody.COUNCIL)
            session.add_all([self.college, self.council])
            self.mayor = self.circle.someone("Klaas", Role.CHAIR, of=self.college)
            self.alderman = self.circle.someone("Willeke", Role.MEMBER, of=self.college)
            self.clerk = self.circle.someone("Griet", Role.SECRETARY, of=self.council)
            self.nadia = self.circle.someone("Nadia")
        self.circle.come_to(RoundState.CONSENTED)

    @property
    def decision(self) -> Decision:
        decision = self.circle.decision
        assert decision is not None
        return decision

    def close(self, how: str) -> None:
        """Close the dossier in one of the ways of the table below."""
        by = self.circle.marieke
        if "secret" in how:
            self.impose()
            if "lifted" in how:
                with transaction():
                    disclosure.lift_secrecy(self.decision.secrecy, by=self.mayor, reason="het pand is verkocht")
        with transaction():
            if "named" in how:
                disclosure.name_reader(self.decision, self.nadia, by=by)
            if "confidential" in how:
                disclosure.disclose(self.decision, CONFIDENTIAL, by=by)
            if "embargo" in how:
                passed = "over" in how
                disclosure.disclose(self.decision, OPEN, clock.now() + (-DAY if passed else DAY), by=by)

    def impose(self) -> None:
        with transaction():
            disclosure.impose_secrecy(self.decision, self.college, GROUND, "de aankoop loopt nog", by=self.mayor)

    def reader(self, kind: str) -> Any:
        circle = self.circle
        return {
            "author": circle.joost, "member": circle.fatima, "adviser": circle.pien, "wider": circle.wim,
            "named": self.nadia, "body": self.alderman, "colleague": circle.cor, "beheerder": circle.bea,
        }[kind]  # fmt: skip


@pytest.fixture
def world(app: Flask) -> World:
    return World()


EVERYBODY = {"author", "member", "adviser", "wider", "named", "body", "colleague", "beheerder"}
TABLE = {"author", "member", "adviser"}
WAYS = [
    # in words, how it was closed, and who reads it
    ("what is openbaar is for everybody who works here", "", EVERYBODY),
    ("being named on what is open adds nothing and takes nothing", "named", EVERYBODY),
    ("vertrouwelijk is for the table", "confidential", TABLE),
    ("and for who is named on it", "confidential named", TABLE | {"named"}),
    ("geheim is for the table and the body that imposed it", "secret", TABLE | {"body"}),
    ("and for who is named on it", "secret named", TABLE | {"body", "named"}),
    ("lifted, it is what it was", "secret lifted", EVERYBODY),
    ("lifted, what is vertrouwelijk stays so", "secret lifted confidential", TABLE),
    ("until its moment an embargo keeps it in, openbaar or not", "embargo", TABLE),
    ("after it, it opens by itself", "embargo over", EVERYBODY),
]


@pytest.mark.parametrize(("how", "readers"), [row[1:] for row in WAYS], ids=[f"{row[0]} ({row[1]})" for row in WAYS])
def test_who_may_read_what_is_closed_by_rule_and_by_list(world: World, how: str, readers: set[str]) -> None:
    world.close(how)
    proposal = world.circle.proposal
    for kind in EVERYBODY:
        reader = world.reader(kind)
        expected = kind in readers
        for subject, permission, model, condition in (
            (world.decision, "decision:read", Decision, visible_decisions),
            (proposal, "proposal:read", Proposal, visible_proposals),
        ):
            assert may(reader, permission, subject) is expected, (kind, permission)
            listed = set(db.session.scalars(select(model.id).where(condition(reader))))
            assert (subject.id in listed) is expected, (kind, permission, "in the list")


def test_an_embargo_is_over_the_moment_it_says(world: World, time_machine: Any) -> None:
    world.close("embargo")
    assert not may(world.circle.cor, "decision:read", world.decision)
    time_machine.move_to(clock.now() + DAY + timedelta(seconds=1))
    assert may(world.circle.cor, "decision:read", world.decision)
    assert world.decision.embargo_until is not None
    assert public_page("", 1).total == 1


IMPOSING = [
    # in words, who, for which unit, and what comes of it
    ("the college may, by its burgemeester, though the matter is another circle's", "mayor", "college", None),
    ("a wethouder alone is not the college", "alderman", "college", Forbidden),
    ("the gespreksleider of the circle is not the college", "chair", "college", Forbidden),
    ("a team is no body of the law: it has only vertrouwelijk", "chair", "circle", Forbidden),
    ("a body imposes it only on what it knows", "stranger", "council", Forbidden),
]


@pytest.mark.parametrize(("who", "body", "error"), [row[1:] for row in IMPOSING], ids=[row[0] for row in IMPOSING])
@ON_SQLITE_ALONE
def test_who_may_impose_secrecy(world: World, who: str, body: str, error: type[Exception] | None) -> None:
    if who == "stranger":
        world.close("confidential")
    people = {"mayor": world.mayor, "alderman": world.alderman, "chair": world.circle.marieke, "stranger": world.clerk}
    units = {"college": world.college, "circle": world.circle.unit, "council": world.council}
    before = contents()
    if error is None:
        with transaction():
            disclosure.impose_secrecy(world.decision, units[body], GROUND, "de aankoop loopt", by=people[who])
        assert world.decision.is_secret
        assert world.circle.proposal.is_secret, "a proposal and its decision are one dossier"
        return
    with pytest.raises(error), transaction():
        disclosure.impose_secrecy(world.decision, units[body], GROUND, "de aankoop loopt", by=people[who])
    assert difference(before, contents()) == {}


LIFTING = [
    # in words, was it given to the raad, who, the reason, and what comes of it
    ("the body that imposed it lifts it", False, "mayor", "verkocht", None),
    ("not without a reason", False, "mayor", " ", Refused),
    ("the raad does not lift what it was never given", False, "clerk", "verkocht", Forbidden),
    ("the circle whose matter it is does not lift it", False, "chair", "verkocht", Forbidden),
    ("once the raad has it, the raad lifts it", True, "clerk", "verkocht", None),
    ("and the body that imposed it no longer does", True, "mayor", "verkocht", Forbidden),
]


@pytest.mark.parametrize(
    ("given", "who", "reason", "error"), [row[1:] for row in LIFTING], ids=[row[0] for row in LIFTING]
)
@ON_SQLITE_ALONE
def test_who_may_lift_secrecy(world: World, given: bool, who: str, reason: str, error: type[Exception] | None) -> None:
    world.impose()
    people = {"mayor": world.mayor, "clerk": world.clerk, "chair": world.circle.marieke}
    if given:
        with transaction():
            disclosure.give_to_council(world.decision.secrecy, by=world.mayor)
    before = contents()
    if error is not None:
        with pytest.raises(error), transaction():
            disclosure.lift_secrecy(world.decision.secrecy, by=people[who], reason=reason)
        assert difference(before, contents()) == {}
        return
    with transaction():
        disclosure.lift_secrecy(world.decision.secrecy, by=people[who], reason=reason)
    secrecy = world.decision.secrecy
    assert (secrecy.lifted_by, secrecy.lifted_because, world.decision.is_secret) == (people[who], reason, False)


def test_every_change_stands_in_the_journal_of_both(world: World) -> None:
    world.close("named embargo confidential secret lifted")
    told = [line.said.msgid % line.said.words for line in story_of_decision(world.decision, world.circle.marieke)]
    for sentence in (
        "Marieke noemde Nadia als lezer.",
        "Marieke maakte dit vertrouwelijk.",
        "Klaas hief de geheimhouding op.",
        "College legde geheimhouding op. Woo 5.1, lid 2b: economische of financiële belangen van de gemeente.",
    ):
        assert sentence in told, sentence
    assert told.count("Marieke maakte dit vertrouwelijk.") == 2, "of the proposal, and of the decision"


def test_saying_what_it_is_already_changes_nothing(world: World) -> None:
    before = contents()
    with transaction():
        disclosure.disclose(world.decision, OPEN, by=world.circle.marieke)
        disclosure.unname_reader(world.decision, world.nadia, by=world.circle.marieke)
    assert difference(before, contents()) == {}


def test_a_document_is_marked_as_geheim_and_names_its_embargo(world: World) -> None:
    world.close("secret embargo")
    for document in (document_of_decision(world.decision), document_of_proposal(world.circle.proposal)):
        assert document.secrecy == f"Geheim, opgelegd door College. {GROUND.label}."
        assert document.embargo_until is not None


def test_no_guest_knocks_at_what_was_closed_after_the_round_began(app: Flask) -> None:
    circle = Circle(confidentiality=OPEN)
    circle.prepare()
    circle.gather()
    circle.open()
    with transaction():
        disclosure.disclose(circle.proposal, OPEN, clock.now() + DAY, by=circle.marieke)
    with pytest.raises(Refused, match="niet open voor gasten"), transaction():
        attendance.ask_entry(circle.round, "Greet")


# What the public sees


@pytest.fixture
def anybody(app: Flask) -> Visitor:
    """Somebody from the street."""
    return Visitor(app)


def test_the_public_register_is_nameless(app: Flask, anybody: Visitor) -> None:
    circle = Circle(confidentiality=OPEN)
    circle.consent_is_asked()
    circle.all_answer(but={circle.fatima: Choice.OBJECTION})
    circle.reveal()
    circle.amend("Om de week een spreekuur", why="Bewoners vragen erom.")
    circle.all_answer(but={circle.ben: Choice.CONCERN})
    circle.reveal()
    decision = circle.conclude()
    assert decision is not None
    assert "Voorstellen" not in anybody.open("/openbaar").links, "what is for who works here"
    page = anybody.open("/openbaar").click("Om de week een spreekuur")
    assert page.sees("Bewoners vragen erom.", "1 bezwaar, alle verwerkt", decision.number)
    for person in circle.members:
        assert person.name not in page.text, person.name
    assert "consent met zorg" not in page.text.lower()


def test_nobody_is_found_by_a_name_in_public(app: Flask, anybody: Visitor) -> None:
    circle = Circle()
    parts = {"advised_by": "Ragebol, jurist", "unplaced": "Getekend: Ragebol"}
    source = {"opsteller": "Ragebol"}
    take_over(circle, "Een nieuwe brug", confidentiality=OPEN, source=source, body="Van hout.", sections=parts)
    assert anybody.open("/openbaar?zoek=hout").sees("Een nieuwe brug")
    assert anybody.open("/openbaar?zoek=Ragebol").sees("Niets gevonden")
    assert "Ragebol" not in anybody.open("/openbaar").click("Een nieuwe brug").text


@pytest.mark.parametrize("how", ["confidential", "secret", "embargo"])
def test_what_is_closed_is_not_in_public(world: World, anybody: Visitor, how: str) -> None:
    number, title = world.decision.number, world.decision.title
    assert anybody.open("/openbaar").sees(title)
    world.close(how)
    assert anybody.open("/openbaar").sees("Nog geen openbare besluiten")
    assert anybody.open("/openbaar?zoek=spreekuur").sees("Niets gevonden")
    hidden = anybody.open(f"/openbaar/{number}", status=404).text
    assert hidden == anybody.open("/openbaar/COL-1999-9", status=404).text


def test_an_openbare_tekst_stands_by_itself_and_says_nothing_of_the_other(
    world: World, anybody: Visitor, browse: Any
) -> None:
    world.close("confidential")
    with transaction():
        text = WordingData(what="Een vast inloopuur", why="Zo weten inwoners waar ze terechtkunnen.")
        disclosure.write_public_text(world.decision, text, by=world.circle.marieke)
    page = anybody.open("/openbaar").click("Een vast inloopuur")
    assert page.sees("Zo weten inwoners")
    for word in ("spreekuur", "ertrouwelijk", "bezwaar", "nog een tekst"):
        assert word not in page.text, word
    assert anybody.open("/openbaar?zoek=spreekuur").sees("Niets gevonden")
    colleague = browse(world.circle.cor)
    colleague.open(f"/besluiten/{world.decision.number}", status=404)
    assert colleague.open("/openbaar").sees("Een vast inloopuur")
    with transaction():
        disclosure.disclose(world.decision, CONFIDENTIAL, clock.now() + DAY, by=world.circle.marieke)
    assert anybody.open("/openbaar").sees("Nog geen openbare besluiten"), "an embargo holds for this text too"


def test_a_municipality_without_a_public_register_asks_who_comes_by_to_sign_in(
    world: World, anybody: Visitor, browse: Any, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], public_register=False))
    assert anybody.open("/openbaar").heading == "Inloggen"
    assert world.decision.title not in anybody.text
    assert browse(world.circle.cor).open("/openbaar").sees(world.decision.title)


# On the screen


def test_the_page_about_openness_changes_it_and_keeps_what_was_typed(world: World, browse: Any) -> None:
    page = browse(world.circle.marieke).open(f"/besluiten/{world.decision.number}").click("Openbaarheid")
    page.submit("Leg vast", status=422, **{"open-confidentiality": "confidential", "open-embargo": "straks"})
    assert page.error_at("open-embargo").startswith("Vul een dag en een tijd in")
    page.submit("Leg vast", **{"open-confidentiality": "confidential", "open-embargo": "2030-05-01T12:00"})
    assert page.notice == "De wijziging is vastgelegd."
    assert page.sees("tot 1 mei 2030, 12:00")
    page.submit("Noem erbij", **{"name-person": str(world.nadia.id)})
    assert browse(world.nadia).open(f"/besluiten/{world.decision.number}").sees("Elke dinsdag")
    page.submit("Haal weg")
    browse(world.nadia).open(f"/besluiten/{world.decision.number}", status=404)


def test_geheim_is_marked_on_every_page_about_it_and_lifted_with_a_reason(world: World, browse: Any) -> None:
    page = browse(world.mayor).open(f"/besluiten/{world.decision.number}/openbaarheid")
    page.submit("Leg op", status=422, **{"secret-reason": "de aankoop loopt"})
    assert page.error_at("secret-ground") == "Kies er een."
    assert page.value_of("secret-reason") == "de aankoop loopt"
    page.submit("Leg op", **{"secret-ground": GROUND.value})
    member = browse(world.circle.fatima)
    for path in (
        f"/besluiten/{world.decision.number}",
        f"/besluiten/{world.decision.number}/logboek",
        f"/voorstellen/{world.circle.proposal_id}",
        f"/ronde/{world.circle.round_id}/deelnemer",
        f"/ronde/{world.circle.round_id}/scherm",
    ):
        marks = [mark.get_text(" ", strip=True) for mark in member.open(path).page.select(".marking")]
        assert marks == [f"Geheim opgelegd door College. {GROUND.label}."], path
    page.submit("Hef op", **{"lift-reason": "de aankoop is rond"})
    assert page.sees("Geheimhouding opgeheven", "de aankoop is rond")
    assert not member.open(f"/besluiten/{world.decision.number}").page.select(".marking")
