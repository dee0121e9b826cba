"""The participant's phone: what is asked of me now, and my own answer."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.rounds import AnswerForm, ArgumentForm, contribution_form
from app.decisions.models import ConsentRound, Objection
from app.decisions.queries.rounds import load_round, locked_objection, locked_round, locked_round_to_answer, next_round
from app.decisions.routes import own_screen
from app.decisions.routes.own_screen import seen
from app.decisions.service import answers, attendance, objections, rounds
from app.decisions.states import RoundState
from app.organisation.models import Person

blueprint = Blueprint("participant", __name__)

Page = str | Response | tuple[str, int]


def _round_to_answer(round_id: int) -> ConsentRound:
    actor = signed_in_actor()
    return locked_round_to_answer(round_id, actor.id) if isinstance(actor, Person) else locked_round(round_id)


@blueprint.get("/ronde/<int:round_id>/deelnemer")
@reads("round:read", load_round)
def screen(round_: ConsentRound) -> Page:
    """The whole screen; of a round whose text was amended: that of the next one."""
    if round_.state is RoundState.AMENDED and (following := next_round(round_)):
        return redirect(url_for("rounds.show", round_id=following.id))
    return own_screen.participant_page(round_)


@blueprint.get("/ronde/<int:round_id>/deelnemer/persoonlijk")
@reads("round:read", load_round)
def personal(round_: ConsentRound) -> str:
    """Only the part that is mine, for a live page."""
    return own_screen.participant_part(round_)


@blueprint.post("/ronde/<int:round_id>/antwoord")
@writes("round:answer", _round_to_answer)
def answer(round_: ConsentRound) -> Page:
    """Answer, sealed; or, once the answers have been shown, answer again in sight of all."""
    form = AnswerForm()
    if form.wants_words:
        return redirect(own_screen.address(round_, keuze=form.choice.data.value))
    if form.validate():
        _answer(round_, form)
        return redirect(own_screen.address(round_))
    return own_screen.page(locked_round(round_.id), form), 422


@blueprint.post("/ronde/<int:round_id>/eerst-bespreken")
@writes("round:discuss_first", locked_round)
def discuss_first(round_: ConsentRound) -> Page:
    """Back to the questions first."""
    rounds.discuss_first(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/bijdrage")
@writes("round:contribute", locked_round)
def contribute(round_: ConsentRound) -> Page:
    """Ask a question, or give a reaction."""
    form = contribution_form(round_)
    if form.validate():
        attendance.contribute(round_, form.text.data, by=signed_in_actor())
        return redirect(own_screen.address(round_))
    return own_screen.page(round_, form), 422


@blueprint.post("/ronde/<int:round_id>/pas")
@writes("round:take_turn", locked_round)
def take_turn(round_: ConsentRound) -> Page:
    """Pass."""
    attendance.take_turn(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/klopt")
@writes("round:confirm", locked_round)
def confirm(round_: ConsentRound) -> Page:
    """Voorgelezen, klopt."""
    answers.confirm(round_, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/achterlaten")
@writes("round:leave_answer", locked_round)
def leave_answer(round_: ConsentRound) -> Page:
    """Leave a sealed answer behind, and go."""
    form = AnswerForm()
    if not form.validate():
        return own_screen.page(round_, form), 422
    answers.leave_answer(round_, form.to_data(), by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/bezwaar/<int:objection_id>/toelichting")
@writes("objection:argue", locked_objection)
def argue(objection: Objection) -> Page:
    """Write down what goes wrong."""
    form = ArgumentForm()
    if form.validate():
        objections.argue(objection, form.argument.data, form.wish.data, by=signed_in_actor())
        return redirect(own_screen.address(objection.round))
    return own_screen.page(objection.round, form), 422


def _answer(round_: ConsentRound, form: AnswerForm) -> None:
    """What was said under seal is never shown as if it had been said aloud: it comes in time, or it is refused."""
    under_seal = round_.state.is_sealed or seen() == RoundState.CONSENTING
    verb = answers.answer if under_seal or round_.state is RoundState.AMENDED else answers.answer_again
    verb(round_, form.to_data(), by=signed_in_actor())
