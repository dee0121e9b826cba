"""What is filled in about a parafenroute."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, Optional

from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

LONGEST_CAPACITY = 60
LONGEST_REMARK = 2000


def _stripped(written: str | None) -> str:
    return (written or "").replace("\r\n", "\n").strip()


def _no_longer_than(most: int) -> list[Any]:
    return [Optional(), Length(max=most, message=_l("Dit is te lang: hoogstens %(count)s tekens.", count=most))]


class AskInitialForm(HouseForm):
    """Who is to see it next, and as what."""

    person = pick(_l("Wie moet dit zien?"))
    capacity: Any = StringField(
        _l("Als"),
        _no_longer_than(LONGEST_CAPACITY),
        filters=[_stripped],
        description=_l("Bijvoorbeeld adviseur, teamleider of controller."),
    )

    def __init__(self, people: Iterable[Person], **keywords: Any) -> None:
        super().__init__(prefix="route-", **keywords)
        self.offer("person", people, lambda person: str(person.name), none=_("Kies iemand"))


class InitialForm(HouseForm):
    """What somebody says with their paraaf, or why they send it back."""

    remark: Any = TextAreaField(
        _l("Opmerking"), _no_longer_than(LONGEST_REMARK), filters=[_stripped], render_kw={"rows": 2}
    )

    def __init__(self, **keywords: Any) -> None:
        super().__init__(prefix="paraaf-", **keywords)
