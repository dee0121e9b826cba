"""Coming in and going out: with a password, or the first time with an invitation."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.core import clock
from app.core.routing import current_actor, public
from app.core.transaction import transaction
from app.organisation import browser, service
from app.organisation.forms.people import NewPasswordForm, SignInForm
from app.organisation.queries.demo import people_of_the_demo
from app.organisation.refusals import TooSoon
from app.organisation.routes.pages import Answer, changed

blueprint = Blueprint("sign_in", __name__)

START = "/"


@blueprint.get("/inloggen")
@public
def form() -> Answer:
    """The page to sign in on; straight on for who has done so."""
    target = browser.local_path(request.args.get("next"))
    if current_actor() is not None and browser.token_here():
        return redirect(target or START)
    return _sign_in_page(SignInForm(data={"next": target or ""}))


@blueprint.post("/inloggen")
@public
def sign_in() -> Answer:
    """Sign in with e-mail address and password."""
    form = SignInForm()
    token = form.carry_out_by_itself(
        lambda: service.sign_in(form.email.data, form.password.data, address=address_here(), browser=browser_here())
    )
    return _sign_in_page(form) if token is None else come_in(token, form.next.data)


@blueprint.post("/uitloggen")
@public
def sign_out() -> Answer:
    """Sign out of this browser."""
    leave_browser()
    return changed(_("Je bent uitgelogd."), ".form")


@blueprint.get("/uitnodiging/<token>")
@public
def welcome(token: str) -> Answer:
    """The page on which somebody who was invited chooses a password."""
    return _welcome_page(token, NewPasswordForm())


@blueprint.post("/uitnodiging/<token>")
@public
def accept(token: str) -> Answer:
    """Choose a password, and come in."""
    form = NewPasswordForm()
    session = form.carry_out_by_itself(lambda: service.accept_invitation(token, form.new.data, browser=browser_here()))
    return _welcome_page(token, form) if session is None else come_in(session)


def come_in(token: str, target: str | None = None) -> Response:
    """Let this browser stand for who just signed in, instead of for whoever it did, and go to where they were going."""
    leave_browser()
    browser.enter(token)
    return redirect(browser.local_path(target) or START, 303)


def leave_browser() -> None:
    """Let this browser stand for nobody, and make its token worthless."""
    token = browser.token_here()
    browser.leave()
    if token is not None:
        with transaction():
            service.close_session(token)


def ask_to_sign_in() -> Response:
    """Lead somebody who is nobody to the sign-in, and from there back to what they wanted to read."""
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("sign_in.form", next=target if target != START else None))


def address_here() -> str:
    """Where the request came from; behind a proxy the server has filled in the sender's own address."""
    return request.remote_addr or ""


def browser_here() -> str:
    """What people call this browser."""
    return browser.name_of(request.user_agent.string)


def _sign_in_page(form: SignInForm) -> Answer:
    demo = people_of_the_demo(clock.today()) if current_app.config["SETTINGS"].demo_sign_in else None
    page = render_template("organisation/sign_in.html", form=form, demo=demo)
    return page, 429 if isinstance(form.refusal, TooSoon) else 422 if form.errors else 200


def _welcome_page(token: str, form: NewPasswordForm) -> Answer:
    person = service.person_of_invitation(token)
    page = render_template("organisation/welcome.html", form=form, person=person)
    return page, 404 if person is None else 422 if form.errors else 200
