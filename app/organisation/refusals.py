"""Refusals with something more to say than a sentence."""

from datetime import timedelta

from app.core.errors import N_, Refused


class RefusedField(Refused):
    """A refusal of one thing that was filled in, so that a form can say it there."""

    def __init__(self, field: str, msgid: str, /, **words: object) -> None:
        """`field` is the name of what is refused, as verb and form both call it."""
        super().__init__(msgid, **words)
        self.field = field


class TooSoon(Refused):
    """Signing in failed too often: there is a time to wait before the next attempt."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(N_("Dit ging te vaak mis. Probeer het over %(wait)s opnieuw."), wait=wait)
        self.wait = wait
