"""Every component of the screens on one page, in development only: to build with, look at and run axe on."""

from datetime import UTC, datetime, timedelta

from flask import Blueprint, flash, render_template, request
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired

from app.core.routing import public

blueprint = Blueprint("styleguide", __name__)

LAYOUTS = {
    "": "styleguide.html",
    "telefoon": "styleguide/phone.html",
    "scherm": "styleguide/shared_screen.html",
}


class ExampleForm(FlaskForm):  # type: ignore[misc]
    """One field of every kind, with a wrong answer in two of them when asked for."""

    what = StringField("Wat", [DataRequired("Vul in wat je voorstelt.")])
    why = TextAreaField("Waarom", description="Eén of twee zinnen: wat wordt hier beter van?")
    unit = SelectField("Kring", choices=[("groen", "Groen"), ("verkeer", "Verkeer en openbare ruimte")])
    review_on = DateField("Wanneer kijken we terug?", [DataRequired("Kies een dag.")])
    mode = RadioField(
        "Hoe behandelen we dit?",
        [DataRequired()],
        choices=[("full", "Volledig"), ("short", "Kort"), ("hammer", "Hamer")],
        default="full",
    )
    sent_before = BooleanField("De stukken zijn vooraf rondgestuurd")


@blueprint.get("/stijlgids", defaults={"layout": ""})
@blueprint.get("/stijlgids/<any(telefoon, scherm):layout>")
@public
def show(layout: str) -> str:
    """The style guide: the whole of it, or the phone or the shared screen as a page."""
    if "melding" in request.args:
        flash("Je voorstel is ingediend bij Groen.", "success")
        flash("De tekst is veranderd. Lees versie 3 en kies opnieuw.", "warning")
    now = datetime.now(UTC)
    return render_template(
        LAYOUTS[layout],
        form=_example_form(filled=True),
        wrong_form=_example_form(filled=False),
        now=now,
        since=now - timedelta(minutes=3, seconds=12),
    )


def _example_form(*, filled: bool) -> ExampleForm:
    form = ExampleForm(
        formdata=None,
        prefix="" if filled else "fout-",
        meta={"csrf": False},
        data={"what": "Bermen twee keer per jaar maaien", "why": "Meer bloemen, minder rijden."} if filled else None,
    )
    if not filled:
        form.validate()
    return form
