"""Checks that the migrations make exactly the tables that the models describe. Run as `python -m tools.migrations`."""

import sys
import tempfile
from pathlib import Path

import config
from app import create_app
from app.core import schema
from app.core.database import db


def are_complete() -> bool:
    """Whether a new database, migrated, has what the models describe and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'empty.sqlite'}"
        with create_app(config.Settings(database_url=url)).app_context():
            schema.upgrade()
            complete = schema.is_complete()
            db.engine.dispose()
    return complete


if __name__ == "__main__":
    sys.exit(None if are_complete() else "The models and the migrations differ: write a migration.")
