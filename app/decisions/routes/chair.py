"""The screen of the gespreksleider: the phases, who is there, and the one clear next step."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.core.confirmation import confirmation, confirmed
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.decisions import screens
from app.decisions.forms.rounds import OpenForm, PersonForm, ticked
from app.decisions.models import ConsentRound, Participant
from app.decisions.queries.rounds import load_round, locked_round, next_round
from app.decisions.routes import own_screen
from app.decisions.routes.own_screen import seen
from app.decisions.service import attendance, rounds
from app.decisions.states import RoundState

blueprint = Blueprint("chair", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/ronde/<int:round_id>/gespreksleider")
@reads("round:note", load_round)
def screen(round_: ConsentRound) -> Page:
    """The whole screen, for the gespreksleider and the secretaris; of an amended round: that of the next one."""
    if round_.state is RoundState.AMENDED and (following := next_round(round_)):
        return redirect(url_for("rounds.show", round_id=following.id))
    return own_screen.page(round_)


@blueprint.get("/ronde/<int:round_id>/gespreksleider/persoonlijk")
@reads("round:note", load_round)
def personal(round_: ConsentRound) -> str:
    """Only the part with the forms, for a live page."""
    return own_screen.chair_part(round_)


@blueprint.post("/ronde/<int:round_id>/open")
@writes("round:open", locked_round)
def open_round(round_: ConsentRound) -> Page:
    """Open the round, with who is ticked as present."""
    form = OpenForm()

    def open_it() -> bool:
        _attend(round_)
        rounds.open_round(
            round_,
            by=signed_in_actor(),
            mode=form.mode.data,
            papers_sent=bool(form.papers_sent.data),
            seen=seen(),
        )
        return True

    if form.carry_out(open_it):
        return redirect(own_screen.address(round_))
    if form.refusal and round_.state is not RoundState.PREPARED:
        raise form.refusal  # the form is not on the screen any more
    return own_screen.page(round_, form), 422


@blueprint.post("/ronde/<int:round_id>/aanwezig")
@writes("round:attend_others", locked_round)
def attend(round_: ConsentRound) -> Page:
    """Set who is here, and who has no device."""
    _attend(round_)
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/verder")
@writes("round:next", locked_round)
def advance(round_: ConsentRound) -> Page:
    """On to the next phase."""
    rounds.advance(round_, by=signed_in_actor(), seen=seen())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/toon")
@writes("round:reveal", locked_round)
def reveal(round_: ConsentRound) -> Page:
    """Show all answers at once."""
    rounds.reveal(round_, by=signed_in_actor(), seen=seen())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/toon-nu")
@writes("round:reveal_now", locked_round)
def reveal_now(round_: ConsentRound) -> Page:
    """Show the answers that are there."""
    rounds.reveal(round_, by=signed_in_actor(), now=True, seen=seen())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/stap-terug")
@writes("round:step_back", locked_round)
def step_back(round_: ConsentRound) -> Page:
    """One phase back; says how many answers lapsed."""
    lapsed = rounds.step_back(round_, by=signed_in_actor(), reason=request.form.get("reason", ""), seen=seen())
    if lapsed:
        flash(ngettext("%(num)s antwoord is vervallen.", "%(num)s antwoorden zijn vervallen.", lapsed), "info")
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/onderbreek")
@writes("round:adjourn", locked_round)
def adjourn(round_: ConsentRound) -> Page:
    """Stop for now."""
    rounds.adjourn(round_, by=signed_in_actor(), reason=request.form.get("reason", ""), seen=seen())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/hervat")
@writes("round:resume", locked_round)
def resume(round_: ConsentRound) -> Page:
    """Go on where it stopped."""
    rounds.resume(round_, by=signed_in_actor(), seen=seen())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/uitvoering")
@writes("round:delegate", locked_round)
def delegate(round_: ConsentRound) -> Page:
    """Uitvoering: somebody decides, and the round is over."""
    place = _chosen(round_)
    if not confirmed():
        question = _("Uitvoering: %(name)s beslist. De ronde is dan voorbij.", name=place.name)
        return confirmation(question, _("Ja, %(name)s beslist", name=place.name), back=own_screen.address(round_))
    assert place.person is not None, "only people of the electorate can be chosen"  # noqa: S101
    rounds.delegate(round_, place.person, by=signed_in_actor(), seen=seen())
    return redirect(url_for("proposals.show", proposal_id=round_.proposal_id))


@blueprint.post("/ronde/<int:round_id>/zonder-consent")
@writes("round:end_without_consent", locked_round)
def end_without_consent(round_: ConsentRound) -> Page:
    """End with the objections visibly unsettled."""
    if not confirmed():
        question = _("Sluit je de ronde zonder consent? De bezwaren blijven zichtbaar staan.")
        return confirmation(question, _("Ja, sluit zonder consent"), back=own_screen.address(round_))
    rounds.end_without_consent(round_, by=signed_in_actor(), reason=request.form.get("reason", ""), seen=seen())
    return redirect(url_for("proposals.show", proposal_id=round_.proposal_id))


@blueprint.post("/ronde/<int:round_id>/leg-vast")
@writes("round:conclude", locked_round)
def conclude(round_: ConsentRound) -> Page:
    """Record the decision, and go back to where the round was held, or on to the decision."""
    occasion = own_screen.occasion(round_, screens.CHAIR)
    decision = rounds.conclude(round_, by=signed_in_actor(), seen=seen())
    if decision is None:
        practised = _("De oefenronde is klaar. Er is niets vastgelegd.")
        agreed = _("Er is consent. Het college neemt het besluit in zijn zitting.")
        flash(practised if round_.proposal.rehearsal else agreed, "success")
        return redirect(occasion.address if occasion else own_screen.address(round_))
    flash(_("Besloten: %(number)s staat in het register.", number=decision.number), "success")
    return redirect(occasion.address if occasion else url_for("register.show", number=decision.number))


@blueprint.post("/ronde/<int:round_id>/overdragen")
@writes("round:hand_over_chair", locked_round)
def hand_over_chair(round_: ConsentRound) -> Page:
    """Let somebody else chair."""
    place = _chosen(round_)
    assert place.person is not None, "only people of the electorate can be chosen"  # noqa: S101
    attendance.hand_over_chair(round_, place.person, by=signed_in_actor())
    flash(_("%(name)s zit nu voor.", name=place.name), "success")
    return redirect(url_for("rounds.show", round_id=round_.id))


@blueprint.post("/ronde/<int:round_id>/klok")
@writes("round:lead", locked_round)
def timer(round_: ConsentRound) -> Page:
    """Show the time this phase takes, or stop showing it."""
    attendance.set_timer(round_, by=signed_in_actor(), running=round_.timer_started_at is None)
    return redirect(own_screen.address(round_))


def _attend(round_: ConsentRound) -> None:
    attendance.mark_present(round_, ticked("present"), by=signed_in_actor(), without_device=ticked("without_device"))


def _chosen(round_: ConsentRound) -> Participant:
    """The participant that was picked in the form. Raises `NotFound` when they decide nothing here."""
    form = PersonForm()
    place = form.chosen_place(round_) if form.person.data is not None else None
    if place is None:
        raise NotFound
    return place
