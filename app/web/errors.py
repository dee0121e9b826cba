"""Turns what went wrong into a page that says so plainly: what happened, and what to do next."""

from flask import Flask, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app.core.errors import AlreadyDone, Busy, Forbidden, NotFound, Refused, SamensturenError
from app.core.telling import told
from app.organisation.queries import names_of

Page = tuple[str, int]


def init_app(app: Flask) -> None:
    """Register a page for every error the house knows, and for those of HTTP itself."""
    app.register_error_handler(Refused, on_refused)
    app.register_error_handler(Forbidden, on_forbidden)
    app.register_error_handler(NotFound, on_not_found)
    app.register_error_handler(Busy, on_busy)
    app.register_error_handler(CSRFError, on_stale_form)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(Exception, on_surprise)


def text_of(error: SamensturenError) -> str:
    """The message of an error, with the name of who went before filled in."""
    if not isinstance(error, AlreadyDone):
        return told(error)
    key = str(error.words.get("actor_key", ""))
    return told(error, name=names_of([key]).get(key, _("Iemand anders")))


def on_refused(error: Refused) -> Page:
    """The act does not fit the state of things."""
    return _page(409, _("Dat kon niet"), text_of(error))


def on_forbidden(error: Forbidden) -> Page:
    """This actor may not do this."""
    return _page(
        403,
        _("Dat kan hier niet"),
        text_of(error) or _("Deze handeling hoort bij een andere rol dan de jouwe."),
    )


def on_not_found(_error: Exception) -> Page:
    """It does not exist, or this reader may not know that it does."""
    return _page(404, _("Niet gevonden"), _("Deze pagina bestaat niet, of is niet voor jou bedoeld."))


def on_busy(_error: Busy) -> Page:
    """Writing took too long to begin."""
    return _page(
        503,
        _("Even druk"),
        _("Er wordt net veel tegelijk vastgelegd. Er is niets veranderd: probeer het nog eens."),
    )


def on_stale_form(_error: CSRFError) -> Page:
    """The form was made for another session."""
    return _page(
        400,
        _("Deze pagina is verlopen"),
        _("Je bent opnieuw ingelogd, of je browser bewaart geen cookies. Ververs de pagina en verstuur opnieuw."),
    )


def on_http_error(error: HTTPException) -> Page | HTTPException:
    """An error of HTTP itself, such as a method that is not allowed. Redirects pass as they are."""
    code = error.code or 500
    if code < 400:
        return error
    if code == 404:
        return on_not_found(error)
    if code == 413:
        return _page(413, _("Te groot"), _("Dit bestand is te groot. Kies een bestand tot 1 MB."))
    return _page(
        code,
        _("Dat ging niet"),
        _("De aanvraag paste niet bij deze pagina. Ga terug en probeer het opnieuw."),
    )


def on_surprise(error: Exception) -> Page:
    """Something we did not foresee; the log says what."""
    from flask import current_app

    current_app.logger.exception("unforeseen error on %s", request.path, exc_info=error)
    if current_app.testing:
        raise error
    return _page(
        500,
        _("Er ging iets mis"),
        _("Dat ligt aan ons. Wat al was vastgelegd, staat er nog. Probeer het opnieuw."),
    )


def _page(status: int, title: str, message: str) -> Page:
    back = request.referrer if request.referrer and request.referrer.startswith(request.host_url) else None
    return render_template("errors/error.html", status=status, title=title, message=message, back=back), status
