"""With nothing but a keyboard: an answer is given on a phone's screen, and a whole round is chaired."""

import re

from playwright.sync_api import expect

from tests.browser.house import House, on_the_phone, the_ready_round
from tests.browser.somebody import Somebody

MOST_TABS = 80


class Keyboard:
    """Somebody's hands on their keyboard. What they reach must be visibly reached."""

    def __init__(self, somebody: Somebody) -> None:
        self._page = somebody.page

    def goes_to(self, name: str) -> "Keyboard":
        """Press Tab until the focus is on what has this name."""
        for _ in range(MOST_TABS):
            self._page.keyboard.press("Tab")
            if self._name_in_focus() == name:
                assert self._is_seen(), f"nothing shows that the focus is on '{name}'"
                return self
        raise AssertionError(f"Tab does not lead to '{name}'")

    def presses(self, name: str) -> None:
        """Go to the button or link with this name, and press Enter."""
        self.goes_to(name)
        self._page.keyboard.press("Enter")

    def picks(self, name: str) -> None:
        """Go to a choice, and pick it."""
        self.goes_to(name)
        self._page.keyboard.press("Space")

    def types(self, text: str) -> None:
        """Type where the focus is."""
        self._page.keyboard.type(text)

    def _name_in_focus(self) -> str:
        script = """() => {
          const element = document.activeElement;
          const label = element.labels?.[0]?.innerText ?? element.closest("label")?.innerText;
          return (element.ariaLabel ?? label ?? element.innerText ?? "").replace(/\\s+/g, " ").trim();
        }"""
        return str(self._page.evaluate(script))

    def _is_seen(self) -> bool:
        """Whether the element in focus has an outline, or the border of the choice it belongs to changes."""
        script = """() => {
          const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(document.activeElement);
          return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
        }"""
        return bool(self._page.evaluate(script))


def test_a_whole_answer_with_the_keyboard_alone(house: House) -> None:
    """The focus goes along: to the words that are asked, and to what was answered."""
    fatima = on_the_phone(house, the_ready_round(house, "Hamer"))
    keyboard = Keyboard(fatima)
    keyboard.presses("Bezwaar Zo gaat er iets mis")
    expect(fatima.page.get_by_role("heading", name="Je hebt een bezwaar")).to_be_focused()
    keyboard.goes_to("In eigen woorden").types("Het maaisel blijft liggen.")
    keyboard.presses("Verstuur bezwaar")
    fatima.has_answered("bezwaar")
    expect(fatima.page.get_by_text("Jouw antwoord: bezwaar")).to_be_focused()
    keyboard.presses("Wijzig")
    expect(fatima.page.get_by_role("heading", name=re.compile("Kun je hiermee werken"))).to_be_focused()
    keyboard.presses("Consent Ik kan hiermee werken")
    fatima.has_answered("consent")


def test_an_empty_objection_brings_the_keyboard_to_what_is_wrong(house: House) -> None:
    """The focus is on the words that say it; from there it is one link to the field."""
    fatima = on_the_phone(house, the_ready_round(house, "Hamer"))
    keyboard = Keyboard(fatima)
    keyboard.presses("Bezwaar Zo gaat er iets mis")
    keyboard.presses("Verstuur bezwaar")
    expect(fatima.page.locator(".error-summary")).to_be_focused()
    fatima.page.keyboard.press("Tab")
    fatima.page.keyboard.press("Enter")
    expect(fatima.page.get_by_label("In eigen woorden")).to_be_focused()


def test_a_whole_round_chaired_with_the_keyboard_alone(house: House) -> None:
    """From opening to the register; the focus stays at the next step, so that Enter is enough to go on."""
    marit = the_ready_round(house)
    keyboard = Keyboard(marit)
    keyboard.presses("Open de ronde")
    marit.next_step_is("Naar de vragen")
    keyboard.presses("Naar de vragen")
    marit.next_step_is("Vraag consent")
    expect(marit.page.get_by_role("button", name="Vraag consent")).to_be_focused()
    marit.page.keyboard.press("Enter")
    marit.next_step_is("Toon nu")
    keyboard.presses("Consent Ik kan hiermee werken")
    expect(marit.page.get_by_text("Jouw antwoord: consent")).to_be_focused()
    keyboard.presses("Toon nu")
    expect(marit.page.get_by_role("heading", name="Nog te noteren")).to_be_visible()
    for group in marit.page.locator("fieldset.presence__row").all():
        group.get_by_role("radio", name="Consent", exact=True).focus()
        marit.page.keyboard.press("Space")
    keyboard.presses("Noteer antwoorden")
    marit.next_step_is("Leg besluit vast")
    keyboard.presses("Leg besluit vast")
    marit.page.wait_for_url(re.compile("/besluiten/GRO-"))
