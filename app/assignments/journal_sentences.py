"""What happened to an assignment, as a sentence each. What was remarked stays with its parties."""

from app.core.errors import N_
from app.decisions.journal_wordings import Telling

TELLINGS = {
    "assignment:draft": Telling(N_("%(who)s begon een opdracht."), "file-text", is_main=True, is_brief=True),
    "assignment:offer": Telling(N_("%(who)s bood de opdracht aan."), "send", is_main=True, is_brief=True),
    "assignment:take_back": Telling(N_("%(who)s maakte er weer een concept van."), "refresh", is_brief=True),
    "assignment:remark": Telling(N_("%(who)s maakte een opmerking."), "messages", is_brief=True),
    "assignment:answer_remark": Telling(N_("%(who)s beantwoordde een opmerking."), "messages", is_brief=True),
    "assignment:rewrite": Telling(N_("%(who)s schreef een volgende versie."), "writing", is_main=True, is_brief=True),
    "assignment:ask_consent": Telling(N_("%(who)s vroeg de partijen om consent."), "send", is_main=True, is_brief=True),
    "assignment:fail": Telling(N_("Er was geen consent: het gesprek gaat verder."), "refresh", is_brief=True),
    "assignment:agree": Telling(N_("Alle partijen gaven consent."), "circle-check", is_main=True, is_brief=True),
    "assignment:begin_work": Telling(N_("De opdracht begon."), "arrow-right", is_main=True, is_brief=True),
    "assignment:decline": Telling(N_("%(who)s wees de opdracht af."), "archive", is_main=True, is_brief=True),
    "assignment:name_party": Telling(N_("%(who)s zei wie partij is."), "users", is_brief=True),
    "assignment:leave_out_party": Telling(N_("%(who)s haalde een partij weg."), "user-minus", is_brief=True),
    "assignment:succeed": Telling(N_("%(who)s gaf een rol over."), "users", is_main=True, is_brief=True),
    "assignment:confirm": Telling(N_("%(who)s bevestigde de rol."), "check", is_main=True, is_brief=True),
    "assignment:renegotiate": Telling(
        N_("%(who)s opende het gesprek opnieuw."), "refresh", is_main=True, is_brief=True
    ),
    "assignment:keep_as_it_is": Telling(
        N_("Het blijft zoals het was afgesproken."), "check", is_main=True, is_brief=True
    ),
    "assignment:hand_over": Telling(
        N_("De kring stopte; deze opdracht ging naar %(unit)s."), "arrow-right", is_main=True
    ),
    "assignment:redirect": Telling(
        N_("Een kring stopte die hiervan hoort; voortaan hoort %(unit)s ervan."), "arrow-right"
    ),
    "assignment:expect": Telling(N_("%(who)s zei wanneer een mijlpaal komt."), "calendar-event", is_brief=True),
    "assignment:reach": Telling(N_("Een mijlpaal is bereikt."), "circle-check", is_main=True, is_brief=True),
    "assignment:inform": Telling(N_("%(who)s kwam een informatieafspraak na."), "send", is_brief=True),
    "assignment:cancel": Telling(N_("%(who)s stopte de opdracht."), "archive", is_main=True, is_brief=True),
    "assignment:report": Telling(N_("%(who)s schreef hoe het ervoor staat."), "file-text", is_brief=True),
    "assignment:answer_report": Telling(N_("%(who)s antwoordde op wat er werd gevraagd."), "messages", is_brief=True),
    "assignment:offer_result": Telling(N_("%(who)s bood het resultaat aan."), "send", is_main=True, is_brief=True),
    "assignment:send_back": Telling(
        N_("Er was geen consent op het resultaat: het werk gaat verder."), "refresh", is_brief=True
    ),
    "assignment:complete": Telling(
        N_("Alle partijen namen het resultaat aan."), "circle-check", is_main=True, is_brief=True
    ),
    "assignment:look_back": Telling(N_("%(who)s keek terug."), "history", is_main=True, is_brief=True),
}
"""By "<kind>:<event>". Writing in a draft is not told, nor that its parties met: nobody else knows that they do."""
