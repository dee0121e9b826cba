"""Everything that is stored, to see that a refusal left nothing behind."""

from typing import Any

from sqlalchemy import select

from app.core.database import Base, db

ADDED_BY_THE_DAY = {"journal_heads"}
"""The first transaction of a day signs the journal, whatever comes of it."""


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in order."""
    session = db.session()
    session.flush()
    return {
        table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
        for table in Base.metadata.sorted_tables
        if table.name not in ADDED_BY_THE_DAY
    }
