"""The addresses of assignments."""

from app.assignments.routes import (
    agreeing,
    assignments,
    following,
    own_parts,
    programme_reports,
    programmes,
)

blueprints = (
    assignments.blueprint,
    agreeing.blueprint,
    following.blueprint,
    own_parts.blueprint,
    programmes.blueprint,
    programme_reports.blueprint,
)
