"""What the screens of a round show: for each audience the part they share, and for each person the part that is theirs.

A shared part holds no form, no token and nothing personal: it is rendered once for everybody who looks. Before the
reveal no part shows more of an answer than that there is one.
"""

from collections import defaultdict
from typing import Any

from app.core import clock
from app.core.actor import Actor
from app.core.outbox import undelivered
from app.core.streaming import personal_version
from app.core.telling import said_moment
from app.decisions import presentation
from app.decisions.forms.joint import JointForm
from app.decisions.forms.referrals import ReferForm
from app.decisions.forms.reviews import ActionForm
from app.decisions.forms.rounds import (
    MODE_NOTES,
    AnswerForm,
    ArgumentForm,
    ContributionForm,
    NoteForm,
    OpenForm,
    contribution_form,
)
from app.decisions.forms.written import MODE_NOTES as WRITTEN_MODE_NOTES
from app.decisions.forms.written import DaysForm, WrittenForm
from app.decisions.models import Attachment, ConsentRound, Objection, Participant, Proposal
from app.decisions.positions import Position, positions
from app.decisions.queries.differences import difference
from app.decisions.queries.reviews import actions_of_proposal, open_changes
from app.decisions.queries.rounds import decision_of, next_round
from app.decisions.rules import may_take_chair
from app.decisions.states import SPEAKING_PHASES, Choice, ParticipantRole, RoundState
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person
from app.organisation.queries import active_units

Context = dict[str, Any]

CHAIR, SECRETARY, PARTICIPANT, WALL = "gespreksleider", "secretaris", "deelnemer", "scherm"
AUDIENCES = (PARTICIPANT, CHAIR, SECRETARY, WALL)


def shared(round_: ConsentRound, audience: str, objections: list[Objection]) -> Context:
    """What a whole audience sees; `objections` are all those to the proposal. No query while the round is open."""
    revealed = round_.revealed_at is not None
    before = next((one for one in round_.proposal.versions if one.number == round_.version.number - 1), None)
    ended = round_.ended_at is not None
    now = clock.now()
    return {
        "round": round_,
        "audience": audience,
        "phases": presentation.phases(round_),
        "sentence": presentation.sentence(round_, objections),
        "question": presentation.question(round_),
        "objections": objections,
        "in_hand": presentation.in_hand(objections) if revealed or round_.version.number > 1 else None,
        "concerns": _concerns(round_) if revealed else [],
        "changes": difference(before.wording, round_.version.wording) if before else [],
        "working_changes": difference(round_.version.wording, round_.working) if round_.working else [],
        "new_files": _new_files(round_),
        "marks": presentation.marks(round_),
        "bodies": round_.bodies if round_.is_joint else [],
        "grounds": _grounds(round_),
        "note_on": presentation.note_on,
        "answers_shown": presentation.answers_shown(round_) if revealed else [],
        "first_to_speak": presentation.first_to_speak(round_),
        "step": presentation.next_step(round_),
        "explanation": presentation.explanation(round_),
        "missing_in_text": presentation.missing_in_text(round_),
        "at_the_door": [one for one in round_.participants if not one.admitted and one.left_at is None],
        "latecomers": _latecomers(round_),
        "decision": decision_of(round_.id) if ended else None,
        "following": next_round(round_) if round_.state is RoundState.AMENDED else None,
        "speaking": round_.state in SPEAKING_PHASES,
        "now": now,
        "time_taken": presentation.time_taken(round_, now),
        "deadlines": presentation.deadlines(round_),
    }


def personal(
    round_: ConsentRound, actor: Actor, objections: list[Objection], *, form: HouseForm | None = None
) -> Context:
    """What one person sees besides: what is asked of them now, and their own answer."""
    place = place_of(round_, actor)
    contribution = form if isinstance(form, ContributionForm) else contribution_form(round_)
    contribution.text.id = "own-text"  # other words may be asked for on the same page
    mine = [one for one in objections if _speaks_for(place, one)]
    return {
        "round": round_,
        "place": place,
        "own": place.answer if place else None,
        "decides": place is not None and place.role is ParticipantRole.ELECTOR and not place.set_aside,
        "my_objections": [one for one in mine if one.state.is_standing],
        "question": presentation.question(round_),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "argument_form": form if isinstance(form, ArgumentForm) else _argument_form(mine),
        "contribution_form": contribution,
        "may_take_chair": may_take_chair(actor, round_),
        "is_author": Position.AUTHOR in positions(actor, round_),
        "following": next_round(round_) if round_.state is RoundState.AMENDED else None,
        "decision": decision_of(round_.id) if round_.ended_at is not None else None,
        "version": version_for(round_, actor, PARTICIPANT, objections),
    }


def by_link(round_: ConsentRound, place: Participant, *, form: HouseForm | None = None) -> Context:
    """What somebody sees who comes with a personal link: the text, and what is asked. Of the others nothing."""
    before = next((one for one in round_.proposal.versions if one.number == round_.version.number - 1), None)
    return {
        "round": round_,
        "place": place,
        "own": place.answer,
        "my_objections": [],
        "question": presentation.question(round_),
        "until": said_moment(round_.due_at) if round_.due_at else "",
        "changes": difference(before.wording, round_.version.wording) if before else [],
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(),
        "contribution_form": form if isinstance(form, ContributionForm) else contribution_form(round_),
    }


def chair_personal(
    round_: ConsentRound, actor: Actor, objections: list[Objection], *, form: HouseForm | None = None
) -> Context:
    """The forms of the gespreksleider and the secretaris, and their own part as somebody of the circle."""
    answer_mine = form if isinstance(form, AnswerForm | ContributionForm) else None
    return personal(round_, actor, objections, form=answer_mine) | {
        "leads": leads(actor, round_),
        "open_form": form if isinstance(form, OpenForm) else OpenForm(),
        "refer_form": form
        if isinstance(form, ReferForm)
        else ReferForm([one for one in objections if one.state.is_standing]),
        "others": _other_changes(round_, actor),
        "agreed": actions_of_proposal(round_.proposal_id) if round_.state is RoundState.CONCLUDING else [],
        "action_form": form if isinstance(form, ActionForm) else _action_form(round_),
        "mode_notes": MODE_NOTES,
        "written_form": form if isinstance(form, WrittenForm) else WrittenForm.of(round_),
        "written_notes": WRITTEN_MODE_NOTES,
        "joint_form": form if isinstance(form, JointForm) else _joint_form(round_, actor),
        "days_form": form if isinstance(form, DaysForm) else DaysForm.of(round_),
        "note_form": NoteForm(),
        "choices": list(Choice),
        "objections": objections,
        "undelivered": _undelivered(round_),
        "unanswered": [one for one in round_.electors if one.answer is None and one.is_present],
        "version": version_for(round_, actor, audience_of(actor, round_), objections),
    }


def _other_changes(round_: ConsentRound, actor: Actor) -> list[Proposal]:
    """Other proposals that go on and change the same decision, as long as nothing has been asked yet."""
    if round_.state is not RoundState.PREPARED or not isinstance(actor, Person):
        return []
    changing = open_changes(round_.proposal.based_on_id, actor)
    return [one for one in changing if one.id != round_.proposal_id]


def _joint_form(round_: ConsentRound, actor: Actor) -> JointForm | None:
    """The other units that may still be invited to consent too."""
    may_be_joint = round_.state is RoundState.PREPARED and leads(actor, round_) and not round_.proposal.rehearsal
    if not may_be_joint or round_.proposal.is_closed:
        return None
    here = {one.unit_id for one in round_.bodies} if round_.is_joint else {round_.proposal.unit_id}
    return JointForm([unit for unit in active_units(clock.today()) if unit.id not in here])


def _undelivered(round_: ConsentRound) -> list[Participant]:
    """Who was asked by mail that did not arrive, and has not answered: somebody must ask them another way."""
    if not round_.is_in_writing or round_.opened_at is None or round_.ended_at is not None:
        return []
    asked = {one.actor_key: one for one in round_.electors if one.answer is None and one.invited_at is not None}
    missed = undelivered(asked.keys(), round_.opened_at)
    return [one for key, one in asked.items() if key in missed]


def _action_form(round_: ConsentRound) -> ActionForm:
    return ActionForm([one.person for one in round_.electors if one.person is not None], formdata=None)


def leads(actor: Actor, round_: ConsentRound) -> bool:
    """Whether the buttons of the chair are theirs."""
    return Position.CHAIR in positions(actor, round_)


def audience_of(actor: Actor, round_: ConsentRound) -> str:
    """Which screen somebody has: that of the chair, of the secretary, or of a participant."""
    held = positions(actor, round_)
    if Position.CHAIR in held:
        return CHAIR
    return SECRETARY if Position.SECRETARY in held else PARTICIPANT


def place_of(round_: ConsentRound, actor: Actor) -> Participant | None:
    """The place of whoever looks, a guest's too."""
    return next((one for one in round_.participants if one.actor_key == actor.actor_key), None)


def shared_version(round_: ConsentRound, audience: str) -> str:
    """A token that changes when what a whole audience may do has changed: the phase, the chair, the text.

    Who leads or writes has more: who is there before the round opens, and everything after the reveal. On the wall
    there is nothing to do.
    """
    if audience == WALL:
        return ""
    working = round_.working.revision if round_.working else 0
    follows_all = round_.revealed_at is not None or round_.state is RoundState.PREPARED
    counts = follows_all and audience in (CHAIR, SECRETARY)
    return f"{round_.id}:{round_.state.value}:{round_.chair_id}:{working}:{round_.revision if counts else 0}"


def own_version(place: Participant, objections: list[Objection]) -> str:
    """A token that changes when something of this one person has changed: their answer, presence or objections."""
    given = place.answer
    answer = f"{given.id}{given.confirmed_at is not None:d}" if given else "0"
    mine = "".join(f"{one.id}@{one.changed_at.timestamp()}" for one in objections if _speaks_for(place, one))
    return f"{answer}:{place.is_present:d}{place.set_aside:d}{place.had_turn:d}{place.admitted:d}:{mine}"


def version_for(round_: ConsentRound, actor: Actor, audience: str, objections: list[Objection]) -> str:
    """The version of somebody's own part on the screen of an audience, as the stream will name it."""
    place = place_of(round_, actor)
    return personal_version(shared_version(round_, audience), own_version(place, objections) if place else "")


def _speaks_for(place: Participant | None, objection: Objection) -> bool:
    return place is not None and place.person_id is not None and objection.speaker_id == place.person_id


def _argument_form(mine: list[Objection]) -> ArgumentForm:
    """The form to go on writing one's objection."""
    here = next((one for one in mine if one.state.is_standing), None)
    return ArgumentForm(formdata=None, argument=here.argument if here else "", wish=here.wish if here else "")


def _new_files(round_: ConsentRound) -> list[Attachment]:
    """Of the werkversie the files that everybody may have and that the version in hand is without."""
    if round_.working is None:
        return []
    here = {one.digest for one in round_.version.wording.attachments}
    return [one for one in round_.working.open_attachments if one.digest not in here]


def _grounds(round_: ConsentRound) -> dict[int, str]:
    """In a joint round: for which bodies somebody consents, by place; who sits in two answers once for both."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for body in round_.bodies if round_.is_joint else ():
        for place in body.places:
            found[place].append(body.unit.name)
    return {place: ", ".join(names) for place, names in found.items()}


def _concerns(round_: ConsentRound) -> list[Participant]:
    return [one for one in round_.electors if one.answer and one.answer.choice is Choice.CONCERN]


def _latecomers(round_: ConsentRound) -> list[Participant]:
    if not round_.state.is_sealed:
        return []
    return [one for one in round_.electors if one.came_late and one.is_present and one.answer is None]
