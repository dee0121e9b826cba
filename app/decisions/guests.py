"""A guest: somebody without an account, who picked a name and was let in to one round."""

import hashlib
import secrets

from sqlalchemy import select

from app.core.database import db
from app.decisions.models import Participant


class Guest:
    """The actor behind a guest's cookie. Reads one round, asks and reacts in it, and answers nothing."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, participant: Participant, token: str) -> None:
        self.participant = participant
        self._token = token

    def get_id(self) -> str:
        """What Flask-Login keeps in the session."""
        return f"guest:{self._token}"

    @property
    def actor_key(self) -> str:
        """The pseudonym for the journal."""
        return self.participant.actor_key

    @property
    def name(self) -> str:
        """The name they picked."""
        return self.participant.name


def new_token() -> tuple[str, str]:
    """A fresh secret for a guest's cookie, and the digest by which the database knows it."""
    token = secrets.token_urlsafe(24)
    return token, digest_of(token)


def digest_of(token: str) -> str:
    """What the database keeps of a guest's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def load_guest(token: str) -> Guest | None:
    """The guest with this secret, or None."""
    participant = db.session.scalar(select(Participant).where(Participant.guest_token == digest_of(token)))
    return Guest(participant, token) if participant else None
