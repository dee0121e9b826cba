"""What the journal says: one sentence for every event of every chart. The words are filled in by `queries.journal`.

`who` acted, `whom` it was done for, `version` is the version it was about; `owner` and `settled_in` belong to
objections, and further words are those the event noted itself. tests/decisions/test_journal.py demands a sentence for
each event.
"""

from app.core.errors import N_
from app.decisions.journal_wordings import (
    ANSWERED,
    CAME_BACK,
    CHOSE,
    HANDED_BACK,
    MARKED,
    OPENED,
    OPENED_IN_WRITING,
    SETTLED,
    STEPPED_BACK,
    STOPPED_WAITING,
    TIME_PASSED,
    WENT_ON,
    Telling,
    answering_again,
    arriving,
    by,
    contributing,
    disclosing,
    editing,
    noting,
    on_behalf,
    superseding,
    taking_up,
    working,
)

TELLINGS: dict[str, Telling] = {
    # A proposal
    "proposal:draft": Telling(N_("%(who)s begon aan een voorstel."), "pencil", is_main=True),
    "proposal:edit": Telling(editing, "pencil"),
    "proposal:submit": Telling(
        on_behalf(N_("%(who)s diende het voorstel in."), N_("%(who)s diende het voorstel in namens %(whom)s.")),
        "send",
        is_main=True,
    ),
    "proposal:give_back": Telling(N_("%(who)s gaf het voorstel terug."), "arrow-back-up", is_main=True),
    "proposal:enter_round": Telling(N_("Het voorstel ging een consentronde in."), "users"),
    "proposal:renew": Telling(N_("Het voorstel ging verder als nieuwe versie."), "writing"),
    "proposal:decide": Telling(N_("Het voorstel werd een besluit."), "circle-check"),
    "proposal:agree": Telling(N_("Er was consent; het college moet nog besluiten."), "circle-check", is_main=True),
    "proposal:settle": Telling(N_("Het college nam het besluit in zijn zitting."), "circle-check", is_main=True),
    "proposal:mark": Telling(by("mark", MARKED, N_("%(who)s gaf een teken.")), "list-check"),
    "proposal:fail": Telling(N_("Het voorstel vond geen consent."), "archive"),
    "proposal:delegate": Telling(N_("Het voorstel ging naar uitvoering."), "arrow-right"),
    "proposal:execute": Telling(N_("%(who)s nam hierover een uitvoeringsbesluit."), "circle-check", is_main=True),
    "proposal:ask_advice": Telling(N_("%(who)s vroeg advies."), "message-2", is_main=True),
    "proposal:advise": Telling(N_("%(who)s gaf advies."), "message-2", is_main=True),
    "proposal:to_the_circle": Telling(N_("%(who)s vond dit beleid: de kring beslist."), "users", is_main=True),
    "proposal:hand_over": Telling(N_("De kring stopte; dit ging naar %(unit)s."), "arrow-right", is_main=True),
    "proposal:rework": Telling(N_("%(who)s pakte het voorstel weer op."), "refresh", is_main=True),
    "proposal:withdraw": Telling(N_("%(who)s trok het voorstel in."), "archive", is_main=True),
    "proposal:arise": Telling(N_("%(who)s legde dit voor, namens %(unit)s."), "send", is_main=True),
    "proposal:join": Telling(
        N_("In een gezamenlijke ronde met %(unit)s kwam ook hier consent."), "users", is_main=True
    ),
    "proposal:refer": Telling(N_("Het voorstel ging naar %(unit)s."), "arrow-right"),
    "proposal:come_back": Telling(by("answer", CAME_BACK, N_("%(unit)s gaf antwoord.")), "refresh", is_main=True),
    "proposal:settle_wider": Telling(
        by("answer", SETTLED, N_("%(unit)s handelde dit af.")), "circle-check", is_main=True
    ),
    "proposal:hand_back": Telling(
        by("answer", HANDED_BACK, N_("%(who)s stuurde dit terug.")), "arrow-back-up", is_main=True
    ),
    # A round
    "round:prepare": Telling(N_("%(who)s zette een ronde klaar voor versie %(version)s."), "users"),
    "round:open": Telling(by("mode", OPENED, N_("%(who)s opende de ronde.")), "users", is_main=True),
    "round:open_in_writing": Telling(
        by("mode", OPENED_IN_WRITING, N_("%(who)s opende de ronde schriftelijk.")), "send", is_main=True
    ),
    "round:pass_deadline": Telling(by("target", TIME_PASSED, N_("De termijn was voorbij.")), "hourglass", is_main=True),
    "round:extend": Telling(N_("%(who)s gaf meer tijd."), "hourglass", is_main=True),
    "round:bring_to_the_room": Telling(N_("%(who)s bracht de ronde naar het overleg."), "users", is_main=True),
    "round:await_absentees": Telling(N_("%(who)s besloot te wachten op wie er niet was."), "hourglass", is_main=True),
    "round:close_window": Telling(by("target", STOPPED_WAITING, N_("Het wachten was voorbij.")), "hourglass"),
    "round:go_on": Telling(N_("Over versie %(version)s werd meteen consent gevraagd."), "users"),
    "round:next": Telling(by("target", WENT_ON, N_("%(who)s ging een stap verder.")), "arrow-right"),
    "round:reveal": Telling(N_("%(who)s toonde de antwoorden."), "eye", is_main=True),
    "round:reveal_now": Telling(
        N_("%(who)s toonde de antwoorden; nog niet iedereen had geantwoord."), "eye", is_main=True
    ),
    "round:clear": Telling(N_("Er stond geen bezwaar meer in de weg."), "check"),
    "round:discuss_first": Telling(
        N_("%(who)s wilde dit eerst bespreken. Wat al was geantwoord, verviel."), "messages", is_main=True
    ),
    "round:step_back": Telling(
        by("target", STEPPED_BACK, N_("%(who)s deed een stap terug.")), "arrow-back-up", is_main=True
    ),
    "round:adjourn": Telling(N_("%(who)s onderbrak de ronde."), "hourglass", is_main=True),
    "round:resume": Telling(N_("%(who)s hervatte de ronde."), "hourglass", is_main=True),
    "round:arrive": Telling(arriving, "login"),
    "round:leave": Telling(on_behalf(N_("%(who)s ging weg."), N_("%(who)s liet %(whom)s niet binnen.")), "door-exit"),
    "round:invite_body": Telling(N_("%(who)s vroeg %(unit)s om samen te beslissen."), "users"),
    "round:leave_out_body": Telling(N_("%(who)s nam de vraag aan %(unit)s terug."), "users"),
    "round:set_aside": Telling(N_("Deze versie ging verder zonder %(subject)s."), "user-minus"),
    "round:hand_over_chair": Telling(N_("%(who)s droeg het voorzitten over aan %(to)s."), "user-check", is_main=True),
    "round:take_chair": Telling(N_("%(who)s nam het voorzitten over van %(from)s."), "user-check", is_main=True),
    "round:take_turn": Telling(
        on_behalf(N_("%(who)s was aan het woord."), N_("%(whom)s was aan het woord.")), "microphone"
    ),
    "round:contribute": Telling(contributing, "message-2"),
    "round:note": Telling(noting, "notes"),
    "round:answer": Telling(by("choice", CHOSE, ANSWERED), "hand-click"),
    "round:leave_answer": Telling(N_("%(who)s liet een antwoord achter bij vertrek."), "hand-click"),
    "round:answer_again": Telling(answering_again, "hand-click"),
    "round:confirm": Telling(N_("%(who)s bevestigde wat was ingevuld: voorgelezen, klopt."), "check"),
    "round:edit": Telling(working, "writing"),
    "round:conclude": Telling(N_("%(who)s legde het besluit vast: geen bezwaar meer."), "circle-check", is_main=True),
    "round:amend": Telling(N_("%(who)s maakte een nieuwe versie van de tekst."), "writing", is_main=True),
    "round:end_without_consent": Telling(N_("%(who)s sloot de ronde zonder consent."), "archive", is_main=True),
    "round:delegate": Telling(N_("%(who)s gaf dit aan de uitvoering: %(to)s beslist."), "arrow-right", is_main=True),
    "round:withdraw": Telling(N_("%(who)s trok het voorstel in; de ronde was voorbij."), "archive"),
    "round:refer": Telling(N_("%(who)s legde dit voor aan %(unit)s."), "arrow-right", is_main=True),
    # An objection
    "objection:raise": Telling(N_("%(owner)s maakte bezwaar tegen versie %(version)s."), "bulb", is_main=True),
    "objection:argue": Telling(N_("Het bezwaar van %(owner)s werd toegelicht."), "bulb", is_main=True),
    "objection:note_outcome": Telling(N_("%(who)s noteerde wat de kring vond van het bezwaar van %(owner)s."), "notes"),
    "objection:uphold": Telling(N_("Het bezwaar van %(owner)s bleef staan."), "bulb"),
    "objection:become_concern": Telling(N_("%(owner)s maakte van het bezwaar een zorg."), "eye", is_main=True),
    "objection:withdraw": Telling(N_("%(owner)s trok het bezwaar in."), "check", is_main=True),
    "objection:settle": Telling(
        N_("Het bezwaar van %(owner)s is opgelost in versie %(settled_in)s."), "check", is_main=True
    ),
    "objection:leave_unsettled": Telling(N_("Het bezwaar van %(owner)s bleef onopgelost."), "bulb", is_main=True),
    "objection:refer": Telling(N_("Het bezwaar van %(owner)s ging mee naar de bredere kring."), "bulb", is_main=True),
    "objection:name_deputy": Telling(N_("%(deputy)s spreekt verder voor %(owner)s."), "user-check"),
    # A decision
    "decision:record": Telling(N_("Besluit %(number)s kwam in het register."), "circle-check", is_main=True),
    "decision:take": Telling(N_("%(who)s nam uitvoeringsbesluit %(number)s."), "circle-check", is_main=True),
    "decision:import": Telling(N_("%(who)s nam een elders genomen besluit over."), "file-import", is_main=True),
    "decision:attach": Telling(N_("%(who)s voegde een bijlage toe."), "file-text"),
    "decision:start_review": Telling(
        by(
            "reopened",
            {True: N_("%(who)s was er niet bij, en vroeg de kring er opnieuw naar te kijken.")},
            N_("%(who)s begon met terugkijken."),
        ),
        "calendar-repeat",
        is_main=True,
    ),
    "decision:withdraw_consent": Telling(
        N_("%(who)s trok het consent in, op nieuwe informatie: de kring kijkt terug."), "calendar-repeat", is_main=True
    ),
    "decision:note_review": Telling(N_("%(who)s noteerde hoe het gaat."), "notes"),
    "decision:reaffirm": Telling(N_("Na het terugkijken blijft dit besluit gelden."), "circle-check", is_main=True),
    "decision:supersede": Telling(superseding, "refresh", is_main=True),
    "decision:repeal": Telling(N_("%(who)s trok het besluit in."), "archive", is_main=True),
    "decision:contest": Telling(N_("%(who)s zei: dit is beleid."), "bulb", is_main=True),
    "decision:let_stand": Telling(N_("De kring liet dit besluit gelden."), "circle-check", is_main=True),
    "decision:hand_over": Telling(N_("De kring stopte; dit besluit is nu van %(unit)s."), "arrow-right", is_main=True),
    "decision:expire": Telling(N_("Dit besluit liep af."), "hourglass", is_main=True),
    # A mandate
    "mandate:give": Telling(N_("%(who)s gaf deze ruimte om te beslissen."), "user-check", is_main=True),
    "mandate:use": Telling(N_("%(who)s nam hiermee een uitvoeringsbesluit."), "circle-check"),
    "mandate:decide_oneself": Telling(N_("%(who)s besliste zelf, als mandaatgever."), "circle-check", is_main=True),
    "mandate:instruct": Telling(N_("%(who)s gaf een aanwijzing."), "message-2", is_main=True),
    "mandate:pass_on": Telling(N_("%(who)s gaf ondermandaat."), "arrow-right", is_main=True),
    "mandate:end": Telling(N_("%(who)s liet dit eindigen."), "hourglass", is_main=True),
    "mandate:withdraw": Telling(N_("%(who)s trok dit in."), "archive", is_main=True),
    "mandate:succeed": Telling(N_("Een ander kwam hiervoor in de plaats."), "refresh", is_main=True),
    # Who may know of it
    "proposal:disclose": Telling(disclosing, "eye", is_main=True),
    "proposal:name_reader": Telling(N_("%(who)s noemde %(person)s als lezer."), "user-plus"),
    "proposal:unname_reader": Telling(N_("%(who)s haalde %(person)s weg als lezer."), "user-minus"),
    "decision:disclose": Telling(disclosing, "eye", is_main=True),
    "decision:name_reader": Telling(N_("%(who)s noemde %(person)s als lezer."), "user-plus"),
    "decision:unname_reader": Telling(N_("%(who)s haalde %(person)s weg als lezer."), "user-minus"),
    "proposal:disclose_attachment": Telling(N_("%(who)s veranderde wie een bijlage mag lezen."), "eye"),
    "decision:disclose_attachment": Telling(N_("%(who)s veranderde wie een bijlage mag lezen."), "eye"),
    "decision:write_public_text": Telling(N_("%(who)s schreef een openbare tekst."), "writing", is_main=True),
    "sitting:plan": Telling(N_("%(who)s plande een zitting."), "calendar-event"),
    "sitting:attend": Telling(N_("%(who)s noteerde wie er is."), "users"),
    "sitting:open": Telling(N_("%(who)s opende de zitting."), "users", is_main=True),
    "sitting:give_up": Telling(N_("Er was geen quorum: de zitting ging niet door."), "hourglass", is_main=True),
    "sitting:settle_list": Telling(N_("Het college hamerde een voorstel af."), "list-check", is_main=True),
    "sitting:settle": Telling(N_("Het college nam een besluit."), "circle-check", is_main=True),
    "sitting:vote": Telling(N_("Het college stemde."), "list-check", is_main=True),
    "sitting:hold_over": Telling(N_("Het college hield een voorstel aan."), "hourglass"),
    "sitting:close": Telling(N_("%(who)s sloot de zitting."), "archive", is_main=True),
    "secrecy:impose": Telling(N_("%(body)s legde geheimhouding op. %(ground)s."), "lock", is_main=True),
    "secrecy:give_to_council": Telling(
        N_("De raad kreeg dit onder geheimhouding. Alleen de raad heft die op."), "lock"
    ),
    "secrecy:lift": Telling(N_("%(who)s hief de geheimhouding op."), "eye", is_main=True),
    # A parafenroute
    "initial:ask": Telling(N_("%(who)s vroeg een paraaf aan %(person)s."), "user-plus"),
    "initial:see": Telling(N_("%(who)s heeft het gezien, en parafeerde."), "check", is_main=True),
    "initial:send_back": Telling(N_("%(who)s stuurde het terug naar %(to)s."), "arrow-back-up", is_main=True),
    "initial:pass_over": Telling(N_("%(who)s ging verder zonder paraaf van %(skipped)s."), "arrow-right"),
    "initial:take_up": Telling(taking_up, "refresh"),
    # An action
    "action:agree": Telling(N_("%(to)s gaat iets doen; %(who)s noteerde het."), "list-check"),
    "action:finish": Telling(N_("%(who)s rondde een actie af."), "check"),
    "action:hand_over": Telling(N_("De kring stopte; deze actie ging naar %(unit)s."), "arrow-right"),
    "action:drop": Telling(N_("%(who)s liet een actie vervallen."), "archive"),
}
"""By "<kind>:<event>"."""

TEXTS: dict[str, str] = {
    "reason": N_("Reden"),
    "remark": N_("Opmerking"),
    "why": N_("Waarom"),
    "text": N_("Tekst"),
    "argument": N_("Wat er misgaat"),
    "wish": N_("Wat zou het oplossen"),
    "test": N_("Wat de kring vond"),
    "outcome": N_("Uitkomst"),
    "words": N_("Wat is meegegeven"),
}
"""What people wrote with an event, by the name under which it was noted; told under the sentence."""

PEOPLE: dict[str, str] = {
    "electorate": N_("Wie meebeslist"),
    "present": N_("Aanwezig"),
    "missing": N_("Nog geen antwoord van"),
    "came": N_("Erbij gekomen"),
    "went": N_("Niet meer bij"),
    "asked": N_("Gevraagd aan"),
}
"""Lists of people that were noted with an event."""
