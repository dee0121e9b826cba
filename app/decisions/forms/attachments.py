"""A file that goes with a text, and who may know of it."""

from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, SelectField
from wtforms.fields.choices import SelectChoice

from app.core.file_kinds import ENDINGS
from app.decisions.forms.disclosure import DisclosureForm
from app.decisions.models import Attachment
from app.decisions.states import Confidentiality
from app.organisation.forms.house_form import HouseForm


def _readers_field() -> Any:
    return SelectField(
        _l("Wie mag deze bijlage lezen?"),
        choices=[
            SelectChoice(value=Confidentiality.INTERNAL.value, label=_l("Wie de tekst mag lezen")),
            SelectChoice(value=Confidentiality.CONFIDENTIAL.value, label=_l("Alleen de kring: vertrouwelijk")),
        ],
        coerce=Confidentiality,
        default=Confidentiality.INTERNAL,
    )


class AttachmentForm(HouseForm):
    """One file, and whether it is for those inside alone."""

    file = FileField(_l("Bestand"), description=_l("Pdf, Word, Excel, OpenDocument, afbeelding of tekst, tot 10 MB."))
    confidentiality = _readers_field()
    accepted = ",".join(f".{ending}" for ending in ENDINGS)

    def bring(self, keep: Callable[..., Attachment]) -> Attachment | None:
        """Let a verb `keep` the content and name of the file, with who may read it.

        None when none was chosen or the verb refused, which is then said at the field.
        """
        if not self.validate():
            return None
        sent = request.files.get(self.file.name)
        if sent is None or not sent.filename:
            self.file.errors = [_("Kies eerst een bestand.")]
            return None
        content, name = bytes(sent.read()), sent.filename
        return self.carry_out(lambda: keep(content, name, confidentiality=self.confidentiality.data))


class FileDisclosureForm(DisclosureForm):
    """How open one file is, and until which moment it is under embargo."""

    confidentiality = _readers_field()
