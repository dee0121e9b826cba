"""What the tests of screens share: a circle with people in it, browsers, and how to look at a page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from app.core.transaction import transaction
from app.decisions.models import Decision
from app.decisions.service import register
from app.decisions.service.register import TakenElsewhere
from app.decisions.service.wordings import WordingData
from app.decisions.states import Confidentiality, Nature
from app.organisation.models import Person
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle


@pytest.fixture
def circle(app: Flask) -> Circle:
    """Team Ruimte and its neighbours."""
    return Circle()


@pytest.fixture
def browse(app: Flask) -> Callable[[Person], Visitor]:
    """Opens a browser in which somebody is signed in."""
    return lambda person: Visitor(app).sign_in(person)


def message(page: Visitor) -> str:
    """What is said at the top of the page about what was just done."""
    return " ".join(said.get_text(" ", strip=True) for said in page.page.select("[data-flash]"))


def titles(page: Visitor) -> list[str]:
    """The decisions in the table on the page, in order."""
    return [link.get_text(strip=True) for link in page.page.select("main .table__main-link")]


def take_over(
    circle: Circle,
    what: str,
    taken: date | None = None,
    confidentiality: Confidentiality = Confidentiality.INTERNAL,
    source: dict[str, Any] | None = None,
    nature: Nature = Nature.POLICY,
    **text: Any,
) -> Decision:
    """A decision that was taken elsewhere, entered in the register of the circle."""
    with transaction():
        wording = WordingData(what=what, **text)
        document = TakenElsewhere(wording, taken, confidentiality, source or {}, what[:64], nature)
        return register.record_taken_elsewhere(circle.unit, document, by=circle.marieke)
