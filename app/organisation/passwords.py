"""Passwords: how long they must be, and argon2id. At most two are hashed at once, for each takes 64 MB and a core."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.errors import N_, Busy
from app.organisation.refusals import RefusedField

SHORTEST = 12
LONGEST = 200
AT_ONCE = 2
PATIENCE_SECONDS = 5.0

_hasher = PasswordHasher()
_turns = BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """The argon2id hash of a new password.

    Raises `Refused` when it is too short or too long, and `Busy` when there was no turn within five seconds.
    """
    if len(password) < SHORTEST:
        raise RefusedField("new", N_("Kies een wachtwoord van minstens %(count)s tekens."), count=SHORTEST)
    if len(password) > LONGEST:
        raise RefusedField("new", N_("Kies een wachtwoord van hoogstens %(count)s tekens."), count=LONGEST)
    with _turn():
        return _hasher.hash(_plain(password))


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether a password belongs to a hash. Takes as long for somebody who has no hash as for somebody who has.

    Raises `Busy` when there was no turn within five seconds.
    """
    expected = password_hash or _hash_of_nobody()
    with _turn():
        try:
            _hasher.verify(expected, _plain(password[: LONGEST + 1]))
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether a hash was made with weaker settings than those of today."""
    return _hasher.check_needs_rehash(password_hash)


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    with _turn():
        return _hasher.hash("the password of nobody at all")


def _plain(password: str) -> str:
    """One form for letters that can be typed in two ways, such as é."""
    return unicodedata.normalize("NFC", password)
