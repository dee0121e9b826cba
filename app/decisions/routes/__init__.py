"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    absentees,
    chair,
    guests,
    participant,
    personal_link,
    proposal_acts,
    proposals,
    register,
    rehearsals,
    room,
    rounds,
    unit_panel,
    working,
    written,
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
    written.blueprint,
    personal_link.blueprint,
    absentees.blueprint,
)
