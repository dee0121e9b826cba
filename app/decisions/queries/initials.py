"""What is read of parafenroutes."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app.core.database import db
from app.decisions.initial_states import UNSETTLED, InitialState
from app.decisions.models import Initial, Proposal
from app.decisions.queries.visibility import visible_proposals
from app.decisions.states import ProposalState
from app.organisation.models import Person


@dataclass(frozen=True)
class Route:
    """The steps of a route in their order, and the first that is not settled."""

    steps: list[Initial]

    @property
    def current(self) -> Initial | None:
        """Where it is now: with somebody who is to look, or back with the author."""
        return next((one for one in self.steps if one.state in UNSETTLED), None)

    @property
    def is_sent_back(self) -> bool:
        """Whether it lies with the author."""
        return self.current is not None and self.current.state is InitialState.SENT_BACK


def route_of(proposal: Proposal) -> Route:
    """The route of a proposal whose reader was let in. One query."""
    return Route(list(proposal.initials))


def is_to_initial(person: Person) -> ColumnElement[bool]:
    """On what a paraaf of `person` is asked, now that it is their turn; of the proposals that they may read."""
    theirs = and_(Initial.person_id == person.id, Initial.state == InitialState.WAITING, _is_first())
    return and_(Proposal.state == ProposalState.SUBMITTED, Proposal.id.in_(select(Initial.proposal_id).where(theirs)))


def is_sent_back(person: Person) -> ColumnElement[bool]:
    """The proposals of `person` that somebody in the route sent back."""
    back = select(Initial.proposal_id).where(Initial.state == InitialState.SENT_BACK)
    own = and_(Proposal.author_id == person.id, Proposal.id.in_(back))
    return and_(Proposal.state == ProposalState.SUBMITTED, own)


def unfinished_routes(proposal_ids: Iterable[int], reader: Person) -> dict[int, Initial]:
    """Of each of these proposals, as far as `reader` may read it: where its unfinished route is now. One query."""
    query = (
        select(Initial)
        .join(Initial.proposal)
        .where(
            Initial.proposal_id.in_(list(proposal_ids)),
            Initial.state.in_(UNSETTLED),
            visible_proposals(reader),
            Proposal.state == ProposalState.SUBMITTED,
        )
        .order_by(Initial.position.desc(), Initial.id.desc())
    )
    return {one.proposal_id: one for one in db.session.scalars(query)}


def _is_first() -> ColumnElement[bool]:
    """Whether nothing before it in the route is unsettled."""
    before = aliased(Initial)
    earlier = or_(before.position < Initial.position, and_(before.position == Initial.position, before.id < Initial.id))
    same = before.proposal_id == Initial.proposal_id
    return ~select(before.id).where(same, before.state.in_(UNSETTLED), earlier).exists()
