"""The register: found by what one looks for, and silent about what the reader may not see."""

from datetime import timedelta

import pytest

from app.core import clock
from app.core.database import db
from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.service import register
from app.decisions.states import Confidentiality, Nature, RoundState
from app.organisation.models import SteeringLevel
from tests.decisions.on_screen import browse, circle, take_over, titles
from tests.decisions.round_cast import Circle
from tests.query_count import counted_queries

__all__ = ["browse", "circle"]

DAY = timedelta(days=1)


@pytest.fixture
def shelf(circle) -> Circle:
    """Five decisions of two units on two levels."""
    today = clock.today()
    other = Circle(name="Zorg")
    take_over(circle, "Bermen maaien na de bloei", today - 10 * DAY, review_on=today - DAY)
    take_over(circle, "Bezwaren van bewoners sneller afhandelen", today - 30 * DAY, review_on=today + 30 * DAY)
    take_over(circle, "Het oude rooster", today - 400 * DAY)
    take_over(circle, "Een besluit zonder datum")
    take_over(other, "Huisbezoeken aan huis", today - 20 * DAY, nature=Nature.EXECUTION)
    with transaction():
        old = db.session.scalars(db.select(Decision).where(Decision.decided_on == today - 400 * DAY)).one()
        register.repeal(old, by=circle.marieke, reason="Er is een nieuw rooster.")
    circle.other = other
    return circle


LOOKING = [
    ("everything, the newest first and what has no date last", "",
     ["Bermen", "Huisbezoeken", "Bezwaren", "Het oude", "Een besluit"]),
    ("a word", "zoek=bermen", ["Bermen"]),
    ("a word in another form", "zoek=bezwaar", ["Bezwaren"]),
    ("the beginning of a word", "zoek=huisb", ["Huisbezoeken"]),
    ("a number", "zoek={number}", ["Bermen"]),
    ("one unit", "kring={other}", ["Huisbezoeken"]),
    ("what holds", "staat=van-kracht", ["Bermen", "Huisbezoeken", "Bezwaren", "Een besluit"]),
    ("what no longer holds", "staat=ingetrokken", ["Het oude"]),
    ("what is to be looked back on", "staat=terugkijken", ["Bermen"]),
    ("beleid", "aard=beleid&zoek=be", ["Bermen", "Bezwaren", "Een besluit"]),
    ("uitvoering", "aard=uitvoering", ["Huisbezoeken"]),
    ("from a day on", "van={recent}", ["Bermen", "Huisbezoeken"]),
    ("until a day", "tot={long_ago}", ["Het oude"]),
    ("a period", "van={long_ago}&tot={recent}", ["Bezwaren"]),
    ("several at once", "zoek=be&staat=van-kracht&kring={unit}", ["Bermen", "Bezwaren", "Een besluit"]),
    ("nonsense in the address is left out", "staat=weg&aard=x&van=morgen&pagina=-3&kring=x",
     ["Bermen", "Huisbezoeken", "Bezwaren", "Het oude", "Een besluit"]),
    ("nothing", "zoek=raadhuisplein", []),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "expected"), [row[1:] for row in LOOKING], ids=[row[0] for row in LOOKING])
def test_the_register_finds_what_one_looks_for(shelf, browse, asked, expected):
    today = clock.today()
    first = db.session.scalars(db.select(Decision).order_by(Decision.id)).first()
    asked = asked.format(
        number=first.number,
        other=shelf.other.unit.id,
        unit=shelf.unit.id,
        recent=today - 25 * DAY,
        long_ago=today - 300 * DAY,
    )
    page = browse(shelf.cor).open(f"/besluiten?{asked}")
    found = titles(page)
    assert [title.startswith(begin) for title, begin in zip(found, expected, strict=True)] == [True] * len(expected)
    if not expected:
        assert page.sees("Niets gevonden")


def test_a_level_is_a_filter_too(shelf, browse):
    with transaction() as session:
        shelf.other.unit.level = SteeringLevel(name="afdeling", rank=4)
        session.flush()
        level = shelf.other.unit.level.id
    assert titles(browse(shelf.cor).open(f"/besluiten?niveau={level}")) == ["Huisbezoeken aan huis"]


def test_every_filter_that_is_on_can_be_taken_away(shelf, browse):
    page = browse(shelf.cor).open(
        f"/besluiten?zoek=be&aard=beleid&staat=van-kracht&kring={shelf.unit.id}&van=2020-01-31"
    )
    chips = [chip.get_text(" ", strip=True).removesuffix(" weghalen") for chip in page.page.select(".chip")]
    assert chips == ["‘be’", "Team Ruimte", "Beleid", "Van kracht", "Vanaf 31 januari 2020"]
    page.click("Van kracht weghalen")
    assert "staat" not in page.path
    assert "zoek=be" in page.path
    assert f"kring={shelf.unit.id}" in page.path


def test_what_is_to_be_looked_back_on_is_said_calmly(shelf, browse):
    page = browse(shelf.cor).open("/besluiten")
    assert page.sees("1 besluit is toe aan terugkijken.")
    page.click("Bekijk wat toe is aan terugkijken")
    assert titles(page) == ["Bermen maaien na de bloei"]


def test_an_empty_register_says_what_will_come(circle, browse):
    assert browse(circle.cor).open("/besluiten").sees("Nog geen besluiten")


def test_twenty_five_on_a_page(circle, browse):
    for number in range(30):
        take_over(circle, f"Besluit {number:02}", clock.today() - number * DAY)
    page = browse(circle.cor).open("/besluiten")
    assert page.sees("30 besluiten")
    assert (titles(page)[0], len(titles(page))) == ("Besluit 00", 25)
    page.click("Volgende")
    assert (titles(page)[0], len(titles(page))) == ("Besluit 25", 5)
    assert len(titles(page.open("/besluiten?pagina=99"))) == 5


def test_the_register_asks_as_many_queries_for_sixty_as_for_five(circle, browse):
    page, counts = browse(circle.marieke), []
    for number in (5, 55):
        for place in range(number):
            take_over(circle, f"Besluit {number}-{place}", clock.today() - place * DAY, owner_id=circle.ben.id)
        with counted_queries() as queries:
            page.open("/besluiten?zoek=besluit")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_confidential_matter_leaks_nowhere(circle, browse):
    """Not in the list, a count, a filter, a search, the page of another decision, an address, or an error."""
    secret = take_over(
        circle,
        "Geheimzinnig pand",
        clock.today() - 9 * DAY,
        Confidentiality.CONFIDENTIAL,
        review_on=clock.today() - DAY,
    )
    outsider, member = browse(circle.cor), browse(circle.fatima)
    page = outsider.open("/besluiten")
    assert page.sees("Nog geen besluiten")
    assert "terugkijken" not in page.text
    assert circle.unit.name not in page.text
    assert outsider.open("/besluiten?zoek=geheimzinnig").sees("Niets gevonden")
    assert outsider.open(f"/besluiten?kring={circle.unit.id}").sees("Niets gevonden")
    hidden = outsider.open(f"/besluiten/{secret.number}", status=404).text
    assert hidden == outsider.open("/besluiten/BESTAAT-NIET-1", status=404).text
    outsider.open(f"/besluiten/{secret.number}/logboek", status=404)
    outsider.send(f"/besluiten/{secret.number}/voorstel", status=404, **{"copy-unit": 1})
    assert titles(member.open("/besluiten")) == ["Geheimzinnig pand"]
    assert member.sees("1 besluit", "Vertrouwelijk", "1 besluit is toe aan terugkijken.")


def test_a_confidential_successor_or_origin_is_not_named(circle, browse):
    open_one = take_over(circle, "Openbaar besluit", clock.today())
    secret = take_over(circle, "Geheimzinnig vervolg", clock.today(), Confidentiality.CONFIDENTIAL)
    with transaction():
        register.supersede(open_one, secret, by=circle.marieke)
    page = browse(circle.cor).open(f"/besluiten/{open_one.number}")
    assert "Geheimzinnig" not in page.text
    assert secret.number not in page.text
    assert browse(circle.fatima).open(f"/besluiten/{open_one.number}").sees("Geheimzinnig vervolg")


def test_the_register_says_how_a_round_went(circle, browse):
    circle.come_to(RoundState.WEIGHING)
    circle.amend()
    circle.all_answer()
    circle.reveal()
    circle.conclude()
    take_over(circle, "Bermen maaien na de bloei", clock.today())
    page = browse(circle.cor).open("/besluiten")
    assert page.sees("consent in versie 2, 1 bezwaar")
    assert page.text.count("consent in versie") == 1, "what was taken elsewhere had no round"
