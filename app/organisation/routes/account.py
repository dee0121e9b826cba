"""What somebody does with their own account: password, browsers, signing out everywhere."""

from flask import Blueprint, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from app.core import clock, permissions
from app.core.database import db
from app.core.errors import NotFound
from app.core.routing import reads, signed_in_actor, writes
from app.core.transaction import locked
from app.organisation import browser, service
from app.organisation.forms.people import ChangePasswordForm
from app.organisation.models import Person, SignInSession
from app.organisation.panels import own_panels_of
from app.organisation.queries.people_screens import open_sessions, roles_of_person
from app.organisation.routes.pages import Answer, changed, form_page
from app.organisation.routes.sign_in import address_here

blueprint = Blueprint("account", __name__, url_prefix="/account")


def own_session(session_id: int) -> SignInSession:
    """One of the reader's own browsers. Raises `NotFound` for another's, and `Forbidden` for a guest, who has none."""
    reader = signed_in_actor()
    permissions.demand(reader, "account:manage")
    query = select(SignInSession).where(
        SignInSession.id == session_id, SignInSession.person_id == reader.id, SignInSession.still_open()
    )
    found = db.session.scalar(query.with_for_update())
    if found is None:
        raise NotFound
    return found


@blueprint.get("/")
@reads("account:manage")
def page() -> Answer:
    """Who I am here, and where I am signed in."""
    person = signed_in_actor()
    return render_template(
        "organisation/account.html",
        person=person,
        roles=roles_of_person(person, clock.today()),
        sessions=open_sessions(person),
        here=service.session_of(browser.token_here() or ""),
        panels=own_panels_of(person),
    )


@blueprint.get("/wachtwoord")
@reads("account:manage")
def choose_password() -> Answer:
    """An empty form for a new password."""
    return _password_page(ChangePasswordForm())


@blueprint.post("/wachtwoord")
@reads("account:manage")
def change_password() -> Answer:
    """Change the password. The verb writes in a transaction of its own, after the hashing."""
    form, person, token = ChangePasswordForm(), signed_in_actor(), browser.token_here() or ""
    changing = form.carry_out_by_itself(
        lambda: service.change_password(person, form.old.data, form.new.data, address=address_here(), token=token)
    )
    if changing is None:
        return _password_page(form)
    return changed(_("Je nieuwe wachtwoord geldt. Andere browsers zijn uitgelogd."), ".page")


@blueprint.post("/browsers/<int:session_id>/uitloggen")
@writes("account:manage", own_session)
def sign_out_browser(session: SignInSession) -> Answer:
    """Sign another browser out."""
    service.revoke(session)
    return changed(_("Die browser is uitgelogd."), ".page")


@blueprint.post("/overal-uitloggen")
@writes("account:manage")
def sign_out_everywhere() -> Answer:
    """Sign every browser out, this one too."""
    person = locked(Person, signed_in_actor().id)
    service.sign_out_everywhere(person, actor=person)
    browser.leave()
    return changed(_("Je bent overal uitgelogd."), "sign_in.form")


def _password_page(form: ChangePasswordForm) -> Answer:
    return form_page(form, _("Wachtwoord wijzigen"), _("Wachtwoord wijzigen"), url_for(".page"))
