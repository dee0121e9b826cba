"""The chart of an assignment (design.md, "Assignment"); the round in which its parties agree has its own."""

from datetime import date
from typing import Any, ClassVar

from statemachine.states import States

from app.assignments.following_models import AssignmentMilestone, InformationDue
from app.assignments.models import Assignment, AssignmentParty
from app.assignments.states import ALWAYS, ENDS, FOR_THE_COLLEGE, AssignmentState
from app.core import clock
from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.organisation.models import Person
from app.organisation.refusals import RefusedField


class AssignmentMachine(StrictMachine[Assignment]):
    """One assignment, from a first draft to looking back."""

    subject_kind = "assignment"

    s = States.from_enum(AssignmentState, initial=AssignmentState.DRAFT, final=ENDS)
    talked_over = (s.OFFERED, s.RENEGOTIATING)
    going_on = (s.ACTIVE, s.RENEGOTIATING)
    in_force = (s.AGREED, s.ACTIVE, s.RENEGOTIATING)

    # Agreeing
    edit = stay_in(s.DRAFT)
    offer = s.DRAFT.to(s.OFFERED, validators=["both_sides_are_there", "says_what_and_when"])
    take_back = s.OFFERED.to(s.DRAFT, validators="nobody_remarked")
    remark = stay_in(*talked_over)
    answer_remark = stay_in(*talked_over)
    rewrite = stay_in(*talked_over, validators=["nothing_is_being_decided", "says_why"])
    ask_consent = s.OFFERED.to(
        s.NEGOTIATING, validators=["both_sides_are_there", "everybody_stands_for_it"]
    ) | s.RENEGOTIATING.to.itself(
        validators=["nothing_is_being_decided", "both_sides_are_there", "everybody_stands_for_it", "something_differs"]
    )
    fail = s.NEGOTIATING.to(s.OFFERED) | s.RENEGOTIATING.to.itself()
    agree = s.NEGOTIATING.to(s.AGREED) | s.RENEGOTIATING.to(s.ACTIVE)
    begin_work = s.AGREED.to(s.ACTIVE)
    decline = s.DECLINED.from_(s.OFFERED, validators="has_reason")

    # Who is a party
    name_party = stay_in(s.DRAFT, s.OFFERED)
    leave_out_party = stay_in(s.DRAFT, s.OFFERED)
    succeed = stay_in(
        *in_force,
        validators=["nothing_is_being_decided", "no_result_waits", "nobody_takes_over_yet", "successor_is_free"],
    )
    confirm = stay_in(*in_force)

    # While it runs
    report = stay_in(s.ACTIVE, s.RENEGOTIATING)
    answer_report = stay_in(s.ACTIVE, s.RENEGOTIATING)
    converse = stay_in(*in_force, s.COMPLETED)
    say_how_it_feels = stay_in(*in_force, s.COMPLETED)
    renegotiate = s.ACTIVE.to(s.RENEGOTIATING, validators=["no_result_waits", "has_reason"])
    keep_as_it_is = s.RENEGOTIATING.to(s.ACTIVE, validators=["nothing_is_being_decided", "has_reason"])
    cancel = s.CANCELLED.from_(
        *(s.DRAFT, *talked_over, s.AGREED, s.ACTIVE),
        validators=["nothing_is_being_decided", "no_result_waits", "has_reason"],
    )

    # To the unit that takes over, when its own unit stops, or one that is told of it
    hand_over = stay_in(s.DRAFT, *talked_over, s.NEGOTIATING, s.AGREED, s.ACTIVE, s.COMPLETED)
    redirect = stay_in(*in_force)

    # Following
    expect = stay_in(*going_on, validators=["is_not_reached", "is_to_come"])
    reach = stay_in(*going_on, validators=["is_not_reached", "has_been"])
    inform = stay_in(*going_on, validators=["is_open_still", "says_what_was_told"])

    # The end
    offer_result = stay_in(s.ACTIVE, validators=["no_result_waits", "both_sides_are_there", "everybody_stands_for_it"])
    send_back = stay_in(s.ACTIVE)
    complete = s.ACTIVE.to(s.COMPLETED)
    look_back = s.COMPLETED.to(s.REVIEWED)

    refusals: ClassVar = {
        "offer_result": {
            AssignmentState.RENEGOTIATING: N_("Jullie praten opnieuw over de opdracht. Rond dat eerst af."),
        },
        "edit": {
            AssignmentState.OFFERED: N_("De tekst is aangeboden. Wat je verandert wordt een volgende versie."),
        },
        "cancel": {AssignmentState.NEGOTIATING: N_("Er loopt een consentronde. Sluit die eerst.")},
        "decline": {AssignmentState.NEGOTIATING: N_("Er loopt een consentronde. Zeg daar wat je bezwaar is.")},
        "succeed": {
            AssignmentState.NEGOTIATING: N_("Er loopt een consentronde. Sluit die eerst, en wissel dan."),
            AssignmentState.OFFERED: N_("Er is nog niets afgesproken: kies gewoon een ander als partij."),
        },
    }

    def both_sides_are_there(self) -> None:
        """Nothing is agreed by one side alone; a bestuursopdracht has three (mission.md, D2)."""
        wanted = FOR_THE_COLLEGE if self.subject.is_for_college else ALWAYS
        held = {one.role for one in self.subject.living}
        for role in wanted:
            if role not in held:
                raise Refused(N_("Er is nog geen %(role)s. Zet eerst erbij wie dat is."), role=_lower(role.label))

    def says_what_and_when(self) -> None:
        """A text about nothing is offered to nobody."""
        version = self.subject.current
        if not version.texts:
            raise Refused(N_("Er staat nog niets in de tekst. Schrijf eerst op wat de bedoeling is."))
        if version.starts_on is None or version.review_on is None:
            raise Refused(N_("In de tekst staat nog niet wanneer het begint, en wanneer jullie terugkijken."))

    def nobody_remarked(self) -> None:
        """What somebody took the trouble to react to is not taken away from under them."""
        if any(one.remarks for one in self.subject.versions):
            raise Refused(N_("Er is al op gereageerd. Verwerk dat in een volgende versie."))

    def nothing_is_being_decided(self, in_decision: bool = False, **_given: Any) -> None:
        """While the parties consent to one text, or the college is to decide on it, that text is the one in hand."""
        if in_decision:
            raise Refused(N_("Over deze tekst wordt nog besloten. Wacht dat eerst af."))

    def no_result_waits(self) -> None:
        """What was done is looked at first: meanwhile it is not something else that is to be done, or by others."""
        if self.subject.result_offered_at is not None:
            raise Refused(N_("Het resultaat ligt bij de partijen, in een consentronde. Rond die eerst af."))

    def everybody_stands_for_it(self) -> None:
        """Who took over and has not confirmed does not agree to a next version either."""
        waiting = [one.name for one in self.subject.living if one.is_asked_to_confirm]
        if waiting:
            raise Refused(N_("%(names)s heeft de rol nog niet bevestigd."), names=", ".join(waiting))

    def something_differs(self) -> None:
        """What is agreed already is not agreed twice."""
        agreed = self.subject.in_force
        if agreed is not None and agreed.content() == self.subject.current.content():
            raise Refused(N_("De tekst is nog gelijk aan wat jullie afspraken. Pas eerst de tekst aan."))

    def says_why(self, reason: str = "", **_given: Any) -> None:
        """The others must know what a next version is for."""
        if not reason.strip():
            raise RefusedField("reason", N_("Schrijf erbij wat er veranderde, en waarom."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """Nobody turns away from the other without a word."""
        if not reason.strip():
            raise RefusedField("reason", N_("Schrijf erbij waarom."))

    def is_not_reached(self, milestone: AssignmentMilestone | None = None, **_given: Any) -> None:
        """What is there is not expected any more, and is reached once."""
        if milestone is not None and milestone.is_reached:
            raise Refused(N_("Deze mijlpaal is al bereikt."))

    def nobody_takes_over_yet(self, party: AssignmentParty | None = None, **_given: Any) -> None:
        """A role passes on to one person."""
        if party is not None and party.ends_on is not None:
            raise Refused(N_("Voor deze rol staat al een opvolger klaar."))

    def successor_is_free(self, successor: Person | None = None, on: date | None = None, **_given: Any) -> None:
        """Who is a party, or takes over another role, does not take over this one too; and not since a day that was."""
        held = {one.person_id for one in self.subject.parties if one.ends_on is None}
        if successor is not None and successor.id in held:
            raise RefusedField("successor", N_("%(name)s is al partij, of neemt al een rol over."), name=successor.name)
        if on is not None and on < clock.today():
            raise RefusedField("starts_on", N_("Kies vandaag of een dag die nog komt."))

    def is_to_come(self, on: date | None = None, **_given: Any) -> None:
        """Nobody expects something on a day that was."""
        if on is not None and on < clock.today():
            raise RefusedField("expected_on", N_("Kies vandaag of een dag die nog komt."))

    def has_been(self, on: date | None = None, **_given: Any) -> None:
        """What is to be there tomorrow is not there yet."""
        if on is not None and on > clock.today():
            raise RefusedField("reached_on", N_("Deze dag moet nog komen."))

    def is_open_still(self, information: InformationDue | None = None, **_given: Any) -> None:
        """What is kept is not kept twice, and what something else took the place of not at all."""
        if information is not None and not information.is_open:
            raise Refused(N_("Deze informatieafspraak staat niet meer open."))

    def says_what_was_told(self, reason: str = "", **_given: Any) -> None:
        """That somebody was told can be looked up: in a word, or where to find it."""
        if not reason.strip():
            raise RefusedField("told", N_("Schrijf erbij wat er is verteld, of waar het staat."))


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
