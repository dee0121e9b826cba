"""The answer form behind the personal link in a mail, for what is openbaar. Nobody is signed in by it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core.personal_links import BadLink
from app.core.routing import current_actor, public
from app.core.telling import told
from app.core.transaction import transaction
from app.decisions import links, screens
from app.decisions.forms.rounds import AnswerForm, contribution_form
from app.decisions.models import ConsentRound, Participant
from app.decisions.queries.rounds import load_round, locked_round
from app.decisions.service import answers, attendance
from app.decisions.states import AnswerChannel, Choice, RoundState
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person

blueprint = Blueprint("personal_link", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/antwoord/<token>")
@public
def form(token: str) -> Page:
    """The form for what is asked now. Whoever is signed in goes to their own screen; so does what is not openbaar."""
    round_ = None
    try:
        round_, place = links.round_behind(token, load_round)
        if not round_.proposal.is_public or isinstance(current_actor(), Person):
            return redirect(url_for("rounds.show", round_id=round_.id))
        links.demand_open(round_, place)
    except BadLink as closed:
        return _closed(closed, round_)
    return _page(token, round_, place)


@blueprint.post("/antwoord/<token>")
@public
def act(token: str) -> Page:
    """Answer, ask or pass, as the person the link was made for."""
    round_ = None
    try:
        with transaction():
            round_, place = links.round_behind(token, locked_round)
            if not round_.proposal.is_public:
                return redirect(url_for("rounds.show", round_id=round_.id))
            links.demand_open(round_, place)
            wrong = _answer(round_, place) if round_.state in links.ANSWERING else _contribute(round_, place)
    except BadLink as closed:
        return _closed(closed, round_)
    if isinstance(wrong, Choice):
        return redirect(url_for("personal_link.form", token=token, keuze=wrong.value))
    if wrong is not None:
        return _page(token, load_round(round_.id), place, wrong), 422
    flash(_("Dank je wel, het is binnen."), "success")
    return redirect(url_for("personal_link.form", token=token))


def _answer(round_: ConsentRound, place: Participant) -> HouseForm | Choice | None:
    """Give the answer. Returns what is still to be filled in: the form, or the choice that asks for a word with it."""
    answer = AnswerForm()
    if answer.wants_words:
        asks_for: Choice = answer.choice.data
        return asks_for
    verb = answers.answer if round_.state is RoundState.CONSENTING else answers.answer_again

    def give() -> bool:
        verb(round_, answer.to_data(), by=_person(place), channel=AnswerChannel.LINK)
        return True

    return None if answer.carry_out(give) else answer


def _contribute(round_: ConsentRound, place: Participant) -> HouseForm | None:
    if "pass" in request.form:
        attendance.take_turn(round_, by=_person(place))
        return None
    said = contribution_form(round_)
    if not said.validate():
        return said
    attendance.contribute(round_, said.text.data, by=_person(place))
    return None


def _person(place: Participant) -> Person:
    assert place.person is not None, "links are made for people"  # noqa: S101
    return place.person


def _page(token: str, round_: ConsentRound, place: Participant, wrong: HouseForm | None = None) -> str:
    here = url_for("personal_link.form", token=token)
    tapped = request.args.get("keuze") or request.form.get("choice")
    return render_template(
        "decisions/rounds/by_link.html",
        **screens.by_link(round_, place, form=wrong),
        token=token,
        here=here,
        answer_url=here,
        choice=next((choice for choice in Choice if choice.value == tapped), None),
        changing=False,
    )


def _closed(closed: BadLink, round_: ConsentRound | None) -> tuple[str, int]:
    """What the link says when it opens nothing; of what is not openbaar it says no more than that."""
    show = round_ is not None and round_.proposal.is_public
    page = render_template(
        "decisions/rounds/by_link_closed.html", message=told(closed), round_id=round_.id if round_ and show else None
    )
    return page, closed.status
