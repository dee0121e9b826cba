"""The personal link in an invitation: opens the answer form of one person for one version, and nothing else."""

from collections.abc import Callable

from app.core import personal_links
from app.core.errors import N_, NotFound
from app.core.letters import address_of
from app.core.personal_links import BadLink, UsedLink
from app.decisions.models import ConsentRound, Participant
from app.decisions.states import ParticipantRole, RoundState

PURPOSE = "answer"
ANSWERING = frozenset({RoundState.CONSENTING, RoundState.AWAITING})
ASKING = frozenset({RoundState.QUESTIONING, RoundState.REACTING})


def link_for(place: Participant) -> str:
    """The address that opens the form of somebody who decides, as long as the round may still need it."""
    round_ = place.round
    until = max(one for one in (round_.consent_until, round_.awaiting_until, round_.due_at) if one is not None)
    subject = [round_.id, place.person_id or 0, round_.version.number]
    return address_of(f"/antwoord/{personal_links.sign(PURPOSE, subject, until=until)}")


def round_behind(token: str, load: Callable[[int], ConsentRound]) -> tuple[ConsentRound, Participant]:
    """The round a link is for, and the place of its owner there. Raises `BadLink`, also for who lost that place."""
    round_id, person_id, version = personal_links.read(PURPOSE, token)
    no_more = BadLink(N_("Deze link hoort bij een ronde waarin je niet (meer) meebeslist."))
    try:
        round_ = load(round_id)
    except NotFound:
        raise no_more from None
    place = round_.participant_of(person_id)
    if (
        place is None
        or place.role is not ParticipantRole.ELECTOR
        or place.set_aside
        or round_.version.number != version
    ):
        raise no_more
    if place.person is None or not place.person.is_active:
        raise no_more
    return round_, place


def demand_open(round_: ConsentRound, place: Participant) -> None:
    """Do nothing when the link may be used now. Raises `BadLink` that says why not: used, too late, another text."""
    if round_.state is RoundState.AMENDED:
        current = round_.proposal.current.number
        raise BadLink(N_("De tekst is veranderd. Lees versie %(number)s en kies opnieuw."), number=current)
    if round_.state in ANSWERING and place.answer is not None:
        raise UsedLink(N_("Je antwoord is binnen. Wil je het wijzigen? Dat kan na het inloggen."))
    if round_.state in ASKING and place.had_turn:
        raise UsedLink(N_("Je bent aan het woord geweest. Zodra er iets nieuws van je gevraagd wordt, krijg je mail."))
    if round_.state not in ANSWERING | ASKING or not round_.is_in_writing:
        raise BadLink(N_("Er wordt nu niets van je gevraagd: deze ronde is verder, of even onderbroken."))
