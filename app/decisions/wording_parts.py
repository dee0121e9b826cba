"""The names of the parts of a text that the short form leaves out, in the order of the Huizen decision document."""

from app.core.errors import N_

SECTIONS: dict[str, str] = {
    "background": N_("Aanleiding"),
    "frameworks": N_("Kaders"),
    "aim": N_("Doel/beoogd effect"),
    "drawbacks": N_("Kanttekeningen"),
    "alternatives": N_("Alternatieven"),
    "finances": N_("Financiën"),
    "participation": N_("Participatie"),
    "communication": N_("Communicatie"),
    "execution": N_("Uitvoering en evaluatie"),
    "secrecy": N_("Geheimhouding"),
    "advised_by": N_("Mede geadviseerd door"),
    "attachments": N_("Bijlagen"),
    "changed": N_("Gewijzigd besloten"),
    "unplaced": N_("Overige tekst"),
}

NAMING_PARTS = frozenset({"advised_by", "unplaced"})
"""The parts in which people are named as a rule, or in which anything may stand: the public does not read these."""
