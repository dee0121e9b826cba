"""The screens of a meeting, as those who sit at it use them."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.round_screens import Laptop, Phone, Wall
from tests.browser.somebody import AT_ONCE


class Secretary(Laptop):
    """Who prepares the meeting and writes its minutes."""

    def plans_the_next(self, series: str, unit_id: int) -> int:
        """Plan the next meeting of a series, and be where its agenda is made."""
        self.opens(f"/kringen/{unit_id}/overleg")
        self.page.get_by_role("region", name="Overlegreeksen").get_by_role("link", name=series).click()
        self.presses("Plan")
        expect(self.page).to_have_url(re.compile(r"/overleg/\d+/voorbereiden"))
        return int(re.search(r"/overleg/(\d+)/", self.page.url)[1])  # type: ignore[index]

    def puts(self, proposal: str, *, hammer: bool = False) -> None:
        """Put what waits in the pool on the agenda."""
        line = self.page.locator("li").filter(has_text=proposal)
        line.get_by_role("button", name="Als hamerstuk" if hammer else "Zet op de agenda").click()
        expect(self._on_the_agenda(proposal)).to_be_visible()

    def adds(self, title: str, kind: str, minutes: int = 10) -> None:
        """Put something new on the agenda."""
        self.page.get_by_text("Voeg een punt toe").click()
        self.page.get_by_label("Onderwerp").fill(title)
        self.page.get_by_label("Soort").select_option(label=kind)
        self.page.locator("#new-item").get_by_label("Minuten", exact=True).fill(str(minutes))
        self.presses("Voeg toe")
        expect(self._on_the_agenda(title)).to_be_visible()

    def invites(self, unit: str, title: str) -> None:
        """Invite another unit for one item alone."""
        self.page.get_by_role("link", name=f"Wijzig: {title}").click()
        self.page.get_by_text("Betrek een kring").click()
        self.page.get_by_label("Welke kring raakt dit?").select_option(label=unit)
        self.page.get_by_role("radio", name="Uitgenodigd voor dit punt").check()
        self.presses("Betrek")
        self.sees(unit)

    def _on_the_agenda(self, title: str) -> Locator:
        return self.page.locator("ol.items > li").filter(has_text=title)


class MeetingChair(Laptop):
    """Who leads the meeting."""

    def comes_to_meeting(self, meeting_id: int) -> "MeetingChair":
        """Open the screen to lead it from."""
        self.opens(f"/overleg/{meeting_id}/voorzitten")
        self.follows_live()
        return self

    def unfolds(self, summary: str) -> None:
        """Open what is folded away behind these words, if it is."""
        folded = self.page.locator("details").filter(has=self.page.get_by_text(summary, exact=True)).last
        if not folded.evaluate("one => one.open"):
            folded.locator("summary").click()

    def has_folded(self, summary: str) -> None:
        """What is behind these words is folded away."""
        expect(self.page.locator("details[open]").filter(has=self.page.get_by_text(summary, exact=True))).to_have_count(
            0, timeout=AT_ONCE
        )

    def begins_the_round(self) -> None:
        """Set the consent round of the item in hand ready, and come to its screen."""
        self.goes_on("Begin de consentronde")
        expect(self.page).to_have_url(re.compile(r"/ronde/\d+/gespreksleider"), timeout=AT_ONCE)
        self.comes_to(self.round_id)

    def is_back_in_meeting(self, meeting_id: int) -> None:
        """The screen came back to the meeting by itself."""
        expect(self.page).to_have_url(re.compile(rf"/overleg/{meeting_id}/voorzitten"), timeout=AT_ONCE)
        self.follows_live()

    def has_in_hand(self, title: str) -> None:
        """This item is on the table."""
        expect(self.page.locator("#now-heading")).to_contain_text(title, timeout=AT_ONCE)

    def is_beside_in_agenda(self, title: str, outcome: str) -> None:
        """In the agenda this outcome stands beside an item."""
        line = self.page.locator(".meeting-board__agenda li").filter(has_text=title)
        expect(line).to_contain_text(outcome, timeout=AT_ONCE)


class Attending(Phone):
    """Somebody who takes part, with a phone."""

    def comes_to_meeting(self, meeting_id: int) -> "Attending":
        """Open one's own screen of a meeting."""
        self.opens(f"/overleg/{meeting_id}/deelnemer")
        self.follows_live()
        return self

    def sees_in_hand(self, title: str) -> None:
        """This item is on the table."""
        expect(self.page.locator("#now-heading")).to_contain_text(title, timeout=AT_ONCE)

    def is_in_a_round(self) -> int:
        """The screen went to the consent round by itself. Says to which."""
        expect(self.page).to_have_url(re.compile(r"/ronde/\d+/deelnemer$"), timeout=AT_ONCE)
        self.follows_live()
        return int(re.search(r"/ronde/(\d+)/", self.page.url)[1])  # type: ignore[index]

    def is_back_in_meeting(self, meeting_id: int) -> None:
        """The screen came back to the meeting by itself."""
        expect(self.page).to_have_url(re.compile(rf"/overleg/{meeting_id}/deelnemer$"), timeout=AT_ONCE)
        self.follows_live()

    def says_in_a_word(self, word: str) -> None:
        """Say one's word in the opening or closing round."""
        self.page.get_by_label("In een woord").fill(word)
        self.presses("Zeg het")
        self.sees(word)

    def fills_in_the_card(self, answer: str) -> None:
        """Give the same answer to every question of the card."""
        for box in self.page.locator("#card-form").get_by_role("radio", name=answer, exact=True).all():
            box.check()
        self.presses("Geef de kaart af")
        self.sees("Je kaart is binnen. Verander hem")


class MeetingWall(Wall):
    """What hangs on the wall during a meeting."""

    def shows_meeting(self, meeting_id: int) -> "MeetingWall":
        """Put a meeting on the wall."""
        self.opens(f"/overleg/{meeting_id}/scherm")
        self.follows_live()
        return self

    def has_title(self, title: str) -> None:
        """This stands on it, large."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title, timeout=AT_ONCE)
