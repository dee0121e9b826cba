"""Who was absent when those present decided may take it up again, with an argument, within the unit's window."""

from app.core import outbox
from app.core.errors import N_
from app.core.letters import Letter, address_of
from app.core.machine import drive
from app.decisions.decision_machine import DecisionMachine
from app.decisions.models import Decision
from app.decisions.presentation import Said
from app.organisation.models import Person


def reopen(decision: Decision, argument: str, *, by: Person) -> None:
    """Let the circle look at its decision again (practice.md, "Absent"); until then it holds. The chair hears of it."""
    drive(
        DecisionMachine,
        decision,
        "start_review",
        actor=by,
        permission="decision:reopen",
        details={"reopened": True, "argument": argument},
    )
    round_ = decision.round
    assert round_ is not None, "only what a round decided can be taken up again"  # noqa: S101
    openly = decision.is_public
    words = {"number": decision.number, "title": decision.title, "name": by.name}
    outbox.write(
        Letter(
            Said(N_("Opnieuw bekijken: %(title)s") if openly else N_("Opnieuw bekijken: %(number)s"), words),
            [Said(N_("%(name)s was er niet bij, en vraagt jullie er met een argument opnieuw naar te kijken."), words)],
            [(Said(N_("Naar het besluit")), address_of(f"/besluiten/{decision.number}"))],
        ),
        to=round_.chair.actor_key,
        name=round_.chair.name,
        address=round_.chair.email,
    )
