"""A phone sleeps, a network goes away, a server starts anew: every screen comes back to the true state by itself."""

import re

from playwright.sync_api import expect

from tests.browser.house import House, on_the_phone, the_ready_round
from tests.browser.meeting_screens import MeetingChair
from tests.browser.round_screens import Laptop, Phone
from tests.browser.somebody import Here

LOST = "Geen verbinding. Ik probeer het steeds opnieuw."
UNSENT = "Geen verbinding. Je antwoord is nog niet verstuurd."
AGAIN = "Er is weer verbinding. Je antwoord is nog niet verstuurd: tik nog een keer."
KEPT = "Geen verbinding. Wat je doet blijft hier staan en gaat weg zodra er weer verbinding is."
SOON = 15_000
"""Milliseconds within which a screen is back: attempts to connect are spread over at most some seven seconds."""


def test_a_phone_that_slept_shows_the_true_state_as_soon_as_it_wakes(house: House) -> None:
    """Hidden, it lets go of its stream and asks nothing of anybody; looked at again, it is up to date by itself."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    fatima.puts_phone_away()
    fatima.has_hung_up()
    marit.goes_on("Naar de vragen")
    marit.goes_on("Rondje klaar: naar de reacties")
    marit.next_step_is("Vraag consent")
    assert "Toelichting" in fatima.page.locator(".phase-strip__name").inner_text()
    fatima.picks_phone_up()
    fatima.is_in("Reacties")
    fatima.reacts("Mooi voor de vlinders.")
    marit.sees("Mooi voor de vlinders.")
    assert fatima.has_stayed


def test_without_a_network_it_says_so_and_with_one_it_is_back_by_itself(house: House) -> None:
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    fatima.context.set_offline(True)
    fatima.is_told(LOST)
    marit.goes_on("Naar de vragen")
    marit.next_step_is("Rondje klaar: naar de reacties")
    fatima.context.set_offline(False)
    fatima.is_told_nothing()
    fatima.is_in("Vragen")
    assert fatima.has_stayed


def test_a_network_that_vanishes_without_a_word_is_noticed_by_its_silence(house: House) -> None:
    """Nothing closes, nothing fails: only that no sign of life comes tells that the line is dead."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    fatima.notices_silence_after(1_500)
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    fatima.line.fall_silent()
    fatima.is_told(LOST)
    fatima.notices_silence_after(25_000)
    marit.goes_on("Rondje klaar: naar de reacties")
    marit.next_step_is("Vraag consent")
    fatima.line.repair()
    expect(fatima.page.locator(".phase-strip__name")).to_have_text("Reacties", timeout=SOON)
    fatima.is_told_nothing()
    assert fatima.has_stayed


def test_a_server_that_starts_anew_in_the_middle_loses_nothing(house: House) -> None:
    """Every screen says that it is alone, and is back by itself, with what was typed and what was answered."""
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    noor = on_the_phone(house, marit, "Noor Achterberg")
    fatima.consents()
    noor.taps("objection")
    noor.types("Het zicht bij de krui")
    typing = Here(noor)
    house.server.kill()
    noor.is_told(LOST)
    fatima.is_told(LOST)
    house.server.start()
    expect(noor.page.locator("[data-live]")).to_be_empty(timeout=SOON)
    expect(fatima.page.locator("[data-live]")).to_be_empty(timeout=SOON)
    assert Here(noor) == typing
    fatima.has_answered("consent")
    noor.page.keyboard.type("spingen.")
    noor.presses("Verstuur bezwaar")
    noor.has_answered("bezwaar")
    marit.is_beside("Noor", "Heeft geantwoord")
    assert noor.has_stayed
    assert marit.has_stayed


def test_an_answer_that_was_not_sent_says_so_keeps_its_words_and_can_be_sent_after_all(house: House) -> None:
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.taps("objection")
    fatima.types("Wie rijdt het maaisel weg?")
    fatima.line.cut()
    fatima.presses("Verstuur bezwaar")
    fatima.is_told(UNSENT)
    assert fatima.typed == "Wie rijdt het maaisel weg?"
    fatima.is_still_told(UNSENT, 4_000)
    fatima.line.repair()
    expect(fatima.page.locator("[data-live]")).to_have_text(AGAIN, timeout=SOON)
    assert fatima.typed == "Wie rijdt het maaisel weg?"
    fatima.presses("Verstuur bezwaar")
    fatima.has_answered("bezwaar")
    fatima.is_told_nothing()
    marit.is_beside("Fatima", "Heeft geantwoord")


def test_one_tap_that_was_not_sent_says_so_too(house: House) -> None:
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.line.cut()
    fatima.taps("consent")
    fatima.is_told(UNSENT)
    marit.is_beside("Fatima", "Nog geen antwoord")
    fatima.line.repair()
    expect(fatima.page.locator("[data-live]")).to_have_text(AGAIN, timeout=SOON)
    fatima.consents()
    fatima.is_told_nothing()


def test_what_was_typed_survives_a_page_that_is_loaded_anew(house: House) -> None:
    """Only until it has arrived: then it is forgotten."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    fatima.types("Hoe vaak is twee keer?")
    fatima.page.reload()
    assert fatima.typed == "Hoe vaak is twee keer?"
    fatima.presses("Stel vraag")
    marit.sees("Hoe vaak is twee keer?")
    expect(fatima.page.get_by_label("Je vraag")).to_have_value("")
    fatima.page.reload()
    assert fatima.typed == ""


def test_who_may_not_follow_any_longer_is_told(house: House) -> None:
    """Signed out everywhere, on another device: the screen does not go on as if all were well."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    other = house.welcome(Phone, "Fatima Belhaj")
    other.signs_in()
    other.opens("/account/")
    other.presses("Overal uitloggen")
    marit.goes_on("Naar de vragen")
    fatima.is_told("Je volgt dit niet meer. Laad de pagina opnieuw.")


def test_what_the_chair_of_a_meeting_does_without_a_network_goes_out_when_it_is_back(house: House) -> None:
    """Kept as typed and sent in its order: a note, and then the floor to somebody."""
    petra = house.welcome(Laptop, "Petra Nijland")
    petra.signs_in().opens("/overleg/3/voorbereiden")
    petra.presses("Stel de agenda vast")
    chair = house.welcome(MeetingChair, "Tom Bergsma").signs_in().comes_to_meeting(3)  # type: ignore[attr-defined]
    chair.presses("Open het overleg")
    chair.goes_on("Volgend punt")
    chair.sees("Dit punt duurt:")
    chair.context.set_offline(True)
    chair.page.get_by_text("Noteer iets").click()
    chair.page.get_by_label("Notitie").fill("Iedereen is er.")
    chair.presses("Noteer")
    expect(chair.page.locator("[data-live]")).to_have_text(KEPT, timeout=SOON)
    chair.presses("Woord: Bram Kooistra")
    assert chair.page.get_by_label("Notitie").input_value() == "Iedereen is er."
    chair.context.set_offline(False)
    chair.sees(re.compile("Wat je intussen deed, is verstuurd"))
    for told in ("Gezegd: Iedereen is er.", "is aan het woord"):
        chair.sees(told)
    expect(chair.page.get_by_label("Notitie")).to_have_value("")
    assert chair.has_stayed
