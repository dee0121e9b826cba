"""Signing in, and whatever else asks for a password.

These verbs begin their own transactions: working out a hash takes longer than anybody else should wait to write.
"""

from app.core.errors import N_, Refused
from app.core.transaction import locked, transaction
from app.organisation.models import Person
from app.organisation.passwords import hash_password, is_outdated, is_right
from app.organisation.queries import person_by_email
from app.organisation.refusals import RefusedField
from app.organisation.service import slow_down
from app.organisation.service.accounts import open_session, person_of_invitation, set_password_hash


def sign_in(email: str, password: str, *, address: str, browser: str = "") -> str:
    """Open a session for who knows the password. Returns the token for the cookie of their browser.

    Raises `Refused`, in the same words whether the e-mail address or the password is wrong, and `TooSoon` after
    several failures, even when the password is right.
    """
    email = email.strip().lower()
    person = _try_password(email, password, address)
    if person is None:
        raise Refused(N_("Dit e-mailadres en wachtwoord horen niet bij elkaar."))
    stronger = hash_password(password) if _needs_new_hash(person, password) else None
    with transaction():
        person = locked(Person, person.id)
        if stronger is not None:
            person.password_hash = stronger
        slow_down.forget_failures(email, address)
        return open_session(person, browser)


def change_password(person: Person, old: str, new: str, *, address: str, token: str) -> Person:
    """Replace a person's own password, and sign out every browser but the one that holds `token`.

    Raises `Refused` when the old one is wrong or the new one will not do, and `TooSoon` after several failures.
    """
    key, email = person.id, person.email
    if old == new:
        raise RefusedField("new", N_("Dit is je oude wachtwoord. Kies een ander."))
    if _try_password(email, old, address) is None:
        raise RefusedField("old", N_("Dit is niet je huidige wachtwoord."))
    password_hash = hash_password(new)
    with transaction():
        person = locked(Person, key)
        slow_down.forget_failures(email, address)
        return set_password_hash(person, password_hash, except_token=token, actor=person)


def accept_invitation(token: str, new: str, *, browser: str = "") -> str:
    """Choose a first or a new password with an invitation, once. Returns the token for the cookie of this browser.

    Raises `Refused` when the password will not do, or the invitation has lapsed.
    """
    _invited(token)
    password_hash = hash_password(new)
    with transaction():
        person = locked(Person, _invited(token).id)
        _invited(token)
        set_password_hash(person, password_hash, actor=person)
        return open_session(person, browser)


def _invited(token: str) -> Person:
    person = person_of_invitation(token)
    if person is None:
        raise Refused(N_("Deze uitnodiging geldt niet meer. Vraag de beheerder om een nieuwe."))
    return person


def _try_password(email: str, password: str, address: str) -> Person | None:
    """Whose password this is. The failure is counted first and forgotten when it was none: nobody can be faster."""
    with transaction():
        slow_down.demand_patience(email, address)
        slow_down.count_failure(email, address)
        person = person_by_email(email)
    known = person if person is not None and person.is_active else None
    return known if is_right(known.password_hash if known else None, password) else None


def _needs_new_hash(person: Person, password: str) -> bool:
    return person.password_hash is not None and is_outdated(person.password_hash)
