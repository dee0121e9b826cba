"""Documents out of the house and into it: reading decision documents of other systems."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the screens of import and export to the house."""
