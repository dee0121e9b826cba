"""The college decides in its sitting: marks beforehand, quorum, the hamer list in one go, and what is discussed.

Consent is sought in a round as everywhere; what stands here is the legal decision beside it (practice.md).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete

from app.core import clock, journal
from app.core.database import db
from app.core.errors import N_, NotFound, Refused
from app.core.machine import begin, drive
from app.core.permissions import CONSEQUENCE, demand
from app.decisions.college_law import (
    Convocation,
    Mark,
    Settlement,
    SittingState,
    VoteOutcome,
    Way,
    outcome,
)
from app.decisions.models import Proposal
from app.decisions.models.college import Ballot, CollegeMark, Presence, Sitting, SittingItem
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.queries.college import (
    Matter,
    is_called_again,
    last_round,
    locked_matters,
    mark_of,
    members_of,
    recused_from,
)
from app.decisions.service import changes, referrals, register
from app.decisions.sitting_machine import SittingMachine
from app.decisions.states import ProposalState, ReferralOutcome
from app.organisation.models import Person, Unit


@dataclass(frozen=True)
class Vote:
    """How one member votes, and whether they ask for aantekening."""

    in_favour: bool
    wants_note: bool = False


def mark(proposal: Proposal, said: Mark, *, by: Person) -> None:
    """Say beforehand that it is a hamerstuk, that one wants to discuss it, or that one has a personal interest."""
    demand(by, "proposal:mark", proposal)
    if proposal.state is not ProposalState.SUBMITTED:
        raise Refused(N_("Dit kan alleen zolang het voorstel nog niet is behandeld."))
    own = mark_of(proposal, by)
    if own is None:
        db.session.add(CollegeMark(proposal=proposal, person=by, mark=said))
    elif own.mark is not said:
        own.mark, own.marked_at = said, clock.now()
    else:
        return
    state = proposal.state.value
    version, noted = proposal.journal_version, {"mark": said.value}
    journal.record(
        "proposal", proposal.id, "mark", actor=by, source=state, target=state, version=version, details=noted
    )


def plan_sitting(
    unit: Unit,
    on: date,
    chair: Person,
    *,
    by: Person,
    convocation: Convocation = Convocation.FIRST,
    first: Sitting | None = None,
    basis: str = "",
) -> Sitting:
    """Plan a sitting. Raises `Refused` for a second convocation of one that was held, or outside one without basis."""
    demand(by, "sitting:lead", unit)
    if convocation is Convocation.SECOND and (first is None or first.state is not SittingState.NOT_HELD):
        raise Refused(N_("Een tweede oproep volgt op een zitting die zonder quorum niet doorging (Gemeentewet 56)."))
    if convocation is Convocation.OUTSIDE and not basis.strip():
        raise Refused(N_("Noem het artikel van het reglement van orde (Gemeentewet 52) of het mandaat (168)."))
    sitting = Sitting(unit=unit, chair=chair, on=on, convocation=convocation, first=first, basis=basis.strip())
    db.session.add(sitting)
    db.session.flush()
    begin(SittingMachine, sitting, "plan", actor=by, details={"on": on.isoformat(), "convocation": convocation.value})
    return sitting


def attend(sitting: Sitting, present: Collection[int], *, by: Person) -> None:
    """Say which members are there, by their ids. Others at the table, the secretaris too, are no members."""
    here = [one for one in members_of(sitting.unit, sitting.on) if one.id in set(present)]
    drive(SittingMachine, sitting, "attend", actor=by, details={"present": _keys(here)})
    db.session.execute(delete(Presence).where(Presence.sitting_id == sitting.id))
    db.session.add_all(Presence(sitting=sitting, person=one) for one in here)
    db.session.flush()
    db.session.expire(sitting, ["presence"])


def open_sitting(sitting: Sitting, *, by: Person) -> None:
    """Open it, with everything that is before the college. Raises `Refused` without a quorum (Gemeentewet 56)."""
    seated = len(members_of(sitting.unit, sitting.on))
    drive(SittingMachine, sitting, "open", actor=by, seated=seated)
    sitting.seated = seated
    _put_on_the_list(sitting)


def give_up(sitting: Sitting, *, by: Person) -> None:
    """Too few members came: it is not held, and its matters may be settled in a second convocation."""
    seated = len(members_of(sitting.unit, sitting.on))
    drive(SittingMachine, sitting, "give_up", actor=by, seated=seated)
    sitting.seated = seated
    _put_on_the_list(sitting)


def settle_list(sitting: Sitting, *, by: Person) -> list[SittingItem]:
    """Settle everything that is proposed as conform in one go. Raises `Refused` when there is nothing on that list."""
    conform = [one for one in locked_matters(sitting) if one.own_item is not None and one.is_conform]
    if not conform:
        raise Refused(N_("Er staat niets op de lijst ‘voorgesteld conform’."))
    return [_settle(one, Way.HAMER, Settlement.UNCHANGED, "", "settle_list", by=by) for one in conform]


def settle(sitting: Sitting, item: SittingItem, settlement: Settlement, change: str = "", *, by: Person) -> SittingItem:
    """Take the decision on what was discussed and has consent, as it was or with a change that is written down."""
    matter = _matter(sitting, item)
    if matter.proposal.state is not ProposalState.AGREED:
        raise Refused(N_("Hierover is nog geen consent. Houd eerst een consentronde."))
    if settlement is Settlement.CHANGED and not change.strip():
        raise Refused(N_("Schrijf erbij wat er is gewijzigd."))
    return _settle(matter, Way.CONSENT, settlement, change, "settle", by=by)


def vote(sitting: Sitting, item: SittingItem, votes: Mapping[int, Vote], *, by: Person) -> VoteOutcome:
    """Vote: only as the fallback, after a round of the college that ended without consent.

    On a tie it is voted on once more, and then the voorzitter decides (Gemeentewet 59). The objections stay unsettled.
    Raises `Refused` for a matter without such a round, and for a vote in which too few took part.
    """
    matter = _matter(sitting, item)
    if matter.proposal.state is not ProposalState.NO_CONSENT:
        raise Refused(N_("Stemmen kan alleen na een consentronde die zonder consent eindigde."))
    if item.turns >= 2:
        raise Refused(N_("Hierover is al twee keer gestemd."))
    turn = item.turns + 1
    for person in matter.taking_part:
        if person.id in votes:
            cast = votes[person.id]
            ballot = Ballot(item=item, person=person, turn=turn, in_favour=cast.in_favour, wants_note=cast.wants_note)
            db.session.add(ballot)
    db.session.flush()
    db.session.expire(item, ["ballots"])
    result = _result(matter)
    if result is VoteOutcome.NOT_VALID:
        raise Refused(N_("Te weinig leden deden mee aan deze stemming (Gemeentewet 29)."))
    if result is VoteOutcome.NOBODY_DECIDES:
        raise Refused(N_("De stemmen staken weer, en de voorzitter stemde niet mee (Gemeentewet 59)."))
    if result is VoteOutcome.CARRIED:
        _settle(matter, Way.VOTE, Settlement.UNCHANGED, "", "vote", by=by)
    else:
        _drive(matter, "vote", by=by)
    if result is VoteOutcome.REJECTED:
        item.way, item.settlement = Way.VOTE, Settlement.REJECTED
    return result


def hold_over(sitting: Sitting, item: SittingItem, *, by: Person) -> None:
    """Leave it for a next sitting."""
    matter = _matter(sitting, item)
    _drive(matter, "hold_over", by=by)
    item.settlement = Settlement.HELD_OVER


def close(sitting: Sitting, *, by: Person) -> None:
    """End the sitting. What was not settled is held over."""
    drive(SittingMachine, sitting, "close", actor=by)
    for one in sitting.items:
        one.settlement = one.settlement or Settlement.HELD_OVER


def _put_on_the_list(sitting: Sitting) -> None:
    db.session.add_all(SittingItem(sitting=sitting, proposal=one.proposal) for one in locked_matters(sitting))
    db.session.flush()
    db.session.expire(sitting, ["items"])


def _matter(sitting: Sitting, item: SittingItem) -> Matter:
    found = next((one for one in locked_matters(sitting) if one.proposal.id == item.proposal_id), None)
    if found is None or item.sitting_id != sitting.id:
        raise NotFound
    if item.settlement is not None:
        raise Refused(N_("Hierover is in deze zitting al besloten."))
    return found


def _settle(matter: Matter, way: Way, settlement: Settlement, change: str, event: str, *, by: Person) -> SittingItem:
    item = matter.item
    round_ = last_round(matter.proposal) if way is not Way.HAMER else None
    if round_ is None and matter.proposal.current.wording.missing_for_decision:
        raise Refused(N_("In de tekst staat nog niet wie het doet, vanaf wanneer, en wanneer jullie terugkijken."))
    _drive(matter, event, by=by)
    drive(ProposalMachine, matter.proposal, "settle", actor=by, permission=CONSEQUENCE)
    if round_ is None:
        matter.proposal.current.freeze()
    item.way, item.settlement, item.change = way, settlement, change.strip()
    item.taking_part = len(matter.taking_part)
    item.recused = ", ".join(one.name for one in recused_from(matter))
    item.decision = register.record_from_sitting(
        matter.proposal, round_, by_consent=way is Way.CONSENT, on=matter.sitting.on, by=by
    )
    changes.follow(item.decision, matter.proposal, by=by)
    referrals.answer(matter.proposal, ReferralOutcome.DECIDED, "", by=by)
    return item


def _drive(matter: Matter, event: str, *, by: Person) -> None:
    drive(
        SittingMachine,
        matter.sitting,
        event,
        actor=by,
        details={"proposal": matter.proposal.id},
        seated=matter.sitting.seated,
        taking_part=len(matter.taking_part),
        recused=len(matter.recused),
        called_again=is_called_again(matter),
    )


def _result(matter: Matter) -> VoteOutcome:
    item, chair = matter.item, matter.sitting.chair_id
    tallies = [item.tally(turn) for turn in range(1, item.turns + 1)]
    own = next((one.in_favour for one in item.ballots if one.turn == item.turns and one.person_id == chair), None)
    entitled = matter.sitting.seated - len(matter.recused)
    return outcome(entitled, *tallies, chair_in_favour=own, called_again=is_called_again(matter))


def _keys(people: Collection[Person]) -> list[str]:
    return [one.actor_key for one in people]
