"""The migrations make exactly the tables that the models describe, on both databases."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import CheckConstraint, inspect

from app import create_app
from app.core import schema
from app.core.database import Base, db
from tests.databases import application, settings_for


def test_the_migrations_are_complete(app: Flask) -> None:
    assert schema.is_complete()


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_a_table_that_no_migration_makes_is_missed(request: pytest.FixtureRequest, kind: str) -> None:
    databases = request.getfixturevalue(f"{kind}_databases")
    url = databases.fresh()
    with application(url).app_context():
        with db.engine.connect().execution_options(samensturen_write=True) as connection:
            connection.exec_driver_sql("DROP TABLE contributions")
            connection.commit()
        assert not schema.is_complete()
        db.engine.dispose()
    databases.drop(url)


def test_every_table_is_there(app: Flask) -> None:
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())


def test_every_check_of_the_models_is_kept_by_the_tables(app: Flask) -> None:
    """Also on SQLite, where altering a table may silently lose its other checks."""
    inspector = inspect(db.engine)
    lost = {}
    for table in Base.metadata.sorted_tables:
        written = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint) and one.name}
        kept = {one["name"] for one in inspector.get_check_constraints(table.name)}
        if written - kept:
            lost[table.name] = written - kept
    assert lost == {}


FIRST_ROWS = """
INSERT INTO steering_levels (id, name, rank) VALUES (1, 'team', 1);
INSERT INTO units (id, name, code, level_id, purpose, domain, absence_rule, starts_on)
  VALUES (1, 'Groen', 'GRO', 1, '', '', 'present_decide', '2026-01-01');
INSERT INTO people (id, name, email, is_administrator, starts_on) VALUES (1, 'Noor', 'noor@x.nl', 0, '2026-01-01');
INSERT INTO wordings (id, what, why, body, advices, arguments, sections, revision)
  VALUES (1, 'Bermen', '', '', '[]', '[]', '{}', 1);
INSERT INTO proposals (id, unit_id, author_id, state, confidentiality, rehearsal, returned_because, created_at,
  changed_at, revision)
  VALUES (1, 1, 1, 'in_round', 'open', 0, '', '2026-01-01', '2026-01-01', 1);
INSERT INTO proposal_versions (id, proposal_id, wording_id, number, reason, created_at)
  VALUES (1, 1, 1, 1, '', '2026-01-01');
INSERT INTO consent_rounds (id, proposal_id, version_id, chair_id, state, mode, absence_rule, aloud, prepared_at,
  changed_at, revision) VALUES (1, 1, 1, 1, 'consenting', 'short', 'present_decide', 0, '2026-01-01', '2026-01-01', 1);
INSERT INTO participants (id, round_id, person_id, role, ground, is_secretary, admitted, came_late, set_aside,
  without_device, had_turn) VALUES (1, 1, 1, 'elector', '', 0, 1, 0, 0, 0, 0);
INSERT INTO answers (id, participant_id, choice, text, wish, as_criterion, channel, after_reveal, given_at)
  VALUES (1, 1, 'consent', '', '', 0, 'screen', 0, '2026-01-01');
"""
"""A round under way in a database of the first version."""


def test_what_stood_in_the_first_tables_is_still_there(tmp_path: Path) -> None:
    """On SQLite a table is altered by making it anew: nothing may fall off, and references hold."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'old.sqlite'}"))
    with app.app_context():
        schema.upgrade("0001")
        with closing(sqlite3.connect(tmp_path / "old.sqlite")) as old:
            old.executescript(FIRST_ROWS)
        schema.upgrade()
        with db.engine.connect() as connection:
            held = [
                connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
                for table in ("consent_rounds", "participants", "answers", "units")
            ]
            assert held == [1, 1, 1, 1]
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        db.engine.dispose()
