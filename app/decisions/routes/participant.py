"""To be written."""

from flask import Blueprint

blueprint = Blueprint("participant", __name__)
