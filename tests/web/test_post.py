"""The beheerder sees which mail did not arrive, and nobody sees what it says."""

from flask import Flask

from app.core import outbox
from app.core.database import db
from app.core.letters import Letter
from app.core.outbox import OutgoingMail
from app.core.transaction import transaction
from app.decisions.presentation import Said
from tests.browserless import Visitor
from tests.decisions.round_cast import Circle


def test_what_waits_and_what_was_lost(app: Flask) -> None:
    circle = Circle()
    page = Visitor(app).sign_in(circle.bea).open("/mensen/").click("Mail")
    assert page.sees("Alle mail is weg", "Er is nog geen mailserver ingesteld")
    for name in ("ben", "noor"):
        with transaction():
            letter = Letter(Said("Zwaluwnest"), [Said("Zwaluwnest")])
            outbox.write(letter, to=f"person:{name}", name=name, address=f"{name}@voorbeeld.example")
    with transaction() as session:
        session.scalars(db.select(OutgoingMail)).first().note_given_up("550 onbekend")
    page.open("/beheer/mail")
    assert page.sees(
        "Niet aangekomen", "ben@voorbeeld.example", "550 onbekend", "Nog onderweg", "noor@voorbeeld.example"
    )
    assert "Zwaluwnest" not in page.text


def test_only_the_beheerder(app: Flask) -> None:
    circle = Circle()
    colleague = Visitor(app).sign_in(circle.marieke).open("/mensen/")
    assert "Mail" not in colleague.links
    colleague.open("/beheer/mail", 403)
