"""Leading a round: from klaargezet, through its phases, to an end."""

import secrets

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.models import ConsentRound, Decision, Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.round_machine import RoundMachine
from app.decisions.service import attendance, electorate, objections, register
from app.decisions.service.proposals import hand_in_new, make_findable, withdraw_proposal
from app.decisions.service.wordings import WordingData
from app.decisions.states import AnswerChannel, Confidentiality, RoundMode
from app.organisation.models import Person, Unit


def prepare_round(proposal: Proposal, *, by: Person, chair: Person | None = None) -> ConsentRound:
    """Set a round ready on a submitted proposal: freeze its version and write the electorate down.

    `chair` is by default whoever prepares. Raises `Refused` when the unit has nobody who decides.
    """
    demand(by, "proposal:prepare_round", proposal)
    drive(ProposalMachine, proposal, "enter_round", actor=by, permission=CONSEQUENCE)
    return _new_round(proposal, by=by, chair=chair or by)


def start_now(unit: Unit, data: WordingData, *, by: Person, author: Person, rehearsal: bool = False) -> ConsentRound:
    """Set a round ready on a text typed there and then, chaired by whoever types it."""
    proposal = hand_in_new(unit, data, by=by, author=author, rehearsal=rehearsal)
    return prepare_round(proposal, by=by)


def open_round(
    round_: ConsentRound, *, by: Person, mode: RoundMode, papers_sent: bool = False, seen: str | None = None
) -> None:
    """Open the round as Volledig, Kort or Hamer, with the electorate of today.

    Raises `Refused` when nobody is there or no papers were sent.
    """
    changes = electorate.recompute(round_)
    round_.mode = mode
    round_.aloud = len(round_.present_electors) == len(round_.electors) and round_.is_small
    drive(
        RoundMachine,
        round_,
        "open",
        actor=by,
        seen=seen,
        details={
            "mode": mode.value,
            "papers_sent": papers_sent,
            "chairs_own_proposal": round_.chair_id == round_.proposal.author_id,
            "electorate": changes,
        },
        papers_sent=papers_sent,
    )
    round_.opened_at = clock.now()
    _begin_phase(round_)


def advance(round_: ConsentRound, *, by: Person, seen: str | None = None) -> None:
    """Go on to the next phase; whether everybody had a turn is recorded, not required."""
    turns_kept = all(one.had_turn for one in round_.present_electors)
    drive(RoundMachine, round_, "next", actor=by, seen=seen, details={"turns_kept": turns_kept})
    _begin_phase(round_)


def discuss_first(round_: ConsentRound, *, by: Person) -> None:
    """Go to the questions first, at the wish of anybody of the electorate. What was answered lapses.

    A Hamer round is Volledig from here on: it is talked over after all.
    """
    drive(RoundMachine, round_, "discuss_first", actor=by, details={"mode": round_.mode.value})
    if round_.mode is RoundMode.HAMMER:
        round_.mode = RoundMode.FULL
    _lapse_answers(round_)
    _begin_phase(round_)


def step_back(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> int:
    """Go back one phase. Returns how many answers lapsed with it.

    Back over the reveal, consent is asked anew, of who came too late for it the first time as well.
    """
    drive(RoundMachine, round_, "step_back", actor=by, seen=seen, details={"reason": reason})
    if round_.revealed_at is not None:
        round_.revealed_at = None
        for one in round_.participants:
            one.set_aside = False
    _begin_phase(round_)
    return _lapse_answers(round_)


def reveal(round_: ConsentRound, *, by: Person, now: bool = False, seen: str | None = None) -> None:
    """Show all answers at once. `now` does so while answers are missing, and records whose."""
    missing = [one.actor_key for one in round_.unanswered]
    before = objections.standing(round_.proposal)
    drive(
        RoundMachine,
        round_,
        "reveal_now" if now else "reveal",
        actor=by,
        seen=seen,
        details={"missing": missing},
        objections_stand=objections.will_stand(round_, before),
    )
    round_.revealed_at = clock.now()
    objections.follow_all(round_, before, by=by)


def edit_working(round_: ConsentRound, data: WordingData, *, by: Person, revision: int | None = None) -> None:
    """Change the werkversie, on behalf of the circle or as its author. The version under treatment stays as it is.

    Raises `Refused` when `revision`, that of the working text on the screen (0 for none), is no longer the latest.
    """
    drive(RoundMachine, round_, "edit", actor=by, details={"what": data.what})
    if round_.working is None:
        round_.working = data.new()
        round_.working.attachments = round_.version.wording.copied_attachments()
    elif revision is not None and revision != round_.working.revision:
        raise Refused(N_("Iemand anders heeft deze tekst net ook veranderd. Jouw tekst staat hier nog: vergelijk ze."))
    else:
        data.write_to(round_.working)
    db.session.flush()


def amend(round_: ConsentRound, *, by: Person, why: str = "", seen: str | None = None) -> ConsentRound:
    """Make the working text the next version, and go straight to consent on it.

    All objections that stand are tied to the new version. Returns its round. Raises `Refused` when nothing changed.
    """
    if round_.working is None or round_.working.digest() == round_.version.wording.digest():
        raise Refused(
            N_("De werkversie is nog gelijk aan versie %(number)s. Pas eerst de tekst aan."),
            number=round_.version.number,
        )
    proposal = round_.proposal
    drive(RoundMachine, round_, "amend", actor=by, seen=seen, details={"why": why})
    _end(round_)
    version = ProposalVersion(
        proposal=proposal, number=round_.version.number + 1, wording=round_.working.copy(), reason=why
    )
    db.session.add(version)
    db.session.flush()
    objections.tie_to(round_, version, by=by)
    drive(
        ProposalMachine,
        proposal,
        "renew",
        actor=by,
        permission=CONSEQUENCE,
        details={"version": version.number},
    )
    following = _new_round(proposal, by=by, chair=round_.chair, previous=round_)
    drive(RoundMachine, following, "go_on", actor=by)
    following.opened_at = clock.now()
    make_findable(proposal)
    return following


def conclude(round_: ConsentRound, *, by: Person, seen: str | None = None) -> Decision | None:
    """Record that there is consent. Returns the decision, or None after an oefenronde."""
    drive(
        RoundMachine,
        round_,
        "conclude",
        actor=by,
        seen=seen,
        objections_stand=bool(objections.standing(round_.proposal)),
    )
    _end(round_)
    drive(ProposalMachine, round_.proposal, "decide", actor=by, permission=CONSEQUENCE)
    return None if round_.proposal.rehearsal else register.record_from_round(round_, by=by)


def end_without_consent(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> None:
    """End the round with its objections visibly unsettled."""
    drive(RoundMachine, round_, "end_without_consent", actor=by, seen=seen, details={"reason": reason})
    _end_unsettled(round_, "fail", by=by)


def delegate(round_: ConsentRound, to: Person, *, by: Person, seen: str | None = None) -> None:
    """ "Uitvoering: [naam] beslist": the matter is not for the circle after all, and the round is over.

    Whoever says so is there, also when the round was not opened yet.
    """
    if round_.participant_of(by.id) is not None:
        attendance.arrive(round_, by=by)
    drive(RoundMachine, round_, "delegate", actor=by, seen=seen, details={"to": to.actor_key})
    round_.delegated_to_id = to.id
    _end_unsettled(round_, "delegate", by=by)


def withdraw_round(round_: ConsentRound, *, by: Person, reason: str = "") -> None:
    """The indiener takes the proposal back, in the middle of its round."""
    drive(RoundMachine, round_, "withdraw", actor=by, details={"reason": reason})
    _end(round_)
    objections.leave_unsettled(round_.proposal, by=by)
    withdraw_proposal(round_.proposal, by=by, reason=reason)


def adjourn(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> None:
    """Stop for now; the round goes on later where it was."""
    going_on_at = round_.state
    round_.resume_to = going_on_at
    drive(RoundMachine, round_, "adjourn", actor=by, seen=seen, details={"reason": reason})


def resume(round_: ConsentRound, *, by: Person, seen: str | None = None) -> None:
    """Go on where the round was adjourned, with the electorate of today; what changed in it is recorded."""
    changes = electorate.recompute(round_)
    drive(RoundMachine, round_, "resume", actor=by, seen=seen, details={"electorate": changes})
    round_.resume_to = None
    objections.clear_the_way(round_, by=by)


def set_timer(round_: ConsentRound, *, by: Person, running: bool) -> None:
    """Show the chair how long this phase takes, or stop showing it. It never counts down."""
    drive(RoundMachine, round_, "note", actor=by, permission="round:lead", details={"timer": running})
    round_.timer_started_at = clock.now() if running else None


def _new_round(proposal: Proposal, *, by: Person, chair: Person, previous: ConsentRound | None = None) -> ConsentRound:
    version = proposal.current
    version.freeze()
    round_ = ConsentRound(
        proposal=proposal,
        version=version,
        chair=chair,
        absence_rule=proposal.unit.absence_rule,
        guest_code=secrets.token_urlsafe(9) if proposal.confidentiality is Confidentiality.OPEN else None,
    )
    if previous is not None:
        round_.mode, round_.aloud = previous.mode, previous.aloud
    db.session.add(round_)
    db.session.flush()
    electorate.write_down(round_, previous)
    if not round_.electors:
        raise Refused(N_("Deze kring heeft nog geen leden die meebeslissen. Voeg eerst leden toe."))
    db.session.flush()
    begin(
        RoundMachine,
        round_,
        "prepare",
        actor=by,
        details={
            "version": version.frozen_digest,
            "chair": chair.actor_key,
            "electorate": [{"who": one.actor_key, "ground": one.ground} for one in round_.electors],
        },
    )
    return round_


def _begin_phase(round_: ConsentRound) -> None:
    round_.timer_started_at = None
    for one in round_.participants:
        one.had_turn = False


def _lapse_answers(round_: ConsentRound) -> int:
    """Let the answers lapse that were given in the phase that is left; what was left behind at a departure stays."""
    lapsing = [
        one.answer
        for one in round_.participants
        if one.answer is not None and one.answer.channel is not AnswerChannel.LEFT_BEHIND
    ]
    for answer in lapsing:
        answer.lapsed_at = clock.now()
    return len(lapsing)


def _end(round_: ConsentRound) -> None:
    round_.ended_at = clock.now()
    round_.resume_to = None
    round_.timer_started_at = None
    db.session.flush()


def _end_unsettled(round_: ConsentRound, event: str, *, by: Person) -> None:
    _end(round_)
    objections.leave_unsettled(round_.proposal, by=by)
    drive(ProposalMachine, round_.proposal, event, actor=by, permission=CONSEQUENCE)
