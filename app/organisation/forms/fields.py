"""The kinds of fields that the forms of the organisation are made of.

They are typed as Any: what a field holds is only certain once the form has been validated.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, EmailField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NoneOf, Optional, Regexp

from app.core.states import LabelledState

REQUIRED = _l("Vul dit in.")
CHOOSE = _l("Kies er een.")
DAY = _l("Vul een datum in, zoals 24-11-2026.")
LONGEST_TEXT = 4000


def line(label: Any, longest: int, description: Any = "", *rules: Any, **keywords: Any) -> Any:
    """One line of text that must be filled in, by these rules; spaces around it are dropped."""
    validators = [*_written(longest), *rules]
    return StringField(label, validators, filters=[_stripped], description=description, **keywords)


def text(label: Any, description: Any = "", rows: int = 3) -> Any:
    """Several lines of text, which may stay empty."""
    validators = [Optional(), _no_longer_than(LONGEST_TEXT)]
    return TextAreaField(label, validators, filters=[_stripped], description=description, render_kw={"rows": rows})


def email(label: Any, description: Any = "") -> Any:
    """An e-mail address."""
    validators = [*_written(254), Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z", message=_l("Dit is geen e-mailadres."))]
    return EmailField(label, validators, filters=[_stripped], description=description)


def password(label: Any, autocomplete: str, description: Any = "", *rules: Any) -> Any:
    """A password, which the browser may fill in or propose; it never comes back to the screen."""
    validators = [InputRequired(REQUIRED), *rules]
    return PasswordField(label, validators, description=description, render_kw={"autocomplete": autocomplete})


def day(label: Any, description: Any = "", *, optional: bool = False) -> Any:
    """A date; also in the Dutch order, for where a browser has no field for dates."""
    validators = [Optional()] if optional else [InputRequired(DAY)]
    return DateField(
        label, validators, format=["%Y-%m-%d", "%d-%m-%Y"], invalid_value_message=DAY, description=description
    )


def pick(label: Any, description: Any = "", *, optional: bool = False) -> Any:
    """One row of the database, by its id. The choices are given with `HouseForm.offer`; 0 stands for none of them."""
    return SelectField(
        label,
        [InputRequired(CHOOSE)] if optional else [InputRequired(CHOOSE), NoneOf([0], message=CHOOSE)],
        coerce=int,
        invalid_value_message=CHOOSE,
        invalid_choice_message=CHOOSE,
        description=description,
    )


def choose(label: Any, states: type[LabelledState], description: Any = "", default: LabelledState | None = None) -> Any:
    """One of the members of a set of states."""
    return RadioField(
        label,
        [InputRequired(CHOOSE)],
        choices=[SelectChoice(value=state.value, label=_l(state.label)) for state in states],
        coerce=states,
        default=default,
        invalid_value_message=CHOOSE,
        invalid_choice_message=CHOOSE,
        description=description,
    )


def _written(longest: int) -> list[Any]:
    return [InputRequired(REQUIRED), _no_longer_than(longest)]


def _no_longer_than(longest: int) -> Length:
    return Length(max=longest, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=longest))


def _stripped(written: str | None) -> str:
    """Without spaces around it, and with the ends of lines that everything but a browser uses."""
    return (written or "").strip().replace("\r\n", "\n")
