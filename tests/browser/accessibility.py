"""What axe-core finds on a page, and what sticks out of it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
NARROWEST = 320
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def found_by_axe(page: Page) -> list[str]:
    """Every violation, one line each: the rule, and where. The page's policy must be bypassed by its context."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text())  # twice as fast as in a tag of its own
    options = {"runOnly": STANDARD, "resultTypes": ["violations"], "elementRef": False}
    results: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target'][0]}: {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


def sticking_out(page: Page) -> list[str]:
    """What makes the page wider than the screen: the elements whose right side lies outside it."""
    return list(
        page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.body.querySelectorAll("*")]
                .filter(element => element.getBoundingClientRect().right > width + 1)
                .map(element => `${element.tagName}.${element.className}: ${element.textContent.trim().slice(0, 40)}`)
                .slice(0, 5);
            }"""
        )
    )


def inspected(page: Page) -> list[str]:
    """What is wrong with a page as it is now, all of it unfolded: for everybody, and on the narrowest phone."""
    page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
    found = found_by_axe(page)
    before = page.viewport_size
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    found += sticking_out(page)
    if before is not None:
        page.set_viewport_size(before)
    return [f"{page.url}: {one}" for one in found]
