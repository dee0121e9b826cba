"""What the journal says of meetings: one sentence for every event. What was said stays with the item."""

from app.core.errors import N_
from app.decisions.journal_wordings import Telling

TELLINGS = {
    "series:start": Telling(N_("%(who)s begon de reeks."), "calendar-repeat", is_main=True, is_brief=True),
    "series:change": Telling(N_("%(who)s wijzigde de reeks."), "pencil", is_brief=True),
    "series:plan_meeting": Telling(N_("%(who)s plande een overleg."), "calendar-event", is_brief=True),
    "series:end": Telling(N_("%(who)s stopte de reeks."), "archive", is_main=True),
    "year_step:agree": Telling(N_("%(who)s zette dit in het jaar."), "calendar-repeat", is_main=True, is_brief=True),
    "year_step:change": Telling(N_("%(who)s wijzigde dit in het jaar."), "pencil", is_brief=True),
    "year_step:put": Telling(N_("%(who)s zette dit op een agenda."), "list-check", is_brief=True),
    "year_step:end": Telling(N_("%(who)s liet dit in het jaar vervallen."), "archive", is_main=True),
    "meeting:plan": Telling(N_("%(who)s plande het overleg."), "calendar-event", is_main=True, is_brief=True),
    "meeting:change": Telling(N_("%(who)s wijzigde tijd, plaats of rollen."), "pencil", is_brief=True),
    "meeting:arrange": Telling(N_("%(who)s paste de agenda aan."), "list-check", is_brief=True),
    "meeting:announce": Telling(N_("%(who)s deelde een voorlopige agenda."), "send", is_main=True),
    "meeting:set_agenda": Telling(N_("%(who)s stelde de agenda vast."), "circle-check", is_main=True),
    "meeting:cancel": Telling(N_("%(who)s zegde het overleg af."), "archive", is_main=True),
    "meeting:excuse": Telling(N_("%(who)s meldde zich af, of weer aan."), "user-minus", is_brief=True),
    "meeting:attend": Telling(N_("%(who)s noteerde wie er is."), "users", is_brief=True),
    "meeting:pass_chair": Telling(N_("%(who)s gaf het voorzitten door."), "users", is_brief=True),
    "meeting:open": Telling(N_("%(who)s opende het overleg."), "volume", is_main=True, is_brief=True),
    "meeting:note": Telling(N_("%(who)s noteerde iets bij een punt."), "pencil", is_brief=True),
    "meeting:suspend": Telling(N_("%(who)s schorste het overleg."), "hourglass", is_brief=True),
    "meeting:resume": Telling(N_("%(who)s hervatte het overleg."), "refresh", is_brief=True),
    "meeting:close": Telling(N_("%(who)s sloot het overleg."), "check", is_main=True, is_brief=True),
    "meeting:edit_minutes": Telling(N_("%(who)s schreef aan het verslag."), "writing", is_brief=True),
    "meeting:share_minutes": Telling(N_("%(who)s deelde het verslag als voorlopig."), "send", is_main=True),
    "meeting:adopt_minutes": Telling(N_("Het verslag werd vastgesteld."), "circle-check", is_main=True, is_brief=True),
    "meeting:correct_minutes": Telling(N_("%(who)s corrigeerde het verslag."), "writing", is_main=True),
    "meeting:archive": Telling(N_("%(who)s legde het verslag in het archief."), "archive", is_main=True),
    "item:plan": Telling(N_("%(who)s zette het punt op de agenda."), "list-check", is_brief=True),
    "item:suggest": Telling(N_("%(who)s stuurde het punt in."), "send", is_brief=True),
    "item:carry_over": Telling(N_("Het punt werd aangehouden voor een volgende keer."), "refresh", is_brief=True),
    "item:schedule": Telling(N_("%(who)s zette het punt op een agenda."), "list-check", is_brief=True),
    "item:unschedule": Telling(N_("%(who)s haalde het punt van de agenda."), "arrow-back-up", is_brief=True),
    "item:change": Telling(N_("%(who)s wijzigde het punt."), "pencil", is_brief=True),
    "item:take": Telling(N_("%(who)s nam het punt aan de orde."), "volume", is_main=True, is_brief=True),
    "item:park": Telling(N_("%(who)s parkeerde het punt."), "hourglass", is_brief=True),
    "item:ask_consent": Telling(N_("%(who)s begon een consentronde."), "users", is_brief=True),
    "item:conclude": Telling(N_("Het punt kreeg een uitkomst."), "circle-check", is_main=True, is_brief=True),
    "item:hand_over": Telling(
        N_("De kring stopte; dit punt ging naar een andere kring."), "arrow-right", is_brief=True
    ),
    "item:drop": Telling(N_("%(who)s liet het punt vervallen."), "archive", is_main=True),
}
"""By "<kind>:<event>"."""
