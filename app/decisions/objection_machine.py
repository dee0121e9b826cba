"""The chart of an objection (design.md; SKM): it stands until its owner says otherwise."""

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.models.objection import Objection
from app.decisions.states import ObjectionState


class ObjectionMachine(StrictMachine[Objection]):
    """One objection, until it is settled, a concern, withdrawn, referred, or visibly unsettled."""

    subject_kind = "objection"

    s = States.from_enum(
        ObjectionState,
        initial=ObjectionState.RAISED,
        final={
            ObjectionState.CONCERN,
            ObjectionState.WITHDRAWN,
            ObjectionState.SETTLED,
            ObjectionState.UNSETTLED,
            ObjectionState.REFERRED,
        },
    )
    standing = (s.RAISED, s.ARGUED, s.UPHELD)

    argue = s.RAISED.to(s.ARGUED, validators="has_argument") | s.ARGUED.to.itself(validators="has_argument")
    note_outcome = stay_in(*standing)
    uphold = s.UPHELD.from_(s.RAISED, s.ARGUED)
    become_concern = s.CONCERN.from_(*standing)
    withdraw = s.WITHDRAWN.from_(*standing)
    settle = s.UPHELD.to(s.SETTLED)
    leave_unsettled = s.UNSETTLED.from_(*standing)
    refer = s.REFERRED.from_(*standing)
    name_deputy = stay_in(*standing)

    def has_argument(self) -> None:
        """An objection is argued: without an argument there is nothing to weigh."""
        if not self.subject.argument.strip():
            raise Refused(N_("Schrijf op wat er misgaat; daarmee kan de kring verder."))
