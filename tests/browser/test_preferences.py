"""High contrast and little motion: what people set in their system holds here too."""

import pytest

from tests.browser.house import House, the_ready_round
from tests.browser.round_screens import Laptop, Phone

BORDERED = {
    "the answers": ".answer-button",
    "their marks": ".answer-button .answer-mark",
    "the card around the text": ".card",
    "the one next step": ".nl-button--primary",
    "other buttons": ".nl-button--secondary",
    "the present phase": ".phases__step--current .phases__marker",
    "the words of the gespreksleider": ".read-aloud",
    "what was answered": ".own-answer",
}


def edges_of(somebody: Laptop | Phone, selector: str) -> list[dict[str, object]]:
    """Of everything shown under this selector: how wide its border is, and whether one can tell it from the ground."""
    script = """selector => [...document.querySelectorAll(selector)]
      .filter(element => element.checkVisibility())
      .map(element => {
        const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(element);
        const ground = getComputedStyle(document.body).backgroundColor;
        return { wide: parseFloat(borderTopWidth) >= 1 && borderTopStyle !== "none", seen: borderTopColor !== ground };
      })"""
    return list(somebody.page.evaluate(script, selector))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_everything_to_press_or_to_read_has_an_edge(house: House, scheme: str) -> None:
    """There backgrounds vanish: a border must say where a button is, which phase it is, what was answered."""
    marit = house.welcome(Laptop, "Marit Oosterveld", forced_colors="active", color_scheme=scheme)
    marit.signs_in()
    marit.comes_to(the_ready_round(house, "Hamer").round_id)
    found = {name: edges_of(marit, selector) for name, selector in BORDERED.items()}
    marit.answers("consent")
    found["what was answered"] = edges_of(marit, BORDERED["what was answered"])
    found["the one next step"] = found["the one next step"] or edges_of(marit, BORDERED["other buttons"])
    for name, edges in found.items():
        assert edges, f"{name}: not on the screen"
        assert all(edge["wide"] and edge["seen"] for edge in edges), f"{name}: {edges}"
    assert marit.page.screenshot(), "a picture can be made of it"


def test_with_little_motion_nothing_moves(house: House) -> None:
    """No animation, no gliding: also not when what is asked comes into view, or a dialog opens."""
    marit = the_ready_round(house)
    fatima = house.welcome(Phone, "Fatima Belhaj", reduced_motion="reduce")
    fatima.signs_in()
    fatima.comes_to(marit.round_id)
    marit.opens_round("Hamer")
    fatima.is_in("Consent")
    assert fatima.page.evaluate("document.getAnimations().length") == 0
    assert fatima.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = """() => [...document.querySelectorAll("*")].filter(element => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration.split(",").some(time => parseFloat(time) > 0);
    }).length"""
    assert fatima.page.evaluate(moving) == 0
