"""What the page of a unit shows of its proposals and decisions."""

from flask import render_template
from markupsafe import Markup
from sqlalchemy import and_

from app.core.actor import Actor
from app.core.database import db
from app.core.permissions import may
from app.decisions.models import Decision, Proposal
from app.decisions.queries.proposals import titles_of
from app.decisions.queries.register import newest
from app.decisions.queries.tables import is_led
from app.decisions.queries.visibility import visible_decisions, visible_proposals
from app.decisions.states import ProposalState
from app.organisation.models import Person, Unit
from app.organisation.panels import on_unit_page

MOST = 5
GOING_ON = (ProposalState.SUBMITTED, ProposalState.IN_ROUND, ProposalState.REFERRED)


@on_unit_page
def sittings(unit: Unit, reader: Actor) -> Markup | None:
    """The way to the sittings, for who sits at the table of the college."""
    if not may(reader, "sitting:read", unit):
        return None
    return Markup(render_template("decisions/college/_unit_panel.html", unit=unit))  # noqa: S704 - escaped by a template


@on_unit_page
def what_is_decided_here(unit: Unit, reader: Actor) -> Markup | None:
    """The proposals that are going on in a unit, and its latest decisions."""
    if not isinstance(reader, Person):
        return None
    going_on = and_(visible_proposals(reader), Proposal.unit_id == unit.id, Proposal.state.in_(GOING_ON))
    decided = and_(visible_decisions(reader), Decision.unit_id == unit.id)
    page = render_template(
        "decisions/_unit_panel.html",
        unit=unit,
        proposals=titles_of(going_on, MOST),
        is_led=is_led(unit),
        decisions=list(db.session.scalars(newest(decided).limit(MOST))),
    )
    return Markup(page)  # noqa: S704 - a template has escaped what people wrote
