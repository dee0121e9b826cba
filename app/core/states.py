"""What every set of states has in common: a value for the database and a label for the screen."""

from enum import StrEnum


class LabelledState(StrEnum):
    """A StrEnum whose members are written `NAME = "value", N_("Label")`; the label is translated when shown."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "LabelledState":
        """Make a member from its stored value and its Dutch label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value
        return member
