"""Leading a round: from klaargezet, through its phases, to an end."""

import secrets

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.models import ConsentRound, Decision, Objection, Proposal, ProposalVersion
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.round_machine import RoundMachine
from app.decisions.service import attendance, deadlines, electorate, invitations, joint, objections, referrals
from app.decisions.service.endings import end, end_unsettled
from app.decisions.service.news import A_ROUND_ENDED
from app.decisions.service.phases import begin_phase, lapse_answers
from app.decisions.service.proposals import bring_to_wider_unit, hand_in_new, make_findable, withdraw_proposal
from app.decisions.service.unit_rules import absence_rule_for, begin_by_rule, chair_by_rule
from app.decisions.service.wordings import WordingData
from app.decisions.states import Nature, ReferralOutcome, RoundMode, Triage
from app.organisation.models import Person, Unit


def prepare_round(
    proposal: Proposal, *, by: Person, chair: Person | None = None, follows: bool = False
) -> ConsentRound:
    """Set a round ready on a submitted proposal: freeze its version and write the electorate down.

    `chair` is by default whoever the rules of the unit say, or who prepares. `follows`: from a verb that has asked
    whether `by` may. Raises `Refused` when nobody decides.
    """
    if not follows:
        demand(by, "proposal:prepare_round", proposal)
    drive(ProposalMachine, proposal, "enter_round", actor=by, permission=CONSEQUENCE)
    return _new_round(proposal, by=by, chair=chair or chair_by_rule(proposal.unit, by))


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
    announced_late = begin_by_rule(round_)
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
            "announced_late": announced_late,
        },
        papers_sent=papers_sent,
    )
    round_.opened_at = clock.now()
    begin_phase(round_)


def advance(round_: ConsentRound, *, by: Person, seen: str | None = None) -> None:
    """Go on to the next phase; whether everybody had a turn is recorded, not required."""
    turns_kept = all(one.had_turn for one in round_.present_electors)
    drive(RoundMachine, round_, "next", actor=by, seen=seen, details={"turns_kept": turns_kept})
    begin_phase(round_)
    deadlines.follow(round_)
    invitations.invite(round_)


def discuss_first(round_: ConsentRound, *, by: Person) -> None:
    """Go to the questions first, at the wish of anybody of the electorate. What was answered lapses.

    A Hamer round is Volledig from here on: it is talked over after all.
    """
    drive(RoundMachine, round_, "discuss_first", actor=by, details={"mode": round_.mode.value})
    if round_.mode is RoundMode.HAMMER:
        round_.mode = RoundMode.FULL
    lapse_answers(round_)
    begin_phase(round_)
    deadlines.plan_anew(round_)
    invitations.invite(round_)


def step_back(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> int:
    """Go back one phase. Returns how many answers lapsed with it.

    Back over the reveal, consent is asked anew, of who came too late for it the first time as well.
    """
    drive(RoundMachine, round_, "step_back", actor=by, seen=seen, details={"reason": reason})
    if round_.revealed_at is not None:
        round_.revealed_at = None
        for one in round_.participants:
            one.set_aside = False
    begin_phase(round_)
    deadlines.plan_anew(round_)
    invitations.invite(round_)
    return lapse_answers(round_)


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
    end(round_)
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
    deadlines.plan_anew(following)
    invitations.invite(following)
    make_findable(proposal)
    return following


def conclude(round_: ConsentRound, *, by: Person, seen: str | None = None) -> Decision | None:
    """Record that there is consent. Returns the decision, or None after an oefenronde.

    Consent in the college is no decision of the college yet: that it takes in its sitting (`service.college`).
    """
    drive(
        RoundMachine,
        round_,
        "conclude",
        actor=by,
        seen=seen,
        objections_stand=bool(objections.standing(round_.proposal)),
    )
    end(round_)
    decision = joint.decide(round_, by=by)
    A_ROUND_ENDED.spread(round_, by=by)
    return decision


def end_without_consent(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> None:
    """End the round with its objections visibly unsettled."""
    drive(RoundMachine, round_, "end_without_consent", actor=by, seen=seen, details={"reason": reason})
    end_unsettled(round_, "fail", by=by)
    referrals.answer(round_.proposal, ReferralOutcome.NO_CONSENT, reason, by=by)


def delegate(round_: ConsentRound, to: Person, *, by: Person, seen: str | None = None) -> None:
    """ "Uitvoering: [naam] beslist": the matter is not for the circle after all, and the round is over.

    Whoever says so is there, also when the round was not opened yet.
    """
    if round_.participant_of(by.id) is not None:
        attendance.arrive(round_, by=by)
    drive(RoundMachine, round_, "delegate", actor=by, seen=seen, details={"to": to.actor_key})
    round_.delegated_to_id = to.id
    proposal = round_.proposal
    if not proposal.rehearsal:
        proposal.decider_id, proposal.nature, proposal.triage = to.id, Nature.EXECUTION, Triage.SAID_IN_ROUND
    end_unsettled(round_, "delegate", by=by)
    referrals.answer(proposal, ReferralOutcome.DELEGATED, to.name, by=by)


def refer(
    round_: ConsentRound, reason: str, *, by: Person, objection: Objection | None = None, seen: str | None = None
) -> Proposal:
    """Refer the matter to the wider unit, for instance an objection out of domain whose owner upholds it.

    Returns the linked proposal there. Raises `Refused` without a reason, without a wider unit, or back along the chain.
    """
    wider, through = round_.proposal.unit.parent, referrals.came_through(round_.proposal)
    details = {"reason": reason, "unit": wider.name if wider else "", "about": objection.id if objection else None}
    drive(RoundMachine, round_, "refer", actor=by, seen=seen, details=details, reason=reason, came_through=through)
    assert wider is not None, "the chart refuses to refer from the widest unit"  # noqa: S101
    end(round_)
    objections.refer(round_.proposal, by=by)
    drive(ProposalMachine, round_.proposal, "refer", actor=by, permission=CONSEQUENCE, details={"unit": wider.name})
    linked = bring_to_wider_unit(round_, wider, reason, by=by, objection=objection)
    A_ROUND_ENDED.spread(round_, by=by)
    return linked


def withdraw_round(round_: ConsentRound, *, by: Person, reason: str = "") -> None:
    """The indiener takes the proposal back, in the middle of its round."""
    drive(RoundMachine, round_, "withdraw", actor=by, details={"reason": reason})
    end(round_)
    objections.leave_unsettled(round_.proposal, by=by)
    withdraw_proposal(round_.proposal, by=by, reason=reason)
    A_ROUND_ENDED.spread(round_, by=by)


def adjourn(round_: ConsentRound, *, by: Person, reason: str = "", seen: str | None = None) -> None:
    """Stop for now; the round goes on later where it was."""
    going_on_at = round_.state
    round_.resume_to = going_on_at
    drive(RoundMachine, round_, "adjourn", actor=by, seen=seen, details={"reason": reason})
    deadlines.follow(round_)


def resume(round_: ConsentRound, *, by: Person, seen: str | None = None) -> None:
    """Go on where the round was adjourned, with the electorate of today; what changed in it is recorded."""
    changes = electorate.recompute(round_)
    drive(RoundMachine, round_, "resume", actor=by, seen=seen, details={"electorate": changes})
    round_.resume_to = None
    deadlines.plan_anew(round_)
    invitations.invite(round_)
    objections.clear_the_way(round_, by=by)


def _new_round(proposal: Proposal, *, by: Person, chair: Person, previous: ConsentRound | None = None) -> ConsentRound:
    version = proposal.current
    version.freeze()
    round_ = ConsentRound(
        proposal=proposal,
        version=version,
        chair=chair,
        absence_rule=previous.absence_rule if previous else absence_rule_for(proposal),
        guest_code=secrets.token_urlsafe(9) if proposal.is_public else None,
    )
    if previous is not None:
        round_.mode, round_.aloud, round_.setting = previous.mode, previous.aloud, previous.setting
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
