"""The addresses of what is decided: proposals, rounds, and the register."""

from app.decisions.routes import chair, guests, participant, proposals, register, rounds

blueprints = (
    proposals.blueprint,
    rounds.blueprint,
    participant.blueprint,
    chair.blueprint,
    guests.blueprint,
    register.blueprint,
)
