"""A round in writing, with a real mail server: invited by mail, answered from a phone, shown by the deadline, decided.

Marit chairs; Fatima answers by the link in her mail without signing in, Joris on his own screen with a concern; the
others stay silent. The clock is put forward, and nobody but time ends the round.
"""

import re

from playwright.sync_api import expect

from tests.browser.accessibility import found_by_axe, sticking_out
from tests.browser.by_mail import Town, town
from tests.browser.house import the_ready_round
from tests.browser.round_screens import BUTTONS, Laptop, Phone

__all__ = ["town"]


def test_from_an_invitation_by_mail_to_a_decision(town: Town) -> None:
    marit = the_ready_round(town.house)
    marit.opens_in_writing("Hamer", days=3)

    town.mail_goes()
    assert len(town.asked_for_an_answer("voorbeeld.example")) == 8 + 6, "eight here, and six in the demo's own round"
    fatima = town.house.welcome(Phone, "Fatima Belhaj", bypass_csp=True)
    fatima.page.goto(town.link_in_mail_to("fatima"))
    fatima.sees("Deze link is van Fatima Belhaj. Je bent niet ingelogd.")
    assert (found_by_axe(fatima.page), sticking_out(fatima.page)) == ([], [])
    fatima.page.get_by_role("button", name=BUTTONS["consent"], exact=True).click()
    fatima.sees("Dank je wel, het is binnen.")
    assert found_by_axe(fatima.page) == []
    fatima.page.goto("/")
    expect(fatima.page).to_have_url(re.compile("/inloggen"))

    joris = town.house.welcome(Phone, "Joris Haverkamp")
    joris.signs_in()
    joris.sees("Dit wacht op jou")
    joris.page.get_by_role("link", name=re.compile("Geef je antwoord: Bermen")).click()
    joris.has_a_concern("Let op het zicht bij de kruising.")

    marit.sees("Kun je hiermee werken? Alle antwoorden worden tegelijk getoond.")
    marit.does_not_see("Let op het zicht bij de kruising.")
    town.days_go_by(10)
    fatima.page.goto(town.link_in_mail_to("fatima"))
    fatima.sees("Deze link is verlopen: de termijn is voorbij.")
    marit.sees("Let op het zicht bij de kruising.")
    marit.sees(re.compile("Niet geantwoord, dus afwezig: .*Noor Achterberg"))
    _decides(marit)

    town.mail_goes()
    assert "De antwoorden zijn er" in str(town.post.for_("marit")[-1]["Subject"])
    assert sorted(set(town.post.counted.values())) == [1]


def _decides(marit: Laptop) -> None:
    marit.presses("Leg besluit vast")
    expect(marit.page).to_have_url(re.compile("/besluiten/GRO-"))
    marit.sees("Schriftelijk")
    marit.sees("Afwezig, geen consent gegeven")
