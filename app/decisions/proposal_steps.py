"""What is to be done with a proposal next, by this reader: one clear step, and what else they may do."""

from dataclasses import dataclass, field
from typing import Any

from app.core.errors import N_
from app.core.machine import possible
from app.core.permissions import may
from app.decisions.models import Proposal
from app.decisions.presentation import Said
from app.decisions.proposal_machine import ProposalMachine
from app.decisions.queries.proposals import Dossier
from app.decisions.states import Nature, ProposalState
from app.organisation.models import Person

_A_REASON = "…"


@dataclass(frozen=True)
class NextStep:
    """What it waits for, and the button that brings it further when that is up to the reader."""

    text: Said
    label: str | None = None
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    is_act: bool = False
    """Whether the button does something; otherwise it leads somewhere."""


@dataclass(frozen=True)
class OtherActs:
    """What else the reader may do now."""

    edit: bool
    give_back: bool
    hand_back: bool
    """Send it back to the unit that referred it."""
    to_the_circle: bool
    withdraw: bool


def next_step(dossier: Dossier, reader: Person) -> NextStep:
    """The one next step for `reader`."""
    proposal = dossier.proposal
    here = {"proposal_id": proposal.id}
    if proposal.nature is Nature.EXECUTION and (step := _to_decide(proposal, reader)):
        return step
    match proposal.state:
        case ProposalState.DRAFT:
            told = Said(N_("Dit is een concept: alleen jij ziet het."))
            return NextStep(told, N_("Dien in"), "proposals.submit", here, is_act=True)
        case ProposalState.SUBMITTED if may_prepare(proposal, reader):
            told = Said(N_("%(unit)s kan hierover beslissen."), {"unit": proposal.unit.name})
            return NextStep(told, N_("Zet ronde klaar"), "proposals.prepare_round", here, is_act=True)
        case ProposalState.SUBMITTED if not dossier.is_led:
            told = Said(
                N_(
                    "%(unit)s heeft nog geen gespreksleider, secretaris of functioneel leider om een ronde te openen. "
                    "De beheerder kan iemand die rol geven."
                ),
                _unit(proposal),
            )
            return NextStep(told, N_("Bekijk de kring"), "units.page", {"unit_id": proposal.unit_id})
        case ProposalState.SUBMITTED if dossier.trail.last_answer is not None:
            return NextStep(
                Said(
                    N_("Terug uit de bredere kring. De gespreksleider van %(unit)s zet een ronde klaar."),
                    _unit(proposal),
                )
            )
        case ProposalState.SUBMITTED:
            return NextStep(Said(N_("Ingediend. De gespreksleider van %(unit)s zet een ronde klaar."), _unit(proposal)))
        case ProposalState.IN_ROUND if dossier.open_round is not None:
            told = Said(N_("Er loopt een consentronde over versie %(number)s."), {"number": proposal.current.number})
            return NextStep(told, N_("Ga naar de ronde"), "rounds.show", {"round_id": dossier.open_round.id})
        case ProposalState.IN_ROUND:
            return NextStep(Said(N_("Er loopt een consentronde in %(unit)s."), _unit(proposal)))
        case ProposalState.DECIDED if dossier.decision is None and proposal.change and dossier.based_on is not None:
            told = Said(N_("Hierover is besloten, bij %(number)s."), {"number": dossier.based_on.number})
            return NextStep(told, N_("Bekijk het besluit"), "register.show", {"number": dossier.based_on.number})
        case ProposalState.AGREED:
            told = Said(N_("Er is consent; nog geen collegebesluit. Dat neemt het college in zijn zitting."))
            if may(reader, "sitting:read", proposal.unit):
                return NextStep(told, N_("Naar de zittingen"), "college.overview", {"unit_id": proposal.unit_id})
            return NextStep(told)
        case ProposalState.NO_CONSENT if possible(ProposalMachine, proposal, "rework", actor=reader):
            told = Said(N_("Er was geen consent. Met een nieuwe versie kun je het opnieuw voorleggen."))
            return NextStep(told, N_("Maak een nieuwe versie"), "proposals.rework", here, is_act=True)
        case ProposalState.REFERRED if dossier.trail.waits_for is not None:
            unit = dossier.trail.waits_for.successor.unit.name
            return NextStep(Said(N_("Dit ligt bij %(unit)s. Wat daaruit komt, komt hier terug."), {"unit": unit}))
        case ProposalState.SETTLED_WIDER if dossier.trail.settled_by is not None:
            number = dossier.trail.settled_by.number
            told = Said(N_("Hierover is besloten in de bredere kring."))
            return NextStep(told, N_("Bekijk het besluit"), "register.show", {"number": number})
        case ProposalState.DECIDED if dossier.decision is not None:
            told = Said(N_("Besloten op %(day)s."), {"day": dossier.decision.decided_on})
            return NextStep(told, N_("Bekijk het besluit"), "register.show", {"number": dossier.decision.number})
    return NextStep(_outcome(dossier))


def _to_decide(proposal: Proposal, reader: Person) -> NextStep | None:
    """What comes next for uitvoering that somebody decides without the circle; None when there is nothing to decide."""
    if possible(ProposalMachine, proposal, "execute", actor=reader):
        told = Said(N_("Dit is uitvoering: jij beslist hierover."))
        return NextStep(told, N_("Neem het besluit"), "proposals.decide_proposal", {"proposal_id": proposal.id})
    if proposal.state is ProposalState.SUBMITTED and proposal.mandate is not None:
        holder = proposal.mandate.holder
        if holder is not None:
            return NextStep(Said(N_("Dit is uitvoering: %(name)s beslist hierover."), {"name": holder.name}))
        return NextStep(Said(N_("Dit is uitvoering: wie het mandaat heeft, beslist hierover.")))
    return None


def other_acts(proposal: Proposal, reader: Person) -> OtherActs:
    """What else `reader` may do with the proposal now."""
    return OtherActs(
        edit=possible(ProposalMachine, proposal, "edit", actor=reader),
        give_back=possible(ProposalMachine, proposal, "give_back", actor=reader, reason=_A_REASON),
        hand_back=possible(ProposalMachine, proposal, "hand_back", actor=reader, words=_A_REASON),
        to_the_circle=possible(ProposalMachine, proposal, "to_the_circle", actor=reader),
        withdraw=proposal.state is not ProposalState.IN_ROUND
        and possible(ProposalMachine, proposal, "withdraw", actor=reader),
    )


def may_prepare(proposal: Proposal, reader: Person) -> bool:
    """Whether `reader` may set a round ready on it now."""
    return possible(ProposalMachine, proposal, "enter_round", actor=reader, permission="proposal:prepare_round")


def _outcome(dossier: Dossier) -> Said:
    match dossier.proposal.state:
        case ProposalState.DECIDED if dossier.proposal.rehearsal:
            return Said(N_("De oefenronde is klaar. Er is niets vastgelegd."))
        case ProposalState.DECIDED:
            return Said(N_("Hierover is besloten."))
        case ProposalState.DELEGATED:
            deciders = [one.delegated_to.name for one in dossier.rounds if one.delegated_to is not None]
            if deciders:
                return Said(N_("Dit is uitvoering: %(name)s beslist."), {"name": deciders[-1]})
            return Said(N_("Dit ging naar de uitvoering."))
        case ProposalState.SETTLED_WIDER:
            return Said(N_("Dit is afgehandeld in de bredere kring."))
        case ProposalState.HANDED_BACK:
            return Said(N_("Dit is teruggestuurd naar de kring die het voorlegde."))
        case ProposalState.NO_CONSENT if dossier.trail.came_by:
            return Said(N_("Hier was geen consent. Het is terug bij de kring die het voorlegde."))
        case ProposalState.NO_CONSENT:
            return Said(N_("Er was geen consent. %(name)s kan een nieuwe versie maken."), _author(dossier.proposal))
    return Said(N_("%(name)s trok dit voorstel in."), _author(dossier.proposal))


def _unit(proposal: Proposal) -> dict[str, str]:
    return {"unit": proposal.unit.name}


def _author(proposal: Proposal) -> dict[str, str]:
    return {"name": proposal.author.name}
