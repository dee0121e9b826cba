"""The addresses of assignments."""

from app.assignments.routes import agreeing, assignments, following

blueprints = (assignments.blueprint, agreeing.blueprint, following.blueprint)
