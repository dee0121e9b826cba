"""What another unit took over when one stopped, as far as its reader may know."""

from collections.abc import Sequence

from sqlalchemy import select

from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_
from app.decisions.models import Action, Decision, Proposal
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import newest
from app.decisions.queries.visibility import visible_actions, visible_decisions, visible_proposals
from app.organisation.handovers import HandedOver, Keys
from app.organisation.models import Person

MOST = 100


def told_of_handed_over(keys: Keys, reader: Actor) -> list[HandedOver]:
    """The proposals, decisions and actions. At most a query for each, and one for their texts."""
    if not isinstance(reader, Person):
        return []
    return [
        *_proposals(keys.get("proposal", ()), reader),
        *_decisions(keys.get("decision", ()), reader),
        *_actions(keys.get("action", ()), reader),
    ]


def _proposals(keys: Sequence[int], reader: Person) -> list[HandedOver]:
    found = titles_of(visible_proposals(reader) & Proposal.id.in_(keys), MOST) if keys else []
    return [HandedOver(N_("voorstel"), one.title, "proposals.show", {"proposal_id": one.id}) for one in found]


def _decisions(keys: Sequence[int], reader: Person) -> list[HandedOver]:
    if not keys:
        return []
    found = db.session.scalars(newest(visible_decisions(reader) & Decision.id.in_(keys)).limit(MOST))
    return [HandedOver(N_("besluit"), one.title, "register.show", {"number": one.number}) for one in found]


def _actions(keys: Sequence[int], reader: Person) -> list[HandedOver]:
    if not keys:
        return []
    query = select(Action).where(Action.id.in_(keys), visible_actions(reader))
    found = db.session.scalars(query.order_by(Action.id).limit(MOST))
    return [HandedOver(N_("actie"), one.what) for one in found]
