"""Who may what (design.md, "Who may"): one table, asked of real people in every position. The server asks the same.

A column is somebody's position to the matter, a row a permission; "x" is yes and "." is no. A chair and a secretary are
electors too; the author sits at no table; "narrower" and "wider" lead a unit within this one, or the one it is within.
Of what is called uitvoering a colleague was named to decide it, and the beheerder was asked for advice.
"""

from typing import Any

import pytest
from flask import Flask

from app.core import permissions
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.guests import Guest
from app.decisions.models import Action
from app.decisions.queries.rounds import load_round
from app.decisions.rules import RULES
from app.decisions.service import actions, attendance, executions
from app.decisions.service.actions import ActionData
from app.decisions.states import Confidentiality, Nature, RoundState
from app.organisation.models import Unit
from app.organisation.states import Role
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.round_cast import Circle

pytestmark = ON_SQLITE_ALONE

TABLE = """
                      |                           | elector chair secretary author adviser knocking guest narrower wider colleague beheerder nobody
a draft               | proposal:read             |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:edit             |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:disclose         |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:submit           |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:withdraw         |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:give_back        |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:rework           |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:prepare_round    |    .      .       .       .       .       .       .      .       .       .         .       .
handed in             | proposal:read             |    x      x       x       x       x       .       .      x       x       .         .       .
                      | proposal:disclose         |    .      x       x       x       .       .       .      .       .       .         .       .
                      | proposal:edit             |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:submit           |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:withdraw         |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:give_back        |    .      x       x       x       .       .       .      .       .       .         .       .
                      | proposal:rework           |    .      .       .       x       .       .       .      .       .       .         .       .
                      | proposal:prepare_round    |    .      x       x       .       .       .       .      .       .       .         .       .
                      | proposal:hand_back        |    .      x       x       .       .       .       .      .       .       .         .       .
                      | proposal:create           |    x      x       x       .       x       .       .      x       x       .         .       .
                      | proposals:read            |    x      x       x       x       x       .       .      x       x       x         x       .
uitvoering            | proposal:read             |    x      x       x       x       x       .       .      x       x       x         x       .
                      | proposal:execute          |    .      .       .       .       .       .       .      .       .       x         .       .
                      | proposal:ask_advice       |    .      .       .       .       .       .       .      .       .       x         .       .
                      | proposal:advise           |    .      .       .       .       .       .       .      .       .       .         x       .
                      | proposal:to_the_circle    |    .      x       x       x       .       .       .      .       .       x         .       .
                      | proposal:give_back        |    .      x       x       x       .       .       .      .       .       x         .       .
an open round         | round:read                |    x      x       x       x       x       .       x      x       x       .         .       .
                      | round:arrive              |    x      x       x       x       x       .       x      x       x       .         .       .
                      | round:leave               |    x      x       x       x       x       .       x      x       x       .         .       .
                      | round:read_dossier        |    x      x       x       x       x       .       x      x       x       .         .       .
                      | round:contribute          |    x      x       x       x       x       .       x      x       .       .         .       .
                      | round:take_turn           |    x      x       x       x       x       .       x      x       .       .         .       .
                      | round:discuss_first       |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:answer              |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:leave_answer        |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:answer_again        |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:confirm             |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:enter_answer        |    .      x       x       .       .       .       .      .       .       .         .       .
                      | round:edit                |    .      x       x       x       .       .       .      .       .       .         .       .
                      | round:amend               |    .      x       x       x       .       .       .      .       .       .         .       .
                      | round:go_on               |    .      x       x       x       .       .       .      .       .       .         .       .
                      | round:withdraw            |    .      .       .       x       .       .       .      .       .       .         .       .
                      | round:note                |    .      x       x       .       .       .       .      .       .       .         .       .
                      | round:attend_others       |    .      x       x       .       .       .       .      .       .       .         .       .
                      | round:lead                |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:open                |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:next                |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:reveal              |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:reveal_now          |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:step_back           |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:adjourn             |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:resume              |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:delegate            |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:end_without_consent |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:conclude            |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:refer               |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:add_action          |    .      x       x       .       .       .       .      .       .       .         .       .
                      | round:set_aside           |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:hand_over_chair     |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:admit               |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:open_in_writing     |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:extend              |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:bring_to_the_room   |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:await_absentees     |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:close_window        |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:invite_body         |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:leave_out_body      |    .      x       .       .       .       .       .      .       .       .         .       .
                      | round:take_chair          |    .      .       .       .       .       .       .      .       .       .         .       .
its chair is gone     | round:take_chair          |    x      .       x       .       .       .       .      x       .       .         .       .
its objection         | objection:read            |    x      x       x       x       x       .       .      x       x       .         .       .
                      | objection:argue           |    .      x       x       .       .       .       .      x       .       .         .       .
                      | objection:note_outcome    |    .      x       x       .       .       .       .      .       .       .         .       .
                      | objection:name_deputy     |    .      x       .       .       .       .       .      .       .       .         .       .
confidential round    | proposal:read             |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:read                |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:read_dossier        |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:arrive              |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:contribute          |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:answer              |    x      x       x       .       .       .       .      x       .       .         .       .
                      | round:note                |    .      x       x       .       .       .       .      .       .       .         .       .
                      | round:lead                |    .      x       .       .       .       .       .      .       .       .         .       .
decided               | proposal:read             |    x      x       x       x       x       .       .      x       x       x         x       .
                      | round:read                |    x      x       x       x       x       .       .      x       x       .         .       .
                      | round:read_dossier        |    x      x       x       x       x       .       .      x       x       x         x       .
                      | decision:read             |    x      x       x       x       x       .       .      x       x       x         x       .
                      | decision:copy             |    x      x       x       x       x       .       .      x       x       x         x       .
                      | decision:disclose         |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:contest          |    x      x       x       x       x       .       .      x       x       x         x       .
                      | decision:attach           |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:start_review     |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:reaffirm         |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:supersede        |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:repeal           |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:expire           |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:note_review      |    .      x       x       .       .       .       .      .       .       .         .       .
                      | decision:amend            |    x      x       x       .       x       .       .      x       .       .         .       .
                      | decision:add_action       |    x      x       x       .       x       .       .      x       .       .         .       .
                      | decision:withdraw_consent |    x      x       x       .       .       .       .      x       .       .         .       .
                      | decision:import           |    .      x       x       .       .       .       .      x       x       .         .       .
                      | decision:reopen           |    .      .       .       .       .       .       .      .       .       .         .       .
                      | register:read             |    x      x       x       x       x       .       .      x       x       x         x       .
                      | actions:read              |    x      x       x       x       x       .       .      x       x       x         x       .
its action            | action:read               |    x      x       x       x       x       .       .      x       x       x         x       .
                      | action:finish             |    x      x       x       .       .       .       .      .       .       .         .       .
                      | action:drop               |    x      x       x       .       .       .       .      .       .       .         .       .
confidential, decided | proposal:read             |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:read                |    x      x       x       x       x       .       .      x       .       .         .       .
                      | round:read_dossier        |    x      x       x       x       x       .       .      x       .       .         .       .
                      | decision:read             |    x      x       x       x       x       .       .      x       .       .         .       .
                      | decision:copy             |    x      x       x       x       x       .       .      x       .       .         .       .
                      | decision:withdraw_consent |    x      x       x       .       .       .       .      x       .       .         .       .
"""  # noqa: E501 - a table is read across


class World:
    """Every kind of matter, and somebody in every position to it. Who leads the narrower unit objects."""

    def __init__(self) -> None:
        self.circles = {
            "a draft": self._circle("Klad", Confidentiality.OPEN),
            "handed in": self._circle("Post", Confidentiality.INTERNAL),
            "uitvoering": self._circle("Doen", Confidentiality.INTERNAL),
            "an open round": self._circle("Rond", Confidentiality.OPEN),
            "its chair is gone": self._circle("Leeg", Confidentiality.INTERNAL),
            "its objection": self._circle("Maar", Confidentiality.INTERNAL),
            "confidential round": self._circle("Stil", Confidentiality.CONFIDENTIAL),
            "its action": self._circle("Afspraak", Confidentiality.INTERNAL),
            "decided": self._circle("Klaar", Confidentiality.INTERNAL),
            "confidential, decided": self._circle("Dicht", Confidentiality.CONFIDENTIAL),
        }
        self.circles["a draft"].draft()
        self.circles["handed in"].submit()
        self._give_to_a_colleague(self.circles["uitvoering"])
        for name in ("an open round", "its chair is gone", "its objection", "confidential round"):
            self.circles[name].come_to(RoundState.WEIGHING)
        for name in ("its action", "decided", "confidential, decided"):
            self.circles[name].come_to(RoundState.CONSENTED)
        self.circles["its chair is gone"].leave(self.circles["its chair is gone"].marieke)
        circle = self.circles["its action"]
        with transaction():
            actions.agree_on(circle.decision, ActionData("Bellen", circle.fatima), by=circle.marieke)
        self._two_guests(self.circles["an open round"])

    def _circle(self, name: str, confidentiality: Confidentiality) -> Circle:
        """A circle with a narrower one within it, and a proposal by somebody who sits at neither table."""
        circle = Circle(name=name, confidentiality=confidentiality)
        with transaction() as session:
            circle.author = circle.someone("Rosa")
            cluster = Unit(name=f"Cluster {name}", code=f"C{name}".upper(), level=circle.unit.level, parent=circle.unit)
            session.add(cluster)
            circle.members.append(circle.someone("Nora", Role.LEADER, of=cluster))
        return circle

    def _give_to_a_colleague(self, circle: Circle) -> None:
        """A colleague was named to decide it, and asked the beheerder for advice."""
        circle.submit()
        with transaction():
            circle.proposal.nature, circle.proposal.decider_id = Nature.EXECUTION, circle.cor.id
            executions.ask_advice(circle.proposal, [circle.bea], by=circle.cor)

    def _two_guests(self, circle: Circle) -> None:
        with transaction():
            self.knocking = Guest(*attendance.ask_entry(circle.round, "Els"))
            self.guest = Guest(*attendance.ask_entry(circle.round, "Ton"))
            attendance.admit(circle.round, self.guest.participant, by=circle.marieke)

    def subject(self, matter: str, permission: str) -> Any:
        """What a permission is asked about."""
        circle = self.circles[matter]
        if permission in ("proposal:create", "decision:import"):
            return circle.unit
        match permission.split(":")[0]:
            case "proposal":
                return circle.proposal
            case "round":
                return load_round(circle.round_id)
            case "objection":
                return circle.objections[0]
            case "action":
                return db.session.scalars(db.select(Action)).one()
            case "decision":
                return circle.decision
        return None

    def person(self, position: str, matter: str) -> Any:
        """Who stands in a position to what a circle has in hand."""
        circle = self.circles[matter]
        return {
            "elector": circle.fatima, "chair": circle.marieke, "secretary": circle.sanne, "author": circle.author,
            "adviser": circle.pien, "knocking": self.knocking, "guest": self.guest, "narrower": circle.members[-1],
            "wider": circle.wim, "colleague": circle.cor, "beheerder": circle.bea, "nobody": None,
        }[position]  # fmt: skip


def read(table: str) -> dict[tuple[str, str, str], bool]:
    """What the table says of each matter, permission and position."""
    heading, *lines = table.strip("\n").splitlines()
    positions = heading.split("|")[2].split()
    told: dict[tuple[str, str, str], bool] = {}
    matter = ""
    for line in lines:
        name, permission, marks = (cell.strip() for cell in line.split("|"))
        matter = name or matter
        for position, mark in zip(positions, marks.split(), strict=True):
            told[matter, permission, position] = mark == "x"
    return told


TOLD = read(TABLE)


@pytest.fixture(scope="module")
def world(house: Flask) -> World:
    return World()


@pytest.mark.parametrize(("matter", "permission"), sorted({key[:2] for key in TOLD}))
def test_who_may(world: World, matter: str, permission: str) -> None:
    subject = world.subject(matter, permission)
    for (_, _, position), yes in {key: yes for key, yes in TOLD.items() if key[:2] == (matter, permission)}.items():
        answer = permissions.may(world.person(position, matter), permission, subject)
        assert answer is yes, f"{position}: {permission} of {matter}"


def test_every_permission_stands_in_the_table(world: World) -> None:
    assert {permission for _, permission, _ in TOLD} == set(RULES)


def test_what_was_never_opened_to_guests_lets_no_guest_in(world: World) -> None:
    """The guests of one round are nobody in another."""
    for matter in world.circles:
        if matter != "an open round":
            assert not any(yes for (of, _, position), yes in TOLD.items() if of == matter and position == "guest")
