"""Aim 6: what a list, a search and a page cost with a hundred thousand decisions, beside a thousand.

Run as `python -m bench.growing` with the settings of a database that was generated; prints JSON. A page is measured
within one process, from request to answer, by the fastest of many turns: on a machine that does other things as well,
that is the one in which nothing came between. On PostgreSQL the server's part is in it.
"""

import json
import sys
import time
from collections.abc import Callable

from flask import Flask
from sqlalchemy import exists, select, text

from app import create_app
from app.core import search
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision, Objection, Proposal
from app.decisions.queries.register import Wanted, page_of_decisions
from app.decisions.states import Confidentiality, DecisionState, Origin
from app.organisation import service
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import Role
from bench.figures import Aim, report
from bench.programs import ask, generate
from bench.rendering import queries_of
from bench.room import session_of

FEW, BASE, MANY = 100, 1000, 100_000
TURNS, SEARCH_TURNS = 25, 7
PAGE_GROWTH = Aim(at_most=1.5)
TIMES_BARE = Aim(at_most=3)
SAME = Aim(at_most=0)
SEARCHES = {"rare": "olmenlaan", "two words": "veilig rietweg", "number": "D.1000042", "none": "flierefluiter",
            "common": "wij", "very common": "de"}  # fmt: skip
BARE = {
    "sqlite": "WITH found AS (SELECT subject_id FROM search_words"
    " JOIN search_texts ON search_texts.id = search_words.rowid WHERE search_words MATCH :terms AND kind = 'decision')",
    "postgresql": "WITH found AS (SELECT subject_id FROM search_texts"
    " WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :terms) AND kind = 'decision')",
}
COUNTED = " SELECT count(*) FROM found"
LATEST = (
    " SELECT number, what FROM decisions JOIN wordings ON wordings.id = wording_id"
    " WHERE decisions.id IN (SELECT subject_id FROM found) ORDER BY decided_on DESC, decisions.id DESC LIMIT 25"
)


async def measure_growth(database: str, fresh: Callable[[str], str]) -> None:
    """The same municipality with few and with many decisions."""
    found = {}
    for decisions in (FEW, BASE, MANY):
        url = fresh(f"scale{decisions}")
        seconds = generate(decisions, url)
        found[decisions] = json.loads(ask("bench.growing", database_url=url))
        report("scale", "generated in", seconds, "s", database=database, decisions=decisions)
    few, base, many = (found[decisions] for decisions in (FEW, BASE, MANY))
    for page, cost in many["pages"].items():
        about = {"database": database, "page": page}
        more = many["queries"][page] - few["queries"][page]
        report("scale", "queries", many["queries"][page], "queries", **about)
        report("scale", "queries more than with 100", more, "queries", target=SAME, **about)
        report("scale", "page", cost, "ms", **about)
        report("scale", "page ratio", cost / base["pages"][page], "times 1,000", target=PAGE_GROWTH, **about)
    for words, (cost, bare) in many["searches"].items():
        about = {"database": database, "words": words}
        report("scale", "search", cost, "ms", **about)
        report("scale", "search, bare SQL", bare, "ms", **about)
        report("scale", "search ratio", cost / bare, "times bare", target=TIMES_BARE, **about)


def measure(app: Flask) -> dict[str, object]:
    """Milliseconds and queries of each page, and milliseconds of each search beside its bare SQL."""
    with app.app_context():
        reader = _reader()
        with transaction():
            token = service.open_session(reader)
        pages = _pages(reader)
    cookie = session_of(app, token).cookie
    client = app.test_client(use_cookies=False)

    def loader(path: str) -> Callable[[], None]:
        def load() -> None:
            status = client.get(path, headers={"Cookie": cookie}).status_code
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")

        return load

    with app.app_context():
        queries = {page: queries_of(loader(path)) for page, path in pages.items()}
        searches = {name: _search(reader.id, words) for name, words in SEARCHES.items()}
    return {
        "queries": queries,
        "pages": {page: _fastest(loader(path), TURNS) for page, path in pages.items()},
        "searches": searches,
    }


def _reader() -> Person:
    """Who chairs the first team, which has something of everything in hand."""
    chairs = select(Membership.person_id).join(Membership.unit).where(Unit.code == "TM1", Membership.role == Role.CHAIR)
    return db.session.scalars(select(Person).where(Person.id.in_(chairs))).one()


def _pages(reader: Person) -> dict[str, str]:
    table = reader.memberships[0].unit_id
    holds = Decision.state == DecisionState.IN_FORCE
    shared = select(Decision).where(holds, Decision.confidentiality != Confidentiality.CONFIDENTIAL)
    latest = shared.order_by(Decision.decided_on.desc().nulls_last(), Decision.id.desc()).limit(1)
    plain = ~exists().where(Objection.proposal_id == Decision.proposal_id)
    plain &= Decision.proposal.has(Proposal.based_on_id.is_(None))
    by_round = latest.where(Decision.origin == Origin.ROUND, plain)
    decided = db.session.scalars(by_round).one()
    imported = db.session.scalars(latest.where(Decision.origin == Origin.IMPORTED)).one()
    leader = db.session.scalars(select(Membership.person_id).where(Membership.role == Role.LEADER)).first()
    asked = {
        "register": "", "register, page 20": "pagina=20", "register, last page": "pagina=4000",
        "register, a unit": f"kring={table}", "register, a level": "niveau=3", "register, the widest level": "niveau=7",
        "register, in force": "staat=van-kracht", "register, repealed": "staat=ingetrokken",
        "register, due": "staat=terugkijken", "register, beleid": "aard=beleid",
        "register, a year": "van=2020-01-01&tot=2020-12-31",
    }  # fmt: skip
    return {name: f"/besluiten?{what}" for name, what in asked.items()} | {
        "proposals": "/voorstellen",
        "proposals, ended": "/voorstellen?deel=afgerond",
        "proposals, last page": "/voorstellen?deel=afgerond&pagina=400",
        "proposals, a unit": f"/voorstellen?kring={table}",
        "decision": f"/besluiten/{decided.number}",
        "decision, imported": f"/besluiten/{imported.number}",
        "decision, journal": f"/besluiten/{decided.number}/logboek",
        "proposal": f"/voorstellen/{decided.proposal_id}",
        "proposal, journal": f"/voorstellen/{decided.proposal_id}/logboek",
        "start": "/",
        "units": "/kringen/",
        "unit": f"/kringen/{table}",
        "people": "/mensen/",
        "people, a search": "/mensen/?zoek=olmen",
        "person": f"/mensen/{leader}",
    }


def _search(reader_id: int, words: str) -> tuple[float, float]:
    """Milliseconds of a search as the register does it, with permission and rows, and of the bare SQL of it."""
    postgresql = db.engine.dialect.name == "postgresql"
    folded = search.fold(words).split()
    terms = " & ".join(f"{word}:*" for word in folded) if postgresql else " ".join(f'"{word}"*' for word in folded)
    found = BARE[db.engine.dialect.name]
    latest = LATEST.replace("decided_on DESC", "decided_on DESC NULLS LAST")

    def look() -> None:
        db.session.rollback()
        db.session.expunge_all()
        reader = db.session.get_one(Person, reader_id)
        page_of_decisions(reader, Wanted(words=words))

    def bare() -> None:
        db.session.rollback()
        for query in (COUNTED, latest):
            db.session.execute(text(found + query), {"terms": terms}).all()

    return _fastest(look, SEARCH_TURNS), _fastest(bare, SEARCH_TURNS)


def _fastest(work: Callable[[], None], turns: int) -> float:
    """The shortest of some turns, in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - begun))
    return min(times)


if __name__ == "__main__":
    json.dump(measure(create_app()), sys.stdout)
