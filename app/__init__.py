"""The house on one page: `create_app` puts the floors on top of each other, from the ground up."""

from flask import Flask

import config
from app import assignments, decisions, elections, meetings, organisation, records, steering, steering_map, web
from app.core import mailing, worker
from app.core.database import init_database
from app.core.sealing import init_sealing

LARGEST_REQUEST = 11 * 1024 * 1024
"""Bytes: room for a file of 10 MB."""
LARGEST_FORM = 4 * 1024 * 1024
"""Bytes of what is typed: room for a document of 1 MB and the form in which it is carried along, encoded."""


def create_app(settings: config.Settings | None = None) -> Flask:
    """Make the application for these settings, by default those of the environment.

    Raises `config.UnsafeSettings` when they are not safe outside development.
    """
    settings = settings or config.from_environment()
    settings.demand_safety()
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"), static_folder=None)
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=settings.engine_options,
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
    )
    init_database(app)
    init_sealing(app)
    for floor in (organisation, decisions, steering, elections, assignments, meetings, steering_map, records, web):
        floor.init_app(app)
    worker.register(app, lambda: mailing.send_waiting(settings))
    return app
