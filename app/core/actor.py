"""Who acts: the least that the ground floor needs to know of them."""

from typing import Protocol


class Actor(Protocol):
    """Somebody, or the system itself, who does something that is recorded."""

    @property
    def actor_key(self) -> str:
        """A lasting pseudonym for the journal, such as "person:12" or "guest:40"."""

    @property
    def name(self) -> str:
        """The name by which others in the room know them."""


class System:
    """The actor behind what happens by itself, such as a due date that passed."""

    actor_key = "system"
    name = "Samensturen"


SYSTEM = System()
