"""The forms of the import: choose a file, look, and take it over."""

from collections.abc import Iterable

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField

from app.organisation.forms.fields import pick
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit

LONGEST_NAME = 120


class UploadForm(HouseForm):
    """A file of one decision document."""

    file = FileField(
        _l("Besluitdocument"), description=_l("Word of pdf tot 10 MB, of tekst, Markdown of HTML tot 1 MB.")
    )

    def content(self) -> bytes | None:
        """The bytes of the file; None when none was chosen, which is then said at the field."""
        sent = request.files.get("file")
        if sent is None or not sent.filename:
            self.file.errors = [_("Kies eerst een bestand.")]
            return None
        return bytes(sent.read())


class TakeOverForm(HouseForm):
    """The document that was looked at, and the unit that decided it."""

    unit = pick(_l("Welke kring besloot dit?"))
    document = HiddenField()
    """What was read, carried along as JSON: nothing is stored before it is taken over."""

    def __init__(self, units: Iterable[Unit], document: str | None = None) -> None:
        given = list(units)
        widest = next((unit.id for unit in given if unit.parent_id is None), 0)
        super().__init__(data={"unit": widest, "document": document} if document is not None else None)
        self.offer("unit", given, lambda unit: str(unit.name), none=_("Kies een kring"))
