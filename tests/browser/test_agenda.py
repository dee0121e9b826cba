"""An agenda in a real browser: put in order with the pointer and with the keyboard, and seen by who looks at it."""

from playwright.sync_api import Locator, expect

from tests.browser.house import House
from tests.browser.somebody import AT_ONCE, Somebody

TO_COME = "/overleg/3"


class Secretary(Somebody):
    """Petra, who puts the agenda of the CMT in order."""

    @property
    def order(self) -> list[str]:
        """The titles on the agenda, from first to last."""
        titles: list[str] = self.page.eval_on_selector_all("#agenda > li", "all => all.map(one => one.dataset.title)")
        return titles

    def item(self, place: int) -> Locator:
        return self.page.locator("#agenda > li").nth(place)

    def takes_up(self, place: int) -> None:
        self._points_at(self.item(place).locator("[data-arrange-handle]"))
        self.page.mouse.down()

    def carries_to(self, place: int) -> None:
        box = self.item(place).bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 40, box["y"] + 5, steps=6)

    def hears(self, what: str) -> None:
        expect(self.page.locator("[data-arrange-status]")).to_have_text(what, timeout=AT_ONCE)

    def _points_at(self, what: Locator) -> None:
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


class Tall(Secretary):
    """On a screen on which the whole agenda fits."""

    size = {"width": 1280, "height": 1800}  # noqa: RUF012


def test_items_are_put_in_order_without_leaving_the_page(house: House) -> None:
    petra = house.welcome(Tall, "Petra Nijland")
    petra.signs_in().opens(f"{TO_COME}/voorbereiden")
    before = petra.order
    petra.page.evaluate("window.hereStill = true")
    petra.takes_up(3)
    petra.carries_to(1)
    petra.page.keyboard.press("Escape")
    petra.page.mouse.up()
    assert petra.order == before, "Escape puts it back"
    petra.takes_up(3)
    petra.carries_to(1)
    petra.page.mouse.up()
    moved = before[3]
    petra.hears(f"‘{moved}’ staat nu op plek 2.")
    assert petra.order == [before[0], moved, *before[1:3], *before[4:]]
    down = petra.page.get_by_role("button", name=f"Omlaag: {moved}")
    down.focus()
    petra.page.keyboard.press("Enter")
    petra.hears(f"‘{moved}’ staat nu op plek 3.")
    expect(down).to_be_focused()
    petra.page.keyboard.press("Enter")
    petra.hears(f"‘{moved}’ staat nu op plek 4.")
    assert petra.page.evaluate("window.hereStill")
    petra.page.reload()
    assert petra.order == before


def test_who_looks_at_an_agenda_has_seen_it(house: House) -> None:
    """By itself with the script; without it there is a button."""
    petra = house.welcome(Somebody, "Petra Nijland")
    petra.signs_in().opens(TO_COME)
    form = petra.page.locator("form[data-seen]")
    expect(form).to_be_hidden()
    with petra.page.expect_response("**/gezien", timeout=AT_ONCE):
        pass
    petra.page.reload()
    expect(form).to_have_count(0)
    plain = house.welcome(Somebody, "Tom Bergsma", javascript=False)
    plain.signs_in().opens(TO_COME)
    plain.page.get_by_role("button", name="Ik heb deze agenda gezien").click()
    expect(plain.page.locator("form[data-seen]")).to_have_count(0)
