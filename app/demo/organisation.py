"""The units and people of the demo municipality."""

from dataclasses import dataclass

from app.core.actor import SYSTEM
from app.organisation import service
from app.organisation.models import Person, Unit
from app.organisation.service import PersonDetails, UnitDetails
from app.organisation.states import ContestRule, Role, StatutoryBody

LEADER, REPRESENTATIVE, CHAIR = Role.LEADER, Role.REPRESENTATIVE, Role.CHAIR
SECRETARY, MEMBER, ADVISER = Role.SECRETARY, Role.MEMBER, Role.ADVISER

UNITS = (
    # code, name, level, wider unit, purpose, domain
    (
        "COL",
        "College van burgemeester en wethouders",
        "college",
        None,
        "Het dagelijks bestuur van de gemeente, in dienst van haar inwoners.",
        "Wat de Gemeentewet aan het college opdraagt.",
    ),
    (
        "CMT",
        "Concernmanagementteam",
        "concern",
        "COL",
        "Eén organisatie die doet wat zij belooft en waar mensen graag werken.",
        "De koers van de organisatie, de verdeling van mensen en middelen.",
    ),
    (
        "RUI",
        "Afdeling Ruimte",
        "afdeling",
        "CMT",
        "Een gemeente waarin het prettig wonen, bewegen en ondernemen is.",
        "De afspraken tussen de teams van Ruimte.",
    ),
    (
        "GRO",
        "Team Groen en spelen",
        "team",
        "RUI",
        "Groen en speelplekken waar iedere wijk van geniet.",
        "Hoe wij onderhouden, planten en met bewoners samenwerken.",
    ),
    (
        "BUR",
        "Team Burgerzaken",
        "team",
        "CMT",
        "Iedereen vlot, vriendelijk en zorgvuldig geholpen.",
        "Onze openingstijden, werkwijze en roosters.",
    ),
)

PEOPLE = (
    # name, and (unit, role) as often as needed; the first is where the demo's sign-in shows them
    ("Marit Oosterveld", (("GRO", CHAIR),)),
    ("Sanne Wiersma", (("GRO", SECRETARY),)),
    ("Fatima Belhaj", (("GRO", REPRESENTATIVE),)),
    ("Joris Haverkamp", (("GRO", LEADER),)),
    ("Daan Westerink", (("GRO", MEMBER),)),
    ("Noor Achterberg", (("GRO", MEMBER),)),
    ("Emre Yıldırım", (("GRO", MEMBER),)),
    ("Łucja Kowalczyk-van der Heijden", (("GRO", MEMBER),)),
    ("Bram Kooistra", (("RUI", LEADER),)),
    ("Hanneke Prins", (("RUI", CHAIR),)),
    ("Yara dos Santos", (("RUI", SECRETARY),)),
    ("Ilse van Rossum", (("CMT", LEADER),)),
    ("Tom Bergsma", (("CMT", CHAIR),)),
    ("Petra Nijland", (("CMT", SECRETARY),)),
    ("Ruben Hofstede", (("CMT", MEMBER), ("GRO", ADVISER))),
    ("Anouk Dekkers", (("BUR", LEADER),)),
    ("Mo Amrani", (("BUR", CHAIR),)),
    ("Els Zandstra", (("BUR", MEMBER),)),
    ("Wouter Lindeman", (("COL", CHAIR),)),
    ("Carolien Feenstra", (("COL", MEMBER),)),
    ("Stijn Hoogland", (("COL", MEMBER),)),
    ("Gijs Tuinstra", (("COL", SECRETARY),)),
)
ADMINISTRATOR = "Bea Sikkema"
COLLEGE = "COL"
SUSPENDING = frozenset({"GRO"})
"""Which units suspend an uitvoeringsbesluit when somebody says that it is beleid."""


@dataclass(frozen=True)
class Town:
    """The demo municipality, by the codes of its units and the names of its people."""

    units: dict[str, Unit]
    people: dict[str, Person]

    def person(self, name: str) -> Person:
        """Somebody by the beginning of their name."""
        return next(person for full, person in self.people.items() if full.startswith(name))


def settle_in() -> Town:
    """Make the units, the people and their roles, inside a transaction."""
    levels = {level.name: level for level in service.seed_levels()}
    units: dict[str, Unit] = {}
    for code, name, level, wider, purpose, domain in UNITS:
        details = UnitDetails(
            name,
            levels[level],
            purpose,
            domain,
            statutory=StatutoryBody.COLLEGE if code == COLLEGE else None,
            contest_rule=ContestRule.SUSPENDED if code in SUSPENDING else ContestRule.STANDS,
        )
        units[code] = service.create_unit(details, code=code, parent=units.get(wider or ""), actor=SYSTEM)
    people: dict[str, Person] = {}
    for name, roles in PEOPLE:
        people[name] = _welcome(name)
        for code, role in roles:
            service.add_membership(people[name], units[code], role, actor=SYSTEM)
    people[ADMINISTRATOR] = _welcome(ADMINISTRATOR, is_administrator=True)
    return Town(units, people)


def _welcome(name: str, *, is_administrator: bool = False) -> Person:
    mailbox = name.split()[0].casefold().translate(str.maketrans("łıü", "liu"))
    details = PersonDetails(name, f"{mailbox}@voorbeeld.example")
    return service.add_person(details, is_administrator=is_administrator, actor=SYSTEM)
