"""A decision by mandate in the room: whoever holds it decides what is in hand in one tap, and the item ends with it."""

from dataclasses import dataclass

from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.models import Decision
from app.decisions.service.executions import ExecutionData, execute_proposal
from app.decisions.service.wordings import WordingData
from app.meetings.item_machine import ItemMachine
from app.meetings.models import AgendaItem
from app.meetings.queries.mandated import offer_on
from app.organisation.models import Person


@dataclass(frozen=True)
class MandatedData:
    """What the text does not say, and which text was on the screen."""

    seen: str
    """The digest of that text."""
    amount_cents: int | None = None
    outside_effect: bool = False


def decide(item: AgendaItem, data: MandatedData, *, by: Person) -> Decision:
    """Decide what is in hand as it stands, with the mandate under which it was brought.

    The item ends in the same transaction, by `round_outcomes.follow_decision`. Raises `Forbidden` for who does not hold
    the mandate, and `Refused` when it does not fit, or the text has changed since it was read.
    """
    drive(ItemMachine, item, "decide_by_mandate", actor=by)
    offer = offer_on(item, by)
    if offer is None or item.proposal is None:
        raise Refused(N_("Hierover kun je nu niet met een mandaat beslissen."))
    if offer.policy is None:
        raise Refused(N_("Kies eerst binnen welk beleid dit valt: neem het besluit bij het voorstel."))
    wording = item.proposal.current.wording
    if data.seen != wording.digest():
        raise Refused(N_("De tekst is veranderd. Lees hem opnieuw, en beslis dan."))
    execution = ExecutionData(
        wording=WordingData(**wording.content()),
        policy=offer.policy,
        amount_cents=data.amount_cents,
        outside_effect=data.outside_effect,
        confidentiality=item.proposal.confidentiality,
    )
    return execute_proposal(item.proposal, execution, by=by, mandate=offer.mandate)
