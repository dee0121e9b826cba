"""Where one step of a parafenroute stands."""

from app.core.errors import N_
from app.core.states import LabelledState


class InitialState(LabelledState):
    """The life of one paraaf: asked, and given, sent back or left out."""

    WAITING = "waiting", N_("Gevraagd")
    SEEN = "seen", N_("Gezien")
    SENT_BACK = "sent_back", N_("Teruggestuurd")
    TAKEN_UP = "taken_up", N_("Teruggestuurd, en opgepakt")
    PASSED_OVER = "passed_over", N_("Overgeslagen")


UNSETTLED = (InitialState.WAITING, InitialState.SENT_BACK)
"""What the rest of a route comes after: somebody is to look, or the indiener is to do something with what came back."""
