"""Alembic's way in: runs on the engine of the application that was made by `app.core.schema`."""

from typing import Any, Literal

from alembic import context

from app.core.database import Base, UTCDateTime

HAND_MADE = ("search_words", "ix_search_texts_vector", "ix_decisions_newest", "ix_decisions_due")


def include_object(_object: object, name: str | None, _type: str, _reflected: bool, _compare_to: object) -> bool:
    """Leave out what stands in migrations by hand, for a model cannot describe it."""
    return not (name or "").startswith(HAND_MADE)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as what the database keeps, so that a migration needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=include_object,
    render_item=render_item,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
