"""A municipality that was generated is like one that came to be by the verbs, and its screens cost the same."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask

from app.core.database import Base, db
from app.core.errors import Refused
from app.core.permissions import may
from app.decisions.models import Decision, Objection, Proposal
from app.decisions.queries import bounded
from app.decisions.queries.proposals import SECTIONS
from app.decisions.queries.register import STATES
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import NATURES, Confidentiality, DecisionState, Nature, Origin, ProposalState
from app.demo.many import generate
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import Role
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE, application
from tests.decisions import invariants
from tests.query_count import counted_queries

FEW, MORE = 100, 300


@contextmanager
def town(databases, decisions: int, seed: int = 1) -> Iterator[Flask]:
    """The application on a database of its own with so many decisions."""
    url = databases.fresh()
    app = application(url)
    with app.app_context():
        generate(decisions, seed)
        yield app
        db.session.remove()
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def databases(request):
    return request.getfixturevalue(f"{request.param}_databases")


def count(model, *conditions) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model).where(*conditions))


def everything() -> dict[str, list[tuple]]:
    tables = [table for table in Base.metadata.sorted_tables if table.primary_key.columns]
    by_key = {table.name: db.select(table).order_by(*table.primary_key.columns) for table in tables}
    return {name: [tuple(row) for row in db.session.execute(query)] for name, query in by_key.items()}


def test_it_is_as_the_verbs_would_have_left_it(databases) -> None:
    with town(databases, 60):
        invariants.rounds_are_consistent()
        invariants.the_journal_tells_it_all()
        invariants.no_objection_vanished(set())
        invariants.nothing_is_shown_before_the_reveal()
        assert count(Decision) == 60
        by_round = db.session.scalars(db.select(Decision).where(Decision.origin == Origin.ROUND)).all()
        assert by_round
        for decision in by_round:
            assert decision.wording.digest() == decision.round.version.frozen_digest
            assert not decision.wording.missing_for_decision
        for decision in db.session.scalars(db.select(Decision)):
            assert decision.review_on == decision.wording.review_on
            assert (decision.superseded_by is not None) is (decision.state is DecisionState.SUPERSEDED)
        for unit in db.session.scalars(db.select(Unit).where(Unit.parent_id.is_not(None))):
            assert unit.parent is not None
            assert unit.parent.level.rank > unit.level.rank
        with pytest.raises(Refused):
            generate(1)


def test_the_rules_and_the_lists_agree(databases) -> None:
    with town(databases, 60, seed=5):
        linked = db.session.scalar(db.select(Membership.person_id).where(Membership.role == Role.REPRESENTATIVE))
        author = db.session.scalar(db.select(Proposal.author_id).where(Proposal.state == ProposalState.DECIDED))
        confidential = Decision.confidentiality == Confidentiality.CONFIDENTIAL
        assert count(Decision, confidential), "there is something to hide"
        for key in (1, linked, author):
            reader = db.session.get(Person, key)
            for model, name, visible in (
                (Decision, "decision:read", visible_decisions),
                (Proposal, "proposal:read", visible_proposals),
            ):
                listed = set(db.session.scalars(db.select(model.id).where(visible(reader))))
                assert listed == {one.id for one in db.session.scalars(db.select(model)) if may(reader, name, one)}


def test_the_same_seed_gives_the_same(sqlite_databases) -> None:
    made = []
    for seed in (3, 3, 4):
        with town(sqlite_databases, 12, seed):
            made.append(everything())
    assert made[0] == made[1]
    assert made[0]["wordings"] != made[2]["wordings"]


def screens() -> dict[str, str]:
    """Every list, search and page of a reader who has something everywhere."""
    shared = Decision.confidentiality != Confidentiality.CONFIDENTIAL
    holding = db.select(Decision).where(Decision.state == DecisionState.IN_FORCE, shared).order_by(Decision.id)
    rounds = holding.where(Decision.origin == Origin.ROUND)
    of_its_own = rounds.where(Decision.proposal.has(Proposal.based_on_id.is_(None)))
    plain = of_its_own.where(~db.exists().where(Objection.proposal_id == Decision.proposal_id))
    decision = db.session.scalars(plain).first()
    team = db.session.scalar(db.select(Unit.id).where(Unit.code == "TM1"))
    untouched = ~db.exists().where(Proposal.based_on_id == Decision.id)
    elsewhere = holding.where(Decision.origin == Origin.IMPORTED, Decision.nature == Nature.POLICY)
    imported = db.session.scalars(elsewhere.where(untouched)).first()
    assert decision is not None
    assert imported is not None
    shown = {f"besluiten {asked}": f"/besluiten?{asked}" for asked in ("", "pagina=2", "niveau=3", "zoek=wij+buurt")}
    shown |= {f"besluiten {state}": f"/besluiten?staat={state}" for state in STATES}
    shown |= {f"besluiten {nature}": f"/besluiten?aard={nature}" for nature in NATURES}
    shown |= {f"voorstellen {name}": f"/voorstellen?deel={name}" for name in SECTIONS}
    return shown | {
        "besluiten van een kring": f"/besluiten?kring={team}",
        "besluiten van een tijd": "/besluiten?van=2015-01-01&tot=2020-12-31",
        "besluit": f"/besluiten/{decision.number}",
        "logboek": f"/besluiten/{decision.number}/logboek",
        "overgenomen": f"/besluiten/{imported.number}",
        "voorstellen": "/voorstellen",
        "voorstellen gezocht": "/voorstellen?zoek=wij",
        "voorstel": f"/voorstellen/{decision.proposal_id}",
        "logboek van een voorstel": f"/voorstellen/{decision.proposal_id}/logboek",
        "vandaag": "/",
        "sturingskaart": "/sturing/kaart",
        "sturingsoverzicht": "/sturing/overzicht",
        "kringen": "/kringen/",
        "kring": f"/kringen/{team}",
        "mensen": "/mensen/",
        "mensen gezocht": "/mensen/?zoek=an",
        "iemand": "/mensen/2",
    }


def counts(app: Flask) -> dict[str, int]:
    """How many statements each screen takes, once it has been shown."""
    chair = db.select(Membership.person_id).join(Unit).where(Unit.code == "TM1", Membership.role == Role.CHAIR)
    visitor = Visitor(app).sign_in(db.session.get(Person, db.session.scalar(chair)))
    taken = {}
    for name, path in screens().items():
        db.session.remove()
        with counted_queries() as statements:
            visitor.open(path)
        taken[name] = len(statements)
    return taken


@ON_SQLITE_ALONE
def test_no_screen_asks_more_when_there_is_more(databases) -> None:
    with town(databases, FEW) as app:
        few = counts(app)
    with town(databases, MORE) as app:
        more = counts(app)
    assert more == few
    assert max(more.values()) <= 20


def test_what_is_too_much_to_count_is_said_to_be_more(databases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "MOST_COUNTED", 50)
    with town(databases, 60) as app:
        visitor = Visitor(app).sign_in(db.session.get(Person, 2))
        everything = visitor.open("/besluiten?pagina=9")
        assert "meer dan 50 besluiten" in everything.text
        assert "Er is meer." in everything.text
        assert len(everything.page.select("tbody tr")) == 25
        few = visitor.open("/besluiten?staat=vervangen")
        assert "meer dan" not in few.text
