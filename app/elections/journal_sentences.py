"""What happened in an election, as a sentence each. Who nominated whom, and why, stays with those who were there."""

from app.core.errors import N_
from app.decisions.journal_wordings import Telling

TELLINGS = {
    "election:start": Telling(N_("%(who)s begon een verkiezing."), "users", is_main=True, is_brief=True),
    "election:ask_nominations": Telling(N_("%(who)s vroeg om voordrachten."), "messages", is_main=True, is_brief=True),
    "election:show": Telling(N_("De voordrachten werden tegelijk getoond."), "eye", is_main=True, is_brief=True),
    "election:propose": Telling(N_("%(who)s deed een voorstel voor wie de rol krijgt."), "send", is_brief=True),
    "election:step_back": Telling(N_("%(who)s ging terug naar de voordrachten."), "refresh", is_brief=True),
    "election:ask_consent": Telling(N_("%(who)s vroeg consent op dat voorstel."), "send", is_main=True, is_brief=True),
    "election:elect": Telling(N_("De kring koos met consent."), "circle-check", is_main=True, is_brief=True),
    "election:fail": Telling(N_("Er was geen consent: de verkiezing ging verder."), "refresh", is_brief=True),
    "election:abandon": Telling(N_("%(who)s stopte de verkiezing."), "archive", is_main=True, is_brief=True),
}
"""By "<kind>:<event>". Nominating, and changing one's nomination, is not told."""
