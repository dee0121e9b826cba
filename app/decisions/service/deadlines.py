"""What a round that is not in the room does by the clock: its phases end by themselves, at the moment announced.

`catch_up` is the only thing that lets time pass. Whoever reads or writes calls it first, and the worker calls it too:
so nobody ever sees a phase that is over (docs/adr/0015-written-rounds.md).
"""

import logging
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.core import clock
from app.core.actor import SYSTEM, Actor
from app.core.database import db
from app.core.errors import N_, Busy, Refused
from app.core.machine import drive
from app.core.permissions import CONSEQUENCE
from app.core.transaction import transaction
from app.decisions.models import ConsentRound
from app.decisions.queries.rounds import locked_round
from app.decisions.round_machine import RoundMachine
from app.decisions.service import electorate, invitations, objections, referrals
from app.decisions.service.endings import end_unsettled
from app.decisions.service.phases import begin_phase
from app.decisions.states import ReferralOutcome, RoundMode, RoundSetting, RoundState
from app.organisation.models import Person

log = logging.getLogger(__name__)

COLUMNS = {
    RoundState.QUESTIONING: "questions_until",
    RoundState.REACTING: "reactions_until",
    RoundState.CONSENTING: "consent_until",
    RoundState.AWAITING: "awaiting_until",
}
"""The phases that may end by themselves, and where it stands when they do."""
AT_ONCE = 20

Days = Mapping[RoundState, int]
"""How many working days a phase takes."""


def catch_up() -> int:
    """Let everything happen whose moment has come. Returns for how many rounds something was due.

    Harmless to call at any moment, by several at once: each round is locked, looked at again, and moved on once. One
    that fails holds up no other.
    """
    overdue = select(ConsentRound.id).where(ConsentRound.due_at <= clock.now()).order_by(ConsentRound.due_at)
    due = list(db.session.scalars(overdue.limit(AT_ONCE)))
    for key in due:
        try:
            with transaction():
                _let_time_pass(locked_round(key))
        except Busy:
            log.warning("round %s is busy: its deadline passes a moment later", key)
        except Exception:
            log.exception("the deadline of round %s could not pass", key)
    return len(due)


def open_in_writing(
    round_: ConsentRound,
    *,
    by: Person,
    mode: RoundMode,
    days: Days,
    papers_sent: bool = False,
    seen: str | None = None,
) -> None:
    """Open the round in writing, with the electorate of today; everybody is invited by mail.

    `days` says how many working days each phase of the mode takes. Raises `Refused` for an oefenronde, and when the
    chair is the author of the proposal.
    """
    if round_.proposal.rehearsal:
        raise Refused(N_("Oefenen doe je samen in de kamer. Een oefenronde kan niet schriftelijk."))
    changes = electorate.recompute(round_)
    round_.mode, round_.setting, round_.aloud = mode, RoundSetting.WRITTEN, False
    plan(round_, days, since=clock.now())
    drive(
        RoundMachine,
        round_,
        "open_in_writing",
        actor=by,
        seen=seen,
        details={"mode": mode.value, "papers_sent": papers_sent, "electorate": changes, "deadlines": _told(round_)},
        papers_sent=papers_sent,
    )
    round_.opened_at = clock.now()
    begin_phase(round_)
    follow(round_)
    invitations.invite(round_)


def extend(round_: ConsentRound, days: int, *, by: Person) -> None:
    """Give everybody `days` working days more for the phase in hand; what comes after it moves along."""
    if round_.due_at is None:
        raise Refused(N_("Deze ronde heeft geen termijn: hij is in de kamer."))
    later = [phase for phase in COLUMNS if (ends := ends_at(round_, phase)) is not None and ends >= round_.due_at]
    for phase in later:
        moment = ends_at(round_, phase)
        assert moment is not None, "chosen because it has one"  # noqa: S101
        setattr(round_, COLUMNS[phase], round_.proposal.unit.working_days.deadline(moment, days))
    drive(RoundMachine, round_, "extend", actor=by, details={"days": days, "deadlines": _told(round_)})
    follow(round_)
    invitations.invite(round_)


def bring_to_the_room(round_: ConsentRound, *, by: Person) -> None:
    """Go on in the next meeting with a round that was held in writing. What was said and answered stays."""
    if not round_.is_in_writing:
        raise Refused(N_("Deze ronde is al in de kamer."))
    drive(RoundMachine, round_, "bring_to_the_room", actor=by)
    round_.setting = RoundSetting.HYBRID
    follow(round_)


def await_absentees(round_: ConsentRound, days: int, *, by: Person, seen: str | None = None) -> None:
    """Wait in writing for who was not there, as the circle agreed (practice.md, "Absent"); they are invited by mail."""
    missing = [one.actor_key for one in round_.electors if one.answer is None]
    drive(RoundMachine, round_, "await_absentees", actor=by, seen=seen, details={"missing": missing, "days": days})
    if round_.setting is RoundSetting.ROOM:
        round_.setting = RoundSetting.HYBRID
    round_.awaiting_until = round_.proposal.unit.working_days.deadline(clock.now(), days)
    follow(round_)
    invitations.invite(round_)


def close_window(round_: ConsentRound, *, by: Actor, seen: str | None = None) -> None:
    """Stop waiting: back to the room; or, when the time is up and somebody stayed silent, to an end."""
    permission = CONSEQUENCE if by is SYSTEM else None
    missing = [one.actor_key for one in round_.unanswered]
    drive(
        RoundMachine,
        round_,
        "close_window",
        actor=by,
        permission=permission,
        seen=seen,
        details={"missing": missing, **_moment(round_)},
        objections_stand=bool(objections.standing(round_.proposal)),
    )
    _after(round_, by=by)


def everybody_answered(round_: ConsentRound) -> None:
    """Go on at once when the last answer of a round in writing came in: there is nobody left to wait for."""
    if not round_.is_in_writing or round_.unanswered:
        return
    if round_.state is RoundState.AWAITING:
        close_window(round_, by=SYSTEM)
    elif round_.state is RoundState.CONSENTING:
        reveal_in_writing(round_, "reveal")


def plan(round_: ConsentRound, days: Days, *, since: datetime) -> None:
    """Set when each phase from the present one on ends; phases follow each other."""
    calendar = round_.proposal.unit.working_days
    for phase in (RoundState.QUESTIONING, RoundState.REACTING, RoundState.CONSENTING):
        ends = None
        if phase in days and phase in round_.mode.phases:
            ends = since = calendar.deadline(since, days[phase])
        setattr(round_, COLUMNS[phase], ends)


def plan_anew(round_: ConsentRound) -> None:
    """After a step aside, give every phase from the present one on the unit's own time again."""
    if round_.is_in_writing and round_.state in COLUMNS:
        order = list(COLUMNS)
        coming = order[order.index(round_.state) :]
        usual = round_.proposal.unit.written_days
        plan(round_, dict.fromkeys(coming, usual), since=clock.now())
        if round_.state is RoundState.AWAITING:
            round_.awaiting_until = round_.proposal.unit.working_days.deadline(clock.now(), usual)
    elif round_.state is RoundState.PREPARED:
        round_.setting = RoundSetting.ROOM
        plan(round_, {}, since=clock.now())
    follow(round_)


def ends_at(round_: ConsentRound, phase: RoundState) -> datetime | None:
    """When a phase ends by itself, or ended."""
    found: datetime | None = getattr(round_, COLUMNS[phase]) if phase in COLUMNS else None
    return found


def follow(round_: ConsentRound) -> None:
    """Keep the one moment at which something happens by itself in step with the phase."""
    round_.due_at = ends_at(round_, round_.state) if round_.is_in_writing else None


def reveal_in_writing(round_: ConsentRound, event: str) -> None:
    """Show the answers of a round in writing, all at once: everybody answered, or the time is up."""
    before = objections.standing(round_.proposal)
    drive(
        RoundMachine,
        round_,
        "pass_deadline" if event == "pass_deadline" else "reveal",
        actor=SYSTEM,
        permission=CONSEQUENCE,
        details={"missing": [one.actor_key for one in round_.unanswered], **_moment(round_)},
        objections_stand=objections.will_stand(round_, before),
    )
    if any(one.answer for one in round_.electors):
        round_.revealed_at = clock.now()
        objections.follow_all(round_, before, by=SYSTEM)
    _after(round_, by=SYSTEM)


def _let_time_pass(round_: ConsentRound) -> None:
    """All that happened since, one phase after the other, each with the moment it was due."""
    while round_.is_overdue:
        if round_.state is RoundState.AWAITING:
            close_window(round_, by=SYSTEM)
        elif round_.state is RoundState.CONSENTING:
            reveal_in_writing(round_, "pass_deadline")
        else:
            drive(RoundMachine, round_, "pass_deadline", actor=SYSTEM, permission=CONSEQUENCE, details=_moment(round_))
            begin_phase(round_)
            follow(round_)
            if round_.due_at is not None and round_.due_at > clock.now():
                invitations.invite(round_)


def _after(round_: ConsentRound, *, by: Actor) -> None:
    """What follows when people have answered in writing, or have not."""
    if round_.state is RoundState.LAPSED:
        end_unsettled(round_, "fail", by=by)
        referrals.answer(round_.proposal, ReferralOutcome.NO_CONSENT, "", by=by)
    follow(round_)
    if by is SYSTEM:
        invitations.tell_the_chair(round_)


def _moment(round_: ConsentRound) -> dict[str, str]:
    return {"due_at": round_.due_at.isoformat()} if round_.is_overdue and round_.due_at else {}


def _told(round_: ConsentRound) -> dict[str, str]:
    planned = {phase.value: ends_at(round_, phase) for phase in COLUMNS}
    return {phase: moment.isoformat() for phase, moment in planned.items() if moment is not None}
