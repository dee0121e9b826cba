"""The screens of a round as people use them: a participant's phone, the chair's laptop, the wall, a guest's phone."""

import re
import time

from playwright.sync_api import Locator, Route, expect

from tests.browser.somebody import AT_ONCE, LAPTOP, PHONE, WALL, Somebody

BUTTONS = {
    "consent": "Consent Ik kan hiermee werken",
    "concern": "Consent met zorg Ik doe mee, let hierop",
    "objection": "Bezwaar Zo gaat er iets mis",
    "not_yet": "Ik kan nog niet kiezen",
}


class Phone(Somebody):
    """A participant."""

    size = PHONE

    def comes_to(self, round_id: int) -> "Phone":
        """Open one's own screen of a round."""
        self.opens(f"/ronde/{round_id}/deelnemer")
        self.follows_live()
        return self

    def joins(self) -> None:
        """Say that one is there."""
        self.presses("Doe mee")

    def is_in(self, phase: str) -> None:
        """The phase on the screen is this one."""
        if not self.javascript:
            self.page.reload()
        expect(self.page.locator(".phase-strip__name")).to_have_text(phase, timeout=AT_ONCE)

    def types(self, text: str) -> None:
        """Type something in the field on the screen, and go on typing after this."""
        self.page.locator("#persoonlijk textarea:visible").first.press_sequentially(text)

    def puts_caret_back(self, places: int) -> None:
        """Go back some places in what was typed."""
        for _ in range(places):
            self.page.keyboard.press("ArrowLeft")

    @property
    def typed(self) -> str:
        """What stands in the field on the screen."""
        return self.page.locator("#persoonlijk textarea:visible").first.input_value()

    @property
    def room_above(self) -> float:
        """How many pixels of room were made above one's own part, so that it stayed where it was."""
        return float(
            self.page.evaluate("parseFloat(document.querySelector('[data-personal]').style.marginBlockStart || 0)")
        )

    def asks(self, question: str) -> None:
        """Ask something."""
        self.page.get_by_label("Je vraag").fill(question)
        self.presses("Stel vraag")

    def reacts(self, reaction: str) -> None:
        """Say what one thinks."""
        self.page.get_by_label("Je reactie").fill(reaction)
        self.presses("Deel reactie")

    def taps(self, kind: str) -> None:
        """Tap one of the answers."""
        self.presses(BUTTONS[kind])

    def consents(self) -> None:
        """Answer in one tap."""
        self.taps("consent")
        self.has_answered("consent")

    def objects(self, argument: str) -> None:
        """Object, and say why at once."""
        self.taps("objection")
        self.page.get_by_label("In eigen woorden").fill(argument)
        self.presses("Verstuur bezwaar")
        self.has_answered("bezwaar")

    def has_a_concern(self, concern: str) -> None:
        """Consent, and say what to watch at the review."""
        self.taps("concern")
        self.page.get_by_label("In eigen woorden").fill(concern)
        self.page.get_by_label("Kijk hiernaar bij de terugblik").check()
        self.presses("Verstuur consent met zorg")
        self.has_answered("consent met zorg")

    def has_answered(self, answer: str) -> None:
        """One's own answer stands on the screen."""
        expect(self.page.locator(".own-answer")).to_contain_text(f"Jouw antwoord: {answer}", timeout=AT_ONCE)

    def has_been_moved_to(self, round_id: int) -> None:
        """The screen went to another round by itself."""
        expect(self.page).to_have_url(re.compile(f"/ronde/{round_id}/deelnemer$"), timeout=AT_ONCE)

    def is_told(self, text: str) -> None:
        """The sign of the connection says this."""
        expect(self.page.locator("[data-live]")).to_have_text(text, timeout=20_000)

    def is_still_told(self, text: str, for_milliseconds: int) -> None:
        """The sign says this and nothing else for so long, whatever else goes wrong meanwhile."""
        script = """([text, time]) => new Promise(done => {
          const sign = document.querySelector("[data-live]");
          const watcher = new MutationObserver(() => { if (sign.textContent !== text) done(false); });
          watcher.observe(sign, { childList: true, characterData: true, subtree: true });
          setTimeout(() => done(true), time);
        })"""
        assert self.page.evaluate(script, [text, for_milliseconds])

    def is_told_nothing(self) -> None:
        """All is well with the connection."""
        expect(self.page.locator("[data-live]")).to_be_empty(timeout=20_000)

    def puts_phone_away(self) -> None:
        """The screen goes dark. This browser has no screen to hide a page from, so the page is told."""
        self._hide(is_hidden=True)

    def has_hung_up(self) -> None:
        """The server has nobody on the line any more."""
        deadline = time.monotonic() + 5
        while self.line.is_following:
            assert time.monotonic() < deadline, "the stream is still open"
            self.page.evaluate("new Promise(requestAnimationFrame)")

    def picks_phone_up(self) -> None:
        """The screen lights up again."""
        self._hide(is_hidden=False)

    def notices_silence_after(self, milliseconds: int) -> None:
        """Take this long for lost, instead of the usual 25 seconds."""
        script = "limit => { document.querySelector('[hx-sse\\\\:connect]').dataset.silenceLimit = limit; }"
        self.page.evaluate(script, milliseconds)

    def _hide(self, *, is_hidden: bool) -> None:
        self.page.evaluate(
            """isHidden => {
              Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            is_hidden,
        )


class Laptop(Somebody):
    """The gespreksleider or the secretaris."""

    size = LAPTOP

    def comes_to(self, round_id: int) -> "Laptop":
        """Open one's own screen of a round."""
        self.opens(f"/ronde/{round_id}/gespreksleider")
        self.follows_live()
        return self

    @property
    def round_id(self) -> int:
        """The round on the screen."""
        found = re.search(r"/ronde/(\d+)", self.page.url)
        assert found, f"{self.page.url} is no round"
        return int(found[1])

    def sets_ready(self) -> None:
        """Set a round ready on the proposal on the screen, and come to it."""
        self.presses("Zet ronde klaar")
        expect(self.page).to_have_url(re.compile("/gespreksleider$"))
        self.comes_to(self.round_id)

    def decides_without(self, absent: tuple[str, ...]) -> None:
        """Decide on it alone as a hamerstuk, while these are away."""
        self.opens_round("Hamer", absent=absent)
        self.answers("consent")
        self.goes_on("Toon antwoorden")
        self.goes_on("Leg besluit vast")

    def opens_round(self, mode: str, *, absent: tuple[str, ...] = (), without_device: tuple[str, ...] = ()) -> None:
        """Untick who is not there, tick who has no device, and open it in this mode."""
        for name in absent:
            self.page.get_by_role("checkbox", name=name, exact=True).uncheck()
        for name in without_device:
            self.page.get_by_role("checkbox", name=f"zonder apparaat : {name}").check()
        self.page.get_by_role("radio", name=mode).check()
        if mode == "Hamer":
            self.page.get_by_role("checkbox", name="De stukken zijn vooraf gestuurd").check()
        self.presses("Open de ronde")

    def opens_in_writing(self, mode: str, days: int) -> None:
        """Open it in this mode for who is elsewhere, with so many working days for consent."""
        self.page.locator("#written summary").click()
        form = self.page.locator("#open-written")
        form.get_by_label(mode, exact=True).check()
        form.get_by_label("De stukken zijn vooraf gestuurd").check()
        form.get_by_label("Werkdagen voor consent").fill(str(days))
        self.presses("Open schriftelijk")
        self.sees("Termijnen")

    def goes_on(self, button: str) -> None:
        """Press the one next step, which is called this."""
        self.page.locator(".action-bar").get_by_role("button", name=button, exact=True).click()

    def waits_for_every_step(self, milliseconds: int) -> None:
        """From now on the answer to each step comes this much later, as on a slow network."""

        def answer_later(route: Route) -> None:
            response = route.fetch(max_redirects=0)
            self.page.wait_for_timeout(milliseconds)
            route.fulfill(response=response)

        self.page.route("**/verder?*", answer_later)

    def next_step_is(self, button: str) -> None:
        """The one next step is called this."""
        last = self.page.locator(".action-bar").locator("button, a").last
        expect(last).to_have_text(button, timeout=AT_ONCE)

    def reads_aloud(self, sentence: str | re.Pattern[str]) -> None:
        """This is the sentence to read aloud."""
        expect(self.page.locator(".read-aloud__text")).to_have_text(sentence, timeout=AT_ONCE)

    def is_beside(self, name: str, note: str) -> None:
        """In the list of who decides, this stands beside somebody's name."""
        expect(self._in_list(name)).to_contain_text(note, timeout=AT_ONCE)

    def mark_beside(self, name: str) -> str:
        """The mark at somebody's name there, as it stands in the page."""
        return self._in_list(name).locator(".answer").inner_html()

    def _in_list(self, name: str) -> Locator:
        return self.page.locator(".chair-board__side .people__item").filter(has_text=name)

    def lets_in(self, guest: str) -> None:
        """Open the door for a guest."""
        self.presses(f"Laat binnen {guest}")

    def writes_note(self, text: str) -> None:
        """Begin a note of the circle, without sending it."""
        self.page.get_by_text("Notitie maken").click()
        self.page.get_by_label("Notitie", exact=True).press_sequentially(text)

    def notes_answer_of(self, name: str, answer: str) -> None:
        """Enter what somebody without a device showed."""
        row = self.page.get_by_role("group", name=name, exact=True)
        row.get_by_role("radio", name=answer, exact=True).check()
        self.presses("Noteer antwoorden")

    def writes_new_text(self, body: str, because: str) -> None:
        """Make the next version and ask consent on it."""
        self.follows("Nieuwe tekst")
        self.page.get_by_role("textbox", name="Tekst (mag leeg)", exact=True).fill(body)
        self.page.get_by_label("Waarom deze verandering?").fill(because)
        self.presses(re.compile("Maak dit versie"))

    def answers(self, kind: str) -> None:
        """Give one's own answer."""
        self.presses(BUTTONS[kind])
        expect(self.page.locator(".own-answer")).to_be_visible()


class Wall(Somebody):
    """The screen that all look at."""

    size = WALL

    def shows(self, round_id: int) -> "Wall":
        """Put a round on the wall."""
        self.opens(f"/ronde/{round_id}/scherm")
        self.follows_live()
        return self

    @property
    def address_to_join(self) -> str:
        """What stands under the code to join, as a path."""
        return "/" + self.page.locator(".join-code__address").inner_text().split("/", 1)[1]

    def is_in(self, phase: str) -> None:
        """The phase on the wall is this one."""
        expect(self.page.locator("[aria-current=step]")).to_contain_text(phase, timeout=AT_ONCE)

    def lists(self, answer: str, names: str) -> None:
        """Beside this answer stand these names."""
        term = self.page.locator(".wall__answer").filter(has_text=re.compile(rf"^\s*{answer}\s*$"))
        expect(term.locator("xpath=following-sibling::dd[1]")).to_have_text(names, timeout=AT_ONCE)

    def has_been_moved_to(self, round_id: int) -> None:
        """It went to another round by itself."""
        expect(self.page).to_have_url(re.compile(f"/ronde/{round_id}/scherm$"), timeout=AT_ONCE)

    @property
    def overflow(self) -> int:
        """How many pixels do not fit on the screen."""
        return int(self.page.evaluate("document.documentElement.scrollHeight - window.innerHeight"))


class GuestPhone(Phone):
    """Somebody without an account."""

    def knocks(self, address: str) -> None:
        """Come in by the code on the wall, and pick a name."""
        self.opens(address)
        self.page.get_by_label("Je naam").fill(self.name)
        self.presses("Klop aan")
        self.sees(re.compile("laat je zo binnen"))

    def is_let_in(self) -> None:
        """The page that waits opened by itself."""
        self.page.wait_for_url(re.compile(r"/deelnemer$"), timeout=15_000)
