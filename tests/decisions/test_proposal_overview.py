"""The overview of proposals: sorted by stage, searched, paged, and in a constant number of queries."""

from app.core.transaction import transaction
from app.decisions.models import Proposal
from app.decisions.states import Choice, Nature, RoundState
from app.organisation.models import Membership
from tests.decisions.on_screen import browse, circle
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries

__all__ = ["browse", "circle"]


def test_the_overview_sorts_by_stage_and_offers_what_one_may_do(circle, browse):
    circle.draft(what="Een concept")
    circle.submit(what="Een ingediend voorstel")
    circle.come_to(RoundState.CONSENTING)
    page = browse(circle.marieke).open("/voorstellen")
    headings = [heading.get_text(strip=True) for heading in page.page.select("main h2")]
    assert headings == ["Ingediend", "Nu in een ronde"]
    assert "Zet ronde klaar" in page.buttons
    assert "Naar de ronde" in page.links
    assert "Een concept" not in page.text
    author = browse(circle.joost).open("/voorstellen")
    assert author.sees("Jouw concepten", "Een concept")
    assert "Zet ronde klaar" not in author.buttons


def test_the_overview_is_searched_and_filtered(circle, browse):
    other = Circle(name="Zorg")
    circle.submit(what="Bermen maaien")
    with transaction() as session:
        session.add(Membership(person=circle.joost, unit=other.unit))
    other.submit(what="Huisbezoeken")
    page = browse(circle.joost).open("/voorstellen")
    assert page.sees("Bermen maaien", "Huisbezoeken")
    page.submit("Zoeken", kring=other.unit.name)
    assert page.sees("Huisbezoeken")
    assert "Bermen" not in page.text
    page.open("/voorstellen?zoek=berm")
    assert page.sees("Bermen maaien")
    assert "Huisbezoeken" not in page.text
    page.open("/voorstellen?zoek=niets")
    assert page.sees("Niets gevonden")


def test_the_overview_keeps_beleid_and_uitvoering_apart(circle, browse):
    """Nonsense in the address asks for everything; a filter that is on can be taken away."""
    circle.submit(what="Bermen maaien")
    uitvoering = circle.submit(what="De berm aan de dijk").id
    with transaction() as session:
        session.get_one(Proposal, uitvoering).nature = Nature.EXECUTION
    page = browse(circle.marieke).open("/voorstellen?aard=weg")
    assert page.sees("Bermen maaien", "De berm aan de dijk")
    page.submit("Zoeken", aard="Uitvoering", zoek="berm")
    assert page.sees("De berm aan de dijk")
    assert "Bermen maaien" not in page.text
    page.click("Uitvoering weghalen")
    assert page.sees("Bermen maaien", "De berm aan de dijk")


def test_a_long_section_shows_a_few_and_the_rest_by_page(circle, browse):
    for number in range(30):
        circle.submit(what=f"Voorstel nummer {number:02}")
    page = browse(circle.fatima).open("/voorstellen")
    assert page.text.count("Voorstel nummer") == 6
    page.click("Toon alle 30 : Ingediend")
    assert page.text.count("Voorstel nummer") == 25
    page.click("Volgende")
    assert page.text.count("Voorstel nummer") == 5
    page.open("/voorstellen?deel=ingediend&pagina=99")
    assert page.text.count("Voorstel nummer") == 5


def test_the_overview_asks_as_many_queries_for_sixty_as_for_five(circle, browse):
    page = browse(circle.marieke)
    counts = []
    for number in (5, 55):
        for _ in range(number):
            circle.submit()
        circle.come_to(RoundState.PREPARED)
        with counted_queries() as queries:
            page.open("/voorstellen")
        counts.append(len(queries))
        with counted_queries() as queries:
            page.open("/")
        counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 25


def test_the_page_and_the_journal_of_a_long_story_ask_no_more_than_of_a_short_one(circle, browse):
    page = browse(circle.joost)
    counts = []
    circle.consent_is_asked()
    for objectors in (1, 4):
        people = circle.members[:objectors]
        circle.all_answer(but=dict.fromkeys(people, Choice.OBJECTION))
        circle.reveal()
        for path in ("", "/logboek"):
            with counted_queries() as queries:
                page.open(f"/voorstellen/{circle.proposal_id}{path}")
            counts.append(len(queries))
        circle.amend(what=f"Anders dan {objectors}")
    assert counts[:2] == counts[2:]
