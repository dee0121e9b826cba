"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    attachments,
    chair,
    guests,
    participant,
    proposal_acts,
    proposals,
    register,
    rehearsals,
    room,
    rounds,
    unit_panel,
    working,
)

__all__ = ["attachments", "blueprints", "proposal_acts", "rehearsals", "unit_panel"]

blueprints = (
    proposals.blueprint,
    rounds.blueprint,
    participant.blueprint,
    chair.blueprint,
    room.blueprint,
    working.blueprint,
    guests.blueprint,
    register.blueprint,
)
