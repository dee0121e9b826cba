"""The other parties hear by mail what is asked of them.

No mail names what an assignment is about: many machines read it.
"""

from app.assignments.models import Assignment, AssignmentParty
from app.core import outbox
from app.core.errors import N_
from app.core.letters import Letter, address_of
from app.decisions.presentation import Said
from app.organisation.models import Person

OFFERED = (
    N_("%(name)s bespreekt graag een opdracht met je"),
    N_("Lees wat er staat, en zeg wat je opvalt, mist of anders zou willen."),
)
NEXT_VERSION = (
    N_("%(name)s schreef een volgende versie van jullie opdracht"),
    N_("Je ziet wat er veranderde, en wat er met jouw opmerkingen is gedaan."),
)
ASKED = (
    N_("%(name)s vraagt je consent op een opdracht"),
    N_("Jij bent een van de partijen: zonder jouw antwoord is er geen afspraak."),
)
DECLINED = (N_("%(name)s wees de opdracht af"), N_("Waarom staat erbij."))
OPENED_ANEW = (
    N_("%(name)s wil opnieuw over jullie opdracht praten"),
    N_("Wat is afgesproken blijft gelden tot jullie iets anders afspreken."),
)
STOPPED = (N_("%(name)s stopte jullie opdracht"), N_("Waarom staat erbij."))
TAKES_OVER = (
    N_("Je neemt een rol in een opdracht over"),
    N_("%(name)s legde dat vast. Lees wat is afgesproken, en bevestig dat je ervoor staat."),
)


def tell_parties(assignment: Assignment, what: tuple[str, str], *, by: Person) -> None:
    """Write to every party of today but `by`: what happened, and what it asks of them."""
    for party in assignment.living:
        if party.person_id != by.id:
            tell(party, what, by=by)


def tell(party: AssignmentParty, what: tuple[str, str], *, by: Person) -> None:
    """Write to one party. Nothing for who is no longer active."""
    subject, line = what
    person, words = party.person, {"name": by.name}
    if person.is_active:
        outbox.write(
            Letter(
                Said(subject, words),
                [Said(line, words)],
                [(Said(N_("Naar de opdracht")), address_of(f"/opdrachten/{party.assignment_id}"))],
            ),
            to=person.actor_key,
            name=person.name,
            address=person.email,
        )
