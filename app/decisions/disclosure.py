"""On what grounds something may be secret, and whether a secrecy still holds.

Vertrouwelijk, geheim and embargo are three separate things (docs/adr/0020): what is said here is of geheim alone.
"""

from app.core.errors import N_
from app.core.states import LabelledState

PUBLIC_TEXT = "public_decision"
"""Under which kind a decision is found by what the public reads of it: never by words that stand elsewhere in it."""


class SecrecyGround(LabelledState):
    """The interests for which secrecy may be imposed (Gemeentewet 87): those of Woo 5.1, first and second paragraph.

    The fifth paragraph of Woo 5.1 (onevenredige benadeling) is no ground: Gemeentewet 87 does not name it.
    """

    CROWN = "5.1.1a", N_("Woo 5.1, lid 1a: de eenheid van de Kroon")
    STATE_SECURITY = "5.1.1b", N_("Woo 5.1, lid 1b: de veiligheid van de Staat")
    BUSINESS_IN_CONFIDENCE = "5.1.1c", N_("Woo 5.1, lid 1c: bedrijfsgegevens die vertrouwelijk zijn meegedeeld")
    SPECIAL_PERSONAL_DATA = "5.1.1d", N_("Woo 5.1, lid 1d: bijzondere persoonsgegevens")
    IDENTITY_NUMBERS = "5.1.1e", N_("Woo 5.1, lid 1e: nationale identificatienummers")
    FOREIGN_RELATIONS = "5.1.2a", N_("Woo 5.1, lid 2a: betrekkingen met andere landen")
    ECONOMIC_INTERESTS = "5.1.2b", N_("Woo 5.1, lid 2b: economische of financiële belangen van de gemeente")
    CRIMINAL_INVESTIGATION = "5.1.2c", N_("Woo 5.1, lid 2c: opsporing en vervolging van strafbare feiten")
    SUPERVISION = "5.1.2d", N_("Woo 5.1, lid 2d: inspectie, controle en toezicht")
    PRIVACY = "5.1.2e", N_("Woo 5.1, lid 2e: de persoonlijke levenssfeer")
    COMPETITION = "5.1.2f", N_("Woo 5.1, lid 2f: andere concurrentiegevoelige bedrijfsgegevens")
    ENVIRONMENT = "5.1.2g", N_("Woo 5.1, lid 2g: de bescherming van het milieu")
    SAFETY = "5.1.2h", N_("Woo 5.1, lid 2h: de beveiliging van personen en bedrijven")
    FUNCTIONING = "5.1.2i", N_("Woo 5.1, lid 2i: het goed functioneren van de gemeente")


class SecrecyState(LabelledState):
    """Whether a secrecy holds."""

    IMPOSED = "imposed", N_("Geheim")
    LIFTED = "lifted", N_("Geheimhouding opgeheven")
