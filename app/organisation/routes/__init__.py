"""The addresses of units, people, signing in and one's own account."""

from app.organisation.routes import account, demo, levels, people, roles, sign_in, temporary, terms, units

__all__ = ["account", "demo", "levels", "people", "roles", "sign_in", "temporary", "terms", "units"]
