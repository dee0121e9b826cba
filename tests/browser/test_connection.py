"""A phone sleeps, a network goes away, a server starts anew: every screen comes back to the true state by itself."""

from playwright.sync_api import expect

from tests.browser.conftest import House
from tests.browser.round_screens import Laptop, Phone

LOST = "Geen verbinding. Ik probeer het steeds opnieuw."
UNSENT = "Geen verbinding. Je antwoord is nog niet verstuurd."
AGAIN = "Er is weer verbinding. Je antwoord is nog niet verstuurd: tik nog een keer."
SOON = 15_000
"""Milliseconds within which a screen is back: attempts to connect are spread over at most some seven seconds."""


class Pair:
    """Marit chairs the round on the demo's verges; Fatima is on her phone."""

    def __init__(self, house: House, mode: str = "Volledig") -> None:
        self.marit = house.welcome(Laptop, "Marit Oosterveld")
        self.fatima = house.welcome(Phone, "Fatima Belhaj")
        self.marit.signs_in().opens("/")
        self.marit.follows("Naar de ronde: Bermen maaien we twee keer per jaar, na de bloei")
        self.marit.page.wait_for_url("**/gespreksleider")
        self.round_id = self.marit.round_id
        self.marit.comes_to(self.round_id)
        self.marit.opens_round(mode)
        self.marit.page.locator(".phases").wait_for()
        self.fatima.signs_in()
        self.fatima.comes_to(self.round_id)


def test_a_phone_that_slept_shows_the_true_state_as_soon_as_it_wakes(house: House) -> None:
    """Hidden, it lets go of its stream and asks nothing of anybody; looked at again, it is up to date by itself."""
    pair = Pair(house)
    pair.fatima.puts_phone_away()
    pair.fatima.has_hung_up()
    pair.marit.goes_on("Naar de vragen")
    pair.marit.goes_on("Rondje klaar: naar de reacties")
    pair.marit.next_step_is("Vraag consent")
    assert "Toelichting" in pair.fatima.page.locator(".phase-strip__name").inner_text()
    pair.fatima.picks_phone_up()
    pair.fatima.is_in("Reacties")
    pair.fatima.reacts("Mooi voor de vlinders.")
    pair.marit.sees("Mooi voor de vlinders.")
    assert pair.fatima.has_stayed


def test_without_a_network_it_says_so_and_with_one_it_is_back_by_itself(house: House) -> None:
    pair = Pair(house)
    pair.fatima.context.set_offline(True)
    pair.fatima.is_told(LOST)
    pair.marit.goes_on("Naar de vragen")
    pair.marit.next_step_is("Rondje klaar: naar de reacties")
    pair.fatima.context.set_offline(False)
    pair.fatima.is_told_nothing()
    pair.fatima.is_in("Vragen")
    assert pair.fatima.has_stayed


def test_a_network_that_vanishes_without_a_word_is_noticed_by_its_silence(house: House) -> None:
    """Nothing closes, nothing fails: only that no sign of life comes tells that the line is dead."""
    pair = Pair(house)
    pair.fatima.notices_silence_after(1_500)
    pair.marit.goes_on("Naar de vragen")
    pair.fatima.is_in("Vragen")
    pair.fatima.line.fall_silent()
    pair.fatima.is_told(LOST)
    pair.fatima.notices_silence_after(25_000)
    pair.marit.goes_on("Rondje klaar: naar de reacties")
    pair.marit.next_step_is("Vraag consent")
    pair.fatima.line.repair()
    expect(pair.fatima.page.locator(".phase-strip__name")).to_have_text("Reacties", timeout=SOON)
    pair.fatima.is_told_nothing()
    assert pair.fatima.has_stayed


def test_a_server_that_starts_anew_in_the_middle_loses_nothing(house: House) -> None:
    """Every screen says that it is alone, and is back by itself, with what was typed and what was answered."""
    pair = Pair(house, "Hamer")
    noor = house.welcome(Phone, "Noor Achterberg")
    noor.signs_in()
    noor.comes_to(pair.round_id)
    pair.fatima.consents()
    noor.taps("objection")
    noor.types("Het zicht bij de krui")
    typing = noor.here
    house.server.kill()
    noor.is_told(LOST)
    pair.fatima.is_told(LOST)
    house.server.start()
    expect(noor.page.locator("[data-live]")).to_be_empty(timeout=SOON)
    expect(pair.fatima.page.locator("[data-live]")).to_be_empty(timeout=SOON)
    assert noor.here == typing
    pair.fatima.has_answered("consent")
    noor.page.keyboard.type("spingen.")
    noor.presses("Verstuur bezwaar")
    noor.has_answered("bezwaar")
    pair.marit.is_beside("Noor", "Heeft geantwoord")
    assert noor.has_stayed
    assert pair.marit.has_stayed


def test_an_answer_that_was_not_sent_says_so_keeps_its_words_and_can_be_sent_after_all(house: House) -> None:
    pair = Pair(house, "Hamer")
    pair.fatima.taps("objection")
    pair.fatima.types("Wie rijdt het maaisel weg?")
    pair.fatima.line.cut()
    pair.fatima.presses("Verstuur bezwaar")
    pair.fatima.is_told(UNSENT)
    assert pair.fatima.typed == "Wie rijdt het maaisel weg?"
    pair.fatima.is_still_told(UNSENT, 4_000)
    pair.fatima.line.repair()
    expect(pair.fatima.page.locator("[data-live]")).to_have_text(AGAIN, timeout=SOON)
    assert pair.fatima.typed == "Wie rijdt het maaisel weg?"
    pair.fatima.presses("Verstuur bezwaar")
    pair.fatima.has_answered("bezwaar")
    pair.fatima.is_told_nothing()
    pair.marit.is_beside("Fatima", "Heeft geantwoord")


def test_one_tap_that_was_not_sent_says_so_too(house: House) -> None:
    pair = Pair(house, "Hamer")
    pair.fatima.line.cut()
    pair.fatima.taps("consent")
    pair.fatima.is_told(UNSENT)
    pair.marit.is_beside("Fatima", "Nog geen antwoord")
    pair.fatima.line.repair()
    expect(pair.fatima.page.locator("[data-live]")).to_have_text(AGAIN, timeout=SOON)
    pair.fatima.consents()
    pair.fatima.is_told_nothing()


def test_what_was_typed_survives_a_page_that_is_loaded_anew(house: House) -> None:
    """Only until it has arrived: then it is forgotten."""
    pair = Pair(house)
    pair.marit.goes_on("Naar de vragen")
    pair.fatima.is_in("Vragen")
    pair.fatima.types("Hoe vaak is twee keer?")
    pair.fatima.page.reload()
    assert pair.fatima.typed == "Hoe vaak is twee keer?"
    pair.fatima.presses("Stel vraag")
    pair.marit.sees("Hoe vaak is twee keer?")
    expect(pair.fatima.page.get_by_label("Je vraag")).to_have_value("")
    pair.fatima.page.reload()
    assert pair.fatima.typed == ""


def test_who_may_not_follow_any_longer_is_told(house: House) -> None:
    """Signed out everywhere, on another device: the screen does not go on as if all were well."""
    pair = Pair(house)
    other = house.welcome(Phone, "Fatima Belhaj")
    other.signs_in()
    other.opens("/account/")
    other.presses("Overal uitloggen")
    pair.marit.goes_on("Naar de vragen")
    pair.fatima.is_told("Je volgt dit niet meer. Laad de pagina opnieuw.")
