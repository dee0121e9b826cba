"""What is said of a file that cannot be imported."""

from app.core.errors import Refused


class NotADecisionDocument(Refused):
    """The file is no decision document that we can read. Nothing was stored."""

    @property
    def reason(self) -> str:
        """Why not, in Dutch and in one or two sentences."""
        return str(self)
