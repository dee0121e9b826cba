"""A file that goes with a text."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField

from app.core.file_kinds import ENDINGS
from app.organisation.forms.house_form import HouseForm


class AttachmentForm(HouseForm):
    """One file."""

    file = FileField(_l("Bestand"), description=_l("Pdf, Word, Excel, OpenDocument, afbeelding of tekst, tot 10 MB."))
    accepted = ",".join(f".{ending}" for ending in ENDINGS)

    def sent(self) -> tuple[bytes, str] | None:
        """The content and name of the file; None when none was chosen, which is then said at the field."""
        sent = request.files.get(self.file.name)
        if sent is None or not sent.filename:
            self.file.errors = [_("Kies eerst een bestand.")]
            return None
        return bytes(sent.read()), sent.filename
