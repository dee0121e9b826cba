"""Who may what with the agreements of a unit: every colleague reads them, the unit's own round changes them."""

from app.core import permissions
from app.organisation.rules import administrator

RULES: dict[str, permissions.Predicate] = {
    "agreement:read": permissions.signed_in,
    "agreement:administer": administrator,
    # What holds before the unit decides so itself.
}
