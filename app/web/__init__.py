"""The top floor: the start page, errors, what every template may use, and the headers of every answer."""

from flask import Flask

from app.web import errors, headers, post, routes, template_helpers
from app.web.assets import init_assets


def init_app(app: Flask) -> None:
    """Add the start page, the template helpers, the error pages, the security headers and the static files."""
    app.register_blueprint(routes.blueprint)
    app.register_blueprint(post.blueprint)
    template_helpers.init_app(app)
    errors.init_app(app)
    headers.init_app(app)
    init_assets(app)
    if app.config["SETTINGS"].environment == "development":
        from app.web.styleguide import blueprint as styleguide

        app.register_blueprint(styleguide)
