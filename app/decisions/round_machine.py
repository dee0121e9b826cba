"""The chart of a consent round (design.md, "ConsentRound"; practice.md, "In the room").

Read a line as: an event, from which phase to which, on which condition (`cond`), and what may refuse it
(`validators`). Of two ways the first whose condition holds is taken. Who may is in `rules.py`; what follows from an
event (answers that lapse, objections that rise) is called by `service`, never from here.
"""

from collections.abc import Callable
from typing import Any, ClassVar

from statemachine.states import States

from app.core.errors import N_, Refused
from app.core.machine import StrictMachine, stay_in
from app.decisions.joint_guards import JointGuards
from app.decisions.models.round import ConsentRound, Participant
from app.decisions.party_guards import PartyGuards
from app.decisions.states import AGREEING, ROUND_ENDS, RoundMode, RoundState
from app.organisation.states import AbsenceRule

WITHOUT_ANYBODY = frozenset(
    {"adjourn", "arrive", "leave", "withdraw", "take_chair", "hand_over_chair", "invite_body", "leave_out_body"}
)
"""What may happen while nobody of the electorate is there. Everything else waits for somebody."""

BY_THE_CLOCK = frozenset({"pass_deadline", "close_window"})
"""What may happen when the time for a phase is up. Everything else comes too late for it."""
UNDER_SEAL = frozenset({"answer", "leave_answer"})
"""How people answer before the answers are shown."""

SHOWN = (RoundState.WEIGHING, RoundState.CONCLUDING)


def _was(phase: RoundState) -> Callable[["RoundMachine"], bool]:
    def was(machine: "RoundMachine") -> bool:
        """It was adjourned there."""
        return machine.subject.resume_to is phase

    return was


class RoundMachine(JointGuards, PartyGuards, StrictMachine[ConsentRound]):
    """One round, from klaargezet to its end."""

    subject_kind = "round"

    s = States.from_enum(RoundState, initial=RoundState.PREPARED, final=ROUND_ENDS)
    speaking = (s.PRESENTING, s.QUESTIONING, s.REACTING)
    shown = (s.WEIGHING, s.CONCLUDING)
    going = (*speaking, s.CONSENTING, *shown)
    all_open = (s.PREPARED, *going, s.AWAITING, s.ADJOURNED)
    timed = (s.QUESTIONING, s.REACTING, s.CONSENTING, s.AWAITING)

    # The way through
    open = s.PREPARED.to(
        s.CONSENTING, cond="is_hammer", validators=["papers_were_sent", "chair_is_not_the_author"]
    ) | s.PREPARED.to(s.PRESENTING, validators="chair_is_not_the_author")
    go_on = s.PREPARED.to(s.CONSENTING)
    next = (
        s.PRESENTING.to(s.QUESTIONING)
        | s.QUESTIONING.to(s.CONSENTING, cond="is_short", validators="nobody_still_has_time")
        | s.QUESTIONING.to(s.REACTING, validators="nobody_still_has_time")
        | s.REACTING.to(s.CONSENTING, validators="nobody_still_has_time")
    )
    reveal = s.CONSENTING.to(s.WEIGHING, cond="something_stands", validators="all_present_answered") | s.CONSENTING.to(
        s.CONCLUDING, validators="all_present_answered"
    )
    reveal_now = s.CONSENTING.to(
        s.WEIGHING, cond="something_stands", validators="stays_sealed_in_writing"
    ) | s.CONSENTING.to(s.CONCLUDING, validators="stays_sealed_in_writing")
    clear = s.WEIGHING.to(s.CONCLUDING, unless="something_stands")

    # In writing: the text itself is the explanation, and phases end by themselves
    open_in_writing = s.PREPARED.to(
        s.CONSENTING, cond="is_hammer", validators=["papers_were_sent", "chair_is_not_the_author"]
    ) | s.PREPARED.to(s.QUESTIONING, validators="chair_is_not_the_author")
    pass_deadline = (
        s.QUESTIONING.to(s.CONSENTING, cond="is_short", validators="time_is_up")
        | s.QUESTIONING.to(s.REACTING, validators="time_is_up")
        | s.REACTING.to(s.CONSENTING, validators="time_is_up")
        | s.CONSENTING.to(s.LAPSED, cond="nobody_answered", validators="time_is_up")
        | s.CONSENTING.to(s.WEIGHING, cond="something_stands", validators="time_is_up")
        | s.CONSENTING.to(s.CONCLUDING, validators="time_is_up")
    )
    extend = stay_in(*timed)
    bring_to_the_room = stay_in(s.QUESTIONING, s.REACTING, s.WEIGHING, s.CONCLUDING)
    await_absentees = s.CONCLUDING.to(s.AWAITING, validators=["circle_waits", "somebody_is_missing"])
    close_window = (
        s.AWAITING.to(s.WEIGHING, cond="something_stands")
        | s.AWAITING.to(s.LAPSED, cond="is_overdue_without_all")
        | s.AWAITING.to(s.CONCLUDING)
    )

    # Side ways
    discuss_first = s.QUESTIONING.from_(s.PRESENTING, s.REACTING, s.CONSENTING)
    step_back = (
        s.PRESENTING.to(s.PREPARED)
        | s.QUESTIONING.to(s.PREPARED, cond="is_in_writing")
        | s.QUESTIONING.to(s.PRESENTING)
        | s.REACTING.to(s.QUESTIONING)
        | s.CONSENTING.to(s.PREPARED, cond="is_hammer")
        | s.CONSENTING.to(s.QUESTIONING, cond="is_short")
        | s.CONSENTING.to(s.REACTING)
        | s.CONSENTING.from_(s.WEIGHING, s.CONCLUDING)
    )
    adjourn = s.ADJOURNED.from_(*going)
    resume = (
        s.ADJOURNED.to(s.PRESENTING, cond="was_presenting")
        | s.ADJOURNED.to(s.QUESTIONING, cond="was_questioning")
        | s.ADJOURNED.to(s.REACTING, cond="was_reacting")
        | s.ADJOURNED.to(s.CONSENTING, cond="was_consenting")
        | s.ADJOURNED.to(s.WEIGHING, cond="was_weighing")
        | s.ADJOURNED.to(s.CONCLUDING, cond="was_concluding")
    )

    # What happens within a phase
    invite_body = stay_in(s.PREPARED, validators="may_be_joint")
    leave_out_body = stay_in(s.PREPARED)
    arrive = stay_in(*all_open)
    leave = stay_in(*all_open)
    set_aside = stay_in(s.PREPARED, *speaking, s.CONSENTING)
    hand_over_chair = stay_in(*all_open)
    take_chair = stay_in(*all_open)
    take_turn = stay_in(*speaking)
    contribute = stay_in(*speaking, s.WEIGHING)
    note = stay_in(*going)
    answer = stay_in(s.CONSENTING)
    leave_answer = stay_in(*speaking)
    answer_again = (
        s.CONCLUDING.to(s.WEIGHING, cond="something_stands")
        | s.AWAITING.to(s.WEIGHING, cond="something_stands")
        | stay_in(*shown, s.AWAITING)
    )
    confirm = stay_in(*shown, s.AWAITING)
    edit = stay_in(*speaking, s.WEIGHING, validators="every_body_may_read")

    # The ends
    conclude = s.CONCLUDING.to(
        s.CONSENTED,
        validators=["text_is_whole", "no_objection_stands", "everybody_required_agrees", "bodies_may_decide"],
    )
    amend = s.AMENDED.from_(*speaking, s.WEIGHING)
    end_without_consent = s.WEIGHING.to(s.NOT_CONSENTED)
    delegate = s.DELEGATED.from_(s.PREPARED, *speaking, s.CONSENTING)
    withdraw = s.WITHDRAWN.from_(*all_open)
    refer = s.REFERRED.from_(*shown, s.AWAITING, validators=["has_reason", "has_a_wider_unit", "is_no_loop"])

    refusals: ClassVar = {
        "adjourn": {RoundState.PREPARED: N_("De ronde is nog niet geopend. Ze kan gewoon klaar blijven staan.")},
        "answer": dict.fromkeys(SHOWN, N_("De antwoorden zijn al getoond. Zeg het hardop; wie voorzit noteert het.")),
        "discuss_first": dict.fromkeys(
            SHOWN, N_("De antwoorden zijn al getoond. Zeg hardop wat je nog wilt bespreken.")
        ),
        "delegate": dict.fromkeys(SHOWN, N_("De antwoorden zijn al getoond. Neem het besluit, of stap eerst terug.")),
        "amend": dict.fromkeys(RoundState, N_("De tekst kan nu niet anders: dit staat op ‘%(state)s’.")),
        "extend": {RoundState.WEIGHING: N_("De termijn is voorbij: de antwoorden zijn al getoond.")},
        "edit": {RoundState.AMENDED: N_("Er is al een volgende versie van de tekst. Wat jij schreef staat hier nog.")},
    }

    def check(self, event: str, actor: Any = None, **_given: Any) -> None:
        """Refuse what needs somebody of the electorate while nobody is there, and what comes too late, or too early."""
        self.demand_everybody(event)
        if self.subject.is_overdue and event not in BY_THE_CLOCK:
            raise Refused(
                N_("De tijd voor deze stap is net voorbij. Laad de pagina opnieuw om te zien hoe het verder gaat.")
            )
        if event not in WITHOUT_ANYBODY and not self.subject.present_electors:
            raise Refused(N_("Er is nog niemand aanwezig die meebeslist. Zet eerst wie er is op aanwezig."))
        if event in UNDER_SEAL and self.subject.is_about(getattr(actor, "id", None)):
            raise Refused(N_("Het gaat over jou: je antwoordt als laatste, als de andere antwoorden zijn getoond."))

    def is_in_writing(self) -> bool:
        """Nobody explains the text aloud."""
        return self.subject.is_in_writing

    def nobody_answered(self) -> bool:
        """Silence is never consent: without one answer there is nothing to show."""
        return not any(one.answer for one in self.subject.electors)

    def is_overdue_without_all(self) -> bool:
        """The circle agreed to wait for everybody, waited as long as it said, and somebody stayed silent."""
        return self.subject.is_overdue and bool(self.subject.unanswered)

    def is_hammer(self) -> bool:
        """The papers were sent beforehand: straight to consent."""
        return self.subject.mode is RoundMode.HAMMER

    def is_short(self) -> bool:
        """No round of reactions."""
        return self.subject.mode is RoundMode.SHORT

    def something_stands(self, objections_stand: bool = False) -> bool:
        """An objection, or an answer that says somebody cannot choose yet, stands in the way."""
        return objections_stand or bool(self.subject.blocking_answers)

    was_presenting = _was(RoundState.PRESENTING)
    was_questioning = _was(RoundState.QUESTIONING)
    was_reacting = _was(RoundState.REACTING)
    was_consenting = _was(RoundState.CONSENTING)
    was_weighing = _was(RoundState.WEIGHING)
    was_concluding = _was(RoundState.CONCLUDING)

    def papers_were_sent(self, papers_sent: bool = False) -> None:
        """A hammer round skips the explanation, so everybody must have been able to read."""
        if self.is_hammer() and not papers_sent:
            raise Refused(N_("Hamer kan alleen als de stukken vooraf zijn gestuurd. Vink dat aan, of kies Kort."))

    def chair_is_not_the_author(self) -> None:
        """Whoever chairs their own proposal hands over; in a small circle they may go on, and it is recorded."""
        if self.subject.needs_another_chair:
            raise Refused(N_("Je zit je eigen voorstel voor. Draag het voorzitten eerst over aan een ander."))

    def all_present_answered(self) -> None:
        """One slow phone holds nobody hostage, but that takes the other button."""
        if self.subject.awaited:
            raise Refused(
                N_("Nog niet iedereen heeft geantwoord: %(names)s. Wacht even, of kies ‘Toon nu’."),
                names=_names(self.subject.awaited),
            )

    def nobody_still_has_time(self) -> None:
        """In writing everybody may use the time that was announced; it may end earlier only when all have been."""
        waiting = [one for one in self.subject.electors if not one.had_turn] if self.subject.is_in_writing else []
        if waiting:
            raise Refused(
                N_("%(names)s heeft nog tot het einde van de termijn. Daarna gaat het vanzelf verder."),
                names=_names(waiting),
            )

    def stays_sealed_in_writing(self) -> None:
        """In writing nobody can say aloud what is missing: the seal holds until all answered or the time is up."""
        if self.subject.is_in_writing:
            raise Refused(
                N_("Schriftelijk blijft alles verzegeld tot iedereen heeft geantwoord, of tot de termijn voorbij is.")
            )

    def time_is_up(self) -> None:
        """A deadline passes at its moment, not before, and once."""
        if not self.subject.is_overdue:
            raise Refused(N_("De termijn loopt nog."))

    def circle_waits(self) -> None:
        """Only a circle that agreed to wait for everybody does so (practice.md, "Absent")."""
        if self.subject.absence_rule is not AbsenceRule.WAIT_FOR_ALL:
            raise Refused(
                N_("In deze kring beslissen de aanwezigen. Wie er niet was, staat in het verslag als afwezig.")
            )

    def somebody_is_missing(self) -> None:
        """There is somebody to wait for."""
        if all(one.answer for one in self.subject.electors):
            raise Refused(N_("Iedereen heeft geantwoord: er is niemand om op te wachten."))

    def text_is_whole(self) -> None:
        """Owner, start and review date stand in the text itself, so that consent covers them."""
        if self.subject.version.wording.missing_for_decision:
            raise Refused(N_("In de tekst staat nog niet wie het doet, vanaf wanneer, en wanneer jullie terugkijken."))

    def no_objection_stands(self, objections_stand: bool = False) -> None:
        """An objection is never voted away (SKM): not one of any version may stand."""
        if objections_stand:
            raise Refused(N_("Er staat nog een bezwaar. Verwerk het eerst, of sluit zonder consent."))

    def everybody_required_agrees(self) -> None:
        """Everyone whom the electorate and the rule on absence require said consent or concern on this version."""
        required = self.subject.required
        last, parties = self.subject.version.wording.answers_last_id, self.is_among_parties()
        missing = [one for one in required if not _agrees(one, named=parties or one.person_id == last)]
        if missing:
            raise Refused(N_("Nog geen consent van %(names)s."), names=_names(missing))
        if not any(one.answer and one.answer.choice in AGREEING for one in required):
            raise Refused(N_("Er is nog niemand die consent heeft gegeven."))

    def has_reason(self, reason: str = "", **_given: Any) -> None:
        """The wider unit must know what it is asked."""
        if not reason.strip():
            raise Refused(N_("Schrijf erbij waarom deze kring dit niet zelf kan beslissen."))

    def has_a_wider_unit(self) -> None:
        """The college has none; and an oefenronde bothers nobody else."""
        if self.subject.proposal.unit.parent_id is None:
            raise Refused(N_("Dit is de breedste kring: er is geen kring om dit aan voor te leggen."))
        if self.subject.proposal.rehearsal:
            raise Refused(N_("Dit is een oefenronde: die gaat niet naar een andere kring."))

    def is_no_loop(self, came_through: frozenset[int] = frozenset(), **_given: Any) -> None:
        """A matter never comes back to a unit that referred it. `came_through` are the units it came through."""
        if self.subject.proposal.unit.parent_id in came_through:
            raise Refused(N_("Dit komt al van die kring: stuur het terug, met een aanwijzing."))


def _agrees(place: Participant, *, named: bool) -> bool:
    """Whether nothing of this person stands in the way; whoever is named in the text, or is a party, said yes."""
    if place.answer is None or place.answer.is_blocking:
        return False
    return not named or place.answer.choice in AGREEING


def _names(participants: list[Participant]) -> str:
    return ", ".join(one.name for one in participants)
