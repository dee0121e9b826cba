"""What every form does with a refusal."""

from datetime import timedelta
from typing import Any

from flask import Flask

from app.core import clock
from app.core.actor import SYSTEM
from app.core.errors import N_, Refused
from app.core.telling import told
from app.core.transaction import transaction
from app.organisation import service
from app.organisation.forms.units import LastDayForm
from app.organisation.refusals import RefusedField, TooSoon
from tests.cast import Cast
from tests.stored import everything


def filled_in() -> LastDayForm:
    return LastDayForm(data={"on": clock.today()}, meta={"csrf": False})


def post(app: Flask) -> Any:
    return app.test_request_context(method="POST", data={"on": clock.today().isoformat()})


def test_what_a_verb_did_before_it_was_refused_is_undone(app: Flask, cast: Cast) -> None:
    before = everything()

    def change_and_refuse() -> None:
        service.end_unit(cast.ruimte, clock.today(), actor=SYSTEM)
        raise Refused(N_("Toch niet."))

    with post(app), transaction():
        form = filled_in()
        assert form.carry_out(change_and_refuse) is None
        assert form.form_errors == ["Toch niet."]
    assert everything() == before
    assert cast.ruimte.ends_on is None


def test_what_a_verb_did_is_kept_when_it_was_not(app: Flask, cast: Cast) -> None:
    with post(app), transaction():
        form = filled_in()
        assert form.carry_out(lambda: service.end_unit(cast.ruimte, form.on.data, actor=SYSTEM)) is cast.ruimte
    assert cast.ruimte.ends_on == clock.today()


def test_a_refusal_stands_at_its_field_or_above_the_form(app: Flask) -> None:
    with post(app):
        form = filled_in()
        form.show(RefusedField("on", N_("Dat kan niet op %(day)s."), day=clock.today().replace(2027, 5, 1)))
        form.show(RefusedField("nowhere", N_("Dat kan nergens.")))
        assert form.on.errors == ["Dat kan niet op 1 mei 2027."]
        assert form.form_errors == ["Dat kan nergens."]


def test_a_time_to_wait_is_said_as_people_say_it(app: Flask) -> None:
    with app.test_request_context():
        said = [told(TooSoon(timedelta(seconds=seconds))).split("over ")[1] for seconds in (0.2, 30, 59.5, 61, 899)]
    assert said == [f"{wait} opnieuw." for wait in ("1 seconde", "30 seconden", "1 minuut", "2 minuten", "15 minuten")]
