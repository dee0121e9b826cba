"""The table of docs/meeting-item-proposal.md, line by line: what a meeting, an item and a proposal do to each other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from app.core.database import db
from app.core.errors import Refused
from app.core.transaction import transaction
from app.decisions.service import rounds
from app.decisions.states import Choice, RoundMode
from app.meetings.models import AgendaItem
from app.meetings.service import agenda, hammer, items, running
from app.meetings.states import ItemKind, Outcome
from tests.meetings.meeting_cast import Meets
from tests.snapshot import contents

DOCUMENT = Path(__file__).parents[2] / "docs" / "meeting-item-proposal.md"
Row = tuple[str, str, str, str, str, str, str]


def rows() -> list[Row]:
    """The lines of the table, as they stand in the document."""
    lines = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]  # type: ignore[misc]


class Three:
    """A meeting of the circle with one item about one proposal."""

    def __init__(self) -> None:
        self.meets = Meets()
        self.circle = self.meets.circle
        self.meets.put(self.circle.submit())

    # Where a line begins

    def come_to(self, meeting: str, item: str, proposal: str) -> None:
        self.meets.set_agenda()
        if meeting == "set":
            return
        self.meets.open()
        if item in {"in_hand", "parked"}:
            self.meets.take()
        if item == "parked":
            self.meets.park()
        if proposal in {"in round", "adjourned", "decided"}:
            if item == "conform":
                self.meets.take()
            self.begin_round()
        if proposal == "adjourned":
            self.circle.adjourn()
        if item == "conform":
            self.consent()
        if item == "held_over":
            self.meets.conclude(Outcome.HELD_OVER)
        if item in {"conform", "held_over"}:
            self.end_the_others()
        if meeting == "suspended":
            self.meets._do(running.suspend, self.circle.marieke)

    def end_the_others(self) -> None:
        """What else stands on the agenda has ended, so that it is not in the way of closing."""
        with transaction():
            for one in self.meets.meeting.without_outcome:
                items.conclude(one, Outcome.OPINIONS, by=self.circle.marieke)

    def begin_round(self) -> None:
        with transaction():
            self.circle.round_id = items.ask_consent(self.meets.item, by=self.circle.marieke).id
        self.circle.open(RoundMode.HAMMER)

    def consent(self) -> None:
        self.circle.all_answer()
        self.circle.reveal()
        self.circle.conclude()

    def consent_after_a_change(self) -> None:
        self.circle.all_answer(but={self.circle.ben: Choice.OBJECTION})
        self.circle.reveal()
        self.circle.amend()
        self.consent()

    def no_consent(self) -> None:
        self.circle.all_answer(but={self.circle.ben: Choice.OBJECTION})
        self.circle.reveal()
        self.in_the_round(lambda: rounds.end_without_consent(self.circle.round, by=self.circle.marieke))

    def refer(self) -> None:
        self.circle.all_answer(but={self.circle.ben: Choice.OBJECTION})
        self.circle.reveal()
        self.in_the_round(lambda: rounds.refer(self.circle.round, "buiten ons domein", by=self.circle.marieke))

    def in_the_round(self, verb: Callable[[], object]) -> None:
        with transaction():
            verb()

    def hamer(self) -> None:
        with transaction():
            self.meets.item.kind = ItemKind.HAMMER
        with transaction():
            hammer.ask_on_all(self.meets.meeting, by=self.circle.marieke)
        for person in self.circle.members:
            with transaction():
                hammer.consent_to_all(self.meets.meeting, by=person)
        with transaction():
            hammer.record_all(self.meets.meeting, by=self.circle.marieke)

    def take_off(self) -> None:
        with transaction():
            agenda.take_off(self.meets.item, by=self.circle.sanne)

    def call_off(self) -> None:
        with transaction():
            running.cancel(self.meets.meeting, by=self.circle.sanne, reason="te veel zieken")

    def happen(self, what: str) -> None:
        circle, meets = self.circle, self.meets
        events: dict[str, Callable[[], object]] = {
            "the meeting opens": meets.open,
            "the item is taken in hand": meets.take,
            "the item is taken off": self.take_off,
            "the meeting is called off": self.call_off,
            "it is held over": lambda: meets.conclude(Outcome.HELD_OVER),
            "it is taken back": lambda: meets.conclude(Outcome.TAKEN_BACK),
            "somebody taps conform": lambda: meets.conclude(Outcome.CONFORM),
            "somebody taps no consent": lambda: meets.conclude(Outcome.NO_CONSENT),
            "the meeting closes": meets.close,
            "the meeting is suspended": lambda: meets._do(running.suspend, circle.marieke),
            "the meeting goes on": lambda: meets._do(running.resume, circle.marieke),
            "consent on all hamerstukken": self.hamer,
            "the item is parked": meets.park,
            "a round begins": self.begin_round,
            "the round ends with consent": self.consent,
            "the text changes, then consent": self.consent_after_a_change,
            "the round ends without consent": self.no_consent,
            "the round refers it to the wider unit": self.refer,
            "the round is adjourned": circle.adjourn,
            "the round gives it to somebody": lambda: self.in_the_round(
                lambda: rounds.delegate(circle.round, circle.joost, by=circle.marieke)
            ),
            "the indiener withdraws it": lambda: self.in_the_round(
                lambda: rounds.withdraw_round(circle.round, by=circle.joost)
            ),
        }
        events[what]()

    # Where they are

    @property
    def places(self) -> tuple[str, str, str]:
        db.session.rollback()
        item = self.meets.item
        place = item.outcome.value if item.outcome else item.state.value
        if item.meeting is None:
            place += ", in the pool"
        if db.session.scalar(db.select(AgendaItem.id).where(AgendaItem.carried_from_id == item.id)):
            place += ", succeeded"
        found = (self.meets.meeting.state.value, place, self.circle.proposal.state.value)
        db.session.rollback()
        return found


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}, {row[1]}, {row[2]}: {row[3]}")
def test_a_line_of_the_table(app: Flask, row: Row) -> None:
    meeting, item, proposal, what, *then = row
    three = Three()
    three.come_to(meeting, item, proposal)
    if then[0] == "refused":
        before = contents()
        with pytest.raises(Refused, match=re.compile(then[1], re.IGNORECASE)):
            three.happen(what)
        db.session.rollback()
        assert contents() == before
    else:
        three.happen(what)
        assert three.places == tuple(then)


def test_every_line_is_different() -> None:
    told = [row[:4] for row in rows()]
    assert len(told) == len(set(told)) > 30
