"""axe finds nothing and nothing sticks out, on any screen: on phone and laptop, in every phase, for everybody."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.routing import Rule

from app import create_app, demo
from app.assignments.models import Assignment, AssignmentVersion, OwnPart
from app.assignments.programme_models import Programme, ProgrammeReport
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision, Execution, Mandate, Proposal
from app.decisions.states import RoundState
from app.elections.models import Election
from app.meetings.models import AgendaItem, Meeting, MeetingSeries, YearStep
from app.meetings.states import ItemState
from app.organisation import service
from app.organisation.models import Membership, Person
from app.organisation.temporary import TemporaryUnit
from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.house import House
from tests.browser.line import Exchange
from tests.browser.somebody import Somebody
from tests.browser.town import Crowd, Rounds, rounds_of
from tests.databases import SQLiteDatabases, settings_for
from tests.decisions.round_cast import Circle
from tests.server import running

PHONE, LAPTOP, NARROWEST = 390, 1280, 320
S = RoundState
OF_PROGRAMMES = {"programme_id": Programme, "report_id": ProgrammeReport, "part_id": OwnPart}
NO_PAGES = (
    *("rounds.qr_code", "participant.personal", "chair.personal"),
    *("records.decision_document", "records.proposal_document", "records.register_csv", "records.register_sheet"),
    *("records.minutes_document", "records.decisions_document", "records.agenda_document"),
    *("calendar.one_meeting", "calendar.feed", "meeting.personal", "meeting_chair.personal"),
    *("proposals.of_proposal", "register.of_decision", "records.programme_document"),
    *("elections.participant_part", "elections.chair_part", "round_files.file", "round_files.file_by_link"),
)
"""Addresses that give a picture, a file or a part of a page."""
FOR_THE_ADMINISTRATOR = ("units", "people", "levels", "post", "own_parts")
IN_A_CROWD = (S.PREPARED, S.QUESTIONING, S.CONSENTING, S.WEIGHING, S.CONCLUDING)
SEEN_BY = {
    "chair": tuple(S),
    "elector": tuple(S),
    "secretary": (S.PREPARED, S.QUESTIONING, S.WEIGHING, S.CONCLUDING),
    "objector": (S.WEIGHING, S.NOT_CONSENTED),
    "adviser": (S.PREPARED, S.QUESTIONING, S.CONSENTING),
}
"""In which phases the screen of each is looked at: those in which it differs from that of another."""


@dataclass
class Town:
    """The demo municipality, with two circles beside it that have a round in every phase, behind a server."""

    house: House
    rules: list[Rule]
    examples: dict[str, object]
    administrator: int
    chair: int
    secretary: int
    """Of the CMT, which meets."""
    working_group: int
    """A temporary unit of the CMT."""
    holders: dict[int, list[str]]
    """Who decide by themselves, and the pages on which they do."""
    parties: dict[int, list[str]]
    """Parties to assignments, and the pages on which they follow and write."""
    circle: Rounds
    crowd: Rounds
    others: list[int]
    """Rounds of the circle in which more is going on."""

    def welcome(self, person_id: int | None = None, scheme: str = "light") -> Somebody:
        """Somebody with a browser in which axe may run, signed in as this person."""
        somebody = self.house.welcome(Somebody, "onderzoeker", bypass_csp=True, color_scheme=scheme)
        return somebody.signs_in_as(person_id) if person_id else somebody


@pytest.fixture(scope="module")
def town(sqlite_databases: SQLiteDatabases, chromium: Browser, exchange: Exchange) -> Iterator[Town]:
    url = sqlite_databases.fresh()
    app = create_app(settings_for(url))
    with app.app_context():
        demo.install()
        described = _describe(app)
        db.session.remove()
        db.engine.dispose()
    with running(url) as server:
        house = House(server, chromium, exchange)
        yield Town(house, **described)
        complaints = house.complaints
        house.close()
    assert complaints == []


def _describe(app: Flask) -> dict[str, object]:
    people = {person.name.split()[0]: person.id for person in db.session.query(Person)}
    with transaction():
        token = service.invite(db.session.get_one(Person, people["Noor"]), actor=SYSTEM)
    decided = db.session.query(Decision).filter(Decision.round_id.is_not(None), Decision.number.startswith("GRO-"))
    decided = decided.order_by(Decision.id).first()
    assert decided is not None
    room = db.session.query(Mandate).filter(Mandate.holder_id == people["Daan"]).one()
    role = db.session.query(Membership).filter_by(person_id=people["Noor"]).first()
    assert role is not None
    circle, crowd = rounds_of(Circle, "Kring"), rounds_of(Crowd, "Menigte")
    for state in S:
        circle.bring_one_to(state)
    for state in IN_A_CROWD:
        crowd.bring_one_to(state)
    written, link = circle.in_writing()
    others = [
        written,
        circle.with_somebody_at_the_door(),
        circle.with_an_answer_to_note(),
        circle.on_a_second_version(),
    ]
    examples = {
        "unit_id": role.unit_id,
        "membership_id": role.id,
        "level_id": 1,
        "person_id": people["Noor"],
        "proposal_id": decided.proposal_id,
        "number": decided.number,
        "sitting_id": 1,
        "round_id": decided.round_id,
        "code": circle.codes[S.CONSENTING],
        "token": token,
        "link": link,
        "layout": "telefoon",
        "mandate_id": room.id,
        "slug": "sturingsfocus",
        "edition": 1,
        "paper": "pdf",
        "meeting_id": db.session.query(Meeting.id).order_by(Meeting.starts_at.desc()).first()[0],
        "agenda_item_id": db.session.query(AgendaItem.id).filter_by(state=ItemState.PLANNED).first()[0],
        "attachment_id": decided.wording.attachments[0].id,
        "series_id": db.session.query(MeetingSeries.id).first()[0],
        "year_step_id": db.session.query(YearStep.id).order_by(YearStep.id).first()[0],
        "assignment_id": db.session.query(Assignment.id).order_by(Assignment.id).first()[0],
        **{name: db.session.query(kind.id).order_by(kind.id).first()[0] for name, kind in OF_PROGRAMMES.items()},
        "election_id": db.session.query(Election.id).order_by(Election.id.desc()).first()[0],
    }
    return {
        "rules": [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())],
        "examples": examples,
        "administrator": people["Bea"],
        "chair": people["Marit"],
        "secretary": people["Petra"],
        "working_group": db.session.query(TemporaryUnit.id).order_by(TemporaryUnit.id).first()[0],
        "holders": {people[name]: _theirs(people[name]) for name in ("Joris", "Daan", "Noor")},
        "parties": _of_parties(people),
        "circle": circle,
        "crowd": crowd,
        "others": others,
    }


def _theirs(person_id: int) -> list[str]:
    """Where somebody decides with a mandate, and what they decided."""
    person = db.session.get_one(Person, person_id)
    held = db.session.query(Mandate).filter(Mandate.held_by(person.id, person.roles_on(clock.today()))).all()
    taken = db.session.query(Decision).join(Execution, Execution.decision_id == Decision.id)
    pages = [f"/mandaten/{one.id}{act}" for one in held for act in ("", "/besluit", "/ondermandaat", "/voorleggen")]
    pages += [f"/besluiten/{one.number}" for one in taken.filter(Execution.taken_by_id == person_id)]
    waiting = db.session.query(Proposal).filter(Proposal.mandate_id.in_([one.id for one in held]))
    return pages + [f"/voorstellen/{one.id}{act}" for one in waiting for act in ("", "/uitvoeringsbesluit")]


def _of_parties(people: dict[str, int]) -> dict[int, list[str]]:
    def key_of(title: str) -> int:
        query = db.session.query(AssignmentVersion.assignment_id).filter(AssignmentVersion.title.startswith(title))
        key: int = query.first()[0]
        return key

    running, talked_over, closed = (key_of(title) for title in ("Koele plekken", "Een balie", "Eén loket"))
    agreed, done, stopped = (key_of(title) for title in ("Veilig fietsen", "Stempassen", "Een eigen app"))
    pages = ("", "/tekst", "/voortgang", "/voortgang/nieuw", "/gesprekken", "/resultaat", "/verschil")
    portfolio = [f"/opdrachten/overzicht?per={one}" for one in ("opdrachtgever", "opdrachtnemer", "kring", "werksoort")]
    return {
        people["Bram"]: [*(f"/opdrachten/{running}{page}" for page in pages), *portfolio],
        people["Hanneke"]: [f"/opdrachten/{agreed}"],
        people["Anouk"]: [f"/opdrachten/{done}", f"/opdrachten/{done}/terugblik", f"/opdrachten/{stopped}"],
        people["Ilse"]: [f"/opdrachten/{talked_over}{page}" for page in ("", "/tekst", "/verschil")],
        people["Carolien"]: [f"/opdrachten/{running}", f"/opdrachten/{closed}", "/opdrachten/geleerd", "/programmas/1"],
    }


class Inspection:
    """Walks by pages, and keeps what is wrong with each."""

    def __init__(self, somebody: Somebody) -> None:
        self._page: Page = somebody.page
        self.found: list[str] = []

    def of(self, *paths: str) -> None:
        """Look at each of these addresses, if it gives a page."""
        for path in paths:
            self._page.set_viewport_size({"width": LAPTOP, "height": 900})
            answer = self._page.goto(path)
            if answer is not None and "text/html" in answer.headers.get("content-type", ""):
                self.here(path)

    def here(self, where: str) -> None:
        """Look at the page as it is now, folded open, in each width."""
        self._page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
        for width in (LAPTOP, PHONE):
            self._page.set_viewport_size({"width": width, "height": 900})
            self.found += [f"{where} ({width}): {one}" for one in found_by_axe(self._page)]
        self._page.set_viewport_size({"width": NARROWEST, "height": 900})
        self.found += [f"{where} ({NARROWEST}) sticks out: {one}" for one in sticking_out(self._page)]


@pytest.mark.parametrize("who", ["administrator", "chair"])
def test_every_page_of_the_house(town: Town, who: str) -> None:
    """Every address that gives a page, as somebody who may see it; a new screen is walked by of itself."""
    inspection = Inspection(town.welcome(getattr(town, who)))
    for rule in town.rules:
        is_for_administrator = rule.endpoint.split(".")[0] in FOR_THE_ADMINISTRATOR
        is_for_administrator |= rule.endpoint == "agreements.describe_first"
        if rule.endpoint not in NO_PAGES and is_for_administrator == (who == "administrator"):
            inspection.of(_example_of(rule, town.examples))
    assert inspection.found == []


def _example_of(rule: Rule, examples: dict[str, object]) -> str:
    missing = rule.arguments - examples.keys() - (rule.defaults or {}).keys()
    assert not missing, f"{rule.endpoint} asks for {missing}: give an example of it"
    built = rule.build({name: examples[name] for name in rule.arguments if name in examples})
    assert built is not None, f"{rule.endpoint} cannot be built"
    return built[1]


def test_who_decides_with_a_mandate(town: Town) -> None:
    """Their own pages; and the questions that lead there."""
    found = []
    for person_id, paths in town.holders.items():
        inspection = Inspection(town.welcome(person_id))
        inspection.of("/", *paths)
        found += inspection.found
    asked = Inspection(town.welcome(town.chair))
    answers = ("regel=ja", "regel=nee", f"regel=nee&beleid={town.examples['number']}", "regel=nee&zoek=zzz")
    asked.of("/mandaten?wanneer=alles", "/mandaten?zoek=zzz", *(f"/voorstellen/kies?{one}" for one in answers))
    assert found + asked.found == []


def test_the_meetings_of_a_unit(town: Town) -> None:
    """As the secretaris sees them: the one to come, and those of which there are minutes."""
    inspection = Inspection(town.welcome(town.secretary))
    meeting, series = town.examples["meeting_id"], town.examples["series_id"]
    of_unit = (
        f"/kringen/2/{page}"
        for page in ("overleg", "overlegreeks", "overleg/nieuw", "overleg/idee", "overleg/evaluatie")
    )
    of_meeting = (f"/overleg/{meeting}{page}" for page in ("", "/voorbereiden", "/voorzitten", "/wijzig"))
    item = f"/agendapunt/{town.examples['agenda_item_id']}/wijzig"
    inspection.of(*of_unit, *of_meeting, item, f"/overlegreeks/{series}")
    steps = ("/kringen/2/jaar", "/kringen/2/jaar/elk-jaar", "/kringen/2/jaar/eenmalig")
    inspection.of(*steps, f"/jaaragenda/{town.examples['year_step_id']}/wijzig")
    inspection.of("/overleg/1", "/overleg/2", "/overleg/1/besluitenlijst")
    assert inspection.found == []


def test_assignments_as_their_parties_see_them(town: Town) -> None:
    """Who does the work, who asked for it, and who commissions for the college: what waits, and what they write."""
    found = []
    for person_id, paths in town.parties.items():
        inspection = Inspection(town.welcome(person_id))
        inspection.of("/", "/opdrachten", *paths)
        found += inspection.found
    assert found == []


def test_a_temporary_unit(town: Town) -> None:
    """As who leads the unit it reports to sees it, from setting one up to stopping it."""
    inspection = Inspection(town.welcome(town.secretary))
    pages = ("", "/opdracht", "/stoppen", "/rollen/nieuw")
    inspection.of("/kringen/2", "/kringen/2/tijdelijk", *(f"/kringen/{town.working_group}{page}" for page in pages))
    assert inspection.found == []


def test_the_pages_of_nobody_in_particular(town: Town) -> None:
    """To sign in, to be invited, the guest's way in, and what is not there."""
    nobody = town.welcome()
    inspection = Inspection(nobody)
    door = f"/gast/{town.circle.codes[S.CONSENTING]}"
    inspection.of(
        str(town.examples["link"]),
        "/antwoord/x",
        "/inloggen",
        f"/uitnodiging/{town.examples['token']}",
        "/uitnodiging/x",
        door,
        "/gast/weg",
        "/weg",
    )
    nobody.opens(door)
    nobody.page.get_by_label("Je naam").fill("Greet de Bruin")
    nobody.presses("Klop aan")
    inspection.here("the guest waits")
    assert inspection.found == []


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/voorstellen/nieuw", "Dien in"),
        ("/besluiten/importeren", "Lees het document"),
        ("/account/wachtwoord", "Wachtwoord wijzigen"),
        ("/mensen/nieuw", "Collega toevoegen"),
    ],
)
def test_forms_that_come_back_with_an_error(town: Town, path: str, button: str) -> None:
    """An empty form is sent: the page says what is wrong, and so that all can find it."""
    somebody = town.welcome(town.administrator if path.startswith("/mensen") else town.chair)
    inspection = Inspection(somebody)
    somebody.opens(path)
    with somebody.page.expect_navigation():
        somebody.page.locator("main").get_by_role("button", name=button, exact=True).click()
    assert somebody.page.locator("[aria-invalid=true], .error-summary").count(), f"{path} says nothing"
    inspection.here(path)
    assert inspection.found == []


@pytest.mark.parametrize("part", list(SEEN_BY))
def test_every_phase_of_a_round(town: Town, part: str) -> None:
    """As each of those in the room sees it; the chair sees the wall and the werkversie too."""
    inspection = Inspection(town.welcome(getattr(town.circle.part, part)))
    seen = [town.circle.by_state[state] for state in SEEN_BY[part]]
    if part in {"chair", "elector"}:
        seen += town.others
    inspection.of(*(f"/ronde/{key}" for key in seen))
    consenting, weighing = town.circle.by_state[S.CONSENTING], town.circle.by_state[S.WEIGHING]
    if part == "chair":
        inspection.of(*(f"/ronde/{key}/scherm" for key in seen), f"/ronde/{weighing}/werkversie")
    if part == "elector":
        inspection.of(*(f"/ronde/{consenting}/deelnemer?keuze={one}" for one in ("objection", "concern", "recused")))
    assert inspection.found == []


def test_an_objection_without_a_word(town: Town) -> None:
    """The form comes back within the page, with what is wrong at its top."""
    elector = town.welcome(town.circle.part.elector)
    inspection = Inspection(elector)
    elector.opens(f"/ronde/{town.circle.by_state[S.CONSENTING]}/deelnemer?keuze=objection")
    elector.presses("Verstuur bezwaar")
    elector.sees("Dit klopt nog niet")
    assert elector.has_stayed
    inspection.here("an objection without a word")
    assert inspection.found == []


def test_a_full_room(town: Town) -> None:
    """Eighteen who decide, long names, a long title, three objections: still readable for all."""
    inspection = Inspection(town.welcome(town.crowd.part.chair))
    for key in town.crowd.by_state.values():
        inspection.of(f"/ronde/{key}", f"/ronde/{key}/scherm", f"/ronde/{key}/deelnemer")
    assert inspection.found == []


def test_in_the_dark(town: Town) -> None:
    """With dark colours the contrasts hold too."""
    inspection = Inspection(town.welcome(town.crowd.part.chair, scheme="dark"))
    weighing, consenting = town.crowd.by_state[S.WEIGHING], town.crowd.by_state[S.CONSENTING]
    inspection.of(f"/ronde/{weighing}", f"/ronde/{weighing}/werkversie", f"/ronde/{consenting}/deelnemer", "/besluiten")
    assert inspection.found == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_wall_fits_and_is_readable_from_six_metres(town: Town, width: int, height: int) -> None:
    """Nothing smaller than 2.2 % of its height, and nothing to scroll; but for a long text before the reveal."""
    wall = town.welcome(town.circle.part.chair)
    wall.page.set_viewport_size({"width": width, "height": height})
    found = []
    for state, key in town.circle.by_state.items():
        wall.opens(f"/ronde/{key}/scherm")
        found += too_much_for_a_wall(wall.page, state)
    wall.signs_in_as(town.crowd.part.chair)
    for state in (S.WEIGHING, S.CONCLUDING):
        wall.opens(f"/ronde/{town.crowd.by_state[state]}/scherm")
        found += too_much_for_a_wall(wall.page, state)
    assert found == []


def too_much_for_a_wall(page: Page, state: RoundState) -> list[str]:
    """What does not fit, and what is too small."""
    measured = page.evaluate(
        """() => ({
          overflow: document.documentElement.scrollHeight - window.innerHeight,
          smallest: Math.min(...[...document.querySelectorAll("body *")]
            .filter(one => one.checkVisibility() && !one.closest(".visually-hidden, .nl-skip-link")
              && [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
            .map(one => parseFloat(getComputedStyle(one).fontSize))) / window.innerHeight,
        })"""
    )
    found = [f"{state.value}: {measured['overflow']} pixels do not fit"] if measured["overflow"] > 0 else []
    return found + ([f"{state.value}: text of {measured['smallest']:.3f}"] if measured["smallest"] < 0.022 else [])
