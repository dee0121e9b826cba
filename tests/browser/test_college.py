"""The college in real browsers: marks beforehand, and a list of hamerstukken settled in one go in a quorate sitting."""

import re

from playwright.sync_api import expect

from app.core import clock
from tests.browser.accessibility import inspected
from tests.browser.house import House
from tests.browser.somebody import Somebody

GRANT = "Subsidie voor de speel-o-theek"


def test_a_hamer_list_is_settled_in_one_go_and_anybody_can_read_it(house: House) -> None:
    alderman = house.welcome(Somebody, "Stijn Hoogland", javascript=False)
    secretary = house.welcome(Somebody, "Gijs Tuinstra", bypass_csp=True)
    anybody = house.welcome(Somebody, "Iemand", bypass_csp=True)

    alderman.signs_in().opens("/kringen/1").follows("Naar de zittingen")
    alderman.presses(f"Hamerstuk: {GRANT}")
    alderman.sees(re.compile("Stijn Hoogland: hamerstuk"))
    alderman.does_not_see("Plan een zitting")

    secretary.signs_in().opens("/kringen/1/zittingen")
    found = inspected(secretary.page)
    secretary.presses("Plan deze zitting")
    secretary.sees(re.compile("Welke leden zijn er"))
    found += inspected(secretary.page)
    secretary.page.get_by_label("Stijn Hoogland").check()
    secretary.presses("Open de zitting")
    secretary.sees(re.compile("Er is geen quorum: 1 van 3 leden"))
    secretary.page.go_back()
    for name in ("Stijn Hoogland", "Carolien Feenstra"):
        secretary.page.get_by_label(name).check()
    secretary.presses("Open de zitting")
    secretary.sees("1 hamerstuk staat voorgesteld conform.")
    found += inspected(secretary.page)
    secretary.presses("Hamer de lijst af")
    secretary.sees("Conform besloten: 1.")
    secretary.presses("Sluit de zitting")
    agree = secretary.page.get_by_role("button", name="Ja, sluit")
    if agree.is_visible():  # asked when something on the list is still to be discussed
        agree.click()
    secretary.sees("De zitting is gesloten.")
    found += inspected(secretary.page)
    secretary.follows(GRANT)
    secretary.sees("Collegebesluit")
    secretary.sees("2 van 3 leden")
    found += inspected(secretary.page)
    secretary.follows("Openbaarheid")
    secretary.sees("Wie mag dit weten?")
    found += inspected(secretary.page)

    anybody.opens("/openbaar")
    anybody.does_not_see(re.compile("zuivelfabriek|weekmarkt|zorgboerderij"))
    found += inspected(anybody.page)
    anybody.follows(GRANT)
    anybody.sees("Hamerstuk: conform de lijst, zonder bespreking")
    anybody.does_not_see(re.compile("Hoogland|Feenstra|Lindeman"))
    found += inspected(anybody.page)
    expect(anybody.page.get_by_text(str(clock.today().year)).first).to_be_visible()
    assert found == []
