"""What can be done with an account: its browsers, its password, and the invitation to choose one."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import select, update

from app.core import clock, journal, live, permissions
from app.core.actor import Actor
from app.core.database import db
from app.core.errors import N_, Refused
from app.organisation.models import Invitation, Person, SignInSession
from app.organisation.passwords import hash_password

INVITATION_LIFE = timedelta(days=3)


def digest_of(token: str) -> str:
    """What is kept of a secret token, by which it can be recognised and not be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(person: Person, browser: str = "") -> str:
    """Sign a person in on one browser, without asking for a password. Returns the token for its cookie.

    Raises `Refused` for somebody who has left.
    """
    if not person.is_active:
        raise Refused(N_("%(name)s kan hier niet meer inloggen."), name=person.name)
    token = secrets.token_urlsafe(32)
    db.session.add(SignInSession(token_digest=digest_of(token), person=person, browser=browser[:200]))
    db.session.flush()
    return token


def session_of(token: str) -> SignInSession | None:
    """The session that a token opens, with its person. One query."""
    return db.session.scalar(
        select(SignInSession).where(SignInSession.token_digest == digest_of(token), SignInSession.still_open())
    )


def person_of_session(token: str) -> Person | None:
    """Who is signed in with a token, while it is still worth something and they work here. One query."""
    found = session_of(token)
    return found.person if found is not None and found.person.is_active else None


def close_session(token: str) -> None:
    """Sign one browser out; its token is worth nothing from now on."""
    found = session_of(token)
    if found is not None:
        revoke(found)


def revoke(session: SignInSession) -> None:
    """Make the token of one browser worth nothing."""
    session.revoked_at = clock.now()
    live.announce("person", session.person_id)


def end_sessions(person: Person, *, except_token: str | None = None) -> None:
    """Sign a person out of every browser, except perhaps the one that holds `except_token`."""
    open_sessions = update(SignInSession).where(
        SignInSession.person_id == person.id, SignInSession.revoked_at.is_(None)
    )
    if except_token is not None:
        open_sessions = open_sessions.where(SignInSession.token_digest != digest_of(except_token))
    db.session.execute(open_sessions.values(revoked_at=clock.now()))
    live.announce("person", person.id)


def sign_out_everywhere(person: Person, *, actor: Actor) -> None:
    """Sign a person out of every browser, at their own request."""
    permissions.demand(actor, "account:change", person)
    end_sessions(person)
    journal.record("person", person.id, "sign_out_everywhere", actor=actor)


def set_password(person: Person, password: str, *, actor: Actor) -> Person:
    """Give a person their password: for the command line and the demo. Raises `Refused` when it is too short."""
    return set_password_hash(person, hash_password(password), actor=actor)


def set_password_hash(person: Person, password_hash: str, *, except_token: str | None = None, actor: Actor) -> Person:
    """Replace a password by one that was hashed beforehand. Every other browser is signed out, invitations lapse."""
    permissions.demand(actor, "account:change", person)
    person.password_hash = password_hash
    end_sessions(person, except_token=except_token)
    _use_up_invitations(person)
    journal.record("person", person.id, "set_password", actor=actor)
    return person


def invite(person: Person, *, actor: Actor) -> str:
    """Let a person choose a password within three days; earlier invitations lapse. Returns the token of the link."""
    permissions.demand(actor, "person:administer", person)
    if not person.is_active:
        raise Refused(N_("%(name)s kan hier niet meer inloggen."), name=person.name)
    _use_up_invitations(person)
    token = secrets.token_urlsafe(32)
    expires_at = clock.now() + INVITATION_LIFE
    db.session.add(Invitation(token_digest=digest_of(token), person=person, expires_at=expires_at))
    db.session.flush()
    journal.record("person", person.id, "invite", actor=actor, details={"expires_at": expires_at.isoformat()})
    return token


def person_of_invitation(token: str) -> Person | None:
    """Who may choose a password with a token now, or None when it lapsed. One query."""
    found = db.session.scalar(
        select(Invitation).where(
            Invitation.token_digest == digest_of(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
    )
    return found.person if found is not None and found.person.is_active else None


def _use_up_invitations(person: Person) -> None:
    db.session.execute(
        update(Invitation)
        .where(Invitation.person_id == person.id, Invitation.used_at.is_(None))
        .values(used_at=clock.now())
    )
