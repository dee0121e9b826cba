"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    actions,
    chair,
    guests,
    participant,
    pool,
    proposal_acts,
    proposals,
    referrals,
    register,
    rehearsals,
    reviews,
    room,
    rounds,
    unit_panel,
    working,
)

__all__ = ["blueprints", "proposal_acts", "rehearsals", "unit_panel"]

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
    reviews.blueprint,
    actions.blueprint,
    pool.blueprint,
)
