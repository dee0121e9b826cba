"""What is filled in about assignments."""

from app.assignments.forms.acts import (
    AnswerForm,
    BeginForm,
    PartyForm,
    RemarkForm,
    SuccessionForm,
    WhyForm,
)
from app.assignments.forms.text import NextVersionForm, TextForm, with_parts

__all__ = [
    "AnswerForm",
    "BeginForm",
    "NextVersionForm",
    "PartyForm",
    "RemarkForm",
    "SuccessionForm",
    "TextForm",
    "WhyForm",
    "with_parts",
]
