"""An uitvoeringsbesluit: taken in a minute with a mandate, or refused with the reason; advice first; and triage."""

import pytest

from app.core import clock
from app.core.database import db
from app.core.errors import Forbidden, Refused
from app.core.transaction import transaction
from app.decisions.models import Decision, Proposal
from app.decisions.queries.mandates import locked_mandate
from app.decisions.queries.proposals import locked_proposal
from app.decisions.service import executions, mandates, rounds
from app.decisions.states import Confidentiality, MandateKind, Nature, Origin, ProposalState, RoundState, Triage
from tests.databases import ON_SQLITE_ALONE
from tests.decisions.mandate_cast import DAY, Steering, passed
from tests.decisions.on_screen import browse, message, titles
from tests.query_count import counted_queries
from tests.snapshot import contents, difference

pytestmark = ON_SQLITE_ALONE

__all__ = ["browse"]

TITLE = "De wilg aan de Kerkstraat snoeien"


@pytest.fixture
def steering(app) -> Steering:
    return Steering()


def latest(model):
    db.session.expire_all()
    return db.session.scalars(db.select(model).order_by(model.id.desc())).first()


def test_who_holds_it_decides_and_the_register_says_on_what_ground(steering):
    mandate = steering.give(policies=(steering.beleid,))
    decision = steering.take(mandate, outside_effect=True)
    assert (decision.origin, decision.nature, decision.unit) == (Origin.MANDATE, Nature.EXECUTION, steering.unit)
    assert decision.number.startswith(f"{steering.unit.code}-{clock.today().year}-")
    ground = decision.execution
    assert (ground.mandate, ground.policy, ground.taken_by) == (mandate, steering.beleid, steering.fatima)
    assert (ground.amount_cents, ground.outside_effect, ground.in_the_name_of) == (250_00, True, None)
    assert decision.proposal.state is ProposalState.DECIDED


REFUSED = [
    ("it is over", lambda s: {"starts_on": passed(9), "ends_on": passed()}, {}, None, "liep af"),
    ("it begins later", lambda s: {"starts_on": clock.today() + DAY}, {}, None, "begint pas"),
    ("it is too small", lambda s: {}, {"amount_cents": 500_01}, "amount", "Dit is te veel"),
    ("the beleid is of another unit", lambda s: {}, {"policy": "college_beleid"}, "policy", "Dit beleid is van"),
    ("no beleid is named", lambda s: {}, {"policy": None}, "policy", "Kies het beleid"),
]


@pytest.mark.parametrize(
    ("given", "asked", "field", "because"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_it_is_refused_with_the_reason_and_nothing_is_kept(steering, given, asked, field, because):
    mandate = steering.give(**given(steering))
    changes = {name: getattr(steering, value) if isinstance(value, str) else value for name, value in asked.items()}
    before = contents()
    with pytest.raises(Refused, match=because) as refused:
        steering.take(mandate, **changes)
    assert getattr(refused.value, "field", None) == field
    assert difference(before, contents()) == {}


def test_what_was_withdrawn_decides_nothing(steering):
    mandate = steering.give()
    with transaction():
        mandates.withdraw_mandate(locked_mandate(mandate.id), by=steering.marieke, reason="niet meer nodig")
    with pytest.raises(Refused, match="ingetrokken"):
        steering.take(mandate)


def test_nobody_else_uses_it(steering):
    mandate = steering.give()
    for person in (steering.ben, steering.cor, steering.bea, steering.wim):
        with pytest.raises(Forbidden):
            steering.take(mandate, by=person)


def test_mandaat_is_signed_in_the_name_of_the_bestuursorgaan_and_has_its_number(steering, browse):
    mandate = steering.mandaat()
    decision = steering.take(mandate, policy=steering.college_beleid)
    assert decision.number.startswith(steering.wider.code)
    page = browse(steering.cor).open(f"/besluiten/{decision.number}")
    assert page.sees(f"namens {steering.wider.name}, Fatima", "Mandaat: Snoeien en planten", "€ 250")


def test_the_mandaatgever_may_decide_itself_and_it_says_so(steering, browse):
    mandate = steering.mandaat(policies=(steering.college_beleid,))
    page = browse(steering.wim).open(f"/mandaten/{mandate.id}").click("Beslis zelf")
    assert page.sees("Je beslist als mandaatgever zelf (Awb 10:7).")
    page.submit("Neem dit besluit", what=TITLE, amount="9.000")
    assert page.sees("door de mandaatgever zelf, zonder consent (Awb 10:7)", "€ 9.000")
    with pytest.raises(Refused, match="beslisruimte"):
        steering.take(steering.give(), by=steering.marieke)


def test_in_a_minute_from_the_page_of_the_mandate(steering, browse):
    mandate = steering.give(policies=(steering.beleid,))
    page = browse(steering.fatima).open(f"/mandaten/{mandate.id}").click("Neem een besluit")
    page.submit("Neem dit besluit", 422, what=TITLE, amount="501")
    assert page.error_at("amount") == "Dit is te veel: je mag beslissen tot en met € 500."
    assert page.value_of("what") == TITLE
    page.submit("Neem dit besluit", amount="120,50")
    assert message(page) == "Je hebt besloten. Het staat in het register."
    assert page.heading == TITLE
    assert page.sees("Genomen door Fatima", "Beslisruimte: Snoeien en planten", "€ 120,50", "Bomen blijven staan")
    page.click(f"{steering.beleid.number}: Bomen blijven staan")
    assert page.sees("Uitvoering van dit beleid", TITLE)
    assert page.open(f"/mandaten/{mandate.id}/logboek").sees("Fatima nam hiermee een uitvoeringsbesluit.")


def test_advice_is_asked_first_and_kept(steering, browse):
    mandate = steering.give(policies=(steering.beleid,))
    page = browse(steering.fatima).open(f"/mandaten/{mandate.id}/besluit")
    page.submit("Vraag eerst advies", what=TITLE, amount="100")
    proposal = latest(Proposal)
    assert (proposal.state, proposal.nature) == (ProposalState.DRAFT, Nature.EXECUTION)
    page.submit("Vraag advies", 422)
    assert page.error_at("ask-person") == "Kies er een."
    page.submit("Vraag advies", **{"ask-person": "Cor", "ask-question": "Broedt er iets?"})
    assert browse(steering.ben).open(f"/voorstellen/{proposal.id}", 404)
    adviser = browse(steering.cor).open("/")
    assert adviser.sees("Je advies is gevraagd")
    adviser.click(TITLE).submit("Geef advies", **{"advice-text": "Wacht tot augustus."})
    assert not adviser.open("/").sees("Je advies is gevraagd")
    page.open(f"/voorstellen/{proposal.id}").click("Neem het besluit").submit("Neem dit besluit", amount="100")
    decision = latest(Decision)
    assert decision.proposal_id == proposal.id
    assert page.sees("Advies vooraf", "Cor", "Broedt er iets?", "Wacht tot augustus.")
    told = page.click("Logboek")
    assert told.sees("Fatima vroeg advies.", "Gevraagd aan: Cor", "Cor gaf advies.")


def test_a_round_that_says_this_is_uitvoering_leads_to_the_decision(steering, browse):
    steering.come_to(RoundState.DELEGATED)
    page = browse(steering.joost).open("/")
    assert page.sees("Jij beslist: uitvoering")
    page.click("Elke dinsdag een gezamenlijk spreekuur")
    assert page.sees("Dit is uitvoering: jij beslist hierover.", "de kring zei in een ronde: dit is uitvoering")
    page.click("Neem het besluit").submit("Neem dit besluit", what="Dinsdag een spreekuur")
    decision = latest(Decision)
    assert page.sees("een ronde, die Joost vroeg dit te beslissen", "Dinsdag een spreekuur")
    assert (decision.execution.mandate, decision.proposal_id) == (None, steering.proposal_id)
    assert steering.proposal.versions[0].wording.what == "Elke dinsdag een gezamenlijk spreekuur"
    assert not page.open("/").sees("Jij beslist: uitvoering")
    browse(steering.fatima).open(f"/voorstellen/{steering.proposal_id}/uitvoeringsbesluit", 404)


def test_a_rehearsed_round_gives_nobody_anything_to_decide(steering):
    with transaction():
        round_ = rounds.start_now(
            steering.unit, steering.text(), by=steering.marieke, author=steering.joost, rehearsal=True
        )
        rounds.delegate(round_, steering.joost, by=steering.marieke)
        assert (round_.proposal.decider_id, round_.proposal.nature) == (None, Nature.POLICY)


def test_a_mandate_of_another_unit_does_not_decide_what_a_circle_gave_away(steering):
    mandate = steering.mandaat(holder=steering.joost)
    steering.come_to(RoundState.DELEGATED)
    with pytest.raises(Refused, match="een zaak van") as refused, transaction():
        executions.execute_proposal(
            locked_proposal(steering.proposal_id), steering.order(), by=steering.joost, mandate=mandate
        )
    assert refused.value.field == "mandate"


# Triage


def test_three_questions_lead_to_the_holder_and_the_reason_is_kept(steering, browse):
    steering.give(policies=(steering.beleid,))
    page = browse(steering.ben).open(f"/voorstellen/nieuw?kring={steering.unit.id}")
    page.click("Beleid of uitvoering: drie korte vragen").click("Nee, het is één keer iets doen")
    page.click("Bomen blijven staan")
    assert page.sees("leg het voor aan Fatima")
    page.click("Snoeien en planten").submit("Leg voor", what=TITLE)
    proposal = latest(Proposal)
    assert (proposal.nature, proposal.triage) == (Nature.EXECUTION, Triage.WITHIN_MANDATE)
    assert (proposal.within_id, proposal.state) == (steering.beleid.id, ProposalState.SUBMITTED)
    assert page.sees("Fatima beslist hierover", "Uitvoering, want het valt binnen beleid dat geldt")
    assert not browse(steering.marieke).open("/").sees("Wacht op een ronde")
    holder = browse(steering.fatima).open("/").click(TITLE).click("Neem het besluit")
    holder.submit("Neem dit besluit", amount="10")
    assert holder.sees("Waarom uitvoering", "het valt binnen beleid dat geldt, en er is mandaat voor")


BELEID = [
    ("it sets a rule", "regel=ja", Triage.SETS_RULE),
    ("there is no beleid yet", "regel=nee&beleid=geen", Triage.NO_POLICY),
    ("nobody has mandaat", "regel=nee&beleid={number}&mandaat=geen", Triage.NO_MANDATE),
]


@pytest.mark.parametrize(("answers", "why"), [row[1:] for row in BELEID], ids=[row[0] for row in BELEID])
def test_or_to_a_round_with_the_reason(steering, browse, answers, why):
    page = browse(steering.ben).open("/voorstellen/kies?" + answers.format(number=steering.beleid.number))
    assert page.heading == "Dit is beleid"
    page.click("Schrijf het voorstel").submit("Dien in", what="Vanaf nu snoeien we in de winter")
    proposal = latest(Proposal)
    assert (proposal.nature, proposal.triage, proposal.state) == (Nature.POLICY, why, ProposalState.SUBMITTED)
    assert page.sees(f"Beleid, want {why.label}")


def test_nobody_has_to_answer_and_nonsense_leads_to_the_first_question(steering, browse):
    page = browse(steering.ben).open("/voorstellen/kies?regel=x").click("Sla over: schrijf meteen een voorstel")
    page.submit("Dien in", what=TITLE)
    assert (latest(Proposal).nature, latest(Proposal).triage) == (Nature.POLICY, None)
    assert page.open("/voorstellen/kies?regel=nee&beleid=WEG-1").sees("Dit besluit ken ik niet: WEG-1.")
    assert page.open("/voorstellen/nieuw?waarom=onzin").sees("Twijfel je")


def test_what_a_circle_agreed_about_its_roles_is_offered_to_nobody_as_a_course(steering, browse):
    with transaction() as session:
        role = steering.decided("De rol van secretaris snoeit niet", steering.unit)
        wording = session.merge(role).wording
        wording.kind_name, wording.subject = "role_secretary", {"task": "Schrijven", "term_months": 12}
    for address in ("/voorstellen/kies?regel=nee", "/voorstellen/kies?regel=nee&zoek=rol"):
        assert "De rol van secretaris" not in browse(steering.ben).open(address).text
    assert browse(steering.ben).open("/voorstellen/kies?regel=nee").sees("Bomen blijven staan")


def test_confidential_beleid_is_not_found_by_who_may_not_read_it(steering, browse):
    with transaction():
        secret = steering.decided("Geheim pand", steering.wider, confidentiality=Confidentiality.CONFIDENTIAL)
    page = browse(steering.cor)
    assert "Geheim" not in page.open("/voorstellen/kies?regel=nee&zoek=pand").text
    assert page.open(f"/voorstellen/kies?regel=nee&beleid={secret.number}").sees("Dit besluit ken ik niet")


def test_what_was_brought_may_be_beleid_after_all(steering, browse):
    mandate = steering.give(policies=(steering.beleid,))
    browse(steering.ben).open(f"/mandaten/{mandate.id}/voorleggen").submit("Leg voor", what=TITLE)
    page = browse(steering.fatima).open(f"/voorstellen/{latest(Proposal).id}").submit("Dit is beleid: naar de kring")
    assert message(page) == "Dit is nu een voorstel voor een ronde van Team Ruimte."
    assert latest(Proposal).nature is Nature.POLICY
    assert browse(steering.marieke).open("/").sees("Wacht op een ronde", TITLE)


def test_the_pages_ask_as_many_queries_whatever_there_is(steering, browse):
    mandate = steering.give(policies=(steering.beleid,))
    page, counts = browse(steering.fatima), []
    for number in (2, 6):
        for _ in range(number):
            decision = steering.take(mandate)
            with transaction():
                proposal = executions.bring_to_holder(locked_mandate(mandate.id), steering.order(), by=steering.ben)
                executions.ask_advice(proposal, [steering.cor, steering.joost], by=steering.fatima)
        with counted_queries() as queries:
            for path in (f"/besluiten/{decision.number}", f"/besluiten/{steering.beleid.number}", "/voorstellen"):
                page.open(path)
            page.open(f"/voorstellen/{proposal.id}")
            page.open("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_holder_by_role_of_another_unit_reads_what_waits_for_them(steering, browse):
    from app.organisation.states import Role

    mandate = steering.mandaat(
        holder=None, holder_role=Role.ADVISER, holder_unit=steering.unit, policies=(steering.college_beleid,)
    )
    assert mandate.kind is MandateKind.MANDATE
    with transaction():
        executions.bring_to_holder(
            locked_mandate(mandate.id), steering.order(policy=steering.college_beleid), by=steering.cor
        )
    assert browse(steering.pien).open("/").sees("Jij beslist: uitvoering", TITLE)
    assert not browse(steering.ben).open("/voorstellen").sees(TITLE)


TREES = ["eik", "beuk", "linde", "kastanje", "plataan", "berk", "els", "esdoorn", "populier", "spar", "lariks"]


def test_from_beleid_one_comes_to_all_that_was_carried_out_within_it(steering, browse):
    """The list can be searched further and stays within the beleid, until that filter is taken away."""
    mandate = steering.give()
    for tree in TREES:
        steering.take(mandate, what=f"De {tree} snoeien")
    with transaction():
        other = steering.decided("Bermen", steering.unit)
    steering.take(mandate, what="De berm maaien", policy=other)
    page = browse(steering.cor).open(f"/besluiten/{steering.beleid.number}").click("Alle uitvoering van dit beleid")
    assert sorted(titles(page)) == sorted(f"De {tree} snoeien" for tree in TREES)
    page.submit("Zoeken", zoek="plataan")
    assert titles(page) == ["De plataan snoeien"]
    assert page.page.select(f'a[href$=".csv?zoek=plataan&binnen={steering.beleid.number}"]')
    page.open(f"/besluiten?binnen={other.number}").click(f"Uitvoering binnen {other.number} weghalen")
    assert len(titles(page)) == len(TREES) + 4


def test_what_was_carried_out_within_hidden_beleid_is_not_told(steering, browse):
    """Who took the decision may read it; that it stands on this beleid of the wider unit may not be asked."""
    with transaction():
        secret = steering.decided("Geheim pand", steering.wider, confidentiality=Confidentiality.CONFIDENTIAL)
    taken = steering.take(steering.mandaat(), policy=secret)
    address = f"/besluiten?binnen={secret.number}"
    assert titles(browse(steering.wim).open(address)) == [taken.title]
    assert browse(steering.fatima).open(f"/besluiten/{taken.number}").sees("een besluit dat je niet kunt lezen")
    page = browse(steering.fatima).open(address)
    assert page.sees("Niets gevonden")
    assert taken.title not in page.text
