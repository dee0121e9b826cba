"""What a unit agrees about itself holds by its own decision, from its day on, and what held before stays readable."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.journal import last_entry
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.queries.differences import difference
from app.decisions.service import proposals, register, rounds
from app.decisions.states import Confidentiality, DecisionState, RoundMode, RoundState
from app.organisation import service as organisation
from app.organisation.agreements import RULES, UnitRules, agreements_of, in_force, rules_of
from app.organisation.models import Unit
from app.organisation.service import UnitDetails
from app.organisation.states import AbsenceRule, Chairing, Signal
from app.steering import kinds, service
from app.steering.queries import agreed_in
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries
from tests.snapshot import contents

pytestmark = ON_SQLITE_ALONE

FOCUS = {"steers_on": "- op tijd\n- dichtbij", "leaves": "", "seen_by": "minder klachten"}
NEXT_MONTH = timedelta(days=30)


@pytest.fixture
def circle(app: Flask) -> Circle:
    return Circle()


def today_text(circle: Circle, kind_name: str, subject: dict[str, Any], **parts: Any) -> Any:
    begins = {"starts_on": clock.today(), "review_on": clock.today() + timedelta(days=360)}
    return circle.text("Wat wij afspreken", kind_name=kind_name, subject=subject, **begins | parts)


def decide(circle: Circle, kind_name: str, subject: dict[str, Any], **parts: Any) -> Decision:
    """The circle's own round, at which everybody is there and nobody objects."""
    with transaction():
        proposal = proposals.hand_in_new(
            circle.unit, today_text(circle, kind_name, subject, **parts), by=circle.marieke, author=circle.joost
        )
        circle.round_id, circle.proposal_id = rounds.prepare_round(proposal, by=circle.marieke).id, proposal.id
    circle.gather()
    circle.open(RoundMode.HAMMER)
    if not circle.round.aloud:
        circle.all_answer()
    circle.reveal()
    for person in circle.members if circle.round.aloud else []:
        circle.note_answer(person)
    decision = circle.conclude()
    assert decision is not None
    return decision


def holds(circle: Circle, kind_name: str, on: date | None = None) -> Any:
    held = in_force(circle.unit, kind_name, on or clock.today())
    return held.content if held else None


def test_what_was_decided_holds_and_says_by_which_decision(circle: Circle) -> None:
    decision = decide(circle, "focus", FOCUS)
    (agreed,) = agreed_in(circle.unit, (kinds.FOCUS,), clock.today())
    assert agreed.now is not None
    assert (agreed.now.content, agreed.now.decision_number) == (FOCUS, decision.number)
    assert [label for label, _value in agreed.parts] == ["Waar we op sturen", "Waaraan we zien dat het werkt"]
    told = last_entry("unit", circle.unit.id, "agree")
    assert told is not None
    assert told.payload.content["content"] == FOCUS
    assert decision.review_on is not None, "it comes back as any decision does"


def test_a_next_decision_takes_its_place_and_shows_what_it_changed(circle: Circle) -> None:
    first = decide(circle, "focus", FOCUS)
    second = decide(circle, "focus", FOCUS | {"steers_on": "- op tijd\n- samen"})
    db.session.refresh(first)
    assert (first.state, first.superseded_by) == (DecisionState.SUPERSEDED, second)
    (agreed,) = agreed_in(circle.unit, (kinds.FOCUS,), clock.today())
    (_now, changes), (earlier, none_before) = agreed.history
    assert [change.label for change in changes] == ["Waar we op sturen"]
    assert earlier.decision_number == first.number
    assert none_before == []


def test_until_its_day_what_was_agreed_before_holds(circle: Circle) -> None:
    decide(circle, "focus", FOCUS)
    decide(circle, "focus", FOCUS | {"leaves": "de rest"}, starts_on=clock.today() + NEXT_MONTH)
    assert holds(circle, "focus")["leaves"] == ""
    assert holds(circle, "focus", clock.today() + NEXT_MONTH)["leaves"] == "de rest"
    decide(circle, "focus", FOCUS | {"leaves": "niets"})
    assert holds(circle, "focus", clock.today() + NEXT_MONTH)["leaves"] == "niets", "the last word counts"
    assert [one.never_held for one in agreements_of(circle.unit, "focus")].count(True) == 2


def test_it_ends_with_its_decision(circle: Circle) -> None:
    decision = decide(circle, "focus", FOCUS)
    with transaction():
        ended = db.session.merge(decision)
        register.repeal(ended, by=circle.marieke, reason="we beginnen opnieuw", settled_in=ended.round, is_settled=True)
    assert holds(circle, "focus") is None
    assert len(agreements_of(circle.unit, "focus")) == 1, "and stays readable"


@pytest.mark.parametrize("kind", kinds.KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_frozen_compared_and_searched(circle: Circle, kind: Any) -> None:
    """What belongs to the subject belongs to the text: to its digest, its differences, and its copy."""
    samples: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "focus": (FOCUS, FOCUS | {"leaves": "de rest"}),
        "rules": (UnitRules().content(), UnitRules(notice_days=5).content()),
        "structure": (
            {"meetings": []},
            {"meetings": [{"name": "A", "rhythm": "wekelijks", "people": "", "purpose": ""}]},
        ),
    }
    role = {"task": "luisteren", "qualities": "", "term_months": 12}
    old, new = samples.get(kind.name, (role, role | {"term_months": 24}))
    one, other = (today_text(circle, kind.name, content).new() for content in (old, new))
    assert one.digest() != other.digest()
    assert one.copy().digest() == one.digest()
    assert len(difference(one, other)) == 1
    assert kind.form.read({**dict.fromkeys(kind.form.fields, ""), **kind.form.fill(new)}) == new


def test_a_plain_text_has_the_digest_it_always_had(circle: Circle) -> None:
    assert set(circle.text().new().content()) == {
        *("what", "why", "owner_id", "starts_on", "review_on", "body", "advices", "arguments", "sections"),
    }


def test_it_cannot_be_kept_from_colleagues(circle: Circle) -> None:
    before = contents()
    with pytest.raises(Refused, match="vertrouwelijk"), transaction():
        proposals.draft_proposal(
            circle.unit,
            today_text(circle, "focus", FOCUS),
            by=circle.marieke,
            confidentiality=Confidentiality.CONFIDENTIAL,
        )
    assert contents() == before


# The rules are those of the rounds


def test_the_rules_of_a_unit_are_those_it_was_given_until_it_decides(circle: Circle) -> None:
    assert rules_of(circle.unit, clock.today()) == UnitRules()
    rules = UnitRules(absence_rule=AbsenceRule.WAIT_FOR_ALL, notice_days=4)
    decision = decide(circle, RULES, rules.content())
    assert rules_of(circle.unit, clock.today()) == rules
    assert circle.prepare().absence_rule is AbsenceRule.WAIT_FOR_ALL
    with transaction():
        register.expire(db.session.merge(decision), by=circle.marieke, reason="de tijd is om")
    assert rules_of(circle.unit, clock.today()) == UnitRules()


def test_the_page_of_a_unit_and_its_form_tell_of_the_rules_it_agreed(app: Flask, circle: Circle) -> None:
    decide(circle, RULES, UnitRules(contest_days=21).content())
    visitor = Visitor(app).sign_in(circle.bea)
    assert visitor.open(f"/kringen/{circle.unit.id}").sees("tot 21 dagen erna zeggen")
    assert visitor.open(f"/kringen/{circle.unit.id}/wijzigen").sees("De kring heeft hier eigen regels voor.")
    visitor.submit("Opslaan", contest_days="3", status=422)
    assert visitor.sees("De regels van deze kring staan bij haar afspraken.")
    assert rules_of(circle.unit, clock.today()).contest_days == 21
    assert not visitor.open(f"/kringen/{circle.wider.id}/wijzigen").sees("De kring heeft hier eigen regels voor.")


def test_who_chairs_and_how_answers_are_given_follows_the_rules(circle: Circle) -> None:
    decide(circle, RULES, UnitRules(signal=Signal.ALOUD, chairing=Chairing.ELECTED).content())
    proposal = circle.submit()
    with transaction():
        round_ = rounds.prepare_round(circle.proposal, by=circle.sanne)
    assert proposal.id == round_.proposal_id
    assert round_.chair == circle.marieke, "the gespreksleider, though the secretaris set it ready"
    circle.round_id = round_.id
    circle.gather()
    circle.open(RoundMode.SHORT)
    assert circle.round.aloud
    assert circle.round.revealed_at is None, "aloud shows nothing beforehand"


@pytest.mark.parametrize(("days_ago", "waits"), [(4, True), (5, False)])
def test_short_notice_makes_a_decision_wait_for_who_is_absent(circle: Circle, days_ago: int, waits: bool) -> None:
    decide(circle, RULES, UnitRules(notice_days=5).content())
    circle.prepare()
    with transaction():
        circle.proposal.submitted_at = clock.now() - timedelta(days=days_ago)
    circle.gather(*circle.members[:-1])
    circle.open(RoundMode.HAMMER)
    assert (circle.round.absence_rule is AbsenceRule.WAIT_FOR_ALL) is waits
    circle.all_answer()
    circle.reveal()
    if waits:
        with pytest.raises(Refused, match=circle.members[-1].name):
            circle.conclude()
    else:
        assert circle.conclude() is not None


# The beheerder


def test_the_beheerder_fills_in_only_what_was_never_decided(circle: Circle) -> None:
    with transaction():
        service.enter_first(circle.unit, "focus", FOCUS, by=circle.bea)
        service.enter_first(circle.unit, RULES, UnitRules(notice_days=2).content(), by=circle.bea)
    assert holds(circle, "focus") == FOCUS
    assert rules_of(circle.unit, clock.today()).notice_days == 2
    decide(circle, "focus", FOCUS)
    before = contents()
    with pytest.raises(Refused, match="zelf over besloten"), transaction():
        service.enter_first(circle.unit, "focus", {"steers_on": "anders"}, by=circle.bea)
    with pytest.raises(Forbidden), transaction():
        service.enter_first(circle.unit, "structure", {"meetings": []}, by=circle.marieke)
    unit = db.session.get_one(Unit, circle.unit.id)
    details = UnitDetails(unit.name, unit.level, absence_rule=AbsenceRule.WAIT_FOR_ALL)
    with pytest.raises(Refused, match="bij haar afspraken"), transaction():
        organisation.change_unit(unit, details, actor=circle.bea)
    assert contents() == before


# The screens


def test_from_the_page_of_the_unit_to_a_decision_and_back(app: Flask, circle: Circle) -> None:
    path = f"/kringen/{circle.unit.id}/afspraken/"
    joost = Visitor(app).sign_in(circle.joost)
    page = joost.open(f"{path}overlegstructuur")
    assert "Nog niet afgesproken" in page.text
    form = joost.open(f"/voorstellen/nieuw?kring={circle.unit.id}&soort=overlegstructuur")
    late = (clock.today() + timedelta(days=800)).isoformat()
    typed = {"subject_1_name": "Weekstart", "subject_1_rhythm": "elke maandag", "review_on": late}
    again = form.submit("Dien in", status=422, **typed)
    assert "elk jaar" in again.text
    assert again.value_of("subject_1_rhythm") == "elke maandag", "what was typed is kept"
    done = again.submit("Dien in", review_on=(clock.today() + timedelta(days=300)).isoformat())
    assert "Weekstart" in done.text
    assert "Overlegstructuur" in done.text


def test_the_beheerder_sees_the_form_and_a_colleague_only_the_agreement(app: Flask, circle: Circle) -> None:
    path = f"/kringen/{circle.unit.id}/afspraken/sturingsfocus"
    form = Visitor(app).sign_in(circle.bea).open(f"{path}/begin")
    done = form.submit("Opslaan", steers_on="- op tijd")
    assert "ingevuld door beheer" in done.text
    colleague = Visitor(app).sign_in(circle.cor)
    assert "op tijd" in colleague.open(path).text
    assert "Stel een wijziging voor" not in colleague.open(path).text
    assert "op tijd" in colleague.open(f"/kringen/{circle.unit.id}").text


def test_the_pages_take_as_many_queries_for_much_as_for_little(app: Flask, circle: Circle) -> None:
    decide(circle, "focus", FOCUS)
    paths = [f"/kringen/{circle.unit.id}/afspraken/", f"/kringen/{circle.unit.id}/afspraken/sturingsfocus"]
    visitor = Visitor(app).sign_in(circle.joost)

    def count(path: str) -> int:
        with counted_queries() as statements:
            visitor.open(path)
        return len(statements)

    small = [count(path) for path in paths]
    for number in range(3):
        decide(circle, "focus", FOCUS | {"leaves": str(number)})
        decide(circle, RULES, UnitRules(notice_days=number).content())
    assert [count(path) for path in paths] == small
    assert max(small) <= 6


def test_the_screens_of_a_round_show_what_is_decided(app: Flask, circle: Circle) -> None:
    with transaction():
        proposal = proposals.hand_in_new(
            circle.unit, today_text(circle, "focus", FOCUS), by=circle.marieke, author=circle.joost
        )
        circle.round_id = rounds.prepare_round(proposal, by=circle.marieke).id
    circle.gather()
    circle.open()
    assert circle.round.state is RoundState.PRESENTING
    db.session.rollback()
    visitor = Visitor(app).sign_in(circle.marieke)
    for screen in ("gespreksleider", "deelnemer", "scherm"):
        assert "minder klachten" in visitor.open(f"/ronde/{circle.round_id}/{screen}").text, screen
