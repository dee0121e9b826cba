"""Who may not see a round cannot: every address, tried by every kind of outsider (design.md, "Who may").

What is hidden answers to the letter as what does not exist, and shows in no list, count, search, page of a unit or live
stream: those are the same before and after there was something to hide. Whatever an outsider presses changes nothing.
"""

import pytest
from flask import Flask

from app.core.database import db
from app.core.transaction import transaction
from app.decisions import screens
from app.decisions.queries.rounds import locked_round
from app.decisions.service import attendance, proposals, rounds
from app.decisions.states import Confidentiality, RoundState
from app.elections import screens as elections
from app.meetings import screens as meetings
from app.records.huizen import parse_document
from app.records.service import import_document
from tests.decisions.round_cast import Circle
from tests.holding.on_sqlite import house
from tests.holding.outsiders import OUTSIDERS, World, both_ends, every, one
from tests.holding.stages import WORD, Stages
from tests.holding.walk import NO_ID, Walker, addresses, all_of, mentions
from tests.live_client import Stream
from tests.server import Server
from tests.snapshot import contents, difference

__all__ = ["house"]

DOCUMENT = """\
Zaaknummer / Documentnummer: Z.1 / {}
Datum document: 3 maart 2025
Onderwerp: Een plek voor het nest
Vertrouwelijkheid: Vertrouwelijk
Besluit: Akkoord
Datum besluit: 10 maart 2025
Advies:
1. Instemmen met een plek.
"""

NEAREST = frozenset({"a colleague", "who leads the unit around it", "who was a member until yesterday"})
"""Those with the most rights of all outsiders look at everything that is hidden, and press on the first and the last of
each kind of thing. The others look at those, and press on one, of what the confidential circle and the openbare one
have: they are refused before it matters what keeps it hidden."""

UNSAFE_TO_TRY = frozenset({"sign_in.sign_out", "account.sign_out_everywhere", "demo.sign_in"})
"""These would turn the outsider into somebody else halfway."""


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World(house)


def nothing_in(found: list[str]) -> None:
    """Fail with all that was found, a line each."""
    assert not found, f"{len(found)} found:\n" + "\n".join(found[:30])


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_what_is_hidden_looks_like_what_does_not_exist(world: World, kind: str) -> None:
    outsider = world.outsiders[kind]
    hidden = world.hidden(every) if kind in NEAREST else world.hidden(both_ends, everywhere=False)
    missing: dict[str, object] = {}
    seen = []
    for address in addresses(world.app, "GET", hidden):
        if address.missing is None:
            continue
        answer = outsider.look(address.path)
        if address.missing not in missing:
            missing[address.missing] = all_of(outsider.look(address.missing), address.missing)
        if mentions(answer, [WORD]) or all_of(answer, address.path) != missing[address.missing]:
            seen.append(f"{address.path} ({answer.status})")
    nothing_in(seen)


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_whatever_an_outsider_presses_changes_nothing_and_tells_nothing(world: World, kind: str) -> None:
    outsider = world.outsiders[kind]
    outsider.token  # noqa: B018 - asking for it may begin a session
    before = contents()
    hidden = world.hidden(both_ends) if kind in NEAREST else world.hidden(one, everywhere=False)
    missing: dict[str, object] = {}
    seen = []
    for address in addresses(world.app, "POST", hidden):
        if address.missing is None:
            continue
        answer = outsider.act(address.path)
        if address.missing not in missing:
            missing[address.missing] = all_of(outsider.act(address.missing), address.missing)
        if mentions(answer, [WORD]) or all_of(answer, address.path) != missing[address.missing]:
            seen.append(f"{address.path} ({answer.status})")
    nothing_in(seen)
    assert difference(before, contents()) == {}


def test_pages_and_counts_are_the_same_before_and_after_there_was_something_to_hide(world: World) -> None:
    after = world.pages()
    changed = [
        f"{kind}: {path}"
        for kind, pages in world.before.items()
        for path, page in pages.items()
        if after[kind][path] != page
    ]
    nothing_in(changed)


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_nothing_else_that_can_be_pressed_tells_of_it(world: World, kind: str) -> None:
    """Forms about units, people and one's own account, sent by everybody: no answer has the word in it."""
    outsider = world.outsiders[kind]
    told = []
    for address in addresses(world.app, "POST", world.things()):
        if address.endpoint not in UNSAFE_TO_TRY:
            answer = outsider.act(address.path, what="", name="", email="")
            if mentions(answer, [WORD]) or answer.status_code >= 500:
                told.append(f"{address.path} ({answer.status})")
    nothing_in(told)


def test_who_sits_there_does_find_it(world: World) -> None:
    """The walk can fail: the gespreksleider of the confidential circle comes across the word nearly everywhere."""
    chair = Walker(world.app).sign_in(world.confidential.marieke)
    found = {"disclosure": 0, "rounds": 0, "chair": 0, "participant": 0, "proposals": 0, "register": 0, "working": 0}
    found |= {
        "meetings": 0,
        "preparing": 0,
        "items": 0,
        "meeting": 0,
        "meeting_chair": 0,
        "minutes": 0,
        "year": 0,
        "calendar": 0,
    }
    found |= {"records": 0, "elections": 0, "reviews": 0, "assignments": 0}
    found |= {"reporting": 0, "closing": 0, "round_files": 0}
    for address in addresses(world.app, "GET", world.hidden(both_ends)):
        if address.missing is not None and mentions(chair.look(address.path), [WORD]):
            found[address.endpoint.split(".")[0]] += 1
    assert all(found.values()), found


@pytest.mark.parametrize("kind", OUTSIDERS)
def test_no_stream_of_what_is_hidden_begins(world: World, server: Server, kind: str) -> None:
    cookies = world.outsiders[kind].cookies
    asked = [
        (f"/ronde/{{}}/stroom/{audience}", key)
        for stages in world.secrets
        if stages.sealed
        for key in (stages.sealed, stages.weighing)
        for audience in screens.AUDIENCES
    ]
    asked += [
        (f"/verkiezing/{{}}/stroom/{audience}", key)
        for stages in world.secrets
        for key in stages.keys().election_id
        for audience in elections.AUDIENCES
    ]
    asked += [
        (f"/overleg/{{}}/stroom/{audience}", key)
        for stages in world.secrets
        for key in stages.keys().meeting_id
        for audience in meetings.AUDIENCES
    ]
    streams = [Stream(server, path.format(key), cookies) for path, key in asked]
    missing = Stream(server, f"/ronde/{NO_ID}/stroom/deelnemer", cookies)
    missing.wait()
    assert missing.status in {401, 404}
    nothing_in([path for stream, (path, _) in zip(streams, asked, strict=True) if stream.wait() != missing.status])
    headers = [dict(stream.headers) | {"date": ""} for stream in (missing, *streams)]
    assert all(one == headers[0] for one in headers)


def test_a_decision_that_all_may_read_does_not_tell_which_confidential_one_took_its_place(world: World) -> None:
    old, new = Stages(Circle(name="Vervang")).replaced_in_secret()
    colleague = world.outsiders["a colleague"]
    for path in (f"/besluiten/{old.number}", f"/besluiten/{old.number}/logboek?alles", "/besluiten", "/"):
        answer = colleague.look(path)
        assert answer.status_code == 200
        assert not mentions(answer, [new.number, new.title]), path


def test_who_offers_a_confidential_document_again_is_not_told_where_it_stands(world: World) -> None:
    """Whether it is in the register or not, who leads another unit gets the same answer."""
    circle = world.confidential
    with transaction():
        there = import_document(parse_document(DOCUMENT.format("D.1")), circle.unit, by=circle.marieke).decision
    leader = world.outsiders["who leads another unit"]
    known, unknown = (
        leader.act("/besluiten/importeren/overnemen", document=DOCUMENT.format(number), unit=str(circle.unit.id))
        for number in ("D.1", "D.2")
    )
    assert not mentions(known, [there.number])
    assert known.status_code == unknown.status_code
    assert all_of(known)[2].replace("D.1", "D.2") == all_of(unknown)[2]


def test_what_becomes_confidential_closes_behind_who_was_there(house: Flask) -> None:
    """A guest and who leads the unit around it followed a first round. The next text is confidential: they are out."""
    circle = Circle(name="Wissel", confidentiality=Confidentiality.OPEN)
    circle.prepare()
    code = circle.round.guest_code
    db.session.rollback()
    guest, leader = Walker(house), Walker(house).sign_in(circle.wim)
    guest.open(f"/gast/{code}").submit("Klop aan", name="Greet")
    with transaction():
        round_ = locked_round(circle.round_id)
        attendance.admit(round_, next(one for one in round_.participants if one.guest_name), by=circle.marieke)
    circle.bring_to(RoundState.WEIGHING)
    assert guest.look(f"/ronde/{circle.round_id}/deelnemer").status_code == 200
    with transaction():
        rounds.end_without_consent(circle.round, by=circle.marieke)
        proposals.rework_proposal(circle.proposal, by=circle.joost)
        proposals.edit_proposal(
            circle.proposal,
            circle.text("Het roodborstje"),
            by=circle.joost,
            confidentiality=Confidentiality.CONFIDENTIAL,
        )
        proposals.submit_proposal(circle.proposal, by=circle.joost)
    Stages(circle, "roodborstje", "roodborstje").answered_under_seal(circle.proposal)
    for reader in (guest, leader):
        for path in (f"/ronde/{circle.round_id}/deelnemer", f"/ronde/{circle.round_id}/scherm"):
            assert reader.look(path).status_code == 404
        for path in ("/", "/voorstellen", f"/voorstellen/{circle.proposal_id}"):
            assert not mentions(reader.look(path), ["roodborstje"]), path
