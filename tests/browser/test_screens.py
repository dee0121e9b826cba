"""What makes the screens of a round pleasant to use: nothing is pressed by accident, and one is where one should be."""

import re

from playwright.sync_api import expect

from tests.browser.house import House, on_the_phone, the_ready_round
from tests.browser.round_screens import GuestPhone, Wall
from tests.browser.somebody import Here


def test_the_back_button_leads_from_the_words_to_the_answers(house: House) -> None:
    fatima = on_the_phone(house, the_ready_round(house, "Hamer"))
    fatima.taps("objection")
    expect(fatima.page.get_by_role("heading", name="Je hebt een bezwaar")).to_be_in_viewport()
    expect(fatima.page.get_by_role("button", name="Ik vertel het straks")).to_be_in_viewport()
    fatima.page.go_back()
    fatima.consents()
    assert fatima.has_stayed


def test_two_taps_are_enough_for_any_answer(house: House) -> None:
    fatima = on_the_phone(house, the_ready_round(house, "Hamer"))
    fatima.taps("objection")
    fatima.presses("Ik vertel het straks")
    fatima.has_answered("bezwaar")
    fatima.page.get_by_role("link", name="Wijzig").click()
    fatima.taps("not_yet")
    fatima.has_answered("ik kan nog niet kiezen")


def test_a_double_click_goes_one_phase_further_and_not_two(house: House) -> None:
    marit = the_ready_round(house, "Volledig")
    step = marit.page.get_by_role("button", name="Naar de vragen")
    step.hover()  # waits until it stands still
    place = step.bounding_box()
    assert place is not None
    marit.page.mouse.move(place["x"] + place["width"] - 20, place["y"] + 10)
    for number, after in ((1, "Rondje klaar: naar de reacties"), (2, "Rondje klaar: naar de reacties")):
        marit.page.mouse.down(click_count=number)
        marit.page.mouse.up(click_count=number)
        marit.next_step_is(after)
    marit.sees_for_a_while("Nog geen mening")
    marit.goes_on("Rondje klaar: naar de reacties")
    marit.next_step_is("Vraag consent")


def test_a_step_pressed_before_the_last_one_was_answered_is_done_after_it(house: House) -> None:
    """The screen already shows the next step by the stream; on a slow network the answer comes after that."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    marit.waits_for_every_step(milliseconds=1500)
    marit.goes_on("Naar de vragen")
    marit.goes_on("Rondje klaar: naar de reacties")
    marit.goes_on("Vraag consent")
    on_its_way = marit.page.locator("form[data-sending]")
    marit.page.wait_for_event("response", lambda response: "/verder" in response.url)
    marit.page.wait_for_timeout(300)
    assert on_its_way.count() == 1, "one answer is there, and another step still waits"
    fatima.is_in("Consent")
    expect(on_its_way).to_have_count(0)
    assert marit.has_stayed


def test_a_step_back_asks_first_and_says_what_lapsed(house: House) -> None:
    """The dialog belongs to the page; saying no changes nothing."""
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.consents()
    marit.goes_on("Stap terug")
    marit.presses("Toch niet")
    marit.is_beside("Fatima", "Heeft geantwoord")
    marit.goes_on("Stap terug")
    marit.presses("Ja, stap terug")
    marit.sees("1 antwoord is vervallen.")
    fatima.is_in("Klaargezet")
    assert marit.has_stayed


def test_what_is_asked_comes_into_view_unless_one_is_reading(house: House) -> None:
    """Fatima has done nothing, so the answers come to her; Noor has scrolled to read, and is left where she is."""
    marit = the_ready_round(house, "Volledig")
    marit.goes_on("Naar de vragen")
    marit.goes_on("Rondje klaar: naar de reacties")
    phones = [on_the_phone(house, marit, name) for name in ("Fatima Belhaj", "Noor Achterberg")]
    for phone in phones:
        phone.page.set_viewport_size({"width": 390, "height": 460})
        phone.page.get_by_text("Lees het voorstel").click()
    fatima, noor = phones
    noor.page.mouse.wheel(0, 120)
    noor.page.wait_for_function("() => window.scrollY > 100")
    marit.goes_on("Vraag consent")
    last = "Ik doe niet mee"
    expect(fatima.page.get_by_role("heading", name=re.compile("Kun je hiermee werken"))).to_be_in_viewport()
    expect(noor.page.get_by_role("button", name=last)).to_be_visible()
    expect(noor.page.get_by_role("heading", name=re.compile("Kun je hiermee werken"))).not_to_be_in_viewport()


def test_another_phase_waits_for_who_is_typing(house: House) -> None:
    """The screen says where the circle is, and offers the change; what is half written stays until it is let go of."""
    marit = the_ready_round(house, "Kort")
    fatima = on_the_phone(house, marit)
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    fatima.types("Hoe vaak is")
    writing = Here(fatima)
    marit.goes_on("Vraag consent")
    fatima.is_in("Consent")
    fatima.sees("Er is iets veranderd.")
    assert Here(fatima) == writing
    fatima.presses("Bekijk")
    fatima.consents()
    expect(fatima.page.get_by_text("Er is iets veranderd.")).to_be_hidden()


def test_who_writes_at_the_bottom_stays_there_when_the_page_grows_at_the_top(house: House) -> None:
    """The werkversie appears above the words of an objection that are being written."""
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.taps("objection")
    fatima.presses("Ik vertel het straks")
    fatima.has_answered("bezwaar")
    marit.goes_on("Toon nu")
    fatima.is_in("Bezwaar verwerken")
    fatima.types("Het maaisel")
    writing = Here(fatima)
    marit.follows("Nieuwe tekst")
    marit.page.get_by_role("textbox", name="Tekst (mag leeg)", exact=True).fill("Wij huren twee wagens erbij.")
    marit.presses("Bewaar werkversie")
    expect(fatima.page.get_by_role("heading", name="Werkversie")).to_be_visible()
    assert Here(fatima) == writing


def test_room_that_was_made_to_keep_one_in_place_goes_when_ones_part_is_brought_up_to_date(house: House) -> None:
    """On a screen with nothing to scroll: what stood above the words goes away, and an empty place must not stay."""
    marit = the_ready_round(house, "Hamer")
    fatima = on_the_phone(house, marit)
    fatima.page.set_viewport_size({"width": 390, "height": 3000})
    fatima.taps("objection")
    fatima.presses("Ik vertel het straks")
    fatima.has_answered("bezwaar")
    marit.goes_on("Toon nu")
    marit.follows("Nieuwe tekst")
    text = marit.page.get_by_role("textbox", name="Tekst (mag leeg)", exact=True)
    before = text.input_value()
    text.fill("Wij huren twee wagens erbij.")
    marit.presses("Bewaar werkversie")
    expect(fatima.page.get_by_role("heading", name="Werkversie")).to_be_visible()
    fatima.types("Het maaisel")
    writing = Here(fatima)
    text.fill(before)
    marit.presses("Bewaar werkversie")
    expect(fatima.page.get_by_role("heading", name="Werkversie")).to_be_hidden()
    assert Here(fatima) == writing
    assert fatima.room_above > 0
    fatima.presses("Bekijk")
    expect(fatima.page.get_by_text("Er is iets veranderd.")).to_be_hidden()
    assert fatima.room_above == 0


def test_the_clock_goes_on_counting_when_the_screen_changes(house: House) -> None:
    """It shows how long the phase takes, on the chair's screen alone; a change by another does not set it back."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    marit.page.get_by_text("Anders verder").click()
    marit.presses("Toon klok")
    clock = marit.page.locator("elapsed-time")
    expect(clock).to_have_text("00:02", timeout=6_000)
    clock.evaluate(
        """clock => {
          window.seen = [];
          const look = () => window.seen.push(clock.textContent);
          new MutationObserver(look).observe(clock, { childList: true, subtree: true, characterData: true });
        }"""
    )
    fatima.presses("Pas")
    marit.is_beside("Fatima", "geweest")
    expect(clock).to_have_text("00:04", timeout=6_000)
    seen = marit.page.evaluate("window.seen")
    assert seen == sorted(seen)
    assert "00:00" not in seen
    assert fatima.page.locator("elapsed-time").count() == 0


def test_a_screen_reader_is_told_of_the_phase_and_of_nothing_else(house: House) -> None:
    """A polite word of one sentence, the same element all along: only then does it speak by itself."""
    marit = the_ready_round(house, "Volledig")
    fatima = on_the_phone(house, marit)
    word = fatima.page.locator("[role=status]").filter(has_text="Toelichting.")
    expect(word).to_have_text("Toelichting. Noor Achterberg licht toe; wij luisteren.")
    handle = word.element_handle()
    marit.goes_on("Naar de vragen")
    fatima.is_in("Vragen")
    assert handle is not None
    assert handle.inner_text() == "Vragen. Wat wil je weten om het te begrijpen? Nog geen mening."
    assert fatima.page.get_by_role("heading", level=1).count() == 1


def test_a_guest_whom_the_chair_does_not_let_in_is_told(house: House) -> None:
    marit = the_ready_round(house, "Volledig")
    wall = house.welcome(Wall, "Marit Oosterveld")
    wall.signs_in()
    guest = house.welcome(GuestPhone, "Greet")
    guest.knocks(wall.shows(marit.round_id).address_to_join)
    marit.presses("Niet nu Greet")
    guest.sees("De gespreksleider laat nu geen gasten binnen. Je kunt deze pagina sluiten.", within=15_000)
    marit.does_not_see("Aan de deur")
