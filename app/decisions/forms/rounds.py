"""The forms of a round: what the chair, the secretary and the participants fill in."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.decisions.forms.wording import WordingForm, of_kind
from app.decisions.models import ConsentRound, Participant
from app.decisions.service.answers import AnswerData
from app.decisions.states import AnswerChannel, Choice, RoundMode, RoundState
from app.organisation.forms.house_form import HouseForm

LONGEST_TEXT = 4000
TOO_LONG = _l("Dit is te lang: hoogstens %(count)s tekens.", count=LONGEST_TEXT)
MODE_NOTES = {
    RoundMode.FULL.value: _l("Toelichting, vragen, reacties, consent"),
    RoundMode.SHORT.value: _l("Toelichting en vragen, dan consent"),
    RoundMode.HAMMER.value: _l("De stukken zijn vooraf gestuurd: meteen naar consent"),
}


def _text(label: Any, rows: int = 3, *, required: bool = False, description: Any = "") -> TextAreaField:
    rules = [InputRequired(_l("Vul dit in.")) if required else Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)]
    return TextAreaField(label, rules, filters=[_stripped], description=description, render_kw={"rows": rows})


def _stripped(written: str | None) -> str:
    """Without spaces around it, and with line ends as we keep them: a browser sends Windows' own."""
    return (written or "").replace("\r\n", "\n").strip()


ASKS_WORDS = {
    Choice.OBJECTION: _l("Schrijf kort op wat er misgaat, of kies ‘Ik vertel het straks’."),
    Choice.CONCERN: _l("Schrijf kort op waar we op moeten letten, of kies ‘Ik vertel het straks’."),
    Choice.RECUSED: _l("Schrijf erbij wat je persoonlijke belang is."),
}


class OpenForm(HouseForm):
    """How light the round is opened. Who is there is ticked in the list beside it, read by `ticked`."""

    mode = RadioField(
        _l("Hoe behandelen jullie dit?"),
        [InputRequired(_l("Kies er een."))],
        choices=[SelectChoice(value=mode.value, label=_l(mode.label)) for mode in RoundMode],
        coerce=RoundMode,
        default=RoundMode.SHORT,
    )
    papers_sent = BooleanField(_l("De stukken zijn vooraf gestuurd (nodig voor Hamer)"))


class AnswerForm(HouseForm):
    """One answer. The choice is the button that was pressed."""

    choice = SelectField(
        _l("Antwoord"),
        [InputRequired(_l("Kies een antwoord."))],
        choices=[SelectChoice(value=choice.value, label=_l(choice.label)) for choice in Choice],
        coerce=Choice,
        validate_choice=False,
    )
    text = TextAreaField(
        _l("In eigen woorden"),
        [Length(max=LONGEST_TEXT, message=TOO_LONG)],
        filters=[_stripped],
        render_kw={"rows": 4},
    )
    wish = _text(_l("Wat zou het oplossen?"), 2)
    as_criterion = BooleanField(_l("Kijk hiernaar bij de terugblik"))

    @property
    def wants_words(self) -> bool:
        """Whether an answer was tapped that asks for a word with it, on a second screen."""
        return self.choice.data in ASKS_WORDS and "text" not in request.form

    def validate_text(self, field: TextAreaField) -> None:
        """A word with it may come later, in the room; then one says so."""
        if self.choice.data in ASKS_WORDS and not field.data and "later" not in request.form:
            raise ValidationError(ASKS_WORDS[self.choice.data])

    def to_data(self) -> AnswerData:
        """What was answered."""
        return AnswerData(self.choice.data, self.text.data, self.wish.data, bool(self.as_criterion.data))


class ContributionForm(HouseForm):
    """A question or a reaction, for oneself or for somebody who said it."""

    text = _text(_l("Je vraag"), 3, required=True)


class ReactionForm(ContributionForm):
    """The same, while everybody reacts."""

    text = _text(_l("Je reactie"), 3, required=True)


class ThoughtForm(ContributionForm):
    """The same, while objections are weighed in writing."""

    text = _text(_l("Wat zou kunnen helpen?"), 3, required=True)


def contribution_form(round_: ConsentRound) -> ContributionForm:
    """The form for what this phase asks everybody."""
    if round_.state is RoundState.WEIGHING:
        return ThoughtForm()
    return ReactionForm() if round_.state is RoundState.REACTING else ContributionForm()


class NoteForm(HouseForm):
    """A note of the circle."""

    text = _text(_l("Notitie"), 2, required=True)


class ReasonForm(HouseForm):
    """Why; may stay empty."""

    reason = _text(_l("Reden"), 2)


class ArgumentForm(HouseForm):
    """What goes wrong, and what would settle it."""

    argument = _text(_l("Wat gaat er mis voor ons doel of jouw werk als we dit proberen?"), 4, required=True)
    wish = _text(_l("Wat zou het oplossen?"), 2)


class ObjectionForm(HouseForm):
    """What goes wrong in the owner's words, what the group found, and the outcome the owner accepts."""

    argument = _text(_l("Het bezwaar"), 3)
    test = _text(_l("Wat gaat er mis voor ons doel of jouw werk als we dit proberen?"), 3)
    outcome = _text(_l("Moet de tekst anders, of is opletten genoeg?"), 3)


class WorkingForm(WordingForm):
    """The working text: everything the text says, and why it changes."""

    reason = StringField(
        _l("Waarom deze verandering?"), [Optional(), Length(max=LONGEST_TEXT, message=TOO_LONG)], filters=[_stripped]
    )

    @classmethod
    def of(cls, round_: ConsentRound, *, why: str = "") -> "WorkingForm":
        """The form with the working text in it, or else the text under treatment, and why it changes so far."""
        people = [one.person for one in round_.participants if one.person is not None]
        wording = round_.working or round_.version.wording
        return of_kind(cls, wording.kind)(people, wording, data={"reason": why})


class GuestForm(HouseForm):
    """The name a guest picks."""

    name = StringField(
        _l("Je naam"),
        [InputRequired(_l("Vul je naam in.")), Length(min=2, max=80, message=_l("Kies een naam van 2 tot 80 tekens."))],
        filters=[_stripped],
        description=_l("Zo zien de anderen je."),
    )


class PersonForm(HouseForm):
    """Somebody of this round."""

    person = SelectField(_l("Wie?"), [InputRequired(_l("Kies iemand."))], coerce=int, validate_choice=False)

    def chosen_place(self, round_: ConsentRound) -> Participant | None:
        """The place of whoever was chosen."""
        return round_.participant_of(self.person.data) if self.person.data is not None else None


def ticked(name: str) -> set[int]:
    """The ids of the boxes called `name` that were ticked."""
    return {int(value) for value in request.form.getlist(name) if value.isdigit()}


def entered_answers(round_: ConsentRound) -> list[tuple[Participant, AnswerData]]:
    """The answers that were entered for others, one for each place of which a choice was sent ("answer-<id>")."""
    entered = []
    for place in round_.participants:
        value = request.form.get(f"answer-{place.id}", "")
        if value in Choice._value2member_map_:
            entered.append((place, AnswerData(Choice(value))))
    return entered


def entered_channel() -> AnswerChannel:
    """How the entered answers were given: shown at the reveal, or said aloud after it."""
    value = request.form.get("channel", "")
    return AnswerChannel.SPOKEN if value == AnswerChannel.SPOKEN.value else AnswerChannel.SHOWN
