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
from app.decisions.states import ProposalState
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
    withdraw: bool


def next_step(dossier: Dossier, reader: Person) -> NextStep:
    """The one next step for `reader`."""
    proposal = dossier.proposal
    here = {"proposal_id": proposal.id}
    match proposal.state:
        case ProposalState.DRAFT:
            told = Said(N_("Dit is een concept: alleen jij ziet het."))
            return NextStep(told, N_("Dien in"), "proposals.submit", here, is_act=True)
        case ProposalState.SUBMITTED if may_prepare(proposal, reader):
            told = Said(N_("%(unit)s kan hierover beslissen."), {"unit": proposal.unit.name})
            return NextStep(told, N_("Zet ronde klaar"), "proposals.prepare_round", here, is_act=True)
        case ProposalState.SUBMITTED:
            return NextStep(Said(N_("Ingediend. De gespreksleider van %(unit)s zet een ronde klaar."), _unit(proposal)))
        case ProposalState.IN_ROUND if dossier.open_round is not None:
            told = Said(N_("Er loopt een consentronde over versie %(number)s."), {"number": proposal.current.number})
            return NextStep(told, N_("Ga naar de ronde"), "rounds.show", {"round_id": dossier.open_round.id})
        case ProposalState.IN_ROUND:
            return NextStep(Said(N_("Er loopt een consentronde in %(unit)s."), _unit(proposal)))
        case ProposalState.AGREED:
            told = Said(N_("Er is consent; nog geen collegebesluit. Dat neemt het college in zijn zitting."))
            if may(reader, "sitting:read", proposal.unit):
                return NextStep(told, N_("Naar de zittingen"), "college.overview", {"unit_id": proposal.unit_id})
            return NextStep(told)
        case ProposalState.NO_CONSENT if possible(ProposalMachine, proposal, "rework", actor=reader):
            told = Said(N_("Er was geen consent. Met een nieuwe versie kun je het opnieuw voorleggen."))
            return NextStep(told, N_("Maak een nieuwe versie"), "proposals.rework", here, is_act=True)
        case ProposalState.DECIDED if dossier.decision is not None:
            told = Said(N_("Besloten op %(day)s."), {"day": dossier.decision.decided_on})
            return NextStep(told, N_("Bekijk het besluit"), "register.show", {"number": dossier.decision.number})
    return NextStep(_outcome(dossier))


def other_acts(proposal: Proposal, reader: Person) -> OtherActs:
    """What else `reader` may do with the proposal now."""
    return OtherActs(
        edit=possible(ProposalMachine, proposal, "edit", actor=reader),
        give_back=possible(ProposalMachine, proposal, "give_back", actor=reader, reason=_A_REASON),
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
        case ProposalState.NO_CONSENT:
            return Said(N_("Er was geen consent. %(name)s kan een nieuwe versie maken."), _author(dossier.proposal))
    return Said(N_("%(name)s trok dit voorstel in."), _author(dossier.proposal))


def _unit(proposal: Proposal) -> dict[str, str]:
    return {"unit": proposal.unit.name}


def _author(proposal: Proposal) -> dict[str, str]:
    return {"name": proposal.author.name}
