"""The addresses of assignments."""

from app.assignments.routes import agreeing, assignments

blueprints = (assignments.blueprint, agreeing.blueprint)
