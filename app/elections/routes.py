"""The addresses of an election: its screens, and what is done on them."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.core.actor import Actor
from app.core.permissions import may
from app.core.routing import reads, signed_in_actor, writes
from app.elections import screens, service
from app.elections.forms import (
    AbandonForm,
    CandidacyForm,
    ChangeForForm,
    ChangeForm,
    NominationForm,
    StartForm,
    tapped,
)
from app.elections.models import Election
from app.elections.queries import description_of, elections_in, load_election, locked_election
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Unit
from app.organisation.panels import on_unit_page
from app.organisation.routes.pages import form_page, unit_to_read, unit_to_write

blueprint = Blueprint("elections", __name__)

Page = str | Response | tuple[str, int]
MOST = 5


@blueprint.get("/kringen/<int:unit_id>/verkiezing")
@reads("unit:elect", unit_to_read)
def choose_role(unit: Unit) -> Page:
    """The form for a new election."""
    return _start_page(unit, StartForm())


@blueprint.post("/kringen/<int:unit_id>/verkiezing")
@writes("unit:elect", unit_to_write)
def start(unit: Unit) -> Page:
    """Begin an election."""
    form = StartForm()
    election = form.carry_out(lambda: service.start_election(unit, form.role.data, by=signed_in_actor()))
    if election is None:
        return _start_page(unit, form)
    return redirect(url_for(".chair", election_id=election.id), 303)


@blueprint.get("/verkiezing/<int:election_id>")
@reads("election:read", load_election)
def show(election: Election) -> Page:
    """Go to one's own screen."""
    return redirect(_address(election))


@blueprint.get("/verkiezing/<int:election_id>/deelnemer")
@reads("election:read", load_election)
def participant(election: Election) -> Page:
    """The participant's phone."""
    return _participant_page(election)


@blueprint.get("/verkiezing/<int:election_id>/deelnemer/persoonlijk")
@reads("election:read", load_election)
def participant_part(election: Election) -> Page:
    """Only the part that is mine, for a live page."""
    mine = screens.personal(election, signed_in_actor(), screens.PARTICIPANT)
    return render_template("elections/_personal.html", **mine, **_on_screen(election, ".participant"))


@blueprint.get("/verkiezing/<int:election_id>/gespreksleider")
@reads("election:lead", load_election)
def chair(election: Election) -> Page:
    """The screen of who leads."""
    return _chair_page(election)


@blueprint.get("/verkiezing/<int:election_id>/gespreksleider/persoonlijk")
@reads("election:lead", load_election)
def chair_part(election: Election) -> Page:
    """Only the part with the forms, for a live page."""
    mine = screens.chair_personal(election, signed_in_actor())
    return render_template("elections/_chair_personal.html", **mine, **_on_screen(election, ".chair"))


@blueprint.get("/verkiezing/<int:election_id>/scherm")
@reads("election:read", load_election)
def wall(election: Election) -> Page:
    """The screen on the wall."""
    return render_template("elections/screen.html", **screens.shared(election, screens.WALL))


@blueprint.post("/verkiezing/<int:election_id>/vraag-voordrachten")
@writes("election:ask_nominations", locked_election)
def ask_nominations(election: Election) -> Page:
    """Ask everybody for a nomination."""
    service.ask_nominations(election, by=signed_in_actor())
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/voordracht")
@writes("election:nominate", locked_election)
def nominate(election: Election) -> Page:
    """Nominate somebody, sealed. What was meant to be sealed is refused when it comes too late."""
    form = NominationForm(election)
    if form.carry_out(lambda: _done(service.nominate, election, form.to_data())) is None:
        return _own_page(election, form), 409 if form.refusal else 422
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/anders")
@writes("election:change", locked_election)
def change(election: Election) -> Page:
    """Change one's nomination in sight of all."""
    form = ChangeForm(election)
    if form.carry_out(lambda: _done(service.change, election, form.to_data())) is None:
        return _own_page(election, form), 409 if form.refusal else 422
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/namens")
@writes("election:change_for", locked_election)
def change_for(election: Election) -> Page:
    """Enter what somebody said aloud."""
    form = ChangeForForm(election, prefix="for-")

    def enter() -> bool:
        place = election.place_of(form.chosen("person").id)
        service.change(election, form.to_data(), by=signed_in_actor(), place=place)
        return True

    if form.carry_out(enter) is None:
        return _chair_page(election, form), 422
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/toon")
@writes("election:show", locked_election)
def reveal(election: Election) -> Page:
    """Show all nominations at once."""
    service.show(election, by=signed_in_actor(), seen=request.args.get("gezien"))
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/stel-voor")
@writes("election:propose", locked_election)
def propose(election: Election) -> Page:
    """Propose one of the nominated."""
    form = CandidacyForm(election, description_of(election))
    if form.carry_out(lambda: _done(service.propose, election, form.to_data())) is None:
        return _chair_page(election, form), 422
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/stap-terug")
@writes("election:step_back", locked_election)
def step_back(election: Election) -> Page:
    """Back to the nominations."""
    service.step_back(election, by=signed_in_actor(), seen=request.args.get("gezien"))
    return redirect(_address(election), 303)


@blueprint.post("/verkiezing/<int:election_id>/vraag-consent")
@writes("election:ask_consent", locked_election)
def ask_consent(election: Election) -> Page:
    """Put it to consent, in a round."""
    what = _(
        "%(name)s wordt %(role)s van %(unit)s",
        name=election.nominee.name if election.nominee else "",
        role=_(election.role.label).lower(),
        unit=election.unit.name,
    )
    round_ = service.ask_consent(election, what, by=signed_in_actor(), seen=request.args.get("gezien"))
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


@blueprint.post("/verkiezing/<int:election_id>/stop")
@writes("election:abandon", locked_election)
def abandon(election: Election) -> Page:
    """Stop without a choice."""
    form = AbandonForm(prefix="abandon-")

    def stop() -> bool:
        service.abandon(election, by=signed_in_actor(), reason=form.reason.data)
        return True

    if form.carry_out(stop) is None:
        return _chair_page(election, form), 422
    return redirect(_address(election), 303)


@on_unit_page
def elections_here(unit: Unit, reader: Actor) -> Markup | None:
    """On the page of a unit: its elections, for who sits there."""
    shown = [one for one in elections_in(unit, MOST) if may(reader, "election:read", one)]
    may_start = may(reader, "unit:elect", unit)
    if not shown and not may_start:
        return None
    page = render_template("elections/_unit_panel.html", unit=unit, elections=shown, may_start=may_start)
    return Markup(page)  # noqa: S704 - a template has escaped what people wrote


def _done(verb: Callable[..., None], election: Election, data: Any) -> bool:
    verb(election, data, by=signed_in_actor())
    return True


def _address(election: Election) -> str:
    leads = screens.audience_of(signed_in_actor(), election) == screens.CHAIR
    return url_for(".chair" if leads else ".participant", election_id=election.id)


def _own_page(election: Election, form: HouseForm) -> str:
    leads = screens.audience_of(signed_in_actor(), election) == screens.CHAIR
    return _chair_page(election, form) if leads else _participant_page(election, form)


def _participant_page(election: Election, form: HouseForm | None = None) -> str:
    context = screens.shared(election, screens.PARTICIPANT)
    mine = screens.personal(election, signed_in_actor(), screens.PARTICIPANT, form)
    return render_template("elections/participant.html", **context | mine, **_on_screen(election, ".participant"))


def _chair_page(election: Election, form: HouseForm | None = None) -> str:
    context = screens.shared(election, screens.CHAIR)
    mine = screens.chair_personal(election, signed_in_actor(), form)
    return render_template("elections/chair.html", **context | mine, **_on_screen(election, ".chair"))


def _on_screen(election: Election, endpoint: str) -> dict[str, object]:
    """Where on the screen the reader is: at the reason with a name, changing one, or at the start, `here`."""
    return {
        "tapped": election.place_of(tapped() or 0),
        "changing": "wijzig" in request.args,
        "here": url_for(endpoint, election_id=election.id),
    }


def _start_page(unit: Unit, form: StartForm) -> Page:
    lead = _("De kring spreekt eerst af wat de rol vraagt. Dan draagt ieder iemand voor, met redenen.")
    back = url_for("units.page", unit_id=unit.id)
    return form_page(form, _("Verkiezing beginnen"), _("Begin"), back, kicker=unit.name, lead=lead)
