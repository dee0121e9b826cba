"""The verbs of the organisation. Each asks for permission, refuses with a reason or does its work, and records it."""

from app.organisation.service.accounts import (
    close_session,
    end_sessions,
    invite,
    open_session,
    person_of_invitation,
    person_of_session,
    revoke,
    session_of,
    set_password,
    sign_out_everywhere,
)
from app.organisation.service.levels import add_level, change_level, seed_levels
from app.organisation.service.memberships import (
    add_membership,
    end_membership,
    report_absence,
    report_absence_everywhere,
    report_return,
    withdraw_membership,
)
from app.organisation.service.people import (
    PersonDetails,
    add_person,
    change_person,
    end_person,
    reinstate_person,
    set_administrator,
)
from app.organisation.service.sign_in import accept_invitation, change_password, sign_in
from app.organisation.service.units import UnitDetails, change_unit, create_unit, end_unit, move_unit

__all__ = [
    "PersonDetails",
    "UnitDetails",
    "accept_invitation",
    "add_level",
    "add_membership",
    "add_person",
    "change_level",
    "change_password",
    "change_person",
    "change_unit",
    "close_session",
    "create_unit",
    "end_membership",
    "end_person",
    "end_sessions",
    "end_unit",
    "invite",
    "move_unit",
    "open_session",
    "person_of_invitation",
    "person_of_session",
    "reinstate_person",
    "report_absence",
    "report_absence_everywhere",
    "report_return",
    "revoke",
    "seed_levels",
    "session_of",
    "set_administrator",
    "set_password",
    "sign_in",
    "sign_out_everywhere",
    "withdraw_membership",
]
