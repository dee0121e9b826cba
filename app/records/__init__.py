"""Documents out of the house and into it: reading decision documents of other systems."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the screens of the import to the house."""
    # Their routes are on the same blueprint.
    from app.records import calendar_routes, document_routes, meeting_routes  # noqa: F401
    from app.records.routes import blueprint  # the parser beside it is used without Flask, by `import --json`

    app.register_blueprint(blueprint)
