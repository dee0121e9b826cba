"""A town in which everything that can be written was written by somebody who means harm, and what is harmless."""

import re
from collections.abc import Iterator

import html5lib
from flask import Flask
from sqlalchemy import select

from app.assignments.models import Assignment
from app.assignments.programme_states import Standing
from app.assignments.queries import locked_assignment
from app.assignments.service import own_parts, programme_reporting, programmes
from app.assignments.service.own_parts import OwnPartData
from app.assignments.service.programme_reporting import LineData
from app.assignments.service.programmes import ProgrammeData
from app.core import clock
from app.core.actor import SYSTEM
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Attachment, ConsentRound
from app.decisions.queries.rounds import locked_round
from app.decisions.service import attendance
from app.decisions.states import Confidentiality
from app.organisation import service
from app.organisation.models import Membership
from app.organisation.service import PersonDetails, UnitDetails
from app.records.huizen import parse_document
from app.records.service import import_document
from tests.decisions.round_cast import Circle
from tests.holding.stages import Stages
from tests.holding.walk import Key, Walker

LINE = "\"><img src=x onerror=alert(1)><script>alert(1)</script>' {{ 7*'7' }} %(name)s %s"
"""For a title or a name."""

TEXT = "\n\n".join(
    (
        LINE,
        "'><svg onload=alert(1)></svg> ]]> -->",
        "</textarea></title></style></select><script>alert(1)</script><!--",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x></object><base href=//elders.example>",
        "<form action=//elders.example><button formaction=javascript:alert(1)>",
        "[klik](javascript:alert(1)) [klik](JaVa&#115;cript:alert(1)) [klik](data:text/html,<script>alert(1)</script>)",
        "[klik][daar] ![plaat](javascript:alert(1)) <javascript:alert(1)> <a href='vbscript:alert(1)'>klik</a>",
        "[daar]: javascript:alert(1)",
        '[klik](https://elders.example "\\" onmouseover=alert(1) x=\\"") `</code><script>alert(1)</script>`',
        "| <script>alert(1)</script> | b |\n|---|---|\n| <img onerror=alert(1)> | c |",
        "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    )
)

DOCUMENT = f"""
Zaaknummer / Documentnummer: Z.1 {LINE} / D.1
Datum document: 3 maart 2025
Onderwerp: {LINE}
Opsteller: {LINE}
Afdeling: {LINE}
Portefeuillehouder: {LINE}
Vertrouwelijkheid: Openbaar
Besluit: Akkoord
Datum besluit: 10 maart 2025
Advies:
1. Instemmen met {LINE}
Aanleiding:
{TEXT}
Kaders:
{TEXT}
Argumenten:
1.1 {LINE}
{TEXT}
Financiën:
{TEXT}
Bijlagen:
1. {LINE}
"""

SAFE_ADDRESS = re.compile(r"(https?://|mailto:|/(?!/)|#|\?|$)")
ADDRESSES = {"href", "src", "action", "formaction", "data-url", "xlink:href", "hx-get", "hx-post", "hx-sse:connect"}
NEVER = {"iframe", "object", "embed", "base", "frame", "applet", "style", "marquee"}


class Town:
    """One circle in which everybody's name, the unit, the level and every text is an attack."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.circle = circle = Circle(name="Kwaad", confidentiality=Confidentiality.OPEN)
        with transaction():
            self._rename()
        self.stages = Stages(circle, LINE, TEXT).undecided().decided()
        with transaction():
            import_document(parse_document(DOCUMENT), circle.unit, by=circle.marieke)
            self.invitation = service.invite(circle.cor, actor=SYSTEM)
            self.programme = self._programme()
        people = {"chair": circle.marieke, "secretary": circle.sanne, "owner": circle.fatima}
        people |= {"author": circle.joost, "colleague": circle.cor, "beheerder": circle.bea}
        self.readers = {name: Walker(app).sign_in(person) for name, person in people.items()}
        self.readers["guest"] = self._guest()

    def things(self) -> dict[str, list[Key]]:
        """For each argument of an address the keys of what there is."""
        circle, keys = self.circle, self.stages.keys()
        return {
            "round_id": [self.stages.sealed, self.stages.weighing, *keys.round_id[-2:]],
            "proposal_id": [*keys.proposal_id[:3], *keys.proposal_id[-3:]],
            "objection_id": list(keys.objection_id),
            "action_id": list(keys.action_id),
            "number": list(keys.number),
            "unit_id": [circle.unit.id],
            "person_id": [circle.joost.id],
            "membership_id": list(
                db.session.scalars(select(Membership.id).where(Membership.person_id == circle.joost.id))
            ),
            "level_id": [circle.unit.level_id],
            "session_id": [1],
            "token": [self.invitation],
            "code": [str(self._code())],
            "kind": ["json"],
            "slug": ["sturingsfocus"],
            "edition": [1],
            "paper": ["docx", "pdf"],
            "election_id": keys.election_id,
            "meeting_id": keys.meeting_id,
            "series_id": keys.series_id,
            "agenda_item_id": keys.agenda_item_id,
            "year_step_id": keys.year_step_id,
            "assignment_id": keys.assignment_id,
            "sitting_id": keys.sitting_id,
            "item_id": keys.item_id,
            "mandate_id": [],
            **self.programme,
            "attachment_id": list(db.session.scalars(select(Attachment.id).limit(1))),
        }

    def _programme(self) -> dict[str, list[Key]]:
        """One that holds the assignments of the circle, with a report of which every line was written by hand."""
        circle, today = self.circle, clock.today()
        data = ProgrammeData(LINE, TEXT, leader=circle.marieke, starts_on=today)
        programme = programmes.begin_programme(circle.unit, data, by=circle.marieke)
        agreed = select(Assignment.id).where(Assignment.version_in_force.is_not(None))
        for key in list(db.session.scalars(agreed)):
            programmes.take_in(programme, locked_assignment(key), by=circle.marieke)
        report = programme_reporting.begin_report(programme, today, by=circle.marieke)
        lines = [LineData(one["assignment"], Standing.ATTENTION, LINE, TEXT, TEXT, TEXT, TEXT) for one in report.lines]
        assert lines, "no assignment is in the report"
        programme_reporting.edit_report(report, TEXT, lines, by=circle.marieke)
        part = own_parts.add_own_part(OwnPartData(LINE[:80], LINE, None), by=circle.bea)
        return {"programme_id": [programme.id], "report_id": [report.id], "part_id": [part.id]}

    def _code(self) -> str | None:
        return db.session.scalar(select(ConsentRound.guest_code).where(ConsentRound.id == self.stages.sealed))

    def _rename(self) -> None:
        circle = self.circle
        service.change_level(circle.unit.level, LINE[:60], 0, actor=SYSTEM)
        for unit in (circle.unit, circle.wider):
            details = UnitDetails(LINE, unit.level, purpose=TEXT, domain=TEXT, absence_rule=unit.absence_rule)
            service.change_unit(unit, details, actor=SYSTEM)
        for person in (*circle.members, circle.pien, circle.wim, circle.cor, circle.bea):
            service.change_person(person, PersonDetails(f"{person.name} {LINE}", person.email), actor=SYSTEM)

    def _guest(self) -> Walker:
        guest = Walker(self.app)
        guest.open(f"/gast/{self._code()}").submit("Klop aan", name=LINE[:80])
        with transaction():
            round_ = locked_round(self.stages.sealed)
            place = next(one for one in round_.participants if one.guest_name)
            attendance.admit(round_, place, by=self.circle.marieke)
        return guest


def harm_in(html: str) -> list[str]:
    """What in a page, or a piece of one, would run or lead away in a browser."""
    whole = html.lstrip()[:9].lower() == "<!doctype"
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html) if whole else parser.parseFragment(html)
    return [harm for element in tree.iter() for harm in _harm_of(element)]


def _harm_of(element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    attributes = {_name(name): value.strip() for name, value in element.attrib.items()}
    tag = _name(element.tag)
    if tag in NEVER or (tag == "script" and not attributes.get("src", "").startswith("/static/")):
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name.startswith("on") or name in {"style", "srcdoc"}:
            yield f"<{tag} {name}={value!r}>"
        if name in ADDRESSES and not SAFE_ADDRESS.match(value):
            yield f"<{tag} {name}={value!r}>"
        if tag == "form" and name == "action" and value.startswith("http"):
            yield f"a form to {value}"


def _name(name: str) -> str:
    return name.rpartition("}")[2].lower()
