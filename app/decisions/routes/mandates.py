"""The register of mandates, and the page of each. Giving and ending them is in `mandate_acts`."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from app.core import clock
from app.core.machine import possible
from app.core.routing import reads, signed_in_actor
from app.decisions.forms.mandates import EndForm, InstructionForm, wanted_from
from app.decisions.mandate_machine import MandateMachine
from app.decisions.models import Mandate
from app.decisions.money import euros
from app.decisions.queries.journal import story_of_mandate
from app.decisions.queries.mandates import KINDS, WHEN, dossier_of, load_mandate, page_of_mandates
from app.decisions.queries.visibility import led_units
from app.organisation.models import Person

blueprint = Blueprint("mandates", __name__)
blueprint.add_app_template_filter(euros)

Answer = str | tuple[str, int] | Response
_A_REASON = "…"


@blueprint.get("/mandaten")
@reads("mandate:read")
def overview() -> Answer:
    """Who may decide what, by unit, kind and holder."""
    wanted = wanted_from(request.args)
    return render_template(
        "decisions/mandates/overview.html",
        page=page_of_mandates(wanted),
        wanted=wanted,
        kinds=KINDS,
        whens=WHEN,
        may_give=bool(led_units(signed_in_actor())),
    )


@blueprint.get("/mandaten/<int:mandate_id>")
@reads("mandate:read", load_mandate)
def show(mandate: Mandate) -> Answer:
    """One mandate: who may decide what, until when, and what was told about it."""
    return mandate_page(mandate)


@blueprint.get("/mandaten/<int:mandate_id>/logboek")
@reads("mandate:read", load_mandate)
def journal(mandate: Mandate) -> Answer:
    """What happened to a mandate."""
    return render_template(
        "decisions/mandates/journal.html", mandate=mandate, story=story_of_mandate(mandate, signed_in_actor())
    )


def mandate_page(mandate: Mandate, end: EndForm | None = None, instruct: InstructionForm | None = None) -> str:
    """The page of a mandate, with its forms as they stand."""
    reader = signed_in_actor()
    return render_template(
        "decisions/mandates/show.html",
        mandate=mandate,
        dossier=dossier_of(mandate, reader),
        holds=mandate.holds_on(clock.today()),
        may_do=_acts(mandate, reader),
        end_form=end or EndForm(formdata=None, prefix="end-"),
        instruct_form=instruct or InstructionForm(formdata=None, prefix="instruct-"),
    )


def _acts(mandate: Mandate, reader: Person) -> frozenset[str]:
    """The events the reader may let happen to a mandate now."""
    events = ("instruct", "pass_on", "end", "withdraw", "succeed")
    return frozenset(
        event
        for event in events
        if possible(MandateMachine, mandate, event, actor=reader, reason=_A_REASON, text=_A_REASON)
    )
