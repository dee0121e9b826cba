"""Answering: sealed before the reveal, out loud and marked after it, on behalf of who has no device."""

from dataclasses import dataclass

from app.core import clock
from app.core.database import db
from app.core.errors import N_, Refused
from app.core.machine import drive
from app.decisions.models import Answer, ConsentRound, Participant
from app.decisions.round_machine import RoundMachine
from app.decisions.service import deadlines, objections
from app.decisions.states import AnswerChannel, Choice, ParticipantRole, RoundState
from app.organisation.models import Person


@dataclass(frozen=True)
class AnswerData:
    """What somebody answers."""

    choice: Choice
    text: str = ""
    wish: str = ""
    as_criterion: bool = False


def answer(
    round_: ConsentRound, data: AnswerData, *, by: Person, channel: AnswerChannel = AnswerChannel.SCREEN
) -> None:
    """Give or change one's own sealed answer. In writing the last one that was waited for brings the reveal.

    Raises `Refused` once the answers have been shown or the text changed.
    """
    if round_.state is RoundState.AMENDED:
        raise Refused(
            N_("De tekst is veranderd. Lees versie %(number)s en kies opnieuw."),
            number=round_.proposal.current.number,
        )
    place = _own_place(round_, by)
    _demand_presence(place)
    _replace(place, data, channel)
    drive(RoundMachine, round_, "answer", actor=by, channel=channel.value, details=_told(data))
    deadlines.everybody_answered(round_)


def leave_answer(round_: ConsentRound, data: AnswerData, *, by: Person) -> None:
    """Leave a sealed answer behind before leaving early. It counts for this version only."""
    place = _own_place(round_, by)
    _demand_presence(place)
    _replace(place, data, AnswerChannel.LEFT_BEHIND)
    drive(
        RoundMachine,
        round_,
        "leave_answer",
        actor=by,
        channel=AnswerChannel.LEFT_BEHIND.value,
        details=_told(data),
    )
    _depart(round_, place, by=by)


def answer_again(
    round_: ConsentRound, data: AnswerData, *, by: Person, channel: AnswerChannel = AnswerChannel.SCREEN
) -> None:
    """Change one's own answer after the reveal: an objection withdrawn or made a concern, a question answered."""
    _after_reveal(round_, _own_place(round_, by), data, channel, by=by)


def enter_answer(
    round_: ConsentRound, place: Participant, data: AnswerData, channel: AnswerChannel, *, by: Person
) -> None:
    """Enter an answer for somebody, by chair or secretary, after the reveal: before it would break the seal."""
    if round_.state.is_sealed:
        raise Refused(N_("Voor een ander invullen kan pas na het tonen: zo blijven de antwoorden verzegeld."))
    if round_.version.wording.is_among_parties:
        raise Refused(N_("Hier spreken partijen iets af: ieder antwoordt zelf."))
    if place.role is not ParticipantRole.ELECTOR or place.set_aside:
        raise Refused(N_("%(name)s beslist niet mee in deze ronde."), name=place.name)
    _after_reveal(round_, place, data, channel, by=by)


def confirm(round_: ConsentRound, *, by: Person) -> None:
    """ "Voorgelezen, klopt": somebody confirms what was entered for them. It never holds anything up."""
    standing = _own_place(round_, by).answer
    if standing is None or standing.entered_by_id is None:
        raise Refused(N_("Er is niets voor je ingevuld."))
    drive(RoundMachine, round_, "confirm", actor=by, details={"choice": standing.choice.value})
    standing.confirmed_at = clock.now()


def _after_reveal(
    round_: ConsentRound, place: Participant, data: AnswerData, channel: AnswerChannel, *, by: Person
) -> None:
    own = place.person_id == by.id
    before = objections.standing(round_.proposal)
    _replace(place, data, channel, entered_by=None if own else by, after_reveal=True)
    drive(
        RoundMachine,
        round_,
        "answer_again",
        actor=by,
        permission=None if own else "round:enter_answer",
        on_behalf_of=None if own else place,
        channel=channel.value,
        details=_told(data),
        objections_stand=data.choice is Choice.OBJECTION or objections.will_stand(round_, before),
    )
    objections.follow(round_, place, before, by=by)
    objections.clear_the_way(round_, by=by)
    if round_.state is RoundState.AWAITING:
        deadlines.everybody_answered(round_)
    else:
        deadlines.follow(round_)


def _own_place(round_: ConsentRound, person: Person) -> Participant:
    place = round_.participant_of(person.id)
    if place is None or place.role is not ParticipantRole.ELECTOR:
        raise Refused(N_("Je beslist niet mee in deze ronde."))
    if place.set_aside:
        raise Refused(N_("Deze versie gaat zonder jou verder; bij de volgende doe je weer mee."))
    return place


def _demand_presence(place: Participant) -> None:
    if not place.is_present:
        raise Refused(N_("Doe eerst mee met deze ronde; dan kun je kiezen."))


def _replace(
    place: Participant,
    data: AnswerData,
    channel: AnswerChannel,
    *,
    entered_by: Person | None = None,
    after_reveal: bool = False,
) -> None:
    """Let the standing answer lapse and put a new one in its place."""
    if data.choice is Choice.RECUSED and not data.text.strip() and entered_by is None:
        raise Refused(N_("Schrijf erbij wat je persoonlijke belang is."))
    if place.answer is not None:
        place.answer.lapsed_at = clock.now()
        db.session.flush()
    new = Answer(
        participant=place,
        choice=data.choice,
        text=data.text.strip(),
        wish=data.wish.strip(),
        as_criterion=data.as_criterion,
        channel=channel,
        entered_by_id=entered_by.id if entered_by else None,
        after_reveal=after_reveal,
    )
    db.session.add(new)


def _depart(round_: ConsentRound, place: Participant, *, by: Person) -> None:
    place.left_at = clock.now()
    drive(RoundMachine, round_, "leave", actor=by)


def _told(data: AnswerData) -> dict[str, object]:
    return {
        "choice": data.choice.value,
        "text": data.text.strip(),
        "wish": data.wish.strip(),
        "as_criterion": data.as_criterion,
    }
