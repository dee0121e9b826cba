"""Who may what: one map from the name of a permission to a small named predicate.

A name is "<subject>:<act>", such as "round:reveal". Features fill the map from their `rules.py`; routes, machines,
buttons, streams and exports all ask here, so that they cannot differ.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.core.actor import Actor
from app.core.errors import Forbidden

Predicate = Callable[[Any, Any], bool]
"""Takes the actor (None when nobody is signed in) and the subject; reads only what is loaded or cheap to load."""

CONSEQUENCE = "consequence"
"""What follows from an event that was allowed itself, such as the proposal that is decided when its round concludes."""


def anyone(_actor: Actor | None, _subject: Any) -> bool:
    """Nobody is kept out."""
    return True


_rules: dict[str, Predicate] = {CONSEQUENCE: anyone}


def grant(rules: Mapping[str, Predicate]) -> None:
    """Add a feature's rules. Raises `ValueError` when a name is already taken by another rule."""
    for name, predicate in rules.items():
        if _rules.setdefault(name, predicate) is not predicate:
            raise ValueError(f"permission {name} is given twice")


def may(actor: Actor | None, permission: str, subject: Any = None) -> bool:
    """Whether `actor` has `permission` over `subject`. Raises `KeyError` for a name nobody defined."""
    return _rules[permission](actor, subject)


def demand(actor: Actor | None, permission: str, subject: Any = None) -> None:
    """Do nothing when `actor` has the permission, else raise `Forbidden`."""
    if not may(actor, permission, subject):
        raise Forbidden


def names() -> frozenset[str]:
    """Every permission there is."""
    return frozenset(_rules)


def signed_in(actor: Actor | None, _subject: Any) -> bool:
    """Whoever is signed in as a person of the municipality."""
    return actor is not None and actor.actor_key.startswith("person:")
