"""The chart of a mandate: in force until it ends, is withdrawn, or another takes its place."""

from typing import Any, ClassVar

from statemachine.states import States

from app.core import clock
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine
from app.core.states import LabelledState
from app.decisions.models.decision import Decision
from app.decisions.models.mandate import Mandate
from app.decisions.money import euros
from app.decisions.states import HOLDS, MandateKind, MandateState, Nature
from app.organisation.refusals import RefusedField

OVER: dict[LabelledState, str] = {
    MandateState.ENDED: N_("Dit is afgelopen: je kunt er niet meer mee beslissen."),
    MandateState.WITHDRAWN: N_("Dit is ingetrokken: je kunt er niet meer mee beslissen."),
    MandateState.SUCCEEDED: N_("Dit is opgevolgd: je kunt er niet meer mee beslissen."),
}


class MandateMachine(StrictMachine[Mandate]):
    """One mandate or beslisruimte, for as long as it may be used."""

    subject_kind = "mandate"

    s = States.from_enum(
        MandateState,
        initial=MandateState.IN_FORCE,
        final={MandateState.ENDED, MandateState.WITHDRAWN, MandateState.SUCCEEDED},
    )

    use = s.IN_FORCE.to.itself(validators=["holds_today", "is_of_this_unit", "is_beleid_in_force", "is_large_enough"])
    decide_oneself = s.IN_FORCE.to.itself(validators=["is_mandaat", "is_of_this_unit", "is_beleid_in_force"])
    instruct = s.IN_FORCE.to.itself(validators=["is_mandaat", "says_something"])
    pass_on = s.IN_FORCE.to.itself(validators=["holds_today", "may_be_passed_on"])
    end = s.IN_FORCE.to(s.ENDED, validators="has_reason")
    withdraw = s.IN_FORCE.to(s.WITHDRAWN, validators="has_reason")
    succeed = s.IN_FORCE.to(s.SUCCEEDED)

    refusals: ClassVar = {"use": OVER, "decide_oneself": OVER, "pass_on": OVER}

    def holds_today(self) -> None:
        """It is used between its first and its last day, and while the mandaat it rests on holds."""
        today, mandate = clock.today(), self.subject
        if today < mandate.starts_on:
            raise Refused(N_("Dit begint pas op %(day)s."), day=mandate.starts_on)
        if mandate.ends_on is not None and mandate.ends_on < today:
            raise Refused(N_("Dit liep af op %(day)s."), day=mandate.ends_on)
        if not mandate.holds_on(today):
            raise Refused(N_("Dit rust op een mandaat dat niet meer geldt."))

    def is_of_this_unit(self, policy: Decision | None = None, **_given: Any) -> None:
        """It is used within the beleid that it names, or within beleid of the unit that gave it."""
        mandate = self.subject
        if policy is None:
            raise RefusedField("policy", N_("Kies het beleid waarbinnen je dit beslist."))
        if mandate.policies and policy not in mandate.policies:
            raise RefusedField(
                "policy", N_("Je mag dit niet beslissen binnen dit beleid: je ruimte noemt ander beleid.")
            )
        if not mandate.policies and policy.unit_id != mandate.unit_id:
            raise RefusedField(
                "policy",
                N_("Dit beleid is van %(other)s; je ruimte om te beslissen komt van %(unit)s."),
                other=policy.unit.name,
                unit=mandate.unit.name,
            )

    def is_beleid_in_force(self, policy: Decision | None = None, **_given: Any) -> None:
        """Nothing is carried out of what is no beleid, or no longer holds."""
        if policy is not None and not (policy.nature is Nature.POLICY and policy.state in HOLDS):
            raise RefusedField("policy", N_("Besluit %(number)s is geen beleid dat nu geldt."), number=policy.number)

    def is_large_enough(self, amount_cents: int | None = None, **_given: Any) -> None:
        """Where there is a limit in money, the amount is known and stays within it."""
        limit = self.subject.limit_cents
        if limit is None:
            return
        if amount_cents is None:
            raise RefusedField("amount", N_("Vul in om welk bedrag het gaat; 0 mag ook."))
        if amount_cents > limit:
            raise RefusedField(
                "amount", N_("Dit is te veel: je mag beslissen tot en met € %(limit)s."), limit=euros(limit)
            )

    def is_mandaat(self) -> None:
        """Instructing (Awb 10:6) and deciding oneself (Awb 10:7) are of who gives mandaat."""
        if self.subject.kind is not MandateKind.MANDATE:
            raise Refused(N_("Dit is beslisruimte, geen mandaat: bespreek het in de kring."))

    def says_something(self, text: str = "", **_given: Any) -> None:
        """An instruction says what to do."""
        if not text.strip():
            raise RefusedField("text", N_("Schrijf op wat de aanwijzing is."))

    def may_be_passed_on(self) -> None:
        """Ondermandaat only where whoever gave the mandaat allowed it (Awb 10:9)."""
        if not self.subject.allows_submandate:
            raise Refused(N_("Ondermandaat is hier niet toegestaan (Awb 10:9)."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """It does not end without a word why."""
        if not reason.strip():
            raise RefusedField("reason", N_("Schrijf erbij waarom."))
