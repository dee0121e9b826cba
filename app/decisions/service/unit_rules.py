"""What the rules of a unit mean for a round it holds."""

from app.core import clock
from app.decisions.models import ConsentRound, Proposal
from app.organisation.agreements import UnitRules, rules_of
from app.organisation.models import Person, Unit
from app.organisation.queries import seats_of
from app.organisation.states import AbsenceRule, Chairing, Role, Signal


def absence_rule_of(unit: Unit) -> AbsenceRule:
    """What holds today for who is absent. One query."""
    return rules_of(unit, clock.today()).absence_rule


def absence_rule_for(proposal: Proposal) -> AbsenceRule:
    """What holds for who is absent from a round on this: no party can be done without. One query, or none."""
    among_parties = proposal.current.wording.is_among_parties
    return AbsenceRule.WAIT_FOR_ALL if among_parties else absence_rule_of(proposal.unit)


def chair_by_rule(unit: Unit, preparer: Person) -> Person:
    """Who chairs: the gespreksleider where the unit wants that and has one who is not away, else whoever prepares."""
    if rules_of(unit, clock.today()).chairing is not Chairing.ELECTED:
        return preparer
    seats = [one for one in seats_of(unit, clock.today()) if one.role is Role.CHAIR and one.unit.id == unit.id]
    chairs = [one.person for one in seats if not one.is_absent]
    return preparer if preparer in chairs or not chairs else chairs[0]


def begin_by_rule(round_: ConsentRound) -> bool:
    """Let a round that opens follow the rules of its unit. Gives whether it was announced too late for an absentee.

    "Aanwezigen beslissen" holds for what was announced some days ahead (practice.md, "Absent"); else the decision waits
    for who is not there.
    """
    rules = rules_of(round_.proposal.unit, clock.today())
    everybody_is_here = len(round_.present_electors) == len(round_.electors)
    round_.aloud = everybody_is_here and _says_it_aloud(round_, rules)
    late = (
        not everybody_is_here and round_.absence_rule is AbsenceRule.PRESENT_DECIDE and _is_short_notice(round_, rules)
    )
    if late:
        round_.absence_rule = AbsenceRule.WAIT_FOR_ALL
    return late


def _says_it_aloud(round_: ConsentRound, rules: UnitRules) -> bool:
    return round_.is_small if rules.signal is Signal.BY_SIZE else rules.signal is Signal.ALOUD


def _is_short_notice(round_: ConsentRound, rules: UnitRules) -> bool:
    since = round_.proposal.submitted_at
    if since is None or round_.proposal.rehearsal:
        return False
    return (clock.today() - since.astimezone(clock.AMSTERDAM).date()).days < rules.notice_days
