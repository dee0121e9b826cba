"""Who may decide what in the demo municipality, what they decided with it, and what a colleague said about that."""

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.queries.executions import mandates_within
from app.decisions.service import contests, executions, mandates
from app.decisions.service.executions import ExecutionData
from app.decisions.service.mandates import MandateData
from app.decisions.service.wordings import WordingData
from app.decisions.states import MandateKind, Nature
from app.demo.organisation import Town
from app.organisation.models import Person
from app.organisation.states import Role


def leave_room(town: Town) -> None:
    """Let the college give mandaat and two teams beslisruimte, and let people use it."""
    _give_mandaat(town)
    _give_room_in_the_teams(town)
    _ask_for_a_bench(town)


def _give_mandaat(town: Town) -> None:
    """Mandaat to a role, with an ondermandaat; a decision that binds outsiders, after advice; one withdrawn."""
    gijs, joris, noor = (town.person(name) for name in ("Gijs", "Joris", "Noor"))
    with transaction():
        beleid = _beleid_of(town, "COL", "groen")
        mandaat = mandates.give_mandate(
            town.units["COL"],
            MandateData(
                MandateKind.MANDATE,
                "Bijdragen toekennen aan bewoners die hun straat groener maken",
                holder_role=Role.LEADER,
                holder_unit=town.units["GRO"],
                limit_cents=2_500_00,
                limit_words="hoogstens één bijdrage per straat per jaar",
                allows_submandate=True,
                given_by=beleid,
                policies=(beleid,),
            ),
            by=gijs,
        )
        mandates.pass_mandate_on(
            mandaat,
            MandateData(mandaat.kind, "Bijdragen tot € 500 toekennen", holder=noor, limit_cents=500_00),
            by=joris,
        )
        old = MandateData(
            MandateKind.MANDATE,
            "Kapvergunningen verlenen",
            holder=joris,
            written_in="Mandaatregeling van de gemeente, artikel 7",
            starts_on=clock.today() - timedelta(days=400),
        )
        reason = "Vergunningen lopen voortaan via de omgevingsdienst."
        mandates.withdraw_mandate(mandates.give_mandate(town.units["COL"], old, by=gijs), by=gijs, reason=reason)
        what = "De Vlierstraat krijgt een bijdrage van € 750 voor geveltuinen"
        why = "Zeventien huishoudens doen mee en zorgen samen voor het onderhoud."
        order = ExecutionData(_text(what, why, joris), beleid, 750_00, outside_effect=True)
        draft = executions.prepare_execution(mandaat, order, by=joris)
        question = "Ligt er nog iets onder de stoep waar we op moeten letten?"
        executions.ask_advice(draft, [noor], by=joris, question=question)
        executions.advise(draft, "Aan de even kant ligt een gasleiding: daar alleen potten.", by=noor)
        executions.execute_proposal(draft, order, by=joris, mandate=mandaat)


def _give_room_in_the_teams(town: Town) -> None:
    """Beslisruimte within what the teams decided, and a decision of which a colleague says: this is beleid."""
    marit, daan, emre = (town.person(name) for name in ("Marit", "Daan", "Emre"))
    with transaction():
        beleid = _beleid_of(town, "GRO", "Schoolplein")
        room = mandates.give_mandate(
            town.units["GRO"],
            MandateData(
                MandateKind.DISCRETION,
                "Planten, hout en zand kopen voor groene schoolpleinen",
                holder=daan,
                limit_cents=5_000_00,
                ends_on=clock.today() + timedelta(days=365),
                given_by=beleid,
                policies=(beleid,),
            ),
            by=marit,
        )
        mandates.give_mandate(
            town.units["BUR"],
            MandateData(
                MandateKind.DISCRETION,
                "Het rooster van de balie aanpassen",
                holder=town.person("Els"),
                limit_words="er staan altijd twee mensen aan de balie",
                written_in="Afspraak in ons teamoverleg van januari",
            ),
            by=town.person("Mo"),
        )
        why = "Dan kan de school in het voorjaar planten."
        bought = _text("Voor De Wilg kopen we wilgentenen en boomstammen", why, daan)
        executions.take_execution(room, ExecutionData(bought, beleid, 3_200_00), by=daan)
        why = "De aannemer is er dan toch met de graafmachine."
        wadi = _text("Ook de andere drie schoolpleinen krijgen een wadi", why, daan)
        wider = executions.take_execution(room, ExecutionData(wadi, beleid, 4_800_00), by=daan)
        argument = "Dit gaat over alle scholen, en over wie het onderhoud doet. Dat is een koers, geen aankoop."
        contests.contest(wider, argument, by=emre)


def _ask_for_a_bench(town: Town) -> None:
    """Something that was brought to the holder of a mandate and waits there."""
    with transaction():
        beleid = _beleid_of(town, "COL", "groen")
        (mandaat,) = (one for one in mandates_within(beleid) if one.allows_submandate)
        what, els = "De Kastanjelaan vraagt € 400 voor boomspiegels", town.person("Els")
        why = "Aan de balie vroeg een bewoner ernaar; de hele straat wil meedoen."
        executions.bring_to_holder(mandaat, ExecutionData(_text(what, why, town.person("Joris")), beleid), by=els)


def _beleid_of(town: Town, code: str, word: str) -> Decision:
    """The decision of a unit with this word in it."""
    query = select(Decision).where(Decision.unit_id == town.units[code].id, Decision.nature == Nature.POLICY)
    return next(one for one in db.session.scalars(query) if word.casefold() in one.title.casefold())


def _text(what: str, why: str, owner: Person) -> WordingData:
    today = clock.today()
    return WordingData(what, why, owner.id, starts_on=today, review_on=today + timedelta(days=180))
