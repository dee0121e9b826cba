"""The policy of the pages holds in a real browser: nothing of ours breaks it, and stored text cannot run."""

import re

from playwright.sync_api import expect

from tests.browser.house import House, on_the_phone, the_ready_round
from tests.browser.round_screens import Laptop, Wall

ATTACK = (
    "<script>window.taken = 1</script><img src=x onerror='window.taken = 1'>"
    "<a href='javascript:window.taken=1'>klik</a> [klik](javascript:window.taken=1) "
    "<form action='https://elders.example'><button>Verstuur</button></form><base href='https://elders.example/'>"
)


def test_nothing_of_ours_breaks_the_policy_and_text_of_others_cannot_run(house: House) -> None:
    """Markup in every field that people write in is shown as text on every screen, also when it is pushed.

    That no browser complains of the policy is asked at the end of this test, and of every other one that has a house.
    """
    marit = the_ready_round(house)
    round_id = marit.round_id
    fatima, joris = (on_the_phone(house, marit, name) for name in ("Fatima Belhaj", "Joris Haverkamp"))
    wall = house.welcome(Wall, "Marit Oosterveld")
    wall.signs_in()
    wall.shows(round_id)
    marit.opens_round("Volledig")
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    fatima.asks(f"Vraag {ATTACK}")
    marit.sees(re.compile("Vraag <script>"))
    marit.goes_on("Rondje klaar: naar de reacties")
    marit.goes_on("Vraag consent")
    fatima.is_in("Consent")
    fatima.objects(f"Bezwaar {ATTACK}")
    joris.has_a_concern(f"Zorg {ATTACK}")
    marit.goes_on("Toon nu")
    wall.sees(re.compile("Bezwaar <script>"))
    marit.writes_new_text(f"Tekst {ATTACK}", f"Omdat {ATTACK}")
    marit.sees(re.compile("versie 2"))
    wall.has_been_moved_to(marit.round_id)
    for somebody in (marit, fatima, joris, wall):
        expect(somebody.page.locator("body")).to_contain_text("Tekst")
        assert somebody.page.evaluate("window.taken") is None, f"text ran on the screen of {somebody.name}"
        assert somebody.page.locator("base, main script, a[href^='javascript:'], form[action^='https:']").count() == 0


def test_a_script_that_comes_in_after_all_is_refused(house: House) -> None:
    """The policy is really there: what the page itself would have to allow is stopped and complained of."""
    joris = house.welcome(Laptop, "Joris Haverkamp")
    joris.signs_in()
    joris.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.taken = 1";
          document.body.append(script);
        }"""
    )
    assert joris.page.evaluate("window.taken") is None
    assert any("Content Security Policy" in complaint for complaint in joris.complaints)
    joris.complaints.clear()
