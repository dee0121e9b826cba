"""The addresses of assignments."""

from app.assignments.routes import (
    agreeing,
    assignments,
    closing,
    following,
    own_parts,
    programme_reports,
    programmes,
    reporting,
)

blueprints = (
    agreeing.blueprint,
    assignments.blueprint,
    closing.blueprint,
    following.blueprint,
    own_parts.blueprint,
    programme_reports.blueprint,
    programmes.blueprint,
    reporting.blueprint,
)
