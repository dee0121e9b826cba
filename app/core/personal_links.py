"""Signed links in mail: each for one purpose, for one person, until a moment. They sign nobody in."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from app.core import clock
from app.core.errors import N_, Refused


class BadLink(Refused):
    """Somebody came with a link that opens nothing."""

    status = HTTPStatus.GONE
    """Of the page that says so; by default it did open something once."""


class UnknownLink(BadLink):
    """It never opened anything: it was not made here, or not all of it came along."""

    status = HTTPStatus.NOT_FOUND


class UsedLink(BadLink):
    """What it was for has been done."""

    status = HTTPStatus.OK


def sign(purpose: str, subject: Sequence[int], *, until: datetime) -> str:
    """A token that says for this purpose what these numbers are, until then."""
    return str(_serializer(purpose).dumps([int(until.timestamp()), *subject]))


def read(purpose: str, token: str) -> list[int]:
    """The numbers that were signed for this purpose. Raises `BadLink` for any other token, and when it is too late."""
    try:
        until, *subject = _serializer(purpose).loads(token)
    except BadData:
        raise UnknownLink(N_("Deze link klopt niet. Misschien is hij niet helemaal meegekomen.")) from None
    if clock.now().timestamp() >= until:
        raise BadLink(N_("Deze link is verlopen: de termijn is voorbij."))
    return [int(one) for one in subject]


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        current_app.config["SECRET_KEY"],
        salt=f"samensturen.link.{purpose}",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
