"""What must hold in an election: names are secret until shown, the nominee answers last, the term is a role."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.journal import entries
from app.core.permissions import may
from app.core.transaction import transaction
from app.decisions.models import Decision, ProposalVersion
from app.decisions.queries.journal import story_of_decision
from app.decisions.service import proposals, rounds
from app.decisions.states import Choice, DecisionState, ProposalState, RoundMode, RoundState
from app.elections import screens, service
from app.elections.election_machine import ElectionMachine
from app.elections.journal_sentences import TELLINGS
from app.elections.live import ElectionSource
from app.elections.models import Election
from app.elections.rules import RULES
from app.elections.service import NominationData
from app.elections.states import ElectionState
from app.organisation.models import Membership
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.elections.election_cast import Electing, fails
from tests.holding.walk import Walker
from tests.query_count import counted_queries
from tests.snapshot import contents

CANARY = "Roodborstje"
E = ElectionState


@pytest.fixture
def electing(app: Flask) -> Electing:
    return Electing()


def roles(electing: Electing, role: Role) -> list[tuple[str, Any, Any]]:
    query = db.select(Membership).where(Membership.unit_id == electing.circle.unit.id, Membership.role == role)
    return [(one.person.name, one.starts_on, one.ends_on) for one in db.session.scalars(query)]


# The outcome


def test_who_is_chosen_has_the_role_for_its_term_and_it_is_in_the_register(electing: Electing) -> None:
    electing.come_to(E.ELECTED)
    until = clock.today() + timedelta(days=364)
    assert roles(electing, Role.REPRESENTATIVE) == [("Fatima", clock.today(), until)]
    decision = electing.circle.decision
    assert decision is not None
    assert decision.state is DecisionState.IN_FORCE
    assert (decision.owner, decision.review_on) == (electing.circle.fatima, until)
    assert [label for label, _value in decision.wording.subject_parts] == ["Rol", "Tot en met"]
    told = [one.event for one in entries("unit", electing.circle.unit.id)]
    assert told[-1] == "add_membership"


def test_the_journal_tells_how_it_went_and_not_who_nominated_whom(electing: Electing) -> None:
    electing.come_to(E.ELECTED)
    decision = electing.circle.decision
    assert decision is not None
    lines = story_of_decision(decision, electing.circle.cor)
    told = [line.said.msgid for line in lines]
    asked, shown = "%(who)s vroeg om voordrachten.", "De voordrachten werden tegelijk getoond."
    in_order = [asked, shown, "De kring koos met consent."]
    assert [sentence for sentence in told if sentence in in_order] == in_order
    for nomination in electing.election.nominations:
        assert not any(nomination.reason in text for line in lines for _label, text in line.texts)


def test_every_event_has_a_sentence_or_stays_with_who_was_there() -> None:
    happening = {f"election:{event.id}" for event in ElectionMachine.events if not event.id.startswith("__")}
    assert happening | {"election:start"} == set(TELLINGS) | {"election:nominate", "election:change"}


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY])
def test_who_had_the_role_has_it_no_more(app: Flask, role: Role) -> None:
    electing = Electing(role)
    begun = clock.today() - timedelta(days=100)
    with transaction() as session:
        for one in session.query(Membership).filter_by(unit_id=electing.circle.unit.id):
            one.starts_on = begun
        electing.circle.unit.starts_on = begun
    electing.come_to(E.ELECTED)
    before = electing.circle.marieke if role is Role.CHAIR else electing.circle.sanne
    held = {name: ends_on for name, _starts, ends_on in roles(electing, role)}
    assert held == {before.name: clock.today() - timedelta(days=1), "Fatima": clock.today() + timedelta(days=364)}


def test_a_term_that_reaches_beyond_the_unit_is_refused_and_can_be_shortened(electing: Electing) -> None:
    electing.come_to(E.IN_ROUND)
    electing.gather_and_answer()
    electing.circle.answer(electing.circle.fatima)
    with transaction():
        electing.circle.unit.ends_on = clock.today() + timedelta(days=30)
    before = contents()
    with pytest.raises(Refused, match="eindigt op"):
        electing.circle.conclude()
    assert contents() == before


# The nominee answers last


def test_the_nominee_answers_after_the_reveal_and_nothing_is_decided_before(electing: Electing) -> None:
    electing.come_to(E.IN_ROUND)
    circle = electing.circle
    circle.gather()
    circle.open(RoundMode.HAMMER)
    before = contents()
    with pytest.raises(Refused, match="als laatste"):
        circle.answer(circle.fatima)
    assert contents() == before
    for person in circle.members:
        if person is not circle.fatima:
            circle.answer(person)
    circle.reveal()
    assert circle.round.state is RoundState.CONCLUDING, "nobody waits for the nominee to be shown"
    with pytest.raises(Refused, match="Fatima"):
        circle.conclude()
    circle.answer(circle.fatima, Choice.RECUSED)
    with pytest.raises(Refused, match="Fatima"):
        circle.conclude()
    circle.answer(circle.fatima, Choice.CONCERN, "alleen op dinsdag")
    assert circle.conclude() is not None


def test_nobody_is_elected_who_is_not_there_to_say_yes(electing: Electing) -> None:
    electing.come_to(E.IN_ROUND)
    circle = electing.circle
    circle.gather(*[one for one in circle.members if one is not circle.fatima])
    circle.open(RoundMode.HAMMER)
    circle.all_answer()
    circle.reveal()
    with pytest.raises(Refused, match="Fatima"):
        circle.conclude()
    circle.note_answer(circle.fatima)
    assert circle.conclude() is not None


def test_without_consent_the_nominations_stand_and_another_may_be_proposed(electing: Electing) -> None:
    electing.come_to(E.IN_ROUND)
    failed = electing.circle.proposal_id
    fails(electing)
    election = electing.election
    assert (election.state, election.nominee_id, election.proposal_id) == (E.CHANGING, None, None)
    db.session.rollback()
    electing.circle.proposal_id = failed
    with pytest.raises(Refused, match="iets groters"), transaction():
        proposals.rework_proposal(electing.circle.proposal, by=electing.circle.marieke)
    electing.propose(electing.circle.ben)
    electing.ask_consent()
    electing.gather_and_answer(electing.circle.ben)
    electing.circle.answer(electing.circle.ben)
    electing.circle.conclude()
    assert [name for name, *_ in roles(electing, Role.REPRESENTATIVE)] == ["Ben"]


def test_when_the_proposal_is_taken_back_in_its_round_the_election_goes_on(electing: Electing) -> None:
    electing.come_to(E.IN_ROUND)
    with transaction():
        rounds.withdraw_round(electing.circle.round, by=electing.circle.marieke)
    assert electing.circle.proposal.state is ProposalState.WITHDRAWN
    assert electing.election.state is E.CHANGING


def test_another_person_cannot_be_slipped_into_the_text(electing: Electing) -> None:
    """In the round only the term can be changed; who it is about stays."""
    electing.come_to(E.IN_ROUND)
    circle = electing.circle
    visitor = Visitor(db_app()).sign_in(circle.marieke)
    circle.gather()
    circle.open(RoundMode.FULL)
    until = clock.today() + timedelta(days=90)
    form = visitor.open(f"/ronde/{circle.round_id}/werkversie")
    form.submit("Maak dit versie 2 en vraag consent", subject_ends_on=until.isoformat())
    subject = db.session.scalars(db.select(ProposalVersion).order_by(ProposalVersion.id.desc())).first().wording.subject
    assert subject["ends_on"] == until.isoformat()
    assert subject["nominee"] == circle.fatima.id


def db_app() -> Flask:
    from flask import current_app

    return current_app._get_current_object()  # type: ignore[attr-defined,no-any-return]


# What is refused


def test_a_leader_is_no_representative_as_well(electing: Electing) -> None:
    with transaction():
        db.session.add(Membership(person=electing.circle.ben, unit=electing.circle.unit, role=Role.LEADER))
    electing.ask()
    with pytest.raises(Refused, match="functioneel leider"):
        electing.nominate(electing.circle.joost, electing.circle.ben)


def test_only_people_of_the_circle_are_nominated_and_one_election_a_role_goes_on(electing: Electing) -> None:
    electing.ask()
    before = contents()
    with pytest.raises(Refused, match="meebeslist"):
        electing.nominate(electing.circle.joost, electing.circle.pien)
    with pytest.raises(Refused, match="loopt al"), transaction():
        service.start_election(electing.circle.unit, Role.REPRESENTATIVE, by=electing.circle.marieke)
    with pytest.raises(Refused, match="niet gekozen"), transaction():
        service.start_election(electing.circle.unit, Role.LEADER, by=electing.circle.marieke)
    with pytest.raises(Forbidden), transaction():
        service.start_election(electing.circle.unit, Role.CHAIR, by=electing.circle.joost)
    assert contents() == before


def test_who_changes_says_why(electing: Electing) -> None:
    electing.come_to(E.CHANGING)
    circle = electing.circle
    with pytest.raises(Refused, match="van gedachten"), transaction():
        service.change(electing.election, NominationData(circle.ben), by=circle.joost)
    with transaction():
        service.change(electing.election, NominationData(circle.ben, "rustig", "Ben vroeg door"), by=circle.joost)
        place = electing.election.place_of(circle.sanne.id)
        data = NominationData(circle.ben, "rustig", "hardop gezegd")
        service.change(electing.election, data, by=circle.marieke, place=place)
    named = {one.place.name: one.nominee.name for one in electing.election.nominations}
    assert (named["Joost"], named["Sanne"]) == ("Ben", "Ben")


# The seal

TABLE = """
                        elector chair adviser narrower wider colleague beheerder nobody
election:read              x      x      x       x       .       .         .        .
election:nominate          x      x      .       .       .       .         .        .
election:change            x      x      .       .       .       .         .        .
election:change_for        .      x      .       .       .       .         .        .
election:lead              .      x      .       .       .       .         .        .
election:ask_nominations   .      x      .       .       .       .         .        .
election:show              .      x      .       .       .       .         .        .
election:propose           .      x      .       .       .       .         .        .
election:step_back         .      x      .       .       .       .         .        .
election:ask_consent       .      x      .       .       .       .         .        .
election:abandon           .      x      .       .       .       .         .        .
unit:elect             .      x      .       .       .       .         .        .
"""


def test_who_may_what(electing: Electing) -> None:
    electing.ask()
    circle = electing.circle
    with transaction():
        team = type(circle.unit)(name="Team Binnen", code="BINNEN", level=circle.unit.level, parent=circle.unit)
        db.session.add(team)
        narrower = circle.someone("Nel", Role.LEADER, of=team)
    people = {
        "elector": circle.joost, "chair": circle.marieke, "adviser": circle.pien, "narrower": narrower,
        "wider": circle.wim, "colleague": circle.cor, "beheerder": circle.bea, "nobody": None,
    }  # fmt: skip
    heads, *rows = [line.split() for line in TABLE.strip().splitlines()]
    assert {name for name, *_ in rows} == set(RULES)
    election = electing.election
    for name, *cells in rows:
        subject = circle.unit if name == "unit:elect" else election
        held = ["x" if may(people[head], name, subject) else "." for head in heads]
        assert held == cells, name


def everything_told(electing: Electing, reader: Any) -> str:
    """Every road to what goes on: the screens, their personal parts, the pages around them, and the journal."""
    visitor = Walker(db_app()).sign_in(reader)
    paths = [f"/kringen/{electing.circle.unit.id}", "/", "/besluiten", "/voorstellen"]
    paths += [f"/verkiezing/{electing.election_id}/{part}" for part in ("deelnemer", "deelnemer/persoonlijk", "scherm")]
    if may(reader, "election:lead", electing.election):
        paths += [f"/verkiezing/{electing.election_id}/gespreksleider{part}" for part in ("", "/persoonlijk")]
    db.session.rollback()
    return "".join(visitor.look(path).get_data(as_text=True) for path in paths)


def pushed(electing: Electing) -> Any:
    """What the streams would push to each audience."""
    db.session.info.pop("followed", None)
    with db_app().test_request_context():
        return ElectionSource().snapshots(electing.election_id, screens.AUDIENCES)


def streamed(electing: Electing) -> str:
    snapshots = pushed(electing)
    return "".join(one.html + one.personal + json.dumps(dict(one.own)) for one in snapshots.values())


def noted(electing: Electing) -> str:
    return json.dumps([one.payload.content for one in entries("election", electing.election_id)])


def test_before_they_are_shown_nobody_learns_a_nomination_by_any_road(electing: Electing) -> None:
    electing.ask()
    circle = electing.circle
    electing.nominate(circle.joost, circle.ben, f"{CANARY} zingt")
    for reader in (circle.marieke, circle.sanne, circle.fatima, circle.ben, circle.pien):
        assert CANARY not in everything_told(electing, reader), reader.name
    assert CANARY in everything_told(electing, circle.joost), "one's own is there"
    assert CANARY not in streamed(electing)
    assert CANARY not in noted(electing)
    assert circle.ben.actor_key not in json.dumps(
        [one.payload.content for one in entries("election", electing.election_id) if one.event == "nominate"]
    )
    electing.show()
    assert CANARY in everything_told(electing, circle.fatima)
    assert CANARY in streamed(electing)
    assert CANARY in noted(electing)


def test_the_screens_are_the_same_whomever_somebody_names(electing: Electing) -> None:
    """Not the name alone: no count, no order and no version tells anything of it."""
    electing.ask()
    circle = electing.circle
    seen = set()
    for whom in (circle.ben, circle.fatima):
        electing.nominate(circle.joost, whom, "kort")
        html = pushed(electing)
        seen.add("".join(one.html for one in html.values()) + html[screens.CHAIR].personal)
        db.session.rollback()
    assert len(seen) == 1


# Any sequence

ACTS: dict[str, Callable[[Electing, Any, Any], Any]] = {
    "ask": lambda one, who, _: service.ask_nominations(one.election, by=who),
    "nominate": lambda one, who, whom: service.nominate(one.election, NominationData(whom, "goed"), by=who),
    "show": lambda one, who, _: service.show(one.election, by=who),
    "change": lambda one, who, whom: service.change(one.election, NominationData(whom, "goed", "dus"), by=who),
    "propose": lambda one, who, whom: service.propose(one.election, one.candidacy(whom), by=who),
    "step_back": lambda one, who, _: service.step_back(one.election, by=who),
    "ask_consent": lambda one, who, _: service.ask_consent(one.election, "Wie wordt het?", by=who),
    "abandon": lambda one, who, _: service.abandon(one.election, by=who, reason="genoeg"),
}
NAMES = ("marieke", "sanne", "joost", "fatima", "ben", "pien", "wim", "bea")
STEP = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(NAMES), st.sampled_from(NAMES[:6]))
USUAL = [("ask", "marieke", "ben"), ("nominate", "joost", "ben"), ("show", "sanne", "ben"), ("propose", "sanne", "ben")]


@given(start=st.integers(0, 4), steps=st.lists(STEP, max_size=8))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_by_anyone_is_refused_or_consistent(
    house: Flask, start: int, steps: list[tuple[str, str, str]]
) -> None:
    with transaction() as session:
        count = session.query(Election).count()
    electing = Electing(name=f"{count:03}")
    for act, who, whom in [*USUAL[:start], *steps]:
        before = _standing(electing)
        circle = electing.circle
        try:
            with transaction():
                ACTS[act](electing, getattr(circle, who), getattr(circle, whom))
        except (Refused, Forbidden):
            assert _standing(electing) == before
        _is_consistent(electing)


def _standing(electing: Electing) -> Any:
    """Everything that an act could have changed."""
    election = electing.election
    named = [(one.id, one.nominee_id, one.lapsed_at) for place in election.places for one in place.history]
    proposed = db.session.query(ProposalVersion).count()
    told = len(entries("election", election.id))
    standing = (election.revision, election.state, election.nominee_id, len(election.places), named, proposed, told)
    db.session.rollback()
    return standing


def _is_consistent(electing: Electing) -> None:
    election = electing.election
    rows = entries("election", electing.election_id)
    assert rows[-1].target == election.state, "the journal tells the same"
    if election.state.is_sealed:
        assert not re.search("goed", noted(electing))
        assert "goed" not in streamed(electing)
    if election.state in (E.PROPOSED, E.IN_ROUND):
        assert election.nominee_id in {one.nominee_id for one in election.nominations}
    assert (election.proposal_id is not None) == (election.state is E.IN_ROUND)
    assert db.session.scalar(db.select(Decision).where(Decision.unit_id == election.unit_id)) is None
    db.session.rollback()


# Queries


def test_the_screens_take_as_many_queries_for_many_as_for_few(app: Flask) -> None:
    small, large = Electing(small=False, name="Klein"), Electing(name="Groot")
    with transaction():
        more = [large.circle.someone(f"Lid {number}", Role.MEMBER) for number in range(12)]
    large.circle.members += more
    counts = []
    for electing in (small, large):
        electing.come_to(E.CHANGING)
        visitor = Visitor(app).sign_in(electing.circle.marieke)
        for part in ("gespreksleider", "deelnemer", "scherm"):
            visitor.open(f"/verkiezing/{electing.election_id}/{part}")
            with counted_queries() as statements:
                visitor.open(f"/verkiezing/{electing.election_id}/{part}")
            counts.append(len(statements))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 7
