"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    actions,
    chair,
    disclosure,
    executions,
    guests,
    mandate_acts,
    mandates,
    participant,
    personal_link,
    pool,
    proposal_acts,
    proposals,
    public_register,
    referrals,
    register,
    rehearsals,
    reviews,
    room,
    rounds,
    triage,
    unit_panel,
    working,
    written,
)

__all__ = ["blueprints", "executions", "mandate_acts", "proposal_acts", "rehearsals", "triage", "unit_panel"]

blueprints = (
    proposals.blueprint,
    referrals.blueprint,
    rounds.blueprint,
    participant.blueprint,
    chair.blueprint,
    room.blueprint,
    working.blueprint,
    guests.blueprint,
    register.blueprint,
    written.blueprint,
    personal_link.blueprint,
    mandates.blueprint,
    disclosure.blueprint,
    public_register.blueprint,
    reviews.blueprint,
    actions.blueprint,
    pool.blueprint,
)
