"""The voortgangsrapportage of a programme: its chart line by line, and its way through the college to the raad."""

from datetime import timedelta

import pytest
from flask import Flask

from app.assignments.courses import Course
from app.assignments.programme_machines import ProgrammeReportMachine
from app.assignments.programme_models import ProgrammeReport
from app.assignments.programme_queries import locked_report
from app.assignments.programme_reports import TALKED_OVER, people_named, report_lines
from app.assignments.programme_states import ReportState, Standing
from app.assignments.service import drafting, programme_reporting
from app.assignments.service.programme_reporting import LineData
from app.assignments.states import AssignmentState, PartyRole
from app.core import clock
from app.core.database import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.decisions.states import Confidentiality
from app.meetings.models import AgendaItem
from app.meetings.queries.items import locked_item
from app.meetings.queries.meetings import locked_meeting
from app.meetings.service import agenda, attendance, items, planning, running
from app.meetings.service.planning import MeetingData
from app.meetings.states import ItemState, Outcome
from app.organisation.queries.directory import active_people
from tests.assignments.assignment_cast import TITLE, Agreeing
from tests.assignments.programme_cast import Steering
from tests.browserless import Visitor
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.charts import Row, each, left_out, read, try_row
from tests.query_count import counted_queries
from tests.snapshot import contents

S = ReportState
PEOPLE = {"leader": "leader", "leading": "leading", "colleague": "colleague", "college": "carla", "secretaris": "gijs"}
CHART = """
edit          | draft            | leader     |                      | stays                  | whoever leads the programme writes
              | draft            | leading    |                      | stays                  | and who leads its unit
              | draft            | college    |                      | forbidden              | the college does not
              | draft            | colleague  |                      | forbidden              | nor a colleague
              | proposed         | leader     |                      | refused: Haal haar     | not while the college has it
              | noted, released  | leader     |                      | refused: volgende      | what was noted is never changed
put_together  | draft            | leader     |                      | stays                  | it may begin anew
              | draft            | colleague  |                      | forbidden              | not by anybody
              | all but draft    | leader     |                      | refused                | not once it left
propose       | draft            | leader     |                      | proposed               | when it says how all stands
              | draft            | leader     | one is untold        | refused: hoe het       | not while it does not
              | draft            | leader     | it is empty          | refused: geen opdracht | nor about nothing
              | draft            | leader     | one is closed now    | refused: vertrouwelijk | nor with what is closed by now
              | draft            | leader     | somebody is named    | refused: naam van      | nor with somebody's name
              | draft            | secretaris |                      | forbidden              | the college does not put it before itself
              | all but draft    | leader     |                      | refused                | once
take_back     | proposed         | leader     |                      | draft                  | while the college has not taken it up
              | proposed         | leader     | it is on the agenda  | refused: agenda        | not from under the college
              | proposed         | secretaris |                      | forbidden              | the college sends it back otherwise
              | all but proposed | leader     |                      | refused                | only from there
put_on_agenda | proposed         | secretaris |                      | stays                  | the college takes it up
              | all but proposed | secretaris |                      | refused                | only what lies before it
send_back     | proposed         | secretaris |                      | draft                  | it was not noted
              | all but proposed | secretaris |                      | refused                | what was noted is not sent back
note          | proposed         | secretaris |                      | noted                  | kennisgenomen
              | all but proposed | secretaris |                      | refused                | never without lying there, and once
release       | noted            | leader     |                      | released               | for the raad
              | noted            | secretaris |                      | released               | also by who leads the college
              | noted            | college    |                      | forbidden              | not by a member alone
              | noted            | colleague  |                      | forbidden              | nor a colleague
              | noted            | leader     | one is closed now    | refused: vertrouwelijk | nothing closed goes to the raad
              | draft, proposed  | leader     |                      | refused: geen kennis   | never before the college
              | released         | leader     |                      | refused                | once
"""  # noqa: E501 - a table is read across


def one_is_untold(report: ProgrammeReport) -> None:
    report.lines = [{**one, "standing": Standing.UNTOLD.value} for one in report.lines]


def it_is_empty(report: ProgrammeReport) -> None:
    report.lines = []


def one_is_closed_now(report: ProgrammeReport) -> dict[str, set[int]]:
    return {"closed": {report.lines[0]["assignment"]}}


def somebody_is_named(_report: ProgrammeReport) -> dict[str, list[str]]:
    return {"named": ["Fatima Belhaj"]}


def it_is_on_the_agenda(report: ProgrammeReport) -> None:
    report.is_on_agenda = True


ROWS = read(CHART, ReportState, (one_is_untold, it_is_empty, one_is_closed_now, somebody_is_named, it_is_on_the_agenda))


class World:
    """A report in each state, and the database as it stood when they were there."""

    def __init__(self) -> None:
        self.all = {
            state: Steering(name=f"{number} {state.value}").come_to(state) for number, state in enumerate(ReportState)
        }
        assert {state: one.report.state for state, one in self.all.items()} == {state: state for state in ReportState}
        db.session.rollback()
        self.contents = contents()


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("row", "state"), each(ROWS))
def test_a_line_of_the_chart(world: World, told: list[str], row: Row, state: ReportState) -> None:
    steering = world.all[state]
    actor = getattr(steering, PEOPLE[row.by])
    load = lambda: locked_report(steering.report_key)  # noqa: E731
    try_row(ProgrammeReportMachine, load, row, actor, told, world.contents)


def test_no_pair_of_state_and_event_is_left_out() -> None:
    assert left_out(ProgrammeReportMachine, ReportState, ROWS) == set()


WHO_READS = [
    ("draft", {"leader", "leading"}, "a draft is its writers'"),
    ("proposed", {"leader", "leading", "carla", "gijs"}, "the college reads what lies before it"),
    ("noted", {"leader", "leading", "carla", "gijs", "colleague"}, "everybody reads what the college noted"),
    ("released", {"leader", "leading", "carla", "gijs", "colleague"}, "and what the raad has"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("state", "readers", "says"), WHO_READS, ids=[says for _state, _who, says in WHO_READS])
def test_who_reads_a_report(app: Flask, state: str, readers: set[str], says: str) -> None:
    steering = Steering().come_to(ReportState(state))
    address = f"/programmas/rapportage/{steering.report_key}"
    for who in ("leader", "leading", "carla", "gijs", "colleague"):
        visitor = Visitor(app).sign_in(getattr(steering, who))
        visitor.open(address, 200 if who in readers else 404)
        page = visitor.open(f"/programmas/{steering.key}")
        assert page.sees("Rapportage 1") is (who in readers), f"{who}: {says}"


class Meeting:
    """The college meets, led and prepared by its secretaris."""

    def __init__(self, steering: Steering) -> None:
        self.steering, self.by = steering, steering.gijs
        with transaction():
            data = MeetingData(
                "Collegevergadering", clock.now() + timedelta(days=1), 60, "B&W-kamer", chair=self.by, secretary=self.by
            )
            self.key = planning.plan_meeting(steering.college, data, by=self.by).id
        self.item_key = 0

    def put(self) -> None:
        with transaction():
            self.item_key = agenda.put_report(locked_meeting(self.key), self.steering.report, by=self.by).id

    def conclude(self, outcome: Outcome, words: str = "") -> None:
        with transaction():
            agenda.set_agenda(locked_meeting(self.key), by=self.by)
        with transaction():
            meeting = locked_meeting(self.key)
            place = meeting.attendee_of(self.by.id)
            assert place is not None
            attendance.mark_present(meeting, [place.id], by=self.by)
        with transaction():
            running.open_meeting(locked_meeting(self.key), by=self.by)
        with transaction():
            items.take(locked_item(self.item_key), by=self.by)
        with transaction():
            items.conclude(locked_item(self.item_key), outcome, words, by=self.by)


def test_from_the_programme_through_the_college_to_the_raad(app: Flask) -> None:
    """The one story that is tried on both databases."""
    steering = Steering()
    steering.take_in()
    writer = Visitor(app).sign_in(steering.leader).open(f"/programmas/{steering.key}")
    writer.submit("Stel samen")
    assert writer.sees("Schrijf de rapportage", TITLE, "Noem geen namen")
    writer.submit(
        "Bewaar", summary="Het gaat goed.", **{"lines-0-standing": "Op koers", "lines-0-reached": "De kaart."}
    )
    assert writer.sees("Het gaat goed.", "● Op koers", "De kaart.", "De kaart is er")
    steering.report_key = int(writer.path.rsplit("/", 1)[1])
    writer.submit("Leg voor aan het college")
    assert writer.sees("wacht in de agendavoorraad")
    meeting = Meeting(steering)
    chair = Visitor(app).sign_in(steering.gijs).open(f"/overleg/{meeting.key}/voorbereiden")
    assert chair.sees("Voortgang van programma's", "Voortgangsrapportage Koele stad")
    chair.send(f"/overleg/{meeting.key}/uit-de-voorraad", what=f"report:{steering.report_key}")
    assert not chair.sees("Voortgang van programma's")
    meeting.item_key = db.session.scalars(
        db.select(AgendaItem.id).where(AgendaItem.report_id == steering.report_key)
    ).one()
    with pytest.raises(Refused, match="al op de agenda"), transaction():
        programme_reporting.take_back(steering.report, by=steering.leader)
    meeting.conclude(Outcome.NOTED)
    assert (steering.report.state, steering.report.noted_on) == (S.NOTED, clock.today())
    assert Visitor(app).sign_in(steering.colleague).open(writer.path).sees("Het college nam er op", "Het gaat goed.")
    writer.open(writer.path).submit("Geef vrij voor de raad")
    assert writer.sees("Vrijgegeven voor de raad", steering.leader.name)
    assert steering.report.released_by_id == steering.leader.id


@ON_SQLITE_ALONE
@pytest.mark.parametrize(
    ("outcome", "then", "waits"),
    [
        (Outcome.NOTED, S.NOTED, False),
        (Outcome.HELD_OVER, S.PROPOSED, True),
        (Outcome.TAKEN_BACK, S.DRAFT, False),
        (Outcome.REFERRED, S.DRAFT, False),
    ],
    ids=["noted", "held over it comes back with its report", "taken back it is its writers'", "referred as well"],
)
def test_what_becomes_of_it_in_the_meeting(app: Flask, outcome: Outcome, then: ReportState, waits: bool) -> None:
    steering = Steering().come_to(S.PROPOSED)
    meeting = Meeting(steering)
    meeting.put()
    meeting.conclude(outcome, "Volgende week.")
    assert steering.report.state is then
    about = db.select(AgendaItem).where(
        AgendaItem.report_id == steering.report_key, AgendaItem.state == ItemState.PLANNED
    )
    assert (db.session.scalar(about) is not None) is waits
    if then is S.DRAFT:
        steering.write(reached="Nog meer.")
        steering.propose()
        assert not steering.report.is_on_agenda


@ON_SQLITE_ALONE
def test_what_is_dropped_from_the_pool_goes_back(app: Flask) -> None:
    steering = Steering().come_to(S.PROPOSED)
    meeting = Meeting(steering)
    meeting.put()
    with transaction():
        agenda.take_off(locked_item(meeting.item_key), by=steering.gijs)
    with transaction():
        agenda.drop(locked_item(meeting.item_key), by=steering.gijs, reason="Eerst de cijfers.")
    assert (steering.report.state, steering.report.is_on_agenda) == (S.DRAFT, False)


@ON_SQLITE_ALONE
def test_only_the_college_puts_it_on_an_agenda_and_once(app: Flask) -> None:
    steering = Steering().come_to(S.PROPOSED)
    with transaction():
        data = MeetingData("Team", clock.now() + timedelta(days=1), 60, "Kamer 1", chair=steering.leading)
        team = planning.plan_meeting(steering.circle.unit, data, by=steering.leading).id
    with pytest.raises(Refused, match="het college"), transaction():
        agenda.put_report(locked_meeting(team), steering.report, by=steering.leading)
    meeting = Meeting(steering)
    meeting.put()
    with pytest.raises(Refused, match="al op een agenda"):
        meeting.put()


STANDS = [
    (AssignmentState.AGREED, Standing.NOT_BEGUN, "what is agreed has not begun"),
    (AssignmentState.ACTIVE, Standing.UNTOLD, "of what runs somebody has to say how"),
    (AssignmentState.RENEGOTIATING, Standing.ATTENTION, "what is talked over anew asks for attention"),
    (AssignmentState.COMPLETED, Standing.DONE, "done"),
    (AssignmentState.CANCELLED, None, "what was never agreed is no part of it"),
    (AssignmentState.OFFERED, None, "nor what is only offered"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("state", "standing", "says"), STANDS, ids=[says for _state, _stands, says in STANDS])
def test_how_an_assignment_stands_before_anybody_edits(
    app: Flask, state: AssignmentState, standing: Standing | None, says: str
) -> None:
    agreeing = Agreeing()
    agreeing.come_to(state)
    lines = report_lines([agreeing.assignment], clock.today())
    assert [one["standing"] for one in lines] == ([standing.value] if standing else []), says


@ON_SQLITE_ALONE
def test_its_last_report_before_the_reference_date_says_how_it_stands(app: Flask) -> None:
    agreeing = Agreeing()
    agreeing.be_active()
    agreeing.report(reached="De kaart is er.", asked="Een extra hand.", why="Te weinig mensen.", whole=Course.OFF)
    today = clock.today()
    (line,) = report_lines([agreeing.assignment], today)
    assert (line["standing"], line["why"]) == (Standing.OFF_COURSE.value, "Te weinig mensen.")
    assert (line["reached"], line["asked"]) == ("De kaart is er.", "Een extra hand.")
    (before,) = report_lines([agreeing.assignment], today - timedelta(days=1))
    assert before["standing"] == Standing.UNTOLD.value, "what was told later is no part of it"
    agreeing.reopen()
    (line,) = report_lines([agreeing.assignment], today)
    assert line["why"] == f"Te weinig mensen. {TALKED_OVER}"


@ON_SQLITE_ALONE
def test_what_is_closed_is_told_to_no_raad_whoever_puts_it_together(app: Flask) -> None:
    closed = Agreeing(confidentiality=Confidentiality.CONFIDENTIAL)
    closed.be_active()
    assert report_lines([closed.assignment], clock.today()) == []


@ON_SQLITE_ALONE
def test_it_names_the_bestuurlijk_opdrachtgever_alone(app: Flask) -> None:
    steering = Steering()
    with transaction():
        party = steering.agreeing.party(steering.agreeing.asking)
        party.role = PartyRole.GOVERNING_COMMISSIONER
    (line,) = report_lines([steering.agreeing.assignment], clock.today())
    assert line["governing"] == "Joost"
    assert "Fatima" not in str(line)


NAMED = [
    ("Fatima zorgde hiervoor.", ["Fatima"], "whoever does the work is not named"),
    ("Fatima en Ben zorgden hiervoor.", ["Ben", "Fatima"], "nor anybody else"),
    ("Joost gaf de opdracht.", [], "the bestuurlijk opdrachtgever is"),
    ("Bennie Fatimas Bos.", [], "part of a word is no name"),
]


@ON_SQLITE_ALONE
@pytest.mark.parametrize(("text", "named", "says"), NAMED, ids=[says for _text, _named, says in NAMED])
def test_whose_name_keeps_a_report_from_the_college(app: Flask, text: str, named: list[str], says: str) -> None:
    steering = Steering()
    with transaction():
        steering.agreeing.party(steering.agreeing.asking).role = PartyRole.GOVERNING_COMMISSIONER
    steering.take_in()
    steering.begin_report()
    steering.write(reached=text)
    assert people_named(steering.report, active_people(clock.today())) == named, says
    if named:
        with pytest.raises(Refused, match=", ".join(named)):
            steering.propose()
    else:
        steering.propose()


@ON_SQLITE_ALONE
def test_the_text_that_is_in_force_is_reported(app: Flask) -> None:
    steering = Steering()
    steering.agreeing.reopen()
    with transaction():
        changed = steering.agreeing.text(title="Iets heel anders")
        drafting.rewrite(steering.agreeing.assignment, changed, by=steering.agreeing.author, reason="Minder")
    (line,) = report_lines([steering.agreeing.assignment], clock.today())
    assert line["title"] == TITLE


@ON_SQLITE_ALONE
def test_what_became_closed_is_gone_for_who_may_not_read_it(app: Flask) -> None:
    steering = Steering().come_to(S.NOTED)
    with transaction():
        assignment = steering.agreeing.assignment
        assert assignment.proposal is not None
        assignment.proposal.confidentiality = Confidentiality.CONFIDENTIAL
    address = f"/programmas/rapportage/{steering.report_key}"
    assert not Visitor(app).sign_in(steering.colleague).open(address).sees(TITLE)
    assert Visitor(app).sign_in(steering.agreeing.doing).open(address).sees(TITLE)
    with pytest.raises(Refused, match="vertrouwelijk"):
        steering.release()


@ON_SQLITE_ALONE
def test_two_who_write_do_not_overwrite_each_other(app: Flask) -> None:
    steering = Steering()
    steering.take_in()
    steering.begin_report()
    seen = steering.report.revision
    steering.write(reached="De kaart.")
    lines = [LineData(steering.agreeing.key, Standing.DONE)]
    with pytest.raises(Refused, match="Iemand anders"), transaction():
        programme_reporting.edit_report(steering.report, "", lines, by=steering.leader, revision=seen)


@ON_SQLITE_ALONE
def test_one_report_at_a_time_and_none_of_a_day_to_come(app: Flask) -> None:
    steering = Steering()
    steering.take_in()
    tomorrow, yesterday = clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)
    for day, words in ((tomorrow, "nog komen"), (yesterday, "nog niet begonnen")):
        with pytest.raises(Refused, match=words), transaction():
            programme_reporting.begin_report(steering.programme, day, by=steering.leader)
    steering.begin_report()
    with pytest.raises(Refused, match="in de maak"):
        steering.begin_report()
    steering.write()
    steering.propose()
    steering.note()
    steering.begin_report()
    assert steering.report.number == 2


@ON_SQLITE_ALONE
def test_the_page_of_a_report_takes_as_many_queries_whatever_it_holds(app: Flask) -> None:
    counts = []
    for names in ((), ("Noord", "Zuid")):
        steering = Steering(name=f"P{len(names)}")
        for name in names:
            more = Agreeing(name=name)
            more.be_active()
            steering.take_in(more)
        steering.take_in()
        steering.begin_report()
        reader = Visitor(app).sign_in(steering.leader)
        path = f"/programmas/rapportage/{steering.report_key}"
        reader.open(path)
        with counted_queries() as statements:
            reader.open(path)
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts
