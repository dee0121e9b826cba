"""The addresses of assignments."""

from app.assignments.routes import agreeing, assignments, closing, reporting

blueprints = (assignments.blueprint, agreeing.blueprint, reporting.blueprint, closing.blueprint)
