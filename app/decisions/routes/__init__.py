"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import (
    chair,
    executions,
    guests,
    mandate_acts,
    mandates,
    participant,
    proposal_acts,
    proposals,
    register,
    rehearsals,
    room,
    rounds,
    triage,
    unit_panel,
    working,
)

__all__ = ["blueprints", "executions", "mandate_acts", "proposal_acts", "rehearsals", "triage", "unit_panel"]

blueprints = (
    proposals.blueprint,
    rounds.blueprint,
    participant.blueprint,
    chair.blueprint,
    room.blueprint,
    working.blueprint,
    guests.blueprint,
    register.blueprint,
    mandates.blueprint,
)
