"""What was decided: long ago elsewhere, taken over from its documents, and in rounds since there were rounds."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from app.core import clock
from app.decisions.models import Decision
from app.decisions.states import Confidentiality, DecisionState, Nature, Origin, ProposalState, RoundMode, RoundState
from app.demo.many.rows import Rows, moment, person
from app.demo.many.texts import Text, Texts
from app.demo.many.town import YEAR, Circle
from app.demo.many.treated import About, Treatment
from app.demo.many.words import ENDINGS, REMEDIES
from app.organisation.states import Role

BY_ROUND = 0.1
ROUNDS_SINCE, DOCUMENTS_SINCE = 6 * YEAR, 24 * YEAR
OPEN, CONFIDENTIAL = 0.35, 0.04
EXECUTION = 0.3
OBJECTED = 0.12
SUPERSEDING = 0.2
UNDATED = 0.004
ENDED_ELSEWHERE = 0.04
LOOKED_BACK = 0.85
"""Of the decisions whose day to look back has come, those that have ended since; the others are due."""
S = DecisionState


@dataclass(frozen=True)
class Standing:
    """A decision that holds, and may be superseded."""

    id: int
    day: date
    confidentiality: Confidentiality
    nature: Nature


class Register:
    """Enters decisions, and remembers which numbers were given and what still holds in each unit."""

    def __init__(self, rows: Rows, chance: Random) -> None:
        self._rows = rows
        self._chance = chance
        self._texts = Texts(rows, chance)
        self.numbers: dict[str, int] = defaultdict(int)
        self._documents = 0
        self._holds: dict[int, list[Standing]] = defaultdict(list)

    def take_over(self, circle: Circle, day: date) -> None:
        """Enter what was decided elsewhere, from its document."""
        decided_on = None if self._chance.random() < UNDATED else day
        text = self._texts.of_document(decided_on, day.year)
        about = self._about()
        self._documents += 1
        serial = self._documents
        source = {
            "zaaknummer": f"Z.{200000 + serial}",
            "documentnummer": f"D.{1000000 + serial}",
            "datum_document": (day - timedelta(days=9)).isoformat(),
            "afdeling": circle.name,
            "vergadering": "College van burgemeester en wethouders",
            "besluit": "Akkoord (Ongewijzigd besloten)",
        }
        digest = hashlib.sha256(json.dumps([source, text.what]).encode()).hexdigest()
        self._enter(
            circle, text, about, day, moment(day), "import", person(circle.holder(Role.LEADER, day) or 1),
            {"digest": digest}, origin=Origin.IMPORTED, decided_on=decided_on, source=source, source_digest=digest,
        )  # fmt: skip

    def decide(self, circle: Circle, day: date) -> None:
        """Let a unit decide in a round."""
        replaced = self._to_replace(circle, day)
        about = About(replaced.confidentiality, replaced.nature, replaced.id) if replaced else self._about()
        treated = Treatment(self._rows, self._chance, circle, day, about)
        review_on = day + timedelta(days=self._chance.randrange(300, 2400))
        text = self._texts.short(day, treated.author, review_on)
        treated.draft(text, becomes=ProposalState.DECIDED)
        treated.submit()
        mode = self._chance.choice((RoundMode.HAMMER, RoundMode.SHORT))
        objected = self._chance.random() < OBJECTED
        room = treated.prepare(RoundState.AMENDED if objected else RoundState.CONSENTED, mode=mode)
        treated.open(room, mode)
        objector = treated.objector(room) if objected else None
        treated.answer(room, objector)
        if objector is not None:
            objection = treated.object(room, objector, settled=True)
            text = self._texts.next_version(text, self._chance.choice(REMEDIES))
            room = treated.amend(room, objection, text)
            treated.answer(room)
            treated.reveal(room)
            treated.settle(objection)
        else:
            treated.reveal(room)
        at, chair = treated.conclude(room), person(treated.chair)
        number = self._enter(
            circle, text, about, day, at, "record", chair, {"round": room.id, "version": 2 if objector else 1},
            origin=Origin.ROUND, decided_on=day, proposal_id=treated.proposal, round_id=room.id,
        )  # fmt: skip
        if replaced:
            self._supersede(replaced, number, at, chair)

    def _about(self) -> About:
        at = self._chance.random()
        shared = Confidentiality.OPEN if at < OPEN else Confidentiality.INTERNAL
        nature = Nature.EXECUTION if self._chance.random() < EXECUTION else Nature.POLICY
        return About(Confidentiality.CONFIDENTIAL if at > 1 - CONFIDENTIAL else shared, nature)

    def _enter(
        self,
        circle: Circle,
        text: Text,
        about: About,
        day: date,
        at: datetime,
        event: str,
        who: str,
        noted: dict[str, Any],
        **more: Any,
    ) -> str:
        series = f"{circle.code}-{day.year}"
        self.numbers[f"decision:{series}"] += 1
        number = f"{series}-{self.numbers[f'decision:{series}']}"
        ended_on = self._end_of(text, day)
        became = self._became(ended_on)
        decision = self._rows.add(
            Decision, number=number, unit_id=circle.id, wording_id=text.id, nature=about.nature, state=became,
            confidentiality=about.confidentiality, review_on=text.content["review_on"],
            recorded_at=at, changed_at=at, **more,
        )  # fmt: skip
        self._rows.tell("decision", decision, event, at, who, {"number": number} | noted, target=S.IN_FORCE.value)
        self._rows.make_findable("decision", decision, number, *text.findable, *more.get("source", {}).values())
        if ended_on is not None:
            self._end(decision, became, ended_on, who)
        else:
            self._holds[circle.id].append(Standing(decision, day, about.confidentiality, about.nature))
        return number

    def _end_of(self, text: Text, day: date) -> date | None:
        """The day on which a decision ended, or was looked back on, if it did."""
        until = text.content["review_on"] or clock.today()
        chances = LOOKED_BACK if text.content["review_on"] else ENDED_ELSEWHERE
        if until > clock.today() or until <= day or self._chance.random() > chances:
            return None
        return day + timedelta(days=self._chance.randrange(1, (until - day).days + 1))

    def _became(self, ended_on: date | None) -> DecisionState:
        if ended_on is None:
            return S.IN_FORCE
        return self._chance.choice((S.EXPIRED, S.EXPIRED, S.EXPIRED, S.REPEALED, S.REPEALED, S.UNDER_REVIEW))

    def _end(self, decision: int, became: DecisionState, on: date, who: str) -> None:
        event = {S.EXPIRED: "expire", S.REPEALED: "repeal", S.UNDER_REVIEW: "start_review"}[became]
        why = "" if became is S.UNDER_REVIEW else self._chance.choice(ENDINGS)
        noted = {"reason": why} if why else {}
        way = {"source": S.IN_FORCE.value, "target": became.value}
        self._rows.tell("decision", decision, event, moment(on, 500), who, noted, **way)
        if why:
            self._rows.change(Decision, decision, ended_because=why)

    def _to_replace(self, circle: Circle, day: date) -> Standing | None:
        """An earlier decision of the unit whose place is taken, now and then."""
        holding = self._holds[circle.id]
        if not holding or self._chance.random() > SUPERSEDING:
            return None
        at = self._chance.randrange(len(holding))
        if holding[at].day >= day:
            return None
        holding[at], holding[-1] = holding[-1], holding[at]
        return holding.pop()

    def _supersede(self, old: Standing, number: str, at: datetime, who: str) -> None:
        way = {"source": S.IN_FORCE.value, "target": S.SUPERSEDED.value}
        self._rows.tell("decision", old.id, "supersede", at, who, {"by": number}, **way)
        self._rows.change(Decision, old.id, state=S.SUPERSEDED, superseded_by_id=self._rows.last_id(Decision))


def decide(rows: Rows, chance: Random, town: list[Circle], count: int) -> dict[str, int]:
    """Enter `count` decisions, the earliest first. Gives the last number that was given in each series."""
    register = Register(rows, chance)
    tables = [circle for circle in town if circle.level != "individu"]
    for day, by_round in sorted(_days(chance, count)):
        circle = chance.choice(tables)
        if by_round:
            register.decide(circle, day)
        else:
            register.take_over(circle, day)
    return register.numbers


def _days(chance: Random, count: int) -> list[tuple[date, bool]]:
    """On which days something was decided, and whether in a round."""
    in_rounds = max(1, round(count * BY_ROUND))
    today = clock.today()
    kinds = [(ROUNDS_SINCE, True)] * in_rounds + [(DOCUMENTS_SINCE, False)] * (count - in_rounds)
    return [(today - timedelta(days=chance.randrange(1, since.days)), by_round) for since, by_round in kinds]
