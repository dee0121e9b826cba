"""A town with something on every screen: the demo municipality, and two circles with a round in every phase."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from app.core.transaction import transaction
from app.decisions.links import link_for
from app.decisions.service import attendance, deadlines
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundMode, RoundState
from app.organisation.models import Person
from app.organisation.states import Role
from tests.decisions.round_cast import Circle

MORE_PEOPLE = (
    "Anneke Visser-Hoogendoorn",
    "Bram Hendriks",
    "Mehmet Aydın",
    "Noor Bakker",
    "Łucja Kowalczyk-van der Heijden",
    "Jan-Willem van Oosterhout tot Voorthuizen",
    "Emre Yıldırım",
    "Yara dos Santos",
    "Hanneke Prins",
    "Ruben Hofstede",
    "Els Zandstra",
    "Wouter Lindeman",
    "Carolien Feenstra",
)
LONG_TITLE = (
    "Bankjes in het park en langs de wandelroutes krijgen een rugleuning, een armleuning en een verharde plek ernaast "
    "voor een rolstoel of kinderwagen"
)
LONG_TEXT: dict[str, Any] = {
    "why": "Oudere bewoners vragen erom, en op drie plekken is de bestrating zo slecht dat iemand met een rollator er "
    "niet meer langs kan.",
    "body": "We vervangen de bankjes in het park en bij de speeltuin.\n\n"
    "- De rugleuningen zijn van hout uit eigen bos.\n- Elk bankje krijgt een armleuning aan één kant.\n\n"
    "Wat overblijft, gaat naar de volkstuinen.",
}
ARGUMENT = (
    "Het onderhoud is niet geregeld. Zonder uren zijn de rugleuningen na twee winters weer stuk en kan mijn ploeg het "
    "er niet bij hebben."
)


class Crowd(Circle):
    """The same circle with eighteen who decide, long names, long texts, and as much of everything as there may be."""

    def __init__(self, **circumstances: Any) -> None:
        super().__init__(**circumstances)
        with transaction():
            self.members += [self.someone(name, Role.MEMBER) for name in MORE_PEOPLE]

    def text(self, what: str = LONG_TITLE, **parts: Any) -> WordingData:
        """A text as long as they come."""
        return super().text(what, **{**LONG_TEXT, **parts})

    def all_answer(self, but: Mapping[Person, Choice] | None = None) -> None:
        """Three object, two have a concern, one cannot choose yet, the others consent; or all do, if nobody objects."""
        others: dict[Person, tuple[Choice, str]] = {}
        if but:
            others = {
                self.members[3]: (Choice.OBJECTION, ARGUMENT),
                self.members[7]: (Choice.OBJECTION, ARGUMENT),
                self.members[10]: (Choice.OBJECTION, ""),
                self.members[5]: (Choice.CONCERN, "Kijk of de plekken ook bij regen begaanbaar blijven."),
                self.members[9]: (Choice.CONCERN, "Let op de kosten van hout."),
                self.members[12]: (Choice.NOT_YET, ""),
            }
        for place in self.round.present_electors:
            assert place.person is not None
            self.answer(place.person, *others.get(place.person, (Choice.CONSENT, "")))


@dataclass(frozen=True)
class Part:
    """Who looks, by the number of their account."""

    chair: int
    secretary: int
    elector: int
    objector: int
    adviser: int


class Rounds:
    """The rounds of one circle: one in every phase it was brought to, and some in which more is going on."""

    def __init__(self, circle: Circle) -> None:
        self._circle = circle
        self.by_state: dict[RoundState, int] = {}
        self.codes: dict[RoundState, str | None] = {}
        self.part = Part(
            chair=circle.marieke.id,
            secretary=circle.sanne.id,
            elector=circle.fatima.id,
            objector=circle.members[-1].id,
            adviser=circle.pien.id,
        )

    def bring_one_to(self, state: RoundState) -> None:
        """Hold a round until it is in this state."""
        self._circle.come_to(state)
        self.by_state[state] = self._circle.round_id
        self.codes[state] = self._circle.round.guest_code

    def with_somebody_at_the_door(self) -> int:
        """In the questions, with a question asked, a guest who waits, and somebody who came late."""
        circle = self._circle
        circle.prepare()
        circle.gather(*circle.members[:-1])
        circle.open()
        circle.advance()
        with transaction():
            attendance.contribute(circle.round, "Wie betaalt dat?", by=circle.fatima)
        with transaction():
            attendance.ask_entry(circle.round, "Greet de Bruin")
        circle.arrive(circle.members[-1])
        return circle.round_id

    def with_an_answer_to_note(self) -> int:
        """After the reveal, while somebody's answer is still to be noted."""
        circle = self._circle
        circle.prepare()
        circle.gather(without_device=[circle.members[-1]])
        circle.open()
        for _ in range(3):
            circle.advance()
        for person in circle.members[:-1]:
            circle.answer(person)
        circle.reveal()
        return circle.round_id

    def in_writing(self) -> tuple[int, str]:
        """Questions are asked in writing; and the path of the link of somebody who decides."""
        circle = self._circle
        circle.prepare()
        days = dict.fromkeys((RoundState.QUESTIONING, RoundState.REACTING, RoundState.CONSENTING), 2)
        with transaction():
            deadlines.open_in_writing(circle.round, by=circle.marieke, mode=RoundMode.FULL, days=days)
        return circle.round_id, urlsplit(link_for(circle.place(circle.fatima))).path

    def on_a_second_version(self) -> int:
        """Consent is asked on the text that was made to meet an objection."""
        self._circle.come_to(RoundState.WEIGHING)
        self._circle.amend()
        return self._circle.round_id


def rounds_of(kind: type[Circle], name: str) -> Rounds:
    """A fresh circle, whose matters are openbaar, without rounds yet."""
    return Rounds(kind(name=name, confidentiality=Confidentiality.OPEN))
