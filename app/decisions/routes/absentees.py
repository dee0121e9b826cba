"""Taking up again what was decided while one was not there."""

from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.rounds import LONGEST_TEXT
from app.decisions.models import Decision
from app.decisions.queries.decision_story import load_decision, locked_decision
from app.decisions.service import absentees
from app.organisation.forms.fields import line
from app.organisation.forms.house_form import HouseForm
from app.organisation.routes.pages import Answer, changed, form_page

blueprint = Blueprint("absentees", __name__)


class ReopenForm(HouseForm):
    """The argument with which somebody takes a decision up again."""

    argument: Any = line(
        _l("Wat gaat er mis voor ons doel of jouw werk?"),
        LONGEST_TEXT,
        _l("Eén argument is genoeg; de kring leest het."),
    )


@blueprint.get("/besluiten/<number>/heropenen")
@reads("decision:reopen", load_decision)
def form(decision: Decision) -> Answer:
    """The form for the argument."""
    return _page(decision, ReopenForm())


@blueprint.post("/besluiten/<number>/heropenen")
@writes("decision:reopen", locked_decision)
def reopen(decision: Decision) -> Answer:
    """Let the circle look at it again."""
    form, actor = ReopenForm(), signed_in_actor()

    def take_up() -> bool:
        absentees.reopen(decision, form.argument.data, by=actor)
        return True

    if form.carry_out(take_up):
        told = _("De kring kijkt er opnieuw naar. Zolang blijft het besluit gelden.")
        return changed(told, "register.show", number=decision.number)
    return _page(decision, form)


def _page(decision: Decision, form: ReopenForm) -> Answer:
    back = url_for("register.show", number=decision.number)
    return form_page(form, _("Opnieuw bekijken"), _("Leg dit voor aan de kring"), back, kicker=decision.title)
