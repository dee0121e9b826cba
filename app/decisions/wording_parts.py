"""The names of the parts of a text that the short form leaves out, in the order of the Huizen decision document."""

from app.core.errors import N_

HEAD: dict[str, str] = {
    "case_number": N_("Zaaknummer"),
    "document_number": N_("Documentnummer"),
    "document_date": N_("Datum document"),
    "drafter": N_("Opsteller"),
    "department": N_("Afdeling"),
    "portfolio_holder": N_("Portefeuillehouder"),
    "meeting": N_("Vergadering van"),
}
"""The lines at the head of a college proposal. What else stands there follows from the record: what it is about, who
may read it, what was decided and when."""

DAYS = frozenset({"document_date"})
"""Which of these are days."""

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

OF_THAT_DECISION = frozenset({"changed", "unplaced"})
"""The parts that tell of one decision or its document, and of no proposal that is made of it."""
NAMING_PARTS = frozenset({"advised_by", "unplaced"})
"""The parts in which people are named as a rule, or in which anything may stand: the public does not read these."""
