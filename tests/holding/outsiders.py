"""Everybody who is an outsider to something, and what they are outside of."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from app.assignments.models import Assignment
from app.assignments.programme_queries import locked_programme, locked_report
from app.assignments.queries import locked_assignment
from app.assignments.service import own_parts, programme_reporting, programmes
from app.assignments.service.own_parts import OwnPartData
from app.assignments.service.programmes import ProgrammeData
from app.core import clock
from app.core.database import db
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.disclosure import SecrecyGround
from app.decisions.models import Attachment, Decision, Mandate
from app.decisions.queries.rounds import locked_round
from app.decisions.service import attendance, disclosure, mandates
from app.decisions.service.mandates import MandateData
from app.decisions.states import Confidentiality, MandateKind, RoundMode
from app.organisation import service
from app.organisation.models import Membership, Person
from app.organisation.states import Role, StatutoryBody
from tests.decisions.round_cast import Circle
from tests.holding.stages import WORD, Stages, describe_roles
from tests.holding.walk import Key, Walker, addresses, all_of

OUTSIDERS = (
    "nobody",
    "who signed out",
    "who left the organisation",
    "a guest at the door",
    "a guest of another round",
    "a colleague",
    "the beheerder",
    "a member of another unit",
    "who leads another unit",
    "an adviser of another unit",
    "who leads the unit around it",
    "who was a member until yesterday",
)


SEARCHES = (
    f"/besluiten?zoek={WORD}",
    f"/voorstellen?zoek={WORD}",
    f"/mensen/?zoek={WORD}",
    f"/mandaten?zoek={WORD}&wanneer=alles",
    "/besluiten?aard=uitvoering",
    f"/openbaar?zoek={WORD}",
    "/besluiten?zoek=team&staat=van-kracht",
    "/besluiten?staat=terugkijken",
    "/besluiten?staat=in-terugblik",
    "/besluiten?van=2020-01-01&tot=2030-01-01",
    "/besluiten?pagina=2",
    "/besluiten?niveau=1",
    "/acties?van=kringen",
    "/acties?kring=1",
    "/acties?pagina=2",
    *(f"/voorstellen?deel={part}" for part in ("concepten", "ingediend", "in-ronde", "voorgelegd", "afgerond")),
)

HIDDEN = (
    *("round_id", "proposal_id", "objection_id", "action_id", "number"),
    *("sitting_id", "item_id", "election_id"),
    *("meeting_id", "series_id", "agenda_item_id", "year_step_id", "assignment_id"),
)
"""The arguments of addresses that name what may have to stay hidden."""


def every(keys: list[Key]) -> list[Key]:
    """Everything there is."""
    return keys


def both_ends(keys: list[Key]) -> list[Key]:
    """The first and the last."""
    return list(dict.fromkeys([*keys[:1], *keys[-1:]]))


def one(keys: list[Key]) -> list[Key]:
    """The first."""
    return keys[:1]


class World:
    """Five circles that have something to hide, one elsewhere, and everybody who is an outsider to all of it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.confidential = Circle(name="Kluis", confidentiality=Confidentiality.CONFIDENTIAL)
        self.internal = Circle(name="Intern", confidentiality=Confidentiality.INTERNAL)
        self.public = Circle(name="Openbaar", confidentiality=Confidentiality.OPEN)
        self.secret = Circle(name="Geheim", confidentiality=Confidentiality.OPEN)
        self.embargoed = Circle(name="Straks", confidentiality=Confidentiality.OPEN)
        self.elsewhere = Circle(name="Elders", confidentiality=Confidentiality.OPEN)
        with transaction():
            service.open_session(self.confidential.marieke, "een browser van een ander")
            self.olga = self.confidential.someone("Olga", Role.MEMBER)
            self.left = self.confidential.someone("Lars", Role.MEMBER)
            self.mandates = [self._mandate(circle) for circle in (self.elsewhere, self.confidential)]
            for circle in (self.confidential, self.internal, self.public):
                describe_roles(circle)
            self.programme = self._programme()
        self.outsiders = self._outsiders()
        self._let_go()
        self.before = self.pages()
        self._let_go(not_yet=True)
        self.secrets = self._make_secrets()
        self._tell_the_programme()
        self._post()
        self._let_go()
        self.outsiders["a guest at the door"] = self._at_the_door(self.secrets[2])

    def things(self) -> dict[str, list[Key]]:
        """For each argument of an address: the keys of what need not be hidden."""
        circle = self.elsewhere
        role = db.session.query(Membership.id).filter_by(unit_id=circle.unit.id).order_by(Membership.id).first()
        return {
            "unit_id": [self.confidential.unit.id, circle.unit.id],
            "person_id": [self.confidential.joost.id],
            "membership_id": [role[0]],
            "level_id": [circle.unit.level_id],
            "mandate_id": [mandate.id for mandate in self.mandates],
            "session_id": [1],
            "token": ["een-token-dat-niet-bestaat"],
            "code": ["een-code-die-niet-bestaat"],
            "layout": ["telefoon"],
            "kind": ["docx", "pdf", "json"],
            "slug": ["sturingsfocus", "regels", "een-soort-die-niet-bestaat"],
            "edition": [1],
            "paper": ["docx", "pdf"],
            "attachment_id": [1],
            **self.programme,
            **{name: [] for name in HIDDEN},
        }

    def hidden(self, some: Callable[[list[Key]], list[Key]], *, everywhere: bool = True) -> dict[str, list[Key]]:
        """The same, with the keys of what is to be hidden: `some` of each kind in each kind of circle.

        Or not `everywhere`: in the confidential circle and the openbare one.
        """
        found: dict[str, list[Key]] = {name: [] for name in HIDDEN}
        for stages in self.secrets if everywhere else (self.secrets[0], self.secrets[2]):
            keys = stages.keys()
            sealed = [stages.sealed, stages.weighing] if stages.sealed else []
            found["round_id"] += some(keys.round_id if some is every or not sealed else sealed)
            for name in HIDDEN[1:]:
                found[name] += some(getattr(keys, name))
        found["attachment_id"] = list(db.session.scalars(select(Attachment.id).order_by(Attachment.id).limit(1)))
        return {**self.things(), **found}

    def pages(self) -> dict[str, dict[str, object]]:
        """Every page that is about nothing hidden, as each outsider sees it."""
        paths = [one.path for one in addresses(self.app, "GET", self.things())] + list(SEARCHES)
        return {
            kind: {path: all_of(outsider.look(path)) for path in paths} for kind, outsider in self.outsiders.items()
        }

    def _mandate(self, circle: Circle) -> Mandate:
        """Beslisruimte, which everybody may read of; what is decided with it may be confidential."""
        data = MandateData(MandateKind.DISCRETION, "Snoeien", holder=circle.fatima, written_in="Verslag van 3 maart")
        return mandates.give_mandate(circle.unit, data, by=circle.marieke)

    def _programme(self) -> dict[str, list[Key]]:
        """A programme of the confidential circle, which everybody may read of, with a report in the making."""
        circle, today = self.confidential, clock.today()
        data = ProgrammeData("Groen erbij", "Meer groen.", leader=circle.marieke, starts_on=today)
        programme = programmes.begin_programme(circle.unit, data, by=circle.marieke)
        report = programme_reporting.begin_report(programme, today, by=circle.marieke)
        part = own_parts.add_own_part(OwnPartData("Inclusie", "Voor wie werkt het niet?", None), by=circle.bea)
        return {"programme_id": [programme.id], "report_id": [report.id], "part_id": [part.id]}

    def _tell_the_programme(self) -> None:
        """What the circle keeps to itself belongs to the programme, and stays out of its report."""
        circle = self.confidential
        with transaction() as session:
            is_theirs = Assignment.unit_id == circle.unit.id
            held = select(Assignment.id).where(is_theirs, Assignment.version_in_force.is_not(None))
            (programme,), (report,) = self.programme["programme_id"], self.programme["report_id"]
            for key in list(session.scalars(held)):
                programmes.take_in(locked_programme(int(programme)), locked_assignment(key), by=circle.marieke)
            programme_reporting.put_together_again(locked_report(int(report)), by=circle.marieke)
            assert not locked_report(int(report)).lines, "what is closed is not for college and raad"

    def _outsiders(self) -> dict[str, Walker]:
        app, circle = self.app, self.elsewhere
        signed_in = {
            "a colleague": circle.cor,
            "the beheerder": circle.bea,
            "a member of another unit": circle.fatima,
            "who leads another unit": circle.marieke,
            "an adviser of another unit": circle.pien,
            "who leads the unit around it": self.confidential.wim,
            "who signed out": circle.ben,
            "who left the organisation": self.left,
            "who was a member until yesterday": self.olga,
        }
        found = {kind: Walker(app).sign_in(person) for kind, person in signed_in.items()}
        with transaction():
            service.end_sessions(circle.ben)
        found["nobody"] = Walker(app)
        found["a guest of another round"] = self._guest_elsewhere()
        return found

    def _let_go(self, *, not_yet: bool = False) -> None:
        """Olga left the confidential circle yesterday, Lars the whole organisation; or both are still there."""
        last_day = None if not_yet else clock.today() - timedelta(days=1)
        begun = clock.today() - timedelta(days=30)
        with transaction() as session:
            for person in (self.olga, self.left):
                role = session.query(Membership).filter_by(person_id=person.id).one()
                role.starts_on, role.ends_on = begun, last_day
            left = session.get_one(Person, self.left.id)
            left.starts_on, left.ends_on = begun, last_day

    def _post(self) -> None:
        """The mail about it has arrived: the beheerder sees that some is on its way and to whom, not what it says."""
        with transaction() as session:
            for mail in session.query(OutgoingMail):
                mail.note_sent()

    def _guest_elsewhere(self) -> Walker:
        circle = self.elsewhere
        circle.prepare()
        circle.gather()
        circle.open(RoundMode.SHORT)
        code = circle.round.guest_code
        db.session.rollback()
        guest = Walker(self.app)
        guest.open(f"/gast/{code}").submit("Klop aan", name="Greet")
        with transaction():
            round_ = circle.round
            (place,) = [one for one in round_.participants if one.guest_name]
            attendance.admit(round_, place, by=circle.marieke)
        return guest

    def _at_the_door(self, stages: Stages) -> Walker:
        with transaction():
            code = locked_round(stages.sealed).guest_code
        guest = Walker(self.app)
        guest.open(f"/gast/{code}").submit("Klop aan", name="Gerrit")
        return guest

    def _make_secrets(self) -> list[Stages]:
        made = [Stages(circle).undecided() for circle in (self.confidential, self.internal, self.public)]
        made[0].decided().carried_out(self.mandates[1].id)
        for stages in made[1:]:
            stages.referred()
        in_college = Stages(self.secret).closed(self._impose).before_the_college()
        return [*made, in_college, Stages(self.embargoed).closed(self._hold_back)]

    def _impose(self, decision: Decision) -> None:
        self.secret.unit.statutory = StatutoryBody.COMMITTEE
        disclosure.impose_secrecy(
            decision, self.secret.unit, SecrecyGround.PRIVACY, f"Om het {WORD}.", by=self.secret.marieke
        )

    def _hold_back(self, decision: Decision) -> None:
        until = clock.now() + timedelta(days=30)
        disclosure.disclose(decision, Confidentiality.OPEN, until, by=self.embargoed.marieke)
