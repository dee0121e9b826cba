"""Who fails to sign in waits, longer each time, up to a quarter of an hour.

Failures are counted in the database, so that a restart or another process makes no difference. They are counted in
three ways. One e-mail address from one place soon waits. One e-mail address from all places together waits only after
more failures, so that a stranger elsewhere does not keep its owner out. One place with all e-mail addresses together
has most room, for a whole town hall may share its address.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from app.core import clock
from app.core.database import db
from app.organisation.models import SignInAttempt
from app.organisation.refusals import TooSoon

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
REMEMBERED = timedelta(days=1)

FREE_TOGETHER = 4
FREE_OF_EMAIL = 20
FREE_OF_ADDRESS = 60


def demand_patience(email: str, address: str) -> None:
    """Do nothing when an attempt may be made now, else raise `TooSoon`. An attempt that is too soon does not count."""
    now = clock.now()
    wait = max(_wait(now, condition, free) for condition, free in _counts(email, address))
    if wait > timedelta(0):
        raise TooSoon(wait)


def count_failure(email: str, address: str) -> None:
    """Remember a failure. Ask for it before the password is tried: attempts at the same moment then count as well."""
    session = db.session()
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < clock.now() - REMEMBERED))
    session.add(SignInAttempt(email_digest=_digest(email), address=_network(address)))
    session.flush()


def forget_failures(email: str, address: str) -> None:
    """Forget the failures of one e-mail address from one place, after it was used with the right password there."""
    session = db.session()
    session.execute(delete(SignInAttempt).where(*_together(email, address)))


def wait_after(failures: int, free: int) -> timedelta:
    """How long to wait after the last of so many failures, of which the first few are free."""
    if failures <= free:
        return timedelta(0)
    doublings = min(failures - free - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _counts(email: str, address: str) -> list[tuple[tuple[ColumnElement[bool], ...], int]]:
    return [
        (_together(email, address), FREE_TOGETHER),
        ((SignInAttempt.email_digest == _digest(email),), FREE_OF_EMAIL),
        ((SignInAttempt.address == _network(address),), FREE_OF_ADDRESS),
    ]


def _together(email: str, address: str) -> tuple[ColumnElement[bool], ...]:
    return SignInAttempt.email_digest == _digest(email), SignInAttempt.address == _network(address)


def _wait(now: datetime, condition: tuple[ColumnElement[bool], ...], free: int) -> timedelta:
    failures: int
    last: datetime | None
    failures, last = db.session.execute(
        select(func.count(), func.max(SignInAttempt.at)).where(SignInAttempt.at > now - REMEMBERED, *condition)
    ).one()
    return last + wait_after(failures, free) - now if last is not None else timedelta(0)


def _digest(email: str) -> str:
    return hashlib.sha256(email.lower().encode()).hexdigest()


def _network(address: str) -> str:
    """The address, or for IPv6 the network of 64 bits around it, which is one household or one building."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
