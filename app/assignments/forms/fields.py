"""The kinds of fields that the forms of assignments are made of."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from app.organisation.forms.fields import CHOOSE

LONGEST_PART, LONGEST_LINE = 8000, 300


def stripped(written: str | None) -> str:
    """Without spaces around it, and with plain line ends."""
    return (written or "").replace("\r\n", "\n").strip()


def no_longer(longest: int) -> Any:
    """No more than so many characters."""
    return Length(max=longest, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=longest))


def words(label: Any, rows: int, description: Any = "", required: Any = None, longest: int = LONGEST_PART) -> Any:
    """Several lines of text; `required` is what is said when there are none."""
    rule = InputRequired(required) if required else Optional()
    return TextAreaField(
        label,
        [rule, no_longer(longest)],
        filters=[stripped],
        description=description,
        render_kw={"rows": rows},
    )


def select(label: Any, states: Any) -> Any:
    """One of the members of a set of states, from a list."""
    return SelectField(
        label,
        choices=[SelectChoice(value=one.value, label=_l(one.label)) for one in states],
        coerce=states,
        invalid_choice_message=CHOOSE,
    )
