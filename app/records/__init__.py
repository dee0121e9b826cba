"""Documents out of the house and into it: reading decision documents of other systems."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the screens of the import to the house."""
    # Their routes are on the same blueprint.
    from app.records import document_routes, meeting_routes, programme_routes  # noqa: F401
    from app.records.calendar_routes import blueprint as calendar
    from app.records.routes import blueprint  # the parser beside it is used without Flask, by `import --json`

    app.register_blueprint(blueprint)
    app.register_blueprint(calendar)
