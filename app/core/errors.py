"""What may go wrong in a way the user should be told about.

An error carries a message to translate (`msgid`, marked with `N_` where it is written) and the words to fill in. The
floor that meets the user (`app.web.errors`) turns it into text and a status; a machine or a service only raises it.
"""


def N_(msgid: str) -> str:  # noqa: N802 - the name under which gettext's extractor knows a marked text
    """Mark `msgid` for translation without translating it yet."""
    return msgid


class SamensturenError(Exception):
    """The parent of every error with a message for the user."""

    def __init__(self, msgid: str = "", /, **words: object) -> None:
        super().__init__(msgid)
        self.msgid = msgid
        self.words = words

    def __str__(self) -> str:
        return self.msgid % self.words if self.words else self.msgid


class Refused(SamensturenError):
    """The act does not fit the state of things. Nothing was changed."""


class AlreadyDone(Refused):
    """Somebody else did the very same thing a moment before; `words["name"]` says who."""


class Forbidden(SamensturenError):
    """This actor may not do this. Whether the subject exists may be known to them."""


class NotFound(SamensturenError):
    """It does not exist, or this actor may not know that it does: the two look alike on purpose."""


class Busy(SamensturenError):
    """Writing took too long to begin. Nothing was changed; trying again helps."""
