"""The college in real browsers: marks beforehand, and a list of hamerstukken settled in one go in a quorate sitting."""

import re

from playwright.sync_api import expect

from app.core import clock
from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.house import House
from tests.browser.somebody import Somebody

GRANT = "Subsidie voor de speel-o-theek"
NARROWEST = 320


def inspected(somebody: Somebody) -> list[str]:
    """What is wrong with the page as it is now, all of it unfolded: for everybody, and on the narrowest phone."""
    somebody.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    found = found_by_axe(somebody.page)
    before = somebody.page.viewport_size
    somebody.page.set_viewport_size({"width": NARROWEST, "height": 900})
    found += sticking_out(somebody.page)
    if before is not None:
        somebody.page.set_viewport_size(before)
    return [f"{somebody.page.url}: {one}" for one in found]


def test_a_hamer_list_is_settled_in_one_go_and_anybody_can_read_it(house: House) -> None:
    alderman = house.welcome(Somebody, "Stijn Hoogland", javascript=False)
    secretary = house.welcome(Somebody, "Gijs Tuinstra", bypass_csp=True)
    anybody = house.welcome(Somebody, "Iemand", bypass_csp=True)

    alderman.signs_in().opens("/kringen/1").follows("Naar de zittingen")
    alderman.presses(f"Hamerstuk: {GRANT}")
    alderman.sees(re.compile("Stijn Hoogland: hamerstuk"))
    alderman.does_not_see("Plan een zitting")

    secretary.signs_in().opens("/kringen/1/zittingen")
    found = inspected(secretary)
    secretary.presses("Plan deze zitting")
    secretary.sees(re.compile("Welke leden zijn er"))
    found += inspected(secretary)
    secretary.page.get_by_label("Stijn Hoogland").check()
    secretary.presses("Open de zitting")
    secretary.sees(re.compile("Er is geen quorum: 1 van 3 leden"))
    secretary.page.go_back()
    for name in ("Stijn Hoogland", "Carolien Feenstra"):
        secretary.page.get_by_label(name).check()
    secretary.presses("Open de zitting")
    secretary.sees("1 hamerstuk staat voorgesteld conform.")
    found += inspected(secretary)
    secretary.presses("Hamer de lijst af")
    secretary.sees("Conform besloten: 1.")
    secretary.presses("Sluit de zitting")
    agree = secretary.page.get_by_role("button", name="Ja, sluit")
    if agree.is_visible():  # asked when something on the list is still to be discussed
        agree.click()
    secretary.sees("De zitting is gesloten.")
    found += inspected(secretary)
    secretary.follows(GRANT)
    secretary.sees("Collegebesluit")
    secretary.sees("2 van 3 leden")
    found += inspected(secretary)
    secretary.follows("Openbaarheid")
    secretary.sees("Wie mag dit weten?")
    found += inspected(secretary)

    anybody.opens("/openbaar")
    anybody.does_not_see(re.compile("zuivelfabriek|weekmarkt|zorgboerderij"))
    found += inspected(anybody)
    anybody.follows(GRANT)
    anybody.sees("Hamerstuk: conform de lijst, zonder bespreking")
    anybody.does_not_see(re.compile("Hoogland|Feenstra|Lindeman"))
    found += inspected(anybody)
    expect(anybody.page.get_by_text(str(clock.today().year)).first).to_be_visible()
    assert found == []
