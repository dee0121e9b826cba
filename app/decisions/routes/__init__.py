"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    chair,
    college,
    disclosure,
    guests,
    participant,
    proposal_acts,
    proposals,
    public_register,
    register,
    rehearsals,
    room,
    rounds,
    unit_panel,
    working,
)

__all__ = ["blueprints", "proposal_acts", "rehearsals", "unit_panel"]

blueprints = (
    proposals.blueprint,
    rounds.blueprint,
    participant.blueprint,
    chair.blueprint,
    room.blueprint,
    working.blueprint,
    guests.blueprint,
    register.blueprint,
    disclosure.blueprint,
    college.blueprint,
    public_register.blueprint,
)
