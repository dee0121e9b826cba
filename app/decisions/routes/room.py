"""What chair and secretary note in the room: turns, what was said, answers for others, objections, guests."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from app.core.errors import N_, NotFound, Refused
from app.core.routing import signed_in_actor, writes
from app.decisions.forms.rounds import (
    AnswerForm,
    NoteForm,
    ObjectionForm,
    PersonForm,
    entered_answers,
    entered_channel,
)
from app.decisions.models import ConsentRound, Objection, Participant
from app.decisions.queries.rounds import locked_objection, locked_round, round_in_hand
from app.decisions.routes import own_screen
from app.decisions.service import answers, attendance, objections
from app.decisions.states import Choice

blueprint = Blueprint("room", __name__)


@blueprint.post("/ronde/<int:round_id>/beurt")
@writes("round:note", locked_round)
def take_turn(round_: ConsentRound) -> Response:
    """Note that somebody spoke."""
    attendance.take_turn(round_, by=signed_in_actor(), place=_place(round_))
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/notitie")
@writes("round:note", locked_round)
def note(round_: ConsentRound) -> Response:
    """Write down what was said: of the circle, or of somebody in it."""
    form = NoteForm()
    if not form.validate():
        raise Refused(N_("Schrijf eerst iets op."))
    if request.form.get("place"):
        attendance.contribute(round_, form.text.data, by=signed_in_actor(), place=_place(round_))
    else:
        attendance.note(round_, form.text.data, by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/noteer")
@writes("round:enter_answer", locked_round)
def enter_answers(round_: ConsentRound) -> Response:
    """Enter what others showed or said."""
    for place, data in entered_answers(round_):
        answers.enter_answer(round_, place, data, entered_channel(), by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/namens")
@writes("round:enter_answer", locked_round)
def enter_answer(round_: ConsentRound) -> Response:
    """Enter what one person said, in their words."""
    form = AnswerForm()
    place = PersonForm().chosen_place(round_)
    if place is None:
        raise NotFound
    if form.choice.data not in list(Choice):
        raise Refused(N_("Kies welk antwoord je noteert."))
    answers.enter_answer(round_, place, form.to_data(), entered_channel(), by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/niet-mee")
@writes("round:set_aside", locked_round)
def set_aside(round_: ConsentRound) -> Response:
    """Who came late does not take part in this version."""
    attendance.set_aside(round_, _place(round_), by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/gast")
@writes("round:admit", locked_round)
def admit(round_: ConsentRound) -> Response:
    """Let a guest in."""
    attendance.admit(round_, _place(round_), by=signed_in_actor())
    return redirect(own_screen.address(round_))


@blueprint.post("/ronde/<int:round_id>/gast-niet-nu")
@writes("round:admit", locked_round)
def turn_away(round_: ConsentRound) -> Response:
    """Let a guest not in, or not any longer."""
    attendance.admit(round_, _place(round_), by=signed_in_actor(), let_in=False)
    return redirect(own_screen.address(round_))


@blueprint.post("/bezwaar/<int:objection_id>/noteer")
@writes("objection:note_outcome", locked_objection)
def note_objection(objection: Objection) -> Response:
    """Note what goes wrong in the owner's words, what the group found, and what the owner accepts."""
    form = ObjectionForm()
    if form.validate():
        if form.argument.data and form.argument.data != objection.argument:
            objections.argue(objection, form.argument.data, objection.wish, by=signed_in_actor())
        objections.note_outcome(objection, by=signed_in_actor(), test=form.test.data, outcome=form.outcome.data)
    return redirect(own_screen.address(objection.round))


@blueprint.post("/bezwaar/<int:objection_id>/namens")
@writes("objection:name_deputy", locked_objection)
def name_deputy(objection: Objection) -> Response:
    """Let somebody speak for an owner who is gone."""
    deputy = PersonForm().chosen_place(round_in_hand(objection))
    if deputy is None or deputy.person is None:
        raise NotFound
    objections.name_deputy(objection, deputy.person, by=signed_in_actor())
    return redirect(own_screen.address(round_in_hand(objection)))


def _place(round_: ConsentRound) -> Participant:
    """The participant whose button was pressed. Raises `NotFound` for who is not in this round."""
    key = request.form.get("place", "")
    place = next((one for one in round_.participants if str(one.id) == key), None)
    if place is None:
        raise NotFound
    return place
