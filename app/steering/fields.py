"""The fields of each agreement, and how they are filled and read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app.organisation.agreements import UnitRules
from app.organisation.forms.fields import REQUIRED, choose
from app.organisation.states import AbsenceRule, Chairing, Signal
from app.steering.shapes import MOST_MEETINGS

LONGEST = 4000
LONGEST_LINE = 200

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class AgreementForm:
    """How an agreement is edited: a `SubjectForm`."""

    fields: Fields
    groups: Sequence[tuple[str, Sequence[str]]]
    fill: Callable[[Fields], Fields]
    read: Callable[[Fields], dict[str, Any]]


def _stripped(written: str | None) -> str:
    return (written or "").replace("\r\n", "\n").strip()


def _text(label: Any, description: Any = "", *, required: bool = False) -> Any:
    rules = [InputRequired(REQUIRED) if required else Optional(), _no_longer(LONGEST)]
    return TextAreaField(label, rules, filters=[_stripped], description=description, render_kw={"rows": 3})


def _line(label: Any, description: Any = "") -> Any:
    return StringField(label, [Optional(), _no_longer(LONGEST_LINE)], filters=[_stripped], description=description)


def _number(label: Any, least: int, most: int, description: Any = "") -> Any:
    between = _l("Kies een getal van %(least)s tot en met %(most)s.", least=least, most=most)
    return IntegerField(label, [InputRequired(between), NumberRange(least, most, between)], description=description)


def _no_longer(longest: int) -> Any:
    return Length(max=longest, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=longest))


def _as_it_is(fields: Fields) -> AgreementForm:
    """A form whose fields are the content, by the same names."""
    return AgreementForm(
        fields=fields,
        groups=(("", tuple(fields)),),
        fill=lambda content: {name: content.get(name) for name in fields},
        read=lambda filled_in: {name: _plain(filled_in[name]) for name in fields},
    )


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


FOCUS = _as_it_is(
    {
        "steers_on": _text(_l("Waar sturen we op?"), _l("Eén per regel helpt: - op tijd, - dichtbij."), required=True),
        "leaves": _text(_l("Wat laten we aan een ander niveau?")),
        "seen_by": _text(_l("Waaraan zien we dat het werkt?")),
    }
)

_RULES = _as_it_is(
    {
        "absence_rule": choose(_l("Als iemand afwezig is bij een consentronde"), AbsenceRule),
        "notice_days": _number(
            _l("Hoeveel dagen vooraf kondigen we een voorstel aan?"),
            0,
            60,
            _l("Korter van tevoren ingediend? Dan wacht het besluit op wie er niet bij is."),
        ),
        "contest_days": _number(_l("Hoeveel dagen mag iemand zeggen: dit is beleid?"), 0, 90),
        "signal": choose(_l("Hoe geven we antwoord in een ronde?"), Signal),
        "chairing": choose(_l("Wie zit een ronde voor?"), Chairing),
    }
)
RULES = AgreementForm(
    fields=_RULES.fields,
    groups=_RULES.groups,
    fill=lambda content: _choices(UnitRules.of_content(content)),
    read=_RULES.read,
)


def _choices(rules: UnitRules) -> Fields:
    return {name: getattr(rules, name) for name in _RULES.fields}


_OF_A_MEETING = ("name", "rhythm", "people", "purpose")


def _meeting(number: int) -> dict[str, Any]:
    return {
        f"{number}_name": _line(_l("Naam"), _l("Bijvoorbeeld: weekstart, teamoverleg, werkgroep wijken.")),
        f"{number}_rhythm": _line(_l("Hoe vaak, en wanneer?")),
        f"{number}_people": _line(_l("Wie doen mee?")),
        f"{number}_purpose": _text(_l("Waarvoor?")),
    }


def _fill_meetings(content: Fields) -> Fields:
    return {
        f"{number}_{part}": meeting[part]
        for number, meeting in enumerate(content.get("meetings", [])[:MOST_MEETINGS], 1)
        for part in _OF_A_MEETING
    }


def _read_meetings(filled_in: Fields) -> dict[str, Any]:
    """The meetings that say anything; one without a name is called by its number."""
    meetings = []
    for number in range(1, MOST_MEETINGS + 1):
        said = {part: filled_in[f"{number}_{part}"] for part in _OF_A_MEETING}
        if any(said.values()):
            meetings.append(said | {"name": said["name"] or str(_l("Overleg %(number)s", number=number))})
    return {"meetings": meetings}


STRUCTURE = AgreementForm(
    fields={name: field for number in range(1, MOST_MEETINGS + 1) for name, field in _meeting(number).items()},
    groups=[
        (_l("Overleg %(number)s", number=number), [f"{number}_{part}" for part in _OF_A_MEETING])
        for number in range(1, MOST_MEETINGS + 1)
    ],
    fill=_fill_meetings,
    read=_read_meetings,
)

ROLE = _as_it_is(
    {
        "task": _text(_l("Wat doet iemand in deze rol?"), required=True),
        "qualities": _text(_l("Wie past hierbij?"), _l("Wat iemand goed kan of graag doet.")),
        "term_months": _number(_l("Voor hoeveel maanden?"), 1, 96),
    }
)
