"""To be written."""

from flask import Blueprint

blueprint = Blueprint("guests", __name__)
