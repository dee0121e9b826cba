"""What the college of the demo municipality decided, with consent and in law; not all of it is for everybody."""

from datetime import timedelta

from app.core import clock
from app.core.transaction import transaction
from app.decisions.college_law import Mark, Settlement
from app.decisions.disclosure import SecrecyGround
from app.decisions.models import Decision, Proposal
from app.decisions.queries.college import locked_sitting
from app.decisions.queries.rounds import locked_round
from app.decisions.service import answers, attendance, college, disclosure, proposals, rounds
from app.decisions.service.answers import AnswerData
from app.decisions.service.wordings import WordingData
from app.decisions.states import Choice, Confidentiality, RoundMode
from app.demo.organisation import Town

MEMBERS = ("Wouter", "Carolien", "Stijn")


def tell_of_the_college(town: Town) -> None:
    """A sitting with a hamerstuk and a decision by consent, and what is waiting for the next one."""
    agreed = _consent_on_school_routes(town)
    with transaction():
        bench = _hand_in(
            town, _text(town, "Gijs", "Een bankje bij iedere bushalte", "Ook wie slecht ter been is, kan wachten.")
        )
        purchase = _hand_in(
            town,
            _text(town, "Carolien", "Aankoop van de oude zuivelfabriek", "Ruimte voor ateliers en een buurthuis."),
            Confidentiality.INTERNAL,
        )
        market = _hand_in(
            town, _text(town, "Gijs", "De weekmarkt verhuist naar het Havenplein", "Meer ruimte en schaduw.")
        )
        partner = _hand_in(
            town,
            _text(town, "Stijn", "Gesprek met de zorgboerderij over een nieuwe plek", "De pacht loopt af."),
            Confidentiality.CONFIDENTIAL,
        )
        hamered = [bench, purchase, market, partner]
        for proposal in hamered:
            _all_mark(town, proposal)
    _hold_a_sitting(town, agreed.id)
    _close_what_is_not_for_everybody(town, purchase.id, market.id)
    _wait_for_the_next(town)


def _consent_on_school_routes(town: Town) -> Proposal:
    text = _text(
        town,
        "Carolien",
        "Schoolstraten zijn autovrij bij begin en einde van de schooldag",
        "Kinderen fietsen vaker als het rond de school rustig is.",
        "Om half negen en om drie uur gaan zes straten een half uur dicht. Bewoners houden toegang.",
    )
    with transaction():
        chair = town.person("Wouter")
        proposal = _hand_in(town, text)
        key = rounds.prepare_round(proposal, by=chair).id
    with transaction():
        round_ = locked_round(key)
        places = [
            one.id for one in round_.participants if one.person and one.person.name.startswith((*MEMBERS, "Gijs"))
        ]
        attendance.mark_present(round_, places, by=chair)
        rounds.open_round(round_, by=chair, mode=RoundMode.HAMMER, papers_sent=True)
    concern = AnswerData(Choice.CONCERN, "Let op de bezorgers: die moeten hun ronde kunnen maken.", as_criterion=True)
    with transaction():
        round_ = locked_round(key)
        for name in MEMBERS:
            answers.answer(round_, concern if name == "Stijn" else AnswerData(Choice.CONSENT), by=town.person(name))
        rounds.reveal(round_, by=chair)
        rounds.conclude(round_, by=chair)
    return proposal


def _hold_a_sitting(town: Town, agreed: int) -> None:
    secretary = town.person("Gijs")
    with transaction():
        chair = town.person("Wouter")
        key = college.plan_sitting(town.units["COL"], clock.today(), chair, by=secretary).id
    with transaction():
        sitting = locked_sitting(key)
        college.attend(sitting, [town.person(name).id for name in MEMBERS], by=secretary)
        college.open_sitting(sitting, by=secretary)
        college.settle_list(sitting, by=secretary)
        item = next(one for one in sitting.items if one.proposal_id == agreed)
        college.settle(sitting, item, Settlement.UNCHANGED, by=secretary)
        college.close(sitting, by=secretary)


def _close_what_is_not_for_everybody(town: Town, purchase: int, market: int) -> None:
    with transaction() as session:
        mayor = town.person("Wouter")
        secret = session.query(Decision).filter_by(proposal_id=purchase).one()
        disclosure.impose_secrecy(
            secret,
            town.units["COL"],
            SecrecyGround.ECONOMIC_INTERESTS,
            "Zolang over de prijs wordt gesproken, schaadt openbaarheid de onderhandeling.",
            by=mayor,
        )
        public = WordingData(
            what="Het college onderzoekt een buurthuis met ateliers",
            why="Makers en verenigingen zoeken ruimte. In het voorjaar is er een avond voor de buurt.",
        )
        disclosure.write_public_text(secret, public, by=mayor)
        later = session.query(Decision).filter_by(proposal_id=market).one()
        disclosure.disclose(later, Confidentiality.OPEN, clock.now() + timedelta(days=7), by=mayor)


def _wait_for_the_next(town: Town) -> None:
    with transaction():
        proposal = _hand_in(town, _text(town, "Stijn", "Subsidie voor de speel-o-theek", "Spelen hoort bij opgroeien."))
        for name in MEMBERS[:2]:
            college.mark(proposal, Mark.HAMER, by=town.person(name))


def _hand_in(town: Town, data: WordingData, confidentiality: Confidentiality = Confidentiality.OPEN) -> Proposal:
    return proposals.hand_in_new(
        town.units["COL"],
        data,
        by=town.person("Gijs"),
        author=town.person("Carolien"),
        confidentiality=confidentiality,
    )


def _all_mark(town: Town, proposal: Proposal) -> None:
    for name in MEMBERS:
        college.mark(proposal, Mark.HAMER, by=town.person(name))


def _text(town: Town, owner: str, what: str, why: str, body: str = "") -> WordingData:
    today = clock.today()
    return WordingData(
        what=what,
        why=why,
        body=body,
        owner_id=town.person(owner).id,
        starts_on=today + timedelta(days=14),
        review_on=today + timedelta(days=200),
    )
