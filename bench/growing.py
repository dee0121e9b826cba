"""Aim 6: what a list, a search and a page cost with a hundred thousand decisions, beside a thousand.

Run as `python -m bench.growing` with the settings of a database that was generated; prints JSON. A page is measured
within one process, from request to answer, and the cheapest of many turns counts: on SQLite by processor time, which
others on the machine touch least; on PostgreSQL, whose server is a process of its own, by the clock. The two towns
are measured in turn, for the pace of a machine drifts by more than what is to be seen.
A search is compared by what its statements take in the database, permission and all, beside bare SQL for the same rows.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import event, exists, select, text

from app import create_app
from app.core import search
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision, Objection, Proposal
from app.decisions.queries.register import Wanted, page_of_decisions
from app.decisions.states import Confidentiality, DecisionState, Nature, Origin
from app.organisation import service
from app.organisation.models import Membership, Person, Unit
from app.organisation.states import Role
from bench.figures import Aim, report
from bench.programs import ask, generate
from bench.rendering import queries_of
from bench.room import session_of

FEW, BASE, MANY = 100, 1000, 100_000
VISITS, TURNS, SEARCH_TURNS = 5, 6, 3
PAGE_GROWTH = Aim(at_most=1.5)
TIMES_BARE = Aim(at_most=3)
SAME = Aim(at_most=0)
FULL = {
    "register, last page": "register",
    "register, a unit": "register",
    "register, due": "register",
    "proposals, last page": "proposals, ended",
    "proposals, a unit": "proposals",
}
"""Pages that are not full with a thousand decisions, and the full one they are compared with."""
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
    towns = {decisions: fresh(f"scale{decisions}") for decisions in (FEW, BASE, MANY)}
    for decisions, url in towns.items():
        seconds = generate(decisions, url)
        report("scale", "generated in, processor time", seconds, "s", database=database, decisions=decisions)
    few = _visit(towns[FEW])
    visits = [(_visit(towns[BASE]), _visit(towns[MANY])) for _ in range(VISITS)]
    base, many = (_cheapest(those) for those in zip(*visits, strict=True))
    for page, cost in many["pages"].items():
        about = {"database": database, "page": page}
        more = many["queries"][page] - few["queries"][page]
        report("scale", "queries", many["queries"][page], "queries", **about)
        report("scale", "queries more than with 100", more, "queries", target=SAME, **about)
        report("scale", "page", cost, "ms", **about)
        beside = base["pages"][FULL.get(page, page)]
        report("scale", "page ratio", cost / beside, "times 1,000", target=PAGE_GROWTH, **about)
    for words, (cost, bare) in many["searches"].items():
        about = {"database": database, "words": words}
        report("scale", "search", cost, "ms", **about)
        report("scale", "search, bare SQL", bare, "ms", **about)
        report("scale", "search ratio", cost / bare, "times bare", target=TIMES_BARE, **about)


def _visit(url: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(ask("bench.growing", database_url=url))
    return figures


def _cheapest(visits: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What was measured in several visits to one town: of every page and every search the cheapest."""
    first = visits[0]
    return {
        "queries": first["queries"],
        "pages": {page: min(one["pages"][page] for one in visits) for page in first["pages"]},
        "searches": {
            words: [min(one["searches"][words][part] for one in visits) for part in (0, 1)]
            for words in first["searches"]
        },
    }


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
        cost = {page: _fastest(loader(path)) for page, path in pages.items()}
        searches = {name: _search(reader.id, words) for name, words in SEARCHES.items()}
    return {"queries": queries, "pages": cost, "searches": searches}


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
    plain &= Decision.proposal.has(Proposal.based_on_id.is_(None)) & (Decision.nature == Nature.POLICY)
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
        "steering map": "/sturing/kaart",
        "steering overview": "/sturing/overzicht",
        "units": "/kringen/",
        "unit": f"/kringen/{table}",
        "people": "/mensen/",
        "people, a search": "/mensen/?zoek=olmen",
        "person": f"/mensen/{leader}",
    }


def _search(reader_id: int, words: str) -> tuple[float, float]:
    """Milliseconds that the statements of a search take as the register sends them, and the bare SQL of it."""
    postgresql = db.engine.dialect.name == "postgresql"
    folded = search.fold(words).split()
    mark = ":*" if postgresql else "*"
    quoted = [f"{word}{mark}" if len(word) > 1 else word for word in folded]
    if not postgresql:
        quoted = [f'"{word}"{mark}' if len(word) > 1 else f'"{word}"' for word in folded]
    terms = (" & " if postgresql else " ").join(quoted)
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

    return _in_the_database(look), _in_the_database(bare)


def _in_the_database(work: Callable[[], None]) -> float:
    """Milliseconds of the statements that search, in the cheapest of some turns."""
    taken: list[float] = []
    begun = [0.0]

    def before(*_more: Any) -> None:
        begun[0] = _clock()

    def after(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "search_texts" in statement:
            taken[-1] += 1000 * (_clock() - begun[0])

    event.listen(db.engine, "before_cursor_execute", before)
    event.listen(db.engine, "after_cursor_execute", after)
    for _ in range(SEARCH_TURNS):
        taken.append(0.0)
        work()
    event.remove(db.engine, "before_cursor_execute", before)
    event.remove(db.engine, "after_cursor_execute", after)
    return min(taken)


def _fastest(work: Callable[[], None]) -> float:
    """The cheapest of some turns, in milliseconds, after one to warm up."""
    work()
    times = []
    for _ in range(TURNS):
        begun = _clock()
        work()
        times.append(1000 * (_clock() - begun))
    return min(times)


def _clock() -> float:
    return time.process_time() if db.engine.dialect.name == "sqlite" else time.perf_counter()


if __name__ == "__main__":
    json.dump(measure(create_app()), sys.stdout)
