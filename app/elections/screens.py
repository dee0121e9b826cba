"""What the screens of an election show: the part an audience shares, and for each person the part that is theirs.

Before the nominations are shown no part says more of one than that it is there, and only to who leads.
"""

from typing import Any

from app.core.actor import Actor
from app.core.errors import N_
from app.core.permissions import may
from app.core.streaming import personal_version
from app.decisions.presentation import Said
from app.elections.forms import AbandonForm, CandidacyForm, ChangeForForm, ChangeForm, NominationForm
from app.elections.models import Election, ElectionPlace
from app.elections.queries import decision_of, description_of, round_of
from app.elections.service import description_in_force
from app.elections.states import PHASES, ElectionState
from app.organisation.forms.house_form import HouseForm
from app.organisation.models import Person
from app.steering.kinds import ROLES

Context = dict[str, Any]

CHAIR, PARTICIPANT, WALL = "gespreksleider", "deelnemer", "scherm"
AUDIENCES = (PARTICIPANT, CHAIR, WALL)
E = ElectionState

SENTENCES: dict[ElectionState, str] = {
    E.DESCRIBING: N_("Eerst de rol, dan de persoon: wat vraagt deze rol van iemand?"),
    E.NOMINATING: N_("Wie zie jij dit doen, en waarom? Schrijf één naam op; we tonen tegelijk."),
    E.CHANGING: N_("Je hoorde ieders argumenten. Wil iemand de eigen voordracht veranderen?"),
    E.PROPOSED: N_("Op grond van de argumenten stel ik %(nominee)s voor."),
    E.IN_ROUND: N_("Kun je hiermee werken? %(nominee)s antwoordt als laatste."),
    E.ELECTED: N_("%(nominee)s is gekozen. Gefeliciteerd!"),
    E.ABANDONED: N_("Deze verkiezing is gestopt."),
}


def phases(election: Election) -> list[tuple[str, str]]:
    """The phases with where the election stands in them, for the bar at the top."""
    if election.state is E.ABANDONED:
        return []
    now = PHASES.index(election.state)
    standing = {True: "done", False: "todo"}
    last = len(PHASES) - 1
    return [
        (phase.label, "current" if place == now != last else standing[place <= now])
        for place, phase in enumerate(PHASES)
    ]


def shared(election: Election, audience: str) -> Context:
    """What a whole audience sees; nothing of any nomination before they are shown."""
    revealed = not election.state.is_sealed
    ended = election.state is E.ELECTED
    in_round = election.state is E.IN_ROUND or ended
    description = description_of(election) or description_in_force(election)
    return {
        "election": election,
        "audience": audience,
        "phases": phases(election),
        "sentence": Said(SENTENCES[election.state], {"nominee": election.nominee.name if election.nominee else ""}),
        "description": description,
        "role_kind": ROLES[election.role],
        "shown": _shown(election) if revealed else [],
        "waiting": [one for one in election.places if one.nomination is None] if audience == CHAIR else [],
        "round": round_of(election) if in_round else None,
        "decision": decision_of(election) if ended else None,
    }


def personal(election: Election, actor: Actor, audience: str, form: HouseForm | None = None) -> Context:
    """What one person sees besides: what is asked of them now, and their own nomination."""
    place = place_of(election, actor)
    return {
        "election": election,
        "audience": audience,
        "place": place,
        "own": place.nomination if place else None,
        "form": form if isinstance(form, NominationForm) and not isinstance(form, ChangeForForm) else _own(election),
        "version": version_for(election, actor, audience),
        "round": round_of(election) if election.state is E.IN_ROUND else None,
        "decision": decision_of(election) if election.state is E.ELECTED else None,
    }


def chair_personal(election: Election, actor: Actor, form: HouseForm | None = None) -> Context:
    """The forms of who leads, and their own part as somebody of the circle."""
    description = description_of(election) or description_in_force(election)
    return personal(election, actor, CHAIR, form) | {
        "description": description,
        "role_kind": ROLES[election.role],
        "candidacy": form if isinstance(form, CandidacyForm) else CandidacyForm(election, description),
        "change_for": form if isinstance(form, ChangeForForm) else ChangeForForm(election, prefix="for-"),
        "abandon": form if isinstance(form, AbandonForm) else AbandonForm(prefix="abandon-"),
    }


def audience_of(actor: Actor, election: Election) -> str:
    """Which screen somebody has: that of who leads, or of a participant."""
    return CHAIR if may(actor, "election:lead", election) else PARTICIPANT


def place_of(election: Election, actor: Actor) -> ElectionPlace | None:
    """The place of whoever looks."""
    return election.place_of(actor.id) if isinstance(actor, Person) else None


def shared_version(election: Election, audience: str) -> str:
    """A token that changes when what a whole audience may do has changed."""
    if audience == WALL:
        return ""
    counts = audience == CHAIR and not election.state.is_sealed
    return f"{election.id}:{election.state.value}:{election.nominee_id}:{election.revision if counts else 0}"


def own_version(place: ElectionPlace) -> str:
    """A token that changes when something of this one person has changed."""
    return str(place.nomination.id if place.nomination else 0)


def version_for(election: Election, actor: Actor, audience: str) -> str:
    """The version of somebody's own part, as the stream will name it."""
    place = place_of(election, actor)
    return personal_version(shared_version(election, audience), own_version(place) if place else "")


def _own(election: Election) -> NominationForm:
    return NominationForm(election) if election.state.is_sealed else ChangeForm(election)


def _shown(election: Election) -> list[tuple[Person, list[ElectionPlace]]]:
    """Everybody who is nominated, with by whom. In the order in which people sit, not of how many: no tally."""
    return [
        (person, [one for one in election.places if one.nomination and one.nomination.nominee_id == person.id])
        for person in election.nominated
    ]
