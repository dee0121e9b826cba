"""The states and choices of everything that is decided, with the labels people see."""

from app.core.errors import N_
from app.core.states import LabelledState


class Confidentiality(LabelledState):
    """Who may read it. Geheim (Gemeentewet 87) and embargo are axes of their own: `models.disclosure`."""

    OPEN = "open", N_("Openbaar")
    INTERNAL = "internal", N_("Intern")
    CONFIDENTIAL = "confidential", N_("Vertrouwelijk")


class Nature(LabelledState):
    """Whether it sets a rule or a course for others, or carries one out (mission.md, "Nature")."""

    POLICY = "policy", N_("Beleid")
    EXECUTION = "execution", N_("Uitvoering")


NATURES = {"beleid": Nature.POLICY, "uitvoering": Nature.EXECUTION}
"""By its name in an address."""


class Triage(LabelledState):
    """Why something is beleid or uitvoering: where the choice with which writing begins came out."""

    SETS_RULE = "sets_rule", N_("het stelt een regel of een koers voor anderen")
    NO_POLICY = "no_policy", N_("er is nog geen beleid waar het binnen valt")
    NO_MANDATE = "no_mandate", N_("niemand heeft er mandaat voor")
    WITHIN_MANDATE = "within_mandate", N_("het valt binnen beleid dat geldt, en er is mandaat voor")
    SAID_IN_ROUND = "said_in_round", N_("de kring zei in een ronde: dit is uitvoering")
    CONTESTED = "contested", N_("iemand zei over een uitvoeringsbesluit: dit is beleid")


class ProposalState(LabelledState):
    """The life of a proposal."""

    DRAFT = "draft", N_("Concept")
    SUBMITTED = "submitted", N_("Ingediend")
    IN_ROUND = "in_round", N_("In consentronde")
    AGREED = "agreed", N_("Consent, nog geen collegebesluit")
    DECIDED = "decided", N_("Besloten")
    NO_CONSENT = "no_consent", N_("Geen consent")
    WITHDRAWN = "withdrawn", N_("Ingetrokken")
    DELEGATED = "delegated", N_("Naar uitvoering")
    REFERRED = "referred", N_("Voorgelegd aan de bredere kring")
    SETTLED_WIDER = "settled_wider", N_("Afgehandeld in de bredere kring")
    HANDED_BACK = "handed_back", N_("Teruggestuurd")


class RoundState(LabelledState):
    """The phases of a consent round, and how it may end."""

    PREPARED = "prepared", N_("Klaargezet")
    PRESENTING = "presenting", N_("Toelichting")
    QUESTIONING = "questioning", N_("Vragen")
    REACTING = "reacting", N_("Reacties")
    CONSENTING = "consenting", N_("Consent")
    WEIGHING = "weighing", N_("Bezwaar verwerken")
    CONCLUDING = "concluding", N_("Besluit")
    AWAITING = "awaiting", N_("Wacht op wie er niet was")
    ADJOURNED = "adjourned", N_("Onderbroken")
    CONSENTED = "consented", N_("Besloten met consent")
    NOT_CONSENTED = "not_consented", N_("Geëindigd zonder consent")
    AMENDED = "amended", N_("Verder met een nieuwe tekst")
    DELEGATED = "delegated", N_("Naar uitvoering")
    WITHDRAWN = "withdrawn", N_("Ingetrokken")
    REFERRED = "referred", N_("Voorgelegd aan de bredere kring")
    LAPSED = "lapsed", N_("Verlopen zonder antwoorden")

    @property
    def is_open(self) -> bool:
        """Whether the round still goes on."""
        return self not in ROUND_ENDS

    @property
    def is_sealed(self) -> bool:
        """Whether the answers have not been shown."""
        return self in BEFORE_REVEAL


PHASES = (
    RoundState.PRESENTING,
    RoundState.QUESTIONING,
    RoundState.REACTING,
    RoundState.CONSENTING,
    RoundState.WEIGHING,
    RoundState.CONCLUDING,
)
SPEAKING_PHASES = frozenset({RoundState.PRESENTING, RoundState.QUESTIONING, RoundState.REACTING})
BEFORE_REVEAL = frozenset({RoundState.PREPARED, RoundState.CONSENTING}) | SPEAKING_PHASES
ROUND_ENDS = frozenset(
    {
        RoundState.CONSENTED,
        RoundState.NOT_CONSENTED,
        RoundState.AMENDED,
        RoundState.DELEGATED,
        RoundState.WITHDRAWN,
        RoundState.REFERRED,
        RoundState.LAPSED,
    }
)


class RoundSetting(LabelledState):
    """Where a round is held. The same chart serves all three."""

    ROOM = "room", N_("In de kamer")
    WRITTEN = "written", N_("Schriftelijk")
    HYBRID = "hybrid", N_("Deels in de kamer, deels schriftelijk")


class RoundMode(LabelledState):
    """How light the round is opened (practice.md, "Light by default")."""

    FULL = "full", N_("Volledig")
    SHORT = "short", N_("Kort")
    HAMMER = "hammer", N_("Hamer")

    @property
    def phases(self) -> tuple[RoundState, ...]:
        """The phases a round of this mode goes through; weighing only when there is something to weigh."""
        left_out = {
            RoundMode.FULL: frozenset[RoundState](),
            RoundMode.SHORT: frozenset({RoundState.REACTING}),
            RoundMode.HAMMER: SPEAKING_PHASES,
        }[self]
        return tuple(phase for phase in PHASES if phase not in left_out)


class Choice(LabelledState):
    """What somebody answers when consent is asked. Silence is no answer."""

    CONSENT = "consent", N_("Consent")
    CONCERN = "concern", N_("Consent met zorg")
    OBJECTION = "objection", N_("Bezwaar")
    NOT_YET = "not_yet", N_("Ik kan nog niet kiezen")
    RECUSED = "recused", N_("Ik doe niet mee")


AGREEING = frozenset({Choice.CONSENT, Choice.CONCERN})
BLOCKING = frozenset({Choice.OBJECTION, Choice.NOT_YET})


class AnswerChannel(LabelledState):
    """How an answer came in."""

    SCREEN = "screen", N_("zelf")
    SHOWN = "shown", N_("in de kamer getoond")
    SPOKEN = "spoken", N_("hardop gezegd")
    LINK = "link", N_("via de link in de mail")
    LEFT_BEHIND = "left_behind", N_("achtergelaten bij vertrek")


class ParticipantRole(LabelledState):
    """In what capacity somebody is at a round."""

    ELECTOR = "elector", N_("Beslist mee")
    ADVISER = "adviser", N_("Adviseur")
    OBSERVER = "observer", N_("Leest mee")
    GUEST = "guest", N_("Gast")


class ContributionKind(LabelledState):
    """What was said or noted, as far as somebody wrote it down."""

    QUESTION = "question", N_("Vraag")
    REACTION = "reaction", N_("Reactie")
    NOTE = "note", N_("Notitie")


class ObjectionState(LabelledState):
    """The life of an objection. It is never voted on, and it never vanishes."""

    RAISED = "raised", N_("Gemaakt")
    ARGUED = "argued", N_("Toegelicht")
    UPHELD = "upheld", N_("Staat")
    CONCERN = "concern", N_("Werd een zorg")
    WITHDRAWN = "withdrawn", N_("Ingetrokken")
    SETTLED = "settled", N_("Opgelost")
    UNSETTLED = "unsettled", N_("Niet opgelost")
    REFERRED = "referred", N_("Naar de bredere kring")

    @property
    def is_standing(self) -> bool:
        """Whether it still stands in the way."""
        return self in {ObjectionState.RAISED, ObjectionState.ARGUED, ObjectionState.UPHELD}


class ReferralOutcome(LabelledState):
    """What became of a matter in the wider unit to which it was referred."""

    DECIDED = "decided", N_("Daar besloten")
    DELEGATED = "delegated", N_("Daar naar uitvoering")
    GUIDANCE = "guidance", N_("Terug met een aanwijzing")
    NOT_TAKEN_UP = "not_taken_up", N_("Niet opgepakt")
    NO_CONSENT = "no_consent", N_("Daar geen consent")
    WITHDRAWN = "withdrawn", N_("Daar ingetrokken")

    @property
    def settles(self) -> bool:
        """Whether the matter is settled with it, so that nothing is left to decide where it came from."""
        return self in {ReferralOutcome.DECIDED, ReferralOutcome.DELEGATED}


class MandateKind(LabelledState):
    """Two kinds that are never mixed up: mandaat (Awb 10:1) is given by a bestuursorgaan, beslisruimte by any unit."""

    MANDATE = "mandate", N_("Mandaat")
    DISCRETION = "discretion", N_("Beslisruimte")


class MandateState(LabelledState):
    """The life of a mandate. Whether its period has begun or is over follows from its days."""

    IN_FORCE = "in_force", N_("Van kracht")
    ENDED = "ended", N_("Afgelopen")
    WITHDRAWN = "withdrawn", N_("Ingetrokken")
    SUCCEEDED = "succeeded", N_("Opgevolgd")


class DecisionState(LabelledState):
    """Whether a decision holds."""

    IN_FORCE = "in_force", N_("Van kracht")
    UNDER_REVIEW = "under_review", N_("In terugblik")
    SUSPENDED = "suspended", N_("Opgeschort")
    SUPERSEDED = "superseded", N_("Vervangen")
    REPEALED = "repealed", N_("Ingetrokken")
    EXPIRED = "expired", N_("Verlopen")

    @property
    def holds(self) -> bool:
        """Whether people go by it; also while they look back on it."""
        return self not in {DecisionState.SUPERSEDED, DecisionState.REPEALED, DecisionState.EXPIRED}


class Change(LabelledState):
    """What a proposal does to the decision it was made of, when it is decided."""

    AMEND = "amend", N_("Aanpassen")
    REAFFIRM = "reaffirm", N_("Herbevestigen")
    REPEAL = "repeal", N_("Intrekken")


class ReviewOutcome(LabelledState):
    """What came of looking back."""

    REAFFIRMED = "reaffirmed", N_("Herbevestigd")
    AMENDED = "amended", N_("Aangepast")
    REPEALED = "repealed", N_("Ingetrokken")
    EXPIRED = "expired", N_("Verlopen")


class CriterionKind(LabelledState):
    """Where a criterion of a review comes from."""

    PURPOSE = "purpose", N_("Waarvoor het bedoeld is")
    CONCERN = "concern", N_("Zorg bij het besluit")
    NEW_INFORMATION = "new_information", N_("Nieuwe informatie")


class Fared(LabelledState):
    """How a criterion fared."""

    WELL = "well", N_("Gaat goed")
    PARTLY = "partly", N_("Gaat deels goed")
    BADLY = "badly", N_("Gaat niet goed")
    UNKNOWN = "unknown", N_("Nog niet te zeggen")


class ActionState(LabelledState):
    """Where an action stands."""

    OPEN = "open", N_("Open")
    DONE = "done", N_("Gedaan")
    DROPPED = "dropped", N_("Vervallen")


class ContestOutcome(LabelledState):
    """What came of it when somebody said of an uitvoeringsbesluit: dit is beleid."""

    STANDS = "stands", N_("Het besluit bleef gelden")
    REPLACED = "replaced", N_("De kring besliste zelf")


HOLDS = frozenset({DecisionState.IN_FORCE, DecisionState.UNDER_REVIEW})
"""While a decision is beleid within which something may be decided."""


class Origin(LabelledState):
    """How a decision came to be. An imported or a statutory one is never shown as consent."""

    ROUND = "round", N_("Consentronde")
    MANDATE = "mandate", N_("Uitvoering")
    STATUTORY = "statutory", N_("Collegebesluit")
    IMPORTED = "imported", N_("Overgenomen")
