"""The addresses of assignments."""

from app.assignments.routes import agreeing, assignments, closing, following

blueprints = (assignments.blueprint, agreeing.blueprint, following.blueprint, closing.blueprint)
