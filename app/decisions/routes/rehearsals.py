"""The oefenronde: the real screens on a throw-away proposal, learned in ten minutes. Nothing of it is recorded."""

from flask import redirect, render_template, url_for

from app.core.routing import reads, signed_in_actor, writes
from app.decisions.forms.proposals import RehearsalForm
from app.decisions.queries.tables import people_at_tables, units_to_propose_in
from app.decisions.queries.visibility import led_units
from app.decisions.routes.proposals import Answer, blueprint
from app.decisions.service import rounds


@blueprint.get("/voorstellen/oefenen")
@reads("proposal:create")
def rehearse() -> Answer:
    """Something to practise on, and with which unit."""
    return render_template("decisions/proposals/rehearse.html", form=_form())


@blueprint.post("/voorstellen/oefenen")
@writes("proposal:create")
def begin_rehearsal() -> Answer:
    """Set the round ready, chaired by whoever begins it."""
    form, actor = _form(), signed_in_actor()
    round_ = form and form.carry_out(
        lambda: rounds.start_now(
            form.chosen("unit"), form.to_data(), by=actor, author=form.chosen("author"), rehearsal=True
        )
    )
    if round_ is None:
        return render_template("decisions/proposals/rehearse.html", form=form), 422
    return redirect(url_for("rounds.show", round_id=round_.id), 303)


def _form() -> RehearsalForm | None:
    """The form for the units the actor leads; None when they lead none."""
    actor = signed_in_actor()
    led = led_units(actor)
    units = [unit for unit in units_to_propose_in(actor) if unit.id in led]
    return RehearsalForm(units, people_at_tables(units), by=actor) if units else None
