"""Who may what with units and people. The beheerder keeps them; everybody who is signed in may look."""

from typing import Any

from app.core import permissions
from app.core.actor import SYSTEM
from app.organisation.models import Person


def administrator(actor: Any, _subject: Any) -> bool:
    """The beheerder; also the tool itself, when it is set up from the command line before there is one."""
    return actor is SYSTEM or (isinstance(actor, Person) and actor.is_administrator)


def oneself(actor: Any, person: Any) -> bool:
    """Only the person whose account it is; also the tool itself, for the first password of the first beheerder."""
    return actor is SYSTEM or (isinstance(actor, Person) and isinstance(person, Person) and actor.id == person.id)


RULES: dict[str, permissions.Predicate] = {
    "unit:read": permissions.signed_in,
    "unit:administer": administrator,
    "person:read": permissions.signed_in,
    "person:administer": administrator,
    "account:manage": permissions.signed_in,
    "account:change": oneself,
}
