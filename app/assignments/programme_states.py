"""The phases of a programme and of its voortgangsrapportage, and how an assignment in it stands (mission.md, D6)."""

from app.core.errors import N_
from app.core.states import LabelledState


class ProgrammeState(LabelledState):
    """Whether a programme goes on. Past its planned end it goes on all the same, until somebody ends it."""

    RUNNING = "running", N_("Loopt")
    ENDED = "ended", N_("Beëindigd")


class ReportState(LabelledState):
    """From putting it together to the raad."""

    DRAFT = "draft", N_("Concept")
    PROPOSED = "proposed", N_("Bij het college")
    NOTED = "noted", N_("Kennisgenomen")
    RELEASED = "released", N_("Vrijgegeven voor de raad")

    @property
    def is_for_colleagues(self) -> bool:
        """Whether every colleague reads it: the college has."""
        return self in {ReportState.NOTED, ReportState.RELEASED}


class Standing(LabelledState):
    """How an assignment stands on the reference date."""

    UNTOLD = "untold", N_("Nog niet gemeld")
    NOT_BEGUN = "not_begun", N_("Nog niet begonnen")
    ON_COURSE = "on_course", N_("Op koers")
    ATTENTION = "attention", N_("Vraagt aandacht")
    OFF_COURSE = "off_course", N_("Niet op koers")
    DONE = "done", N_("Afgerond")
    STOPPED = "stopped", N_("Gestopt")

    @property
    def sign(self) -> str:
        """Its sign beside the word: each has a shape of its own, so that it is told apart without colour."""
        return _SIGNS[self]


_SIGNS = {
    Standing.UNTOLD: "–",
    Standing.NOT_BEGUN: "○",
    Standing.ON_COURSE: "●",
    Standing.ATTENTION: "▲",
    Standing.OFF_COURSE: "■",
    Standing.DONE: "✓",
    Standing.STOPPED: "×",
}
