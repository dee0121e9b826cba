"""Beleid or uitvoering: three short questions before writing, each an address of its own. Nobody has to answer them."""

from flask import render_template, request
from flask_babel import gettext as _

from app.core import clock
from app.core.routing import reads, signed_in_actor
from app.decisions.queries.executions import beleid_found, mandates_within
from app.decisions.queries.mandates import decisions_by_number
from app.decisions.routes.proposals import Answer, blueprint
from app.decisions.states import Triage

SETS_RULE = {"ja": True, "nee": False}


@blueprint.get("/voorstellen/kies")
@reads("proposal:create")
def choose() -> Answer:
    """The question that comes next, or where the answers lead."""
    rule = SETS_RULE.get(request.args.get("regel", ""))
    if rule is None:
        return render_template("decisions/triage/rule.html", unit=_unit())
    if rule:
        return _is_beleid(Triage.SETS_RULE)
    number = request.args.get("beleid")
    if number == "geen":
        return _is_beleid(Triage.NO_POLICY)
    actor = signed_in_actor()
    policy = decisions_by_number([number], actor).get(number) if number else None
    if policy is None:
        words = request.args.get("zoek", "").strip()
        return render_template(
            "decisions/triage/policy.html",
            found=beleid_found(actor, words),
            words=words,
            unit=_unit(),
            unknown=_("Dit besluit ken ik niet: %(number)s.", number=number) if number else "",
        )
    if request.args.get("mandaat") == "geen":
        return _is_beleid(Triage.NO_MANDATE)
    found = mandates_within(policy)
    own = [one for one in found if one.is_held_by(actor, clock.today())]
    return render_template("decisions/triage/mandate.html", policy=policy, mandates=found, own=own, unit=_unit())


def _is_beleid(why: Triage) -> str:
    return render_template("decisions/triage/beleid.html", why=why, unit=_unit())


def _unit() -> int | None:
    return request.args.get("kring", type=int)
